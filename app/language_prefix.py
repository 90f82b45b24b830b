"""The site once more below ``/zh`` and its like: the same pages in another language.

Routes and templates see a longer prefix, so that every link that they write stays in the language.
"""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import BadInput, echo
from app.language import LANGUAGES, _, speaking
from app.problems import respond
from app.queries import taken
from app.roots import language_prefix, split

PARAMETER = "lang"
"""Asked for by name, in any query, a language is answered with its address."""


class LanguagePrefix:
    """Says which language a request is answered in, by the first part of its path."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the language in its prefix; one that names a language otherwise is sent there."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        root = scope.get("root_path", "")
        spoken, inside = split(scope["path"].removeprefix(root))
        asked, others = taken(scope["query_string"].decode("latin-1"), PARAMETER)
        tag = asked if asked in LANGUAGES else spoken
        prefix = language_prefix(tag)
        within = {
            "root_path": root + prefix,
            "path": root + prefix + inside,
            "query_string": others.encode("latin-1"),
            "site_root": root,
        }
        app = self.app
        with speaking(tag):
            if asked not in (None, tag):
                reason = _("there is no language “{name}” here", name=echo(asked))
                app = respond(Request({**scope, **within}), BadInput(PARAMETER, asked, ", ".join(LANGUAGES), reason))
            elif asked is not None and scope["method"] in ("GET", "HEAD"):
                app = RedirectResponse(quote(within["path"]) + (f"?{others}" if others else ""), 307)
            await app({**scope, **within}, receive, send)
