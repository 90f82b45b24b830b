"""The page and the fragment of what is shared: a form for the choices, a field for each place, a live preview."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.address.grammar import Unreadable, whole
from app.caching import cached
from app.controls import GROUPS, NAMES
from app.errors import BadInput
from app.guard import GuardedRoute
from app.language import LANGUAGES, _
from app.limits import MAX_SHARED_TEXT
from app.panels.share import HEIGHT, Share, share
from app.render import html
from app.routes.shareable import ALLOWED, Choices, shareable

router = APIRouter(route_class=GuardedRoute)

_ONE_OF = {
    "from": ("step", "start"),
    "theme": ("", "auto", "light", "dark"),
    "notation": ("", "notes", "common"),
    "language": ("", *LANGUAGES),
}
_NAMES = ("of", *_ONE_OF, "title", "text", "height", "without")
_HEIGHTS = (160, 4000)


def _share(request: Request) -> Share:
    """What the query asks for, in the language that is asked for.

    Raises:
        BadInput: a parameter is unknown, repeated or not allowed.
    """
    said: dict[str, str] = {}
    hidden: list[str] = []
    for name, text in request.query_params.multi_items():
        if name == "without":  # a box of a form each
            hidden += text.split(",")
        elif name not in _NAMES or name in said:
            reason = _("{name} is given twice", name=name) if name in said else _("there is no such parameter")
            raise BadInput(name, text, _("once each of {names}", names=", ".join(_NAMES)), reason)
        else:
            said[name] = text
    for name, options in _ONE_OF.items():
        if said.setdefault(name, options[0]) not in options:
            raise BadInput(name, said[name], ", ".join(filter(None, options)), _("it is none of these"))
    for group in hidden:
        if group not in NAMES:
            raise BadInput("without", group, ", ".join(NAMES), _("it is none of these"))
    if "of" not in said:
        raise BadInput("of", None, _(ALLOWED), _("it is missing"))
    start = said["from"] == "start"
    # A form in which no box is checked says nothing of them; a link from a page has no height either.
    without = frozenset(hidden) if hidden or "height" in said else None
    choices = Choices(start, said["theme"], said["notation"], said["language"], without)
    it = shareable(said["of"], str(request.base_url).rstrip("/"), choices, request.app.state.courses)
    words = _line("title", said.get("title", "")), _line("text", said.get("text", ""))
    height = _height(said.get("height", ""))
    return share(said["of"], it, words, start, height)


def _line(name: str, text: str) -> str:
    if len(text) > MAX_SHARED_TEXT:
        allowed = _("at most {most} characters", most=MAX_SHARED_TEXT)
        raise BadInput(name, text, allowed, _("it is too long"))
    return " ".join(text.split())


def _height(text: str) -> int:
    try:
        return whole(text, *_HEIGHTS) if text else HEIGHT
    except Unreadable as error:
        allowed = _("a whole number from {lowest} to {highest}", lowest=_HEIGHTS[0], highest=_HEIGHTS[1])
        raise BadInput("height", text, allowed, str(error)) from None


@router.get("/share", include_in_schema=False)
def page(request: Request) -> Response:
    """The page; it works without JavaScript."""
    return _draw(request, "share.html", "/share")


@router.get("/panels/share", include_in_schema=False)
def panel(request: Request) -> Response:
    """What the dialog holds."""
    return _draw(request, "panels/share.html", "/panels/share")


def _draw(request: Request, template: str, path: str) -> Response:
    view = _share(request)
    return cached(
        request,
        f"{path}?{request.url.query}",
        lambda: html(request, template, view=view, groups=GROUPS, theme=view.it.theme or "auto"),
    )
