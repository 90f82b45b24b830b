"""A connection to a client, over uvicorn's protocol: what ends a server, or kills it, breaks off no answer half-way."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_FIRST_REQUEST_SECONDS = 1.0
"""A connection that was just accepted has so long to bring its request before a server that stops closes it."""


class Connection(HttpToolsProtocol):
    """A connection that answers in one piece, and is not closed on somebody whose first request is still on its way."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to answer over ``transport``."""
        super().connection_made(cast(asyncio.Transport, _InOnePiece(transport, self.loop)))

    def shutdown(self) -> None:
        """Close as soon as what was asked is answered; who has asked nothing yet may."""
        asked: object = self.cycle  # None before the first request, whatever its type says
        if asked is None:
            self.loop.call_later(_FIRST_REQUEST_SECONDS, super().shutdown)
        else:
            super().shutdown()


class _InOnePiece:
    """A transport that sends the head of an answer together with its body.

    The system then has all of an answer or none of it: of a worker that is killed between the two a proxy would have
    passed on the head, and could ask no other worker any more.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Hold one piece back until the next one, or until this turn of the loop ends."""
        held, self._held = self._held, b""
        if held:
            self._transport.write(held + data)
        else:
            self._held = data
            self._loop.call_soon(self._let_go)

    def close(self) -> None:
        """Close when all is sent."""
        self._let_go()
        self._transport.close()

    def _let_go(self) -> None:
        held, self._held = self._held, b""
        if held:
            self._transport.write(held)
