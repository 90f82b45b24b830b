"""Animations: as GIF, whole or in parts, and a page where one chooses, sees it being made, and takes it along."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.animation import LOOKS, OF_RUN, Animation, lesson_animation, run_animation
from app.caching import cached
from app.deps import prefix
from app.errors import BadInput
from app.guard import GuardedRoute
from app.language import _
from app.limits import ANIMATION_PACES, ANIMATION_WIDTHS, MAX_ANIMATION_FRAMES
from app.parameters import Pairs, whole, without
from app.render import html
from app.routes.picture_files import HEADERS
from app.security import content_security_policy
from engine.operations import STEP_SIZES

router = APIRouter(route_class=GuardedRoute)

_READ: dict[str, Callable[[Pairs], Animation]] = {"/lesson": lesson_animation, "/train": run_animation}
_OWN = {"/lesson": ("from", "count", "step", *LOOKS), "/train": (*OF_RUN, *LOOKS)}
# The page shows what it has put together itself.
_POLICY = content_security_policy("'self'").replace("img-src 'self'", "img-src 'self' blob:")


@router.get("/lesson.gif", include_in_schema=False)
def lesson_gif(request: Request) -> Response:
    """Moments of a lesson, one after the other; with ``part`` some frames of it."""
    return _gif(request, lesson_animation)


@router.get("/train.gif", include_in_schema=False)
def train_gif(request: Request) -> Response:
    """Updates of a run, one after the other; with ``part`` some frames of it."""
    return _gif(request, run_animation)


def _gif(request: Request, read: Callable[[Pairs], Animation]) -> Response:
    pairs = request.query_params.multi_items()
    made = read(without(pairs, ("part",)))
    number = whole(pairs, "part", 0, 0, made.parts - 1) if any(name == "part" for name, _text in pairs) else None
    response = cached(
        request, f"{made.path}?{made.query}&part={number}",
        lambda: Response(made.whole() if number is None else made.part(number), media_type="image/gif"),
    )  # fmt: skip
    response.headers.update(HEADERS)
    response.headers["Content-Disposition"] = f'inline; filename="{made.path[1:]}"'
    return response


@router.get("/animate", include_in_schema=False)
def page(request: Request) -> Response:
    """The page where an animation is chosen and made, of the page that ``of`` names."""
    pairs = request.query_params.multi_items()
    named = [text for name, text in pairs if name == "of"]
    of = named[0] if len(named) == 1 else ""
    path, _mark, said = of.partition("?")
    if path not in _READ or urlsplit(of).netloc:
        allowed = _("path and query of a lesson or of a training page, such as /lesson?preset=mazur")
        raise BadInput("of", of, allowed, _("one page is needed, and of this there is no animation"))
    asked = without(pairs, ("of",))
    for name, text in asked:
        if name not in _OWN[path]:
            raise BadInput(name, text, ", ".join(_OWN[path]), _("there is no such parameter"))
    chosen = [name for name, _text in asked]
    shown = without(parse_qsl(said, keep_blank_values=True), chosen)
    made = _READ[path]([*shown, *asked])
    fields = dict(parse_qsl(made.query))

    def make() -> Response:
        root = prefix(request)
        return html(
            request, "animate.html", made=made, of=of, kind=path[1:], fields=fields, page=f"{root}{of}",
            address=f"{root}{made.path}?{made.query}", steps=STEP_SIZES, paces=ANIMATION_PACES, widths=ANIMATION_WIDTHS,
            most=MAX_ANIMATION_FRAMES, site=str(request.base_url).rstrip("/").removesuffix(root),
        )  # fmt: skip

    response = cached(request, f"/animate?of={of}&{made.query}", make)
    response.headers["Content-Security-Policy"] = _POLICY
    return response
