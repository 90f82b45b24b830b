"""Two runs side by side: page, fragment, and the form that says what differs."""

import re
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.caching import cached
from app.comparison import VS, compared, comparison_query, parse_comparison
from app.deps import prefix
from app.errors import BadInput
from app.guard import GuardedRoute
from app.language import _
from app.lesson import Lesson
from app.panels.comparison_area import ComparisonLinks, comparison_area
from app.prepared_runs import PREPARED_RUNS
from app.render import html, render

router = APIRouter(route_class=GuardedRoute)

EXAMPLE = f"{PREPARED_RUNS[0].address}&updates=100&vs=lr%3D2"
"""Two learning rates, one of which is soon ahead of the other."""

_IDS = re.compile(r'( id="| href="#|url\(#)')


def _address(request: Request, path: str, one: Lesson, other: Lesson) -> str:
    return f"{prefix(request)}{path}?{comparison_query(one, other)}"


def _draw(request: Request, template: str, one: Lesson, other: Lesson, path: str) -> Response:
    def make() -> Response:
        root = prefix(request)
        view = comparison_area(compared(one, other), ComparisonLinks(one, other, root))
        # The same panel stands twice on this page, and an id only once.
        drawn = [render("panels/train_picture.html", view={"picture": side.picture}, root=root) for side in view.sides]
        drawn[1] = _IDS.sub(r"\1b-", drawn[1])
        pictures = tuple(zip(view.sides, map(Markup, drawn), strict=True))
        base = str(request.base_url).rstrip("/").removesuffix(root)
        canonical = base + _address(request, "/compare", one, other)
        return html(request, template, view=view, pictures=pictures, theme=one.view.theme, canonical=canonical)

    return cached(request, f"{path}?{comparison_query(one, other)}", make)


@router.get("/compare", include_in_schema=False)
def page(request: Request) -> Response:
    """Two runs side by side; an address in other words is sent to the canonical one.

    Who names nothing is shown an example; who names one lesson chooses on the page what is to differ from it.
    """
    pairs = request.query_params.multi_items() or parse_qsl(EXAMPLE)
    if all(name != VS for name, _text in pairs):
        pairs.append((VS, ""))
    one, other = parse_comparison(pairs)
    if request.url.query != comparison_query(one, other):
        return RedirectResponse(_address(request, "/compare", one, other), 303)
    return _draw(request, "compare.html", one, other, "/compare")


@router.get("/panels/compare", include_in_schema=False)
def area(request: Request) -> Response:
    """The working area of two runs."""
    one, other = parse_comparison(request.query_params.multi_items())
    return _draw(request, "panels/compare.html", one, other, "/panels/compare")


@router.get("/compare/change", include_in_schema=False)
def change(request: Request) -> Response:
    """What the form asks: that one parameter more, or another, differs; sends to the canonical address."""
    pairs = request.query_params.multi_items()
    said = {name: text for name, text in pairs if name in ("name", "value")}
    if set(said) != {"name", "value"}:
        raise BadInput("name", said.get("name"), _("a name and a value"), _("the form sends both"))
    kept = [(name, text) for name, text in pairs if name not in said]
    changes = [text for name, text in kept if name == VS]
    more = "&".join(filter(None, [*changes, urlencode({said["name"]: said["value"].strip()})]))
    others = [(name, text) for name, text in kept if name != VS]
    one, other = parse_comparison([*others, (VS, more)])
    return RedirectResponse(_address(request, "/compare", one, other), 303)
