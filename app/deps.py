"""What a handler may ask of a request besides its query and body."""

from starlette.requests import Request

from app.roots import EmbedRoot


def prefix(request: Request) -> str:
    """The path under which the application is reached, "" or such as ``/backprop``; every link begins with it."""
    scope = request.scope
    # A mounted application (the static files) has its own, longer root_path.
    root_path: str = scope.get("app_root_path", scope.get("root_path", ""))
    root = root_path.rstrip("/")
    if not scope.get("embedded"):
        return root
    return EmbedRoot(root, scope["full_root"].rstrip("/") + within(request), front=not within(request))


def within(request: Request) -> str:
    """The part of the prefix that says which moment of which course this is: "" or such as ``/course/mine/loss``."""
    said: str = request.scope.get("within", "")
    return said


def site_root(request: Request) -> str:
    """The prefix of the whole site, whose languages are below it: "" or such as ``/backprop``."""
    return str(request.scope.get("site_root", "")).rstrip("/")


def path_below_prefix(request: Request) -> str:
    """The path asked for, as if there were no prefix."""
    return request.url.path.removeprefix(prefix(request))
