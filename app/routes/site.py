"""What every site has: a sign of life, a word to crawlers, the static files, and the documentation of the API."""

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app import __version__
from app.api_docs import endpoint_views, error_example
from app.build import STATIC, build_id
from app.caching import cached
from app.deps import prefix
from app.guard import GuardedRoute
from app.render import html

router = APIRouter(route_class=GuardedRoute)


class Health(BaseModel):
    """A sign of life."""

    status: str
    version: str


@router.get("/healthz", tags=["site"], summary="Alive, and the version")
async def healthz() -> Health:
    """Answers as soon as requests are served."""
    return Health(status="ok", version=__version__)


@router.get("/robots.txt", include_in_schema=False)
async def robots(request: Request) -> PlainTextResponse:
    """Crawlers may read the front page and the documentation; the space of lessons is infinite."""
    root = prefix(request)
    allowed = "".join(f"Allow: {root}{path}\n" for path in ("/$", "/api$", "/static/"))
    return PlainTextResponse(f"User-agent: *\n{allowed}Disallow: {root}/\n")


@router.get("/favicon.ico", include_in_schema=False)
async def favicon(request: Request) -> RedirectResponse:
    """The icon, where browsers look for it when what they show (a JSON answer) names none."""
    return RedirectResponse(f"{prefix(request)}/static/icon.svg")


@router.get("/api", include_in_schema=False)
def api_documentation(request: Request) -> Response:
    """The documentation of the JSON API, written from its own models and answered by its own engine."""

    def page() -> Response:
        base = str(request.base_url).rstrip("/")
        return html(request, "api.html", base=base, endpoints=endpoint_views(), error=error_example())

    return cached(request, "/api", page)


class Static(StaticFiles):
    """The folder ``static/``; a file asked for by the name of this build may be kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with the caching that its address deserves."""
        response = await super().get_response(path, scope)
        current = scope["query_string"] == f"v={build_id()}".encode()
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if current else "public, no-cache"
        return response


def static_files() -> Static:
    """The application that is mounted at ``/static``."""
    return Static(directory=STATIC)
