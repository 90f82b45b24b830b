"""A stretch of a lesson as a file: one page that needs no server."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app.caching import cached
from app.guard import GuardedRoute
from app.lesson_url import query
from app.one_file import most_moments, name_of, one_file, policy_of
from app.span import read_span

router = APIRouter(route_class=GuardedRoute)

OPEN_TO_ALL = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


@router.get("/lesson.html", include_in_schema=False)
def as_html(request: Request) -> Response:
    """Moments of a lesson as one page that needs nothing else, to be kept and opened anywhere."""
    span = read_span(request.query_params.multi_items(), most_moments)
    source = f"{str(request.base_url).rstrip('/')}/lesson?{query(span.lesson)}".rstrip("?")

    def make() -> Response:
        file = one_file(span, source)
        # A page's own policy holds beside that of its address, which would forbid what it brings along.
        return HTMLResponse(
            file, headers={
                "Content-Security-Policy": f"{policy_of(file)}; frame-ancestors *",
                "Content-Disposition": f'inline; filename="{name_of(span)}"',
            },
        )  # fmt: skip

    response = cached(request, f"/lesson.html?{span.query}", make)
    response.headers.update(OPEN_TO_ALL)
    return response
