"""One address, one entity: pages are stored anywhere, and asked for again by name.

The latest answers are kept here as well, so that a link that a whole class opens at once is drawn once. What their tag
stands for determines every byte, so emptying them changes no response.
"""

import hashlib
from collections.abc import Callable
from threading import Lock

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response

from app.build import build_id
from app.limits import ANSWER_BYTES

_lock = Lock()
_answers: LRUCache[str, tuple[bytes, tuple[tuple[str, str], ...]]] = LRUCache(
    ANSWER_BYTES, getsizeof=lambda answer: len(answer[0]) + 500
)


def cached(request: Request, canonical: str, make: Callable[[], Response]) -> Response:
    """The response of ``make`` under an entity tag, or 304 without calling it when the client has that very page.

    The tag stands for everything the bytes depend on: the build, the path prefix, scheme and host (a page names its
    own address) and the canonical query. It is weak, because compression may change the bytes in transit.

    Args:
        request: the request that is answered.
        canonical: the canonical address of what is shown, path and query, without prefix.
        make: draws the response; an error it raises is passed on, uncached.
    """
    tag = entity_tag(build_id(), str(request.base_url), canonical)
    if tag in (name.strip() for name in request.headers.get("if-none-match", "").split(",")):
        response = Response(status_code=304)
    else:
        response = _kept(tag) or _keep(tag, make())
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def clear() -> None:
    """Forget every answer."""
    with _lock:
        _answers.clear()


def _kept(tag: str) -> Response | None:
    with _lock:
        answer = _answers.get(tag)
    return None if answer is None else Response(answer[0], headers=dict(answer[1]))


def _keep(tag: str, response: Response) -> Response:
    body = bytes(response.body)
    if response.status_code == 200 and len(body) <= _answers.maxsize // 16:
        kept = tuple((name, value) for name, value in response.headers.items() if name != "content-length")
        with _lock:
            _answers[tag] = (body, kept)
    return response


def entity_tag(*parts: str) -> str:
    """The weak entity tag of what the parts together determine."""
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'
