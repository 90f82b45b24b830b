"""oEmbed: a site into which an address is pasted asks here what it should show there (https://oembed.com)."""

import re
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.address.grammar import Unreadable, whole
from app.course import Course
from app.errors import BadInput, Problem, Refused
from app.guard import GuardedRoute
from app.language import _
from app.panels.share import HEIGHT, Shareable, iframe
from app.routes.shareable import shareable

router = APIRouter(route_class=GuardedRoute)

WIDTH = 960
"""Of the frame, in pixels, unless the site has less room."""

_LARGEST = 100_000
_A_DAY = 86_400


@router.get("/oembed", include_in_schema=False)
def oembed(request: Request) -> Response:
    """What is shown for ``url``, no larger than ``maxwidth`` and ``maxheight``; in JSON, not in XML."""
    asked = request.query_params
    if asked.get("format", "json") != "json":
        raise Refused(501, _("It is said in JSON only."), allowed="format=json")
    it = _shared(asked.get("url", ""), str(request.base_url).rstrip("/"), request.app.state.courses)
    width, height = _most(asked.get("maxwidth"), "maxwidth", WIDTH), _most(asked.get("maxheight"), "maxheight", HEIGHT)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": it.words,
        "provider_name": "Backprop Visualizer",
        "provider_url": f"{it.site}/",
        "cache_age": _A_DAY,
        "width": width,
        "height": height,
        "html": iframe(it, str(width), str(height)),
    }
    return JSONResponse(answer, headers={"Access-Control-Allow-Origin": "*"})


def _shared(url: str, site: str, courses: Mapping[str, Course]) -> Shareable:
    """What is shared of one of our own addresses, whether asked with http or with https."""
    root = re.sub("^https?", "", site)
    own = re.fullmatch(f"https?{re.escape(root)}(/.*)", url)
    allowed = _("a page below {site}/", site=site)
    if own is None:
        raise Refused(404, _("This is no address of this site."), allowed=allowed)
    try:
        return shareable(own[1], site, courses=courses)
    except Problem as problem:
        raise Refused(404, problem.message, allowed=allowed) from None


def _most(text: str | None, name: str, usual: int) -> int:
    if not text:
        return usual
    try:
        return min(usual, whole(text, 1, _LARGEST))
    except Unreadable as error:
        raise BadInput(name, text, _("a whole number from {low} to {high}", low=1, high=_LARGEST), str(error)) from None
