from collections.abc import Callable

import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.caching import _answers, cached, clear
from app.errors import BadInput
from app.limits import ANSWER_BYTES


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


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    clear()


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


def test_an_answer_is_drawn_once_until_it_is_forgotten() -> None:
    drawn: list[int] = []

    def make() -> Response:
        drawn.append(1)
        return Response("page", media_type="text/html", headers={"X-Kept": "yes"})

    first, second = (cached(request(), "/once", make) for _ in range(2))
    assert len(drawn) == 1
    assert (second.body, dict(second.headers)) == (first.body, dict(first.headers))
    clear()
    third = cached(request(), "/once", make)
    assert len(drawn) == 2
    assert (third.body, dict(third.headers)) == (first.body, dict(first.headers))


def test_what_is_kept_is_bounded_and_no_errors_are() -> None:
    clear()
    for number in range(40):
        cached(request(), f"/large?{number}", lambda: Response(b"x" * (ANSWER_BYTES // 20)))
    assert _answers.currsize <= ANSWER_BYTES
    cached(request(), "/huge", lambda: Response(b"x" * (ANSWER_BYTES // 2)))
    cached(request(), "/gone", lambda: Response("gone", 404))
    again = [cached(request(), path, lambda: Response("drawn again")).body for path in ("/huge", "/gone")]
    assert again == [b"drawn again"] * 2
