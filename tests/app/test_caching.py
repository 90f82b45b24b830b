from collections.abc import Callable

import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.caching import cached
from app.errors import BadInput


def request(host: str = "a.example", prefix: str = "", known: str = "") -> Request:
    headers = [(b"host", host.encode()), (b"if-none-match", known.encode())]
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": f"{prefix}/",
            "root_path": prefix,
            "query_string": b"",
            "headers": headers,
        }
    )


def page() -> Response:
    return Response("page")


def nothing() -> Response:
    raise AssertionError("drawn in vain")


def tag(asked: Request, canonical: str = "/lesson?v=1", make: Callable[[], Response] = page) -> str:
    return cached(asked, canonical, make).headers["etag"]


def test_a_page_may_be_stored_and_must_be_asked_for_again() -> None:
    response = cached(request(), "/lesson?v=1", page)
    assert (response.status_code, response.body) == (200, b"page")
    assert response.headers["cache-control"] == "public, no-cache"


def test_a_known_page_is_not_drawn_again() -> None:
    known = tag(request())
    for sent in (known, f'"other", {known}'):
        response = cached(request(known=sent), "/lesson?v=1", nothing)
        assert (response.status_code, response.body) == (304, b"")
        assert response.headers["etag"] == known
        assert response.headers["cache-control"] == "public, no-cache"


def test_the_tag_depends_on_query_host_prefix_and_build(monkeypatch: pytest.MonkeyPatch) -> None:
    tags = {tag(request()), tag(request(), "/lesson?v=1&t=1"), tag(request("b.example")), tag(request(prefix="/bp"))}
    monkeypatch.setattr("app.caching.build_id", lambda: "another build")
    tags.add(tag(request()))
    assert len(tags) == 5


def test_an_error_passes_uncached() -> None:
    def refuse() -> Response:
        raise BadInput("t", "-1", "at least 0", "There is no such moment.")

    with pytest.raises(BadInput):
        cached(request(), "/lesson?t=-1", refuse)
