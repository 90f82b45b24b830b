"""What the server says on the standard error: one line a request, if wanted, and every trouble with its trace.

A line about a request says what was asked, not by whom: no address of a reader, no name of a browser.
"""

import logging
from time import monotonic
from typing import Any, Literal

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Kind = Literal["off", "text", "json"]

_REQUESTS = logging.getLogger("backprop.requests")
_TEXT = "%(asctime)s %(levelname)s %(message)s"


def logging_config(kind: Kind) -> dict[str, Any]:
    """How a process logs, for ``logging.config.dictConfig``.

    Args:
        kind: ``off``: troubles alone, as text; ``text`` and ``json``: requests as well.
    """
    json = {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "fmt": "%(levelname)s %(process)d %(message)s",
        "timestamp": "time",
        "rename_fields": {"levelname": "level", "exc_info": "trace"},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"one": json if kind == "json" else {"format": _TEXT}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "one"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "backprop": {"level": "INFO"},
            "backprop.requests": {"level": "WARNING" if kind == "off" else "INFO"},
            # These say what ours have said already, and take no level from their server that would reach us.
            "uvicorn.access": {"level": "CRITICAL"},
        },
    }


class RequestLog:
    """Notes each request once it is answered: method, address, status, time taken and bytes sent.

    The address is the one asked for, still percent-encoded, so that a line stays one line; where the answer is that of
    a canonical address and another one was asked for, it is noted too.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``, and all that wraps it already."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note what became of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begin = monotonic()
        status = sent = 0

        async def send_counted(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b""))
            await send(message)

        state = scope.setdefault("state", {})
        try:
            await self.app(scope, receive, send_counted)
        finally:
            address = _asked(scope)
            canonical = state.get("canonical", address)
            known = {} if _query(canonical) == _query(address) else {"canonical": canonical}
            noted = {
                "method": scope["method"], "address": address, **known,
                "status": status, "ms": round((monotonic() - begin) * 1000, 1), "bytes": sent,
            }  # fmt: skip
            _REQUESTS.info("%(method)s %(address)s %(status)d %(ms)s ms %(bytes)d bytes", noted, extra=noted)


def _asked(scope: Scope) -> str:
    """Path and query as they came."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (raw + b"?" + query if query else raw).decode("ascii", "backslashreplace")


def _query(address: str) -> str:
    return address.partition("?")[2]
