"""The security headers of every response.

The policy allows nothing but our own scripts, styles, pictures and requests: no inline script or style, no evaluation,
no other host. A route that must answer differently (a form made to be framed) sets its own value, which is kept.
"""

import hashlib
import re
from base64 import b64encode
from html import unescape

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_security_policy(frame_ancestors: str) -> str:
    """The policy, with who may frame what it is sent with."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {frame_ancestors}",
        ]
    )


def style_hashes(drawn: str) -> list[str]:
    """What a policy calls the styles that stand in an SVG file, so that it allows these and no others."""
    texts = (unescape(text) for text in re.findall(r"<style>(.*?)</style>", drawn, re.DOTALL))
    return [f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]


SECURITY_HEADERS = {
    "Content-Security-Policy": content_security_policy("'self'"),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """Adds ``SECURITY_HEADERS`` to each response, errors included, where the response has not set them itself.

    «Not modified» leaves the policy as it was sent with what is kept: a file that brings its own style was allowed it,
    and a client takes over the headers of such an answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of its response."""

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    if message["status"] != 304 or name != "Content-Security-Policy":
                        headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_secured)
