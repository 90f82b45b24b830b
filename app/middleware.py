"""What happens to every request before a route sees it, as plain ASGI wrappers."""

from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import BodyTooLarge, echo
from app.language import _
from app.limits import MAX_BODY_BYTES
from app.problems import respond, unexpected

_DIGITS = 20
"""A declared length of more digits is no number worth reading."""


class PathPrefix:
    """Serves everything below a prefix, whether the proxy in front strips it from the path or passes it on."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        """Wrap ``app``; ``prefix`` is such as ``/backprop``, or "" to change nothing."""
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the prefix in ``root_path`` and at the front of ``path``, as ASGI has it."""
        if self.prefix and scope["type"] == "http":
            path = scope["path"]
            if path != self.prefix and not path.startswith(f"{self.prefix}/"):
                path = self.prefix + path
            scope = {**scope, "root_path": self.prefix, "path": path}
        await self.app(scope, receive, send)


class HeadAsGet:
    """Answers HEAD wherever GET is answered, with the same head and no body."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass HEAD on as GET and drop the body."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self.app(scope, receive, send)

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        return await self.app({**scope, "method": "GET"}, receive, send_head)


class PathsOnly:
    """A redirection that the router makes (a slash too many) names a path, and not whatever host the request named."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and shorten where its answer leads to."""

        async def send_path(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                to = urlsplit(headers.get("location", ""))
                if to.scheme:
                    # Two slashes at the front would name a host again.
                    headers["location"] = f"/{to.path.lstrip('/')}" + (f"?{to.query}" if to.query else "")
            await send(message)

        await self.app(scope, receive, send_path)


class LastResort:
    """Turns an unexpected exception into a designed 500; the trace goes to the log and nowhere else.

    It stands inside the other wrappers, so that this answer too is secured and compressed.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for it if nobody did."""
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except ClientDisconnect:
            return  # who left in the middle of what was sent wants no answer
        except Exception:
            if started or scope["type"] != "http":
                raise
            response = unexpected(Request(scope))
            await response(scope, receive, send)


class BodyLimit:
    """Refuses to read more than ``limits.MAX_BODY_BYTES`` of a body, declared or sent.

    Starlette's own limit answers in plain text, outside the forms that ``app.problems`` gives an error.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counted body."""
        declared = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if declared.isdigit() and (len(declared) > _DIGITS or int(declared) > MAX_BODY_BYTES):
            await respond(Request(scope), _too_large(declared.decode()))(scope, receive, send)
            return
        received = 0
        refused: BodyTooLarge | None = None
        started = False

        async def receive_counted() -> Message:
            nonlocal received, refused
            message = await receive()
            received += len(message.get("body", b""))
            if received <= MAX_BODY_BYTES:
                return message
            if started or scope["method"] == "GET":  # nobody reads it, and the answer may have begun
                return {**message, "body": b""}
            refused = refused or _too_large(str(received))
            raise refused

        async def send_unless_refused(message: Message) -> None:
            nonlocal started
            if refused is None:
                started = True
                await send(message)

        with suppress(BodyTooLarge):
            await self.app(scope, receive_counted, send_unless_refused)
        if refused is not None:  # whatever those inside made of it
            await respond(Request(scope), refused)(scope, receive, send)


def _too_large(size: str) -> BodyTooLarge:
    return BodyTooLarge(
        _("The body is too large."),
        field="body",
        value=_("{n} bytes", n=echo(size)),
        allowed=_("at most {n} bytes", n=MAX_BODY_BYTES),
    )
