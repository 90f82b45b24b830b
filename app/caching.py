"""One address, one entity: pages are stored anywhere, and asked for again by name."""

import hashlib
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from app.build import build_id


def cached(request: Request, canonical: str, make: Callable[[], Response]) -> Response:
    """The response of ``make`` under an entity tag, or 304 without calling it when the client has that very page.

    The tag stands for everything the bytes depend on: the build, the path prefix, scheme and host (a page names its
    own address) and the canonical query. It is weak, because compression may change the bytes in transit.

    Args:
        request: the request that is answered.
        canonical: the canonical address of what is shown, path and query, without prefix.
        make: draws the response; an error it raises is passed on, uncached.
    """
    request.state.canonical = canonical  # for the log
    tag = entity_tag(build_id(), str(request.base_url), canonical)
    if tag in (name.strip() for name in request.headers.get("if-none-match", "").split(",")):
        response = Response(status_code=304)
    else:
        response = make()
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def entity_tag(*parts: str) -> str:
    """The weak entity tag of what the parts together determine."""
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'
