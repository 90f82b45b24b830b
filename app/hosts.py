"""Which names the site answers to: pages, pictures and oEmbed say the name that they were asked under."""

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import Refused
from app.language import _
from app.problems import respond

ANY = "*"

_FOR_ALL = ("/healthz", "/readyz")
"""Whoever watches over the server knows it by its number."""


class Hosts:
    """Refuses a request under another name than those allowed."""

    def __init__(self, app: ASGIApp, allowed: str) -> None:
        """Wrap ``app``; ``allowed`` are names without ports, such as ``a.example, *.b.example``."""
        self.app = app
        self.allowed = tuple(name.strip().lower() for name in allowed.split(","))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it."""
        app = self.app
        if scope["type"] == "http" and not scope["path"].endswith(_FOR_ALL):
            host = Headers(scope=scope).get("host", "")
            name = host if host.endswith("]") else host.rsplit(":", 1)[0]
            if not self._has(name.lower()):
                reason = _("This site is not called that.")
                app = respond(Request(scope), Refused(400, reason, allowed=", ".join(self.allowed)))
        await app(scope, receive, send)

    def _has(self, name: str) -> bool:
        return any(
            one in (ANY, name) or (one.startswith("*.") and name.endswith(one[1:]) and name != one[1:])
            for one in self.allowed
        )
