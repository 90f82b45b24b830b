"""The training page in its representations: page, fragment, frames for playing, maps, and what can be downloaded."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from app.address.grammar import Unreadable, whole
from app.address.table import BY_NAME
from app.caching import cached
from app.changes import read_value
from app.checkpoints import states_at
from app.deps import prefix
from app.errors import BadInput
from app.frames import frames
from app.guard import GuardedRoute
from app.language import _
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.limits import MAX_FRAMES, MAX_UPDATES, most_frames
from app.links import Links
from app.map_faces import ground
from app.map_pictures import maps_png
from app.panels.training_area import run_curves, training_area
from app.panels.training_changes import changed_by_hand
from app.render import html, render
from app.requests import form_pairs
from app.routes.lesson_docs import described
from app.training_run import Run, run_of
from app.weight_exports import history_csv, state_json, state_npz

router = APIRouter(route_class=GuardedRoute)

_PLAYED = ("first", "count", "stride")


def _address(request: Request, path: str, lesson: Lesson) -> str:
    said = query(lesson)
    return f"{prefix(request)}{path}" + (f"?{said}" if said else "")


def _lesson(request: Request) -> Lesson:
    return parse(request.query_params.multi_items())


def _draw(request: Request, template: str, run: Run, path: str) -> Response:
    lesson = run.lesson

    def make() -> Response:
        view = training_area(run, Links(lesson, prefix(request), "/train"))
        base = str(request.base_url).rstrip("/").removesuffix(prefix(request))
        return html(
            request, template, view=view, theme=lesson.view.theme, canonical=base + _address(request, "/train", lesson)
        )

    return cached(request, f"{path}?{query(lesson)}", make)


@router.get("/train", include_in_schema=False)
def page(request: Request) -> Response:
    """The page of a run after so many updates; an address in other words is sent to the canonical one."""
    run = run_of(_lesson(request))
    if request.url.query != query(run.lesson):
        return RedirectResponse(_address(request, "/train", run.lesson), 303)
    return _draw(request, "train.html", run, "/train")


@router.get("/panels/train", summary="The working area of the training page", **described())
def area(request: Request) -> Response:
    """The working area of the training page after so many updates."""
    return _draw(request, "panels/train.html", run_of(_lesson(request)), "/panels/train")


@router.get("/train/change", include_in_schema=False)
def change(request: Request) -> Response:
    """What a form asks: η or a parameter set from here on, or other settings; sends to what comes of it."""
    pairs, edit = form_pairs(request.query_params.multi_items())
    lesson = parse(pairs)
    if edit is not None:
        lesson = changed_by_hand(lesson, edit[0], read_value(edit[1]))
    return RedirectResponse(_address(request, "/train", lesson), 303)


@router.get("/frames", include_in_schema=False)
def played(request: Request) -> Response:
    """What changes on the training page from update to update, for a script that plays it.

    Besides the lesson's own parameters ``first``, ``count`` and ``stride`` say which updates; of a large network there
    come fewer frames than were asked for.
    """
    pairs = request.query_params.multi_items()
    lesson = parse((name, text) for name, text in pairs if name not in _PLAYED)
    first = _whole(pairs, "first", lesson.most_updates)
    stride = _whole(pairs, "stride", MAX_UPDATES, lowest=1)
    count = min(_whole(pairs, "count", MAX_FRAMES, lowest=1), most_frames(lesson.recipe.sizes))
    counts = range(first, min(first + count * stride, lesson.most_updates + 1), stride)

    def make() -> Response:
        run, recipe, edits = run_of(lesson), lesson.recipe, lesson.edits
        made: dict[str, Any] = frames(recipe, edits, states_at(recipe, edits, counts), counts)
        reached = made["diverged"] or made["frames"][-1]["updates"]
        longer = run_of(run.at(max(reached, run.end)))
        drawn = run_curves(longer, Links(longer.lesson, prefix(request), "/train"))
        made["curves"] = render("panels/curves.html", view={"curves": drawn}, root=prefix(request))
        return JSONResponse(made)

    return cached(request, f"/frames?{query(lesson)}&first={first}&count={count}&stride={stride}", make)


def _whole(pairs: list[tuple[str, str]], name: str, highest: int, lowest: int = 0) -> int:
    given = [text for one, text in pairs if one == name]
    allowed = _("a whole number from {low} to {high}", low=lowest, high=highest)
    if len(given) > 1:
        raise BadInput(name, given[-1], allowed, _("{name} is given more than once", name=name))
    try:
        return whole("".join(given), lowest, highest)
    except Unreadable as error:
        raise BadInput(name, "".join(given) or None, allowed, str(error)) from None


@router.get("/train/maps.png", include_in_schema=False)
def maps(request: Request) -> Response:
    """What every neuron answers over the plane, as one picture."""
    lesson = _lesson(request)
    over = ground(lesson.recipe)
    if over.kind != "map":
        sizes = BY_NAME["layers"].write(lesson)
        reason = _("without a plane of two inputs there are no maps")
        raise BadInput("layers", sizes, _("a network with 2 inputs"), reason)

    def make() -> Response:
        return Response(maps_png(run_of(lesson).state.layers, over), media_type="image/png")

    return cached(request, f"/train/maps.png?{query(lesson)}", make)


@router.get("/train/curves.csv", summary="The curves of a run", **described(PlainTextResponse))
def curves_csv(request: Request) -> Response:
    """Loss, accuracy and gradients of the run, a row each of up to 200 counts of updates."""
    lesson = _lesson(request)
    return cached(
        request, f"/train/curves.csv?{query(lesson)}",
        lambda: PlainTextResponse(history_csv(run_of(lesson).history), media_type="text/csv"),
    )  # fmt: skip


@router.get("/train/network.json", summary="The network after so many updates", **described(JSONResponse))
def network_json(request: Request) -> Response:
    """The network at the cursor as the API takes it."""
    lesson = _lesson(request)

    def make() -> Response:
        layers = run_of(lesson).state.layers
        return Response(state_json(layers, loss=lesson.recipe.loss), media_type="application/json")

    return cached(request, f"/train/network.json?{query(lesson)}", make)


@router.get("/train/network.npz", include_in_schema=False)
def network_npz(request: Request) -> Response:
    """The network at the cursor as NumPy arrays."""
    lesson = _lesson(request)
    return cached(
        request, f"/train/network.npz?{query(lesson)}",
        lambda: Response(state_npz(run_of(lesson).state.layers), media_type="application/octet-stream"),
    )  # fmt: skip
