"""Work waits its turn: as many computations at a time as there are cores, a line of bounded length, then «later».

Without it every request that arrives would get a thread, and all of them together would answer late. What waits here
occupies no thread; who finds the line full, or stood in it for too long, is told at once when to ask again. One long
computation at a time is no obstacle: the turn passes on while it goes on.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from functools import partial, wraps
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from anyio import CapacityLimiter, WouldBlock, move_on_after, to_thread
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Busy
from app.limits import MAX_KEPT_WAITING, MAX_TURN_SECONDS, MAX_WAITING, MAX_WAITING_SECONDS

T = TypeVar("T")


class Guard:
    """The line before the engine. It belongs to one event loop, that of its application."""

    def __init__(
        self,
        width: int,
        waiting: int = MAX_WAITING,
        patience: float = MAX_WAITING_SECONDS,
        moment: float = MAX_TURN_SECONDS,
    ) -> None:
        """Nobody works and nobody waits.

        Args:
            width: how many work at a time.
            waiting: how many may wait for it.
            patience: seconds that one waits at most.
            moment: seconds after which somebody else may work beside one, if nobody has been working for longer.
        """
        self.width = width
        self.waiting = 0
        self._most = waiting
        self._patience = patience
        self._moment = moment
        self._turns = CapacityLimiter(width)
        self._long: object = None

    async def run(self, work: Callable[[], T]) -> T:
        """What ``work`` gives, done in a thread when its turn comes.

        Raises:
            Busy: the line is full, or the turn did not come in time.
        """
        turn = object()
        try:
            self._turns.acquire_on_behalf_of_nowait(turn)
        except WouldBlock:
            await self._wait(turn)
        watch = asyncio.create_task(self._pass_on(turn))
        try:
            return await to_thread.run_sync(work)
        finally:
            watch.cancel()
            if self._long is turn:
                self._long = None
            else:
                self._turns.release_on_behalf_of(turn)

    async def _pass_on(self, turn: object) -> None:
        """Let somebody work beside a computation that takes long."""
        await asyncio.sleep(self._moment)
        while self._long is not None:
            await asyncio.sleep(self._moment)
        self._long = turn
        self._turns.release_on_behalf_of(turn)

    async def _wait(self, turn: object) -> None:
        if self.waiting >= self._most:
            raise Busy
        self.waiting += 1
        try:
            with move_on_after(self._patience) as wait:
                await self._turns.acquire_on_behalf_of(turn)
        finally:
            self.waiting -= 1
        if wait.cancelled_caught:
            raise Busy


class LetGo:
    """Where one of several workers has a line, a connection ends with its answer, and the next goes to whoever is free.

    Workers accept connections from one socket, and a browser or proxy keeps the one it has: without this, the worker
    that happened to accept most of a hall would answer late for as long as the other one has time.
    """

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        """Wrap ``app``, which works behind ``guard``."""
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and say «close» with its answer while others wait."""

        async def let_go(message: Message) -> None:
            if message["type"] == "http.response.start" and self.guard.waiting >= MAX_KEPT_WAITING:
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
            await send(message)

        await self.app(scope, receive, let_go)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


async def guarded(request: Request, work: Callable[[], T]) -> T:
    """What ``work`` gives, behind the guard of the application that is asked."""
    guard: Guard = request.app.state.guard
    return await guard.run(work)


class GuardedRoute(APIRoute):
    """A route whose handler, when it is a plain function, runs behind the guard; one that is ``async`` says itself."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """As FastAPI has it."""
        super().__init__(path, endpoint if iscoroutinefunction(endpoint) else _behind_guard(endpoint), **options)


def _behind_guard(handler: Callable[..., T]) -> Callable[..., Awaitable[T]]:
    @wraps(handler)
    async def handle(request: Request, **given: Any) -> T:
        return await guarded(request, partial(handler, request=request, **given))

    return handle
