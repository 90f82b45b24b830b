"""The page and the fragment of what is shared: a form for the choices, a field for each place, a live preview."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.address.grammar import Unreadable, whole
from app.caching import cached
from app.deps import prefix
from app.errors import BadInput
from app.guard import GuardedRoute
from app.limits import MAX_SHARED_TEXT
from app.panels.share import HEIGHT, Share, share
from app.render import html
from app.routes.shareable import ALLOWED, Choices, shareable

router = APIRouter(route_class=GuardedRoute)

_ONE_OF = {
    "from": ("step", "start"),
    "theme": ("", "auto", "light", "dark"),
    "notation": ("", "notes", "common"),
}
_NAMES = ("of", *_ONE_OF, "title", "text", "height")
_HEIGHTS = (160, 4000)


def _share(request: Request) -> Share:
    """What the query asks for.

    Raises:
        BadInput: a parameter is unknown, repeated or not allowed.
    """
    said: dict[str, str] = {}
    for name, text in request.query_params.multi_items():
        if name not in _NAMES or name in said:
            reason = f"{name} is given twice" if name in said else "there is no such parameter"
            raise BadInput(name, text, f"once each of {', '.join(_NAMES)}", reason)
        said[name] = text
    for name, allowed in _ONE_OF.items():
        if said.setdefault(name, allowed[0]) not in allowed:
            raise BadInput(name, said[name], " or ".join(filter(None, allowed)), "it is none of these")
    if "of" not in said:
        raise BadInput("of", None, ALLOWED, "it is missing")
    start = said["from"] == "start"
    it = shareable(said["of"], str(request.base_url).rstrip("/"), Choices(start, said["theme"], said["notation"]))
    words = _line("title", said.get("title", "")), _line("text", said.get("text", ""))
    return share(said["of"], it, words, start, _height(said.get("height", "")), prefix(request))


def _line(name: str, text: str) -> str:
    if len(text) > MAX_SHARED_TEXT:
        raise BadInput(name, text, f"at most {MAX_SHARED_TEXT} characters", "it is too long")
    return " ".join(text.split())


def _height(text: str) -> int:
    try:
        return whole(text, *_HEIGHTS) if text else HEIGHT
    except Unreadable as error:
        allowed = f"a whole number from {_HEIGHTS[0]} to {_HEIGHTS[1]}"
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
        lambda: html(request, template, view=view, theme=view.it.theme or "auto"),
    )
