"""An application that is asked without a server, by one or by many at once."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from app.answers import Answers
from app.caching import cached


class Site:
    """An application that counts what it is asked, and waits before it answers until it is let go."""

    def __init__(self, answer: Callable[[Request], Response], *, held: bool = False) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.opened = asyncio.Event()
        if not held:
            self.opened.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        self.asked.append(request.url.path)
        await self.opened.wait()
        response = self.answer(request)
        await response(scope, receive, send)


def page(request: Request) -> Response:
    return cached(request, request.url.path, lambda: PlainTextResponse("page " * 2_000, headers={"X-Kept": "yes"}))


def always(answer: Response) -> Callable[[Request], Response]:
    return lambda _: answer


async def never() -> Message:
    raise AssertionError("nobody reads the body of a GET")


async def ask(app: Any, path: str = "/lesson", query: str = "", **said: Any) -> Response:
    """What ``app`` answers."""
    headers = {"host": "a.example", "accept-encoding": "gzip", **said.pop("headers", {})}
    scope = {
        "type": "http", "method": "GET", "scheme": "http", "path": path, "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()], **said,
    }  # fmt: skip
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, never, send)
    start, *rest = messages
    response = Response(b"".join(message.get("body", b"") for message in rest), start["status"])
    response.raw_headers = start["headers"]
    return response


def compressing(site: Site) -> Answers:
    return Answers(GZipMiddleware(site, minimum_size=1_000))


async def crowd(app: Any, count: int, **said: Any) -> list["asyncio.Task[Response]"]:
    tasks = [asyncio.create_task(ask(app, **said)) for _ in range(count)]
    for _ in range(5):
        await asyncio.sleep(0)
    return tasks
