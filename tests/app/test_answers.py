"""One address is answered once: who asks meanwhile waits for that answer, who asks later gets what was kept."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Message, Receive, Scope, Send

from app import answers
from app.answers import Answers
from app.caching import cached
from app.language import language, speaking
from app.limits import ANSWER_BYTES, MAX_ADDRESS
from tests.app.answering import Site, always, ask, compressing, crowd, page


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    answers.clear()
    yield
    answers.clear()


def test_a_link_that_500_open_at_once_is_computed_once(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(page, held=True)
        app = compressing(site)
        threads = threading.active_count()
        tasks = await crowd(app, 500)
        assert len(site.asked) == 1
        assert threading.active_count() == threads
        site.opened.set()
        responses = await asyncio.gather(*tasks)
        assert {(one.status_code, one.body) for one in responses} == {(200, responses[0].body)}
        assert gzip.decompress(bytes(responses[0].body)) == b"page " * 2_000
        assert len(site.asked) == 1

    portal.call(hall)


def test_what_the_first_one_does_meanwhile_is_nothing_to_the_others(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(page, held=True)
        app = compressing(site)
        first, *others = await crowd(app, 5)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        site.opened.set()
        assert {one.status_code for one in await asyncio.gather(*others)} == {200}
        assert len(site.asked) == 1

    portal.call(hall)


def test_an_answer_that_all_have_left_is_kept_for_the_next(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(page, held=True)
        app = compressing(site)
        for task in await crowd(app, 3):
            task.cancel()
        site.opened.set()
        assert (await ask(app)).status_code == 200
        assert len(site.asked) == 1

    portal.call(hall)


@pytest.mark.parametrize("status", [500, 503])
def test_a_fault_of_one_request_is_not_that_of_the_others(portal: BlockingPortal, status: int) -> None:
    async def hall() -> None:
        faults = [status]

        def first_fails(request: Request) -> Response:
            return Response(status_code=faults.pop()) if faults else page(request)

        site = Site(first_fails, held=True)
        tasks = await crowd(compressing(site), 4)
        assert len(site.asked) == 1
        site.opened.set()
        assert sorted(one.status_code for one in await asyncio.gather(*tasks)) == [200, 200, 200, status]

    portal.call(hall)


def test_a_refusal_and_a_redirection_are_told_to_all_who_wait_and_not_kept(portal: BlockingPortal) -> None:
    async def hall() -> None:
        for answer, status in ((RedirectResponse("/other", 303), 303), (Response("no", 422), 422)):
            site = Site(always(answer), held=True)
            app = compressing(site)
            tasks = await crowd(app, 4)
            site.opened.set()
            assert [one.status_code for one in await asyncio.gather(*tasks)] == [status] * 4
            assert len(site.asked) == 1
            await ask(app)
            assert len(site.asked) == 2

    portal.call(hall)


def test_a_kept_answer_is_the_same_to_the_byte(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(page)
        app = compressing(site)
        first, second = await ask(app), await ask(app)
        assert len(site.asked) == 1
        assert (second.status_code, second.body, second.raw_headers) == (200, first.body, first.raw_headers)
        assert second.headers["content-encoding"] == "gzip"
        answers.clear()
        third = await ask(app)
        assert len(site.asked) == 2
        assert (third.body, third.raw_headers) == (first.body, first.raw_headers)

    portal.call(hall)


def test_who_has_the_page_is_told_that_it_is_still_so(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(page)
        app = compressing(site)
        tag = (await ask(app)).headers["etag"]
        for known in (tag, f'"other", {tag}'):
            response = await ask(app, headers={"if-none-match": known})
            assert (response.status_code, response.body) == (304, b"")
            assert response.headers["etag"] == tag
            assert response.headers["cache-control"] == "public, no-cache"
            assert response.headers["x-kept"] == "yes"
            assert not [name for name in response.headers if name.startswith("content-")]
        assert (await ask(app, headers={"if-none-match": '"other"'})).status_code == 200
        assert len(site.asked) == 1

    portal.call(hall)


def test_one_who_has_the_page_shares_no_304_with_one_who_has_not(portal: BlockingPortal) -> None:
    async def hall() -> None:
        tag = (await ask(compressing(Site(page)))).headers["etag"]
        answers.clear()
        site = Site(page, held=True)
        app = compressing(site)
        knowing = await crowd(app, 3, headers={"if-none-match": tag})
        others = await crowd(app, 3)
        site.opened.set()
        assert [one.status_code for one in await asyncio.gather(*knowing, *others)] == [304] * 3 + [200] * 3
        assert len(site.asked) == 2

    portal.call(hall)


def test_all_that_an_answer_depends_on_tells_addresses_apart(portal: BlockingPortal) -> None:
    def said(request: Request) -> Response:
        words = f"{request.base_url} {request.url} {language()} {request.scope.get('embedded')} "
        return cached(request, words, lambda: PlainTextResponse(words * 100))

    async def hall() -> None:
        site = Site(said)
        app = compressing(site)
        different: list[dict[str, Any]] = [
            {}, {"path": "/step"}, {"query": "a=1"}, {"query": "a=2"}, {"headers": {"host": "b.example"}},
            {"headers": {"accept-encoding": "identity"}}, {"scheme": "https"},
            {"root_path": "/zh", "path": "/zh/lesson"}, {"embedded": True},
        ]  # fmt: skip
        bodies = [(await ask(app, **one)).body for one in different]
        assert len(site.asked) == len(set(bodies)) == len(different)
        assert [(await ask(app, **one)).body for one in different] == bodies
        assert len(site.asked) == len(different)

    portal.call(hall)


def test_the_answer_is_made_in_the_language_of_who_asked(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(lambda _: PlainTextResponse(language()))
        with speaking("zh"):
            assert (await ask(Answers(site), root_path="/zh")).body == b"zh"
        assert (await ask(Answers(site))).body == b"en"

    portal.call(hall)


def test_what_is_around_it_cannot_change_what_is_kept(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(page)
        inner = compressing(site)

        async def adding(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_more(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message["headers"] = [*message["headers"], (b"x-added", b"1")]
                await send(message)

            await inner(scope, receive, send_more)

        for _ in range(3):
            assert [name for name, _ in (await ask(adding)).raw_headers].count(b"x-added") == 1
        assert "x-added" not in (await ask(inner)).headers

    portal.call(hall)


def test_other_methods_and_files_are_passed_on(portal: BlockingPortal) -> None:
    async def hall() -> None:
        site = Site(page)
        app = compressing(site)
        for _ in range(2):
            await ask(app, method="POST")
            await ask(app, "/static/style.css")
            await ask(app, "/bp/static/style.css", root_path="/bp")
        assert len(site.asked) == 6

    portal.call(hall)


def test_what_is_kept_is_bounded_and_has_a_name(portal: BlockingPortal) -> None:
    sizes = {"/large": ANSWER_BYTES // 20, "/huge": ANSWER_BYTES // 2}

    def of_size(request: Request) -> Response:
        path = request.url.path
        if path == "/nameless":
            return Response("page")
        return cached(request, str(request.url), lambda: Response(b"x" * sizes.get(path, 10)))

    async def hall() -> None:
        site = Site(of_size)
        app = Answers(site)
        for number in range(40):
            await ask(app, "/large", str(number))
        assert answers.kept_bytes() <= ANSWER_BYTES
        for path, query, times in (
            ("/huge", "", 2),
            ("/nameless", "", 2),
            ("/short", "x" * (MAX_ADDRESS + 1), 2),
            ("/short", "", 1),
        ):
            site.asked.clear()
            for _ in range(2):
                await ask(app, path, query)
            assert len(site.asked) == times, path
        for number in range(10_000):
            await ask(app, "/short", str(number))
        assert answers.kept_bytes() <= ANSWER_BYTES

    portal.call(hall)
