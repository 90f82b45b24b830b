"""The page of a course; those of its items are the pages of their moments, which ``app.course_prefix`` leads to."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.caching import cached
from app.course import Course
from app.course_view import course_overview
from app.deps import prefix
from app.errors import BadInput, Refused, echo
from app.guard import GuardedRoute
from app.language import _
from app.render import html

router = APIRouter(route_class=GuardedRoute)


def _course(request: Request, name: str) -> Course:
    found: dict[str, Course] = request.app.state.courses
    if name not in found:
        raise Refused(404, _("There is no course “{name}”.", name=echo(name)), allowed=", ".join(found))
    if request.url.query:
        first = next(iter(request.query_params), request.url.query)
        raise BadInput(first, request.query_params.get(first), _("no parameters"), _("there is no such parameter"))
    return found[name]


@router.get("/course/{name}", include_in_schema=False)
def page(request: Request, name: str) -> Response:
    """The overview of a course."""
    course = _course(request, name)

    def make() -> Response:
        root = prefix(request)
        base = str(request.base_url).rstrip("/").removesuffix(root)
        canonical = f"{base}{root}/course/{name}"
        return html(request, "course.html", view=course_overview(course, root), canonical=canonical)

    return cached(request, f"/course/{name}", make)


@router.get("/course/{name}/{item}", include_in_schema=False)
def missing(request: Request, name: str, item: str) -> Response:
    """No item of the course is called so."""
    course = _course(request, name)
    said = _("There is no item “{item}” in the course “{title}”.", item=echo(item), title=str(course.title))
    raise Refused(404, said, allowed=", ".join(one.name for one in course.items))
