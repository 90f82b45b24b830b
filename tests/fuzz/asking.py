"""Requests to the application as a server would hand them on, byte for byte: no client makes them decent first."""

import gzip
from dataclasses import dataclass
from urllib.parse import unquote

from anyio import Event
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request.

    Attributes:
        method: any word.
        target: path and query as they stand in the request's first line, ASCII.
        headers: beside the host.
        body: what follows.
    """

    method: str
    target: str
    headers: Pairs = ()
    body: bytes = b""

    @property
    def path(self) -> str:
        """The path as it was written."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def media(self) -> str:
        """The media type without its parameters; "" where there is none."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode()


async def ask(app: ASGIApp, asked: Asked, host: str = "testserver") -> Answer:
    """The answer of ``app``, unpacked; an exception that leaves the application is raised."""
    path, _, query = asked.target.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http", "method": asked.method,
        "path": unquote(path), "raw_path": path.encode("ascii"), "query_string": query.encode("ascii"), "root_path": "",
        "headers": [(b"host", host.encode("latin-1"))]
        + [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in asked.headers],
        "client": ("127.0.0.1", 1), "server": ("testserver", 80), "state": {},
    }  # fmt: skip
    sent: list[Message] = []
    waiting, done = [asked.body], Event()

    async def receive() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            done.set()

    await app(scope, receive, send)
    start = sent[0]
    assert start["type"] == "http.response.start"
    headers = Headers(raw=list(start["headers"]))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(start["status"], headers, gzip.decompress(body) if body and "content-encoding" in headers else body)
