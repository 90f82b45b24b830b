"""What a handler may ask of a request besides its query and body."""

from starlette.requests import Request

from app.roots import EmbedRoot


def prefix(request: Request) -> str:
    """The path under which the application is reached, "" or such as ``/backprop``; every link begins with it."""
    scope = request.scope
    # A mounted application (the static files) has its own, longer root_path.
    root_path: str = scope.get("app_root_path", scope.get("root_path", ""))
    root = root_path.rstrip("/")
    return EmbedRoot(root) if scope.get("embedded") else root


def site_root(request: Request) -> str:
    """The prefix of the whole site, whose languages are below it: "" or such as ``/backprop``."""
    return str(request.scope.get("site_root", "")).rstrip("/")


def path_below_prefix(request: Request) -> str:
    """The path asked for, as if there were no prefix."""
    return request.url.path.removeprefix(prefix(request))
