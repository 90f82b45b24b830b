"""Work waits its turn behind the guard, and a full line says when to come back, in the form that was asked for."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal
from fastapi.routing import APIRoute
from starlette.requests import Request

from app import answers
from app.errors import Busy
from app.guard import Guard, cores
from app.limits import MAX_KEPT_WAITING, RETRY_SECONDS
from app.main import create_app
from app.settings import Settings
from tests.client import Client


class Gate:
    """Work that goes on until it is let go, and counts how many do it at once."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.lock = threading.Lock()
        self.now = self.most = self.begun = 0

    def work(self) -> str:
        with self.lock:
            self.now += 1
            self.begun += 1
            self.most = max(self.most, self.now)
        assert self.opened.wait(30)
        with self.lock:
            self.now -= 1
        return "done"


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.001)


def test_no_more_work_at_once_than_the_guard_is_wide(portal: BlockingPortal) -> None:
    async def crowd() -> Gate:
        gate, guard = Gate(), Guard(2, waiting=50, moment=30)
        tasks = [asyncio.create_task(guard.run(gate.work)) for _ in range(20)]
        await until(lambda: gate.now == 2 and guard.waiting == 18)
        gate.opened.set()
        assert await asyncio.gather(*tasks) == ["done"] * 20
        assert guard.waiting == 0
        return gate

    gate = portal.call(crowd)
    assert (gate.begun, gate.most) == (20, 2)


def test_beside_one_long_computation_others_work_and_a_second_long_one_waits_for_its_end(
    portal: BlockingPortal,
) -> None:
    async def crowd() -> None:
        long, other, guard = Gate(), Gate(), Guard(1, moment=0.01)
        first = asyncio.create_task(guard.run(long.work))
        await until(lambda: long.now == 1)
        assert [await guard.run(partial(int, n)) for n in range(3)] == [0, 1, 2]
        second = asyncio.create_task(guard.run(other.work))
        await until(lambda: other.now == 1)
        third = asyncio.create_task(guard.run(lambda: "third"))
        await asyncio.sleep(0.05)
        assert not third.done(), "two at once are enough for one core"
        long.opened.set()
        assert (await first, await third) == ("done", "third"), "the second is the long one now"
        assert not second.done()
        other.opened.set()
        assert await second == "done"
        assert await guard.run(lambda: "free") == "free"

    portal.call(crowd)


def test_a_full_line_is_refused_at_once_and_takes_the_next_when_it_has_moved(portal: BlockingPortal) -> None:
    async def crowd() -> None:
        gate, guard = Gate(), Guard(1, waiting=2, moment=30)
        tasks = [asyncio.create_task(guard.run(gate.work)) for _ in range(3)]
        await until(lambda: gate.now == 1 and guard.waiting == 2)
        with pytest.raises(Busy):
            await guard.run(gate.work)
        gate.opened.set()
        assert await asyncio.gather(*tasks) == ["done"] * 3
        assert await guard.run(lambda: "later") == "later"

    portal.call(crowd)


def test_nobody_waits_for_longer_than_the_patience(portal: BlockingPortal) -> None:
    async def crowd() -> None:
        gate, guard = Gate(), Guard(1, patience=0.01, moment=30)
        first = asyncio.create_task(guard.run(gate.work))
        await until(lambda: gate.now == 1)
        with pytest.raises(Busy):
            await guard.run(gate.work)
        assert guard.waiting == 0
        gate.opened.set()
        assert await first == "done"
        assert gate.begun == 1

    portal.call(crowd)


def test_who_leaves_the_line_or_fails_gives_the_turn_back(portal: BlockingPortal) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    async def crowd() -> None:
        gate, guard = Gate(), Guard(1, moment=30)
        first = asyncio.create_task(guard.run(gate.work))
        await until(lambda: gate.now == 1)
        second = asyncio.create_task(guard.run(gate.work))
        await until(lambda: guard.waiting == 1)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        gate.opened.set()
        await first
        with pytest.raises(ZeroDivisionError):
            await guard.run(fail)
        assert await guard.run(lambda: "free") == "free"
        assert gate.begun == 1

    portal.call(crowd)


def test_every_handler_that_is_no_coroutine_is_behind_the_guard(client: Client) -> None:
    inline = {"/healthz", "/readyz", "/robots.txt", "/favicon.ico"}
    guard = client.app.state.guard
    seen: list[str] = []

    async def run(_work: Callable[[], Any]) -> Any:
        seen.append("asked")
        raise Busy

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "run", run)
        for route in _routes(client):
            path = route.path.replace("{panel}", "lesson").replace("{name}", "neuron")
            if "GET" not in (route.methods or ()) or path in inline:
                continue
            seen.clear()
            answers.clear()
            assert client.get(path).status_code == 503, path
            assert seen, path
        picture = {"files": {"picture": b"x"}}
        sent: tuple[dict[str, Any], ...] = (
            {"content": b"\0" * 1024},
            picture,
            {"data": {"text": "1"}},
            {"content": b" " * 20_000},
        )
        for path, options in zip(("/digit/pen", "/digit/upload", "/own/data", "/api/step"), sent, strict=True):
            response = client.post(path, **options)
            assert response.status_code == 503, path
            assert "refresh" not in response.headers
            assert response.headers["retry-after"]


def _routes(client: Client) -> Iterator[APIRoute]:
    routers = [route.original_router for route in client.app.routes if hasattr(route, "original_router")]
    found = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    assert len(found) > 30
    yield from found


@pytest.fixture(scope="module")
def busy(portal: BlockingPortal) -> Client:
    """An application whose line is always full."""
    return Client(portal, create_app(Settings(), Guard(0, waiting=0)))


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/lesson", "page"), ("/digit", "page"), ("/embed?preset=mazur", "page"),
        ("/train/maps.png?preset=xor", "page"),
        ("/step", "fragment"), ("/panels/train", "fragment"),
        ("/lesson.json", "data"), ("/frames?first=0&count=1&stride=1", "data"),
    ],
)  # fmt: skip
def test_a_busy_server_says_when_to_come_back_in_the_form_asked_for(busy: Client, path: str, form: str) -> None:
    response = busy.get(path)
    assert response.status_code == 503
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    seconds = response.headers["retry-after"]
    assert RETRY_SECONDS[0] <= int(seconds) <= RETRY_SECONDS[1]
    assert response.headers.get("refresh") == (seconds if form == "page" else None)
    if form == "data":
        assert "Nothing is lost" in response.json()["error"]["message"]
        return
    assert "The server is busy" in response.text
    assert response.text.startswith("<!doctype html>") == (form == "page")
    if form == "page":
        assert f"by itself in {seconds} second" in response.text
        assert '<a class="control" href="">' in response.text


def test_those_who_were_sent_away_do_not_come_back_in_the_same_second(busy: Client) -> None:
    assert len({busy.get("/lesson").headers["retry-after"] for _ in range(40)}) > 1


def test_what_needs_no_work_is_answered_by_a_busy_server_too(busy: Client) -> None:
    assert busy.get("/healthz").status_code == 200
    assert busy.get("/static/icon.svg").status_code == 200


def test_a_kept_answer_is_given_by_a_busy_server_too(portal: BlockingPortal, busy: Client) -> None:
    answers.clear()
    idle = Client(portal, create_app(Settings()))
    expected = idle.get("/lesson?preset=mazur")
    assert busy.get("/lesson?preset=mazur").content == expected.content
    assert busy.get("/lesson?preset=mazur", headers={"if-none-match": expected.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("there", "workers", "width"), [(1, 1, 1), (2, 1, 2), (2, 2, 1), (8, 1, 8), (8, 2, 4), (2, 8, 1)]
)
def test_the_guard_is_as_wide_as_a_workers_share_of_the_cores(
    monkeypatch: pytest.MonkeyPatch, there: int, workers: int, width: int
) -> None:
    assert 1 <= cores() <= 4096
    monkeypatch.setattr("app.main.cores", lambda: there)
    assert create_app(Settings(workers=workers)).state.guard.width == width


def test_the_handler_of_a_guarded_route_keeps_its_parameters(client: Client) -> None:
    assert client.get("/panels/no-such").status_code == 404
    guarded = [route for route in _routes(client) if route.path != "/readyz"]  # asked of a busy server, too
    handlers: list[Callable[[Request], Awaitable[object]]] = [route.endpoint for route in guarded]
    assert all(asyncio.iscoroutinefunction(handler) for handler in handlers)


@pytest.mark.parametrize(
    ("workers", "waiting", "said"), [(2, MAX_KEPT_WAITING, ["close"]), (2, 0, []), (1, MAX_KEPT_WAITING, [])]
)
def test_a_worker_with_a_line_lets_its_connections_go_to_the_others(
    portal: BlockingPortal, workers: int, waiting: int, said: list[str]
) -> None:
    guard = Guard(2)
    client = Client(portal, create_app(Settings(workers=workers), guard))
    guard.waiting = waiting
    for path in ("/lesson?preset=mazur", "/lesson?preset=mazur", "/static/style.css", "/nothing-here"):
        assert client.get(path).headers.get_list("connection") == said, path
