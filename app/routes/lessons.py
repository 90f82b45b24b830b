"""The lesson in its representations: page, fragment, single panel, JSON and CSV, and the changes that forms ask for."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from app.address.checks import check
from app.caching import cached
from app.changes import read_value, set_value
from app.deps import prefix
from app.errors import Refused, echo
from app.guard import GuardedRoute
from app.ideas.catalogue import IDEAS
from app.language import _
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.links import Links, backward_done, forward_done
from app.moment import moment
from app.panels.catalogue import catalogue
from app.panels.guide import first_minute
from app.panels.readout import readout
from app.panels.tables import as_csv
from app.panels.working_area import working_area
from app.render import html
from app.requests import form_pairs
from app.routes.lesson_docs import described

router = APIRouter(route_class=GuardedRoute)

PANELS = (
    "explanation",
    "figures",
    "guide",
    "inspector",
    "lesson",
    "picture",
    "quiz",
    "settings",
    "table",
    "timeline",
    "transport",
)


def _lesson(request: Request) -> Lesson:
    return parse(request.query_params.multi_items())


def _address(request: Request, path: str, lesson: Lesson) -> str:
    said = query(lesson)
    return f"{prefix(request)}{path}" + (f"?{said}" if said else "")


def _draw(request: Request, template: str, lesson: Lesson, path: str) -> Response:
    """A template about a lesson, kept by caches under the lesson's canonical address."""

    def make() -> Response:
        now = moment(lesson)  # where the run ends before the cursor, it stands at its end
        view = working_area(now, Links(now.lesson, prefix(request)))
        canonical = str(request.base_url).rstrip("/") + _address(request, "/lesson", now.lesson).removeprefix(
            prefix(request)
        )
        return html(request, template, view=view, theme=lesson.view.theme, canonical=canonical)

    return cached(request, f"{path}?{query(lesson)}", make)


@router.get("/", include_in_schema=False)
def front(request: Request) -> Response:
    """The front page: the notes' network with one weight lit and one question, and the catalogue."""
    asked = _lesson(request)
    lesson, said = first_minute(asked), query(asked)

    def make() -> Response:
        links = Links(lesson, prefix(request))
        view = working_area(moment(lesson), links)
        return html(
            request,
            "front.html",
            view=view,
            theme=lesson.view.theme,
            canonical=str(request.base_url),
            shared=f"/?{said}" if said else "/",
            cards=catalogue(links),
            ideas=IDEAS,
            courses=request.app.state.courses.values(),
        )

    return cached(request, f"/?{said}", make)


@router.get("/lesson", include_in_schema=False)
def page(request: Request) -> Response:
    """The page of one moment; an address that says it in other words is sent to the canonical one."""
    lesson = _lesson(request)
    if request.url.query != query(lesson):
        return RedirectResponse(_address(request, "/lesson", lesson), 303)
    return _draw(request, "lesson.html", lesson, "/lesson")


@router.get("/step", summary="One more step of the chosen size", **described())
def step(request: Request) -> Response:
    """The working area after one more step of the chosen size."""
    return _fragment(request, lambda lesson: lesson.stepped(+1))


@router.get("/forward", summary="The forward pass and the loss complete", **described())
def forward(request: Request) -> Response:
    """The working area with the forward pass and the loss complete, and nothing of the backward pass."""
    return _fragment(request, forward_done)


@router.get("/backward", summary="The backward pass complete", **described())
def backward(request: Request) -> Response:
    """The working area with the backward pass complete."""
    return _fragment(request, backward_done)


@router.get("/panels/{panel}", include_in_schema=False)
def panel(request: Request, panel: str) -> Response:
    """One panel of that very moment alone; ``lesson`` is the whole working area."""
    if panel not in PANELS:
        raise Refused(404, _("There is no panel “{name}”.", name=echo(panel)), allowed=", ".join(PANELS))
    return _draw(request, f"panels/{panel}.html", _lesson(request), f"/panels/{panel}")


@router.get("/change", include_in_schema=False)
def change(request: Request) -> Response:
    """What a form asks: a value set by hand or other settings; sends to the canonical address of what comes of it."""
    pairs, edit = form_pairs(request.query_params.multi_items())
    lesson = parse(pairs)
    if edit is not None:
        lesson = set_value(lesson, edit[0], read_value(edit[1]))
    return RedirectResponse(_address(request, "/lesson", lesson), 303)


@router.get("/lesson.json", summary="Every number of a moment", **described(JSONResponse))
def as_json(request: Request) -> Response:
    """Every number of the moment, by its id on the page."""
    lesson = _lesson(request)
    return cached(request, f"/lesson.json?{query(lesson)}", lambda: JSONResponse(readout(moment(lesson))))


@router.get("/lesson.csv", summary="The tables of a moment", **described(PlainTextResponse))
def csv(request: Request) -> Response:
    """The tables of the moment as CSV."""
    lesson = _lesson(request)
    links = Links(lesson, prefix(request))
    return cached(
        request, f"/lesson.csv?{query(lesson)}",
        lambda: PlainTextResponse(as_csv(moment(lesson), links), media_type="text/csv"),
    )  # fmt: skip


def _fragment(request: Request, move: Callable[[Lesson], Lesson]) -> Response:
    lesson = move(_lesson(request))
    check(lesson)
    return _draw(request, "panels/lesson.html", lesson, "/panels/lesson")
