"""What happens to every request before a route sees it, as plain ASGI wrappers."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import BodyTooLarge
from app.language import _
from app.limits import MAX_BODY_BYTES
from app.problems import unexpected


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
        size = int(declared) if declared.isdigit() else 0
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if max(size, received) > MAX_BODY_BYTES:
                raise BodyTooLarge(
                    _("The body is too large."),
                    field="body",
                    value=_("{n} bytes", n=max(size, received)),
                    allowed=_("at most {n} bytes", n=MAX_BODY_BYTES),
                )
            return message

        await self.app(scope, receive_counted, send)
