"""One address, one answer, computed once: a link that a whole class opens in the same second is drawn a single time.

Whoever asks while the answer is being made waits for that very answer, without a thread; the latest answers are kept as
they were sent, compressed. The address (with prefix, host and language) determines every byte, so that forgetting them
changes no response.
"""

import asyncio
from threading import Lock

from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.limits import ANSWER_BYTES, MAX_ADDRESS

_Key = tuple[object, ...]
_Answer = list[Message]

_lock = Lock()
_answers: "LRUCache[_Key, _Answer]" = LRUCache(ANSWER_BYTES, getsizeof=lambda answer: _size(answer) + MAX_ADDRESS)

_APART = "/static/"
"""Files are sent as they are read."""


class Answers:
    """Answers GET from what is kept or under way; all else is passed on."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``, which compresses."""
        self.app = app
        self._under_way: dict[_Key, asyncio.Task[_Answer]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer of this address."""
        if scope["type"] != "http" or scope["method"] != "GET" or _apart(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        known = headers.get("if-none-match", "")
        key = _key(scope, headers)
        for message in _kept(key, known) or await self._together(key, known, scope):
            await send(dict(message))  # what stands around this adds to the head that it is given

    async def _together(self, key: _Key, known: str, scope: Scope) -> _Answer:
        """The answer that is being made, or a new one; it does not end with the request that was the first."""
        ours = (*key, known)
        task = self._under_way.get(ours)
        if task is None:
            task = asyncio.create_task(self._made(key, scope))
            self._under_way[ours] = task
            task.add_done_callback(lambda _: self._under_way.pop(ours))
            return await asyncio.shield(task)
        answer = await asyncio.shield(task)
        # That another one met a full line, or a fault, says nothing about this request.
        return answer if answer[0]["status"] < 500 else await self._made(key, scope)

    async def _made(self, key: _Key, scope: Scope) -> _Answer:
        answer: _Answer = []

        async def keep(message: Message) -> None:
            answer.append(message)

        await self.app(scope, _no_body, keep)
        _keep(key, scope, answer)
        return answer


async def _no_body() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def clear() -> None:
    """Forget every answer."""
    with _lock:
        _answers.clear()


def kept_bytes() -> int:
    """How much all that is kept takes, at most."""
    return int(_answers.currsize)


def _apart(scope: Scope) -> bool:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")).startswith(_APART)


def _key(scope: Scope, headers: Headers) -> _Key:
    """Everything that an answer depends on."""
    return (
        scope["scheme"], headers.get("host", ""), scope.get("root_path", ""), scope.get("embedded", False),
        scope["path"], scope["query_string"], "gzip" in headers.get("accept-encoding", ""),
    )  # fmt: skip


def _kept(key: _Key, known: str) -> _Answer | None:
    """What is kept of an address; only that it is still so, where the client has it."""
    with _lock:
        answer = _answers.get(key)
    if answer is None or _tag(answer) not in (tag.strip() for tag in known.split(",")):
        return answer
    start = answer[0]
    about_body = (b"content-length", b"content-type", b"content-encoding", b"content-disposition")
    head = [(name, value) for name, value in start["headers"] if name not in about_body]
    return [{**start, "status": 304, "headers": head}, {"type": "http.response.body", "body": b""}]


def _keep(key: _Key, scope: Scope, answer: _Answer) -> None:
    """Keep an answer that has a name and is no error, unless it would drive out too many others."""
    small = len(scope["query_string"]) <= MAX_ADDRESS and _size(answer) <= _answers.maxsize // 16
    if answer[0]["status"] == 200 and _tag(answer) and small:
        with _lock:
            _answers[key] = answer


def _tag(answer: _Answer) -> str:
    return Headers(raw=answer[0]["headers"]).get("etag", "")


def _size(answer: _Answer) -> int:
    return sum(len(message.get("body", b"")) for message in answer)
