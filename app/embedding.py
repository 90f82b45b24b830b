"""The site once more below ``/embed``: the same working areas, for the frames of other sites.

Routes and templates see a longer prefix, so every link that they write stays in the frame. What differs is said here
(who may frame it, who may read it) and in ``templates/page.html`` (what stands around the working area).
"""

from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.address.grammar import Unreadable
from app.controls import ALL, PARAMETER, allowed, named, read, segment, showing
from app.errors import BadInput
from app.problems import respond
from app.queries import taken
from app.roots import EMBED, FRONT
from app.security import content_security_policy

PATHS = frozenset(
    {
        "answer", "backward", "change", "compare", "course", "digit", "digit.json", "digit.png", "forward", "frames",
        "ideas", "lesson.csv", "lesson.json", "panels", "static", "step", "train", "worksheet",
    }
)  # fmt: skip
"""The first parts of the paths that are there below ``/embed``: what a working area leads to, and nothing else."""

_ASKING = (
    "Content-Type, HX-Boosted, HX-Current-URL, HX-History-Restore-Request, HX-Prompt, HX-Request, HX-Target,"
    " HX-Trigger, HX-Trigger-Name"
)
_ANSWERING = (
    "ETag, HX-Location, HX-Push-Url, HX-Redirect, HX-Refresh, HX-Replace-Url, HX-Reselect, HX-Reswap, HX-Retarget,"
    " HX-Trigger, HX-Trigger-After-Settle, HX-Trigger-After-Swap, Retry-After"
)
_READING = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_PREFLIGHT = {
    **_READING,
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": _ASKING,
    "Access-Control-Max-Age": "86400",
}


class Embedding:
    """Serves the working areas below ``/embed``, to be framed and read by anyone that the setting allows.

    Nothing there depends on who asks (no cookie, no account), so that reading is free for all: a frame in a sandbox has
    no origin of its own, and asks for its own fragments like a stranger.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        """Wrap ``app``; ``frame_ancestors`` is the source list of the policy's directive, such as ``*``."""
        self.app = app
        self.headers = {
            **_READING,
            "Access-Control-Expose-Headers": _ANSWERING,
            "Content-Security-Policy": content_security_policy(_with_own_host(frame_ancestors)),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request below ``/embed`` on with that in its prefix, and say in the answer who may have it."""
        site = scope.get("root_path", "")
        inside = _inside(scope, site + EMBED)
        if inside is None:
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            return
        app, groups, inside = self._chosen(scope, site + EMBED, inside)
        root = site + EMBED + segment(groups)

        async def send_embedded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.headers)
                if "location" in headers:
                    headers["location"] = _at_its_root(headers["location"], root)
            await send(message)

        path = root + (inside or FRONT)
        with showing(groups):
            await app(
                {**scope, "root_path": root, "path": path, "embedded": True, "full_root": site}, receive, send_embedded
            )

    def _chosen(self, scope: Scope, root: str, inside: str) -> tuple[ASGIApp, frozenset[str], str]:
        """Who answers, with which controls, and the path below them; a query that names controls is sent there."""
        said, inside = named(inside)
        asked, others = taken(scope["query_string"].decode("latin-1"), PARAMETER)
        if asked is None:
            asked = said
        if asked is None:
            return self.app, ALL, inside
        try:
            groups = read(asked)
        except Unreadable as error:
            problem = BadInput(PARAMETER, asked, allowed(), str(error))
            within = {
                **scope,
                "root_path": root,
                "path": root + inside,
                "embedded": True,
                "full_root": root.removesuffix(EMBED),
            }
            return respond(Request(within), problem), ALL, inside
        if f"/{PARAMETER}={said}" == segment(groups) and others == scope["query_string"].decode("latin-1"):
            return self.app, groups, inside
        address = quote(root + segment(groups) + inside, safe="/=,")
        return RedirectResponse(address + (f"?{others}" if others else ""), 307), groups, inside


def _inside(scope: Scope, root: str) -> str | None:
    """The path below the embeds' prefix, "" for the lesson; None for what is not there."""
    if scope["type"] != "http" or not (scope["path"] + "/").startswith(root + "/"):
        return None
    inside: str = scope["path"].removeprefix(root)
    _, rest = named(inside)
    return inside if not rest or rest.split("/")[1] in PATHS else None


def _at_its_root(address: str, root: str) -> str:
    """A redirection to the lesson leads to the embed itself; every other one stays as it is."""
    path, mark, said = address.partition("?")
    return root + mark + said if path == root + FRONT else address


def _with_own_host(sources: str) -> str:
    """The same sources and this host, whose page for sharing shows what it gives away."""
    return sources if {"*", "'none'", "'self'"} & set(sources.split()) else f"'self' {sources}"
