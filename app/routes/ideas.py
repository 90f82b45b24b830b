"""The pages of the ideas: page and working area of each."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.caching import cached
from app.deps import prefix
from app.errors import Refused, echo
from app.guard import GuardedRoute
from app.ideas.catalogue import BY_NAME, neighbours
from app.ideas.idea import Idea, IdeaLinks
from app.language import _
from app.render import html

router = APIRouter(route_class=GuardedRoute)


def _idea(name: str) -> Idea[Any]:
    if name not in BY_NAME:
        raise Refused(404, _("There is no idea “{name}”.", name=echo(name)), allowed=", ".join(BY_NAME))
    return BY_NAME[name]


def _draw(request: Request, idea: Idea[Any], template: str, path: str) -> Response:
    state = idea.parse(request.query_params.multi_items())
    said, links = idea.query(state), IdeaLinks(idea, prefix(request))

    def make() -> Response:
        before, after = (one and one.spoken() for one in neighbours(idea.name))
        lesson = getattr(state, "lesson", None)
        base = str(request.base_url).rstrip("/").removesuffix(prefix(request))
        return html(
            request, template, it=idea.spoken(), view=idea.view(state, links), links=links, before=before, after=after,
            canonical=base + links.to(state).href, theme=lesson.view.theme if lesson else "auto",
        )  # fmt: skip

    return cached(request, f"{path}?{said}", make)


@router.get("/ideas/{name}", include_in_schema=False)
def page(request: Request, name: str) -> Response:
    """The page of one idea; an address that says it in other words is sent to the canonical one."""
    idea = _idea(name)
    state = idea.parse(request.query_params.multi_items())
    if request.url.query != idea.query(state):
        return RedirectResponse(IdeaLinks(idea, prefix(request)).to(state).href, 303)
    return _draw(request, idea, "idea.html", f"/ideas/{name}")


@router.get("/panels/ideas/{name}", include_in_schema=False)
def area(request: Request, name: str) -> Response:
    """The working area of one idea alone."""
    return _draw(request, _idea(name), f"ideas/{name}.html", f"/panels/ideas/{name}")
