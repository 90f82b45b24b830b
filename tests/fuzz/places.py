"""Every place of the site, read from the application itself: a new route is attacked without being named here."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from starlette.routing import BaseRoute

from app.cite.cited import FILES
from app.courses import courses
from app.ideas.catalogue import BY_NAME
from app.routes.lessons import PANELS

COURSES = courses()

NAMES: dict[str, Sequence[str]] = {
    "/panels/{panel}": PANELS,
    "/ideas/{name}": tuple(BY_NAME),
    "/panels/ideas/{name}": tuple(BY_NAME),
    "/cite/{file}": tuple(FILES),
    "/course/{name}": tuple(COURSES),
    "/course/{name}/{item}": tuple(f"{name}/{item.name}" for name, course in COURSES.items() for item in course.items),
}
"""What stands in the braces of a route; a test fails where a route with braces is not here."""

ROOTS = ("/zh", "/zh", "/embed", "/zh/embed", "/embed/controls=step,numbers", "/en", "/embed/embed")
"""What a path may begin with."""

STATIC = ("/static/style.css", "/static/vendor/htmx.min.js", "/static/icon.svg", "/static/lesson.png")


def routes(app: FastAPI) -> dict[str, set[str]]:
    """The methods of each path of the application, with its braces; a mounted folder has its files' paths."""
    found: dict[str, set[str]] = {}
    for path, route in _flat(app.routes):
        methods = getattr(route, "methods", None)
        found.setdefault(path, set()).update(methods or {"GET"})
    return found


def _flat(nodes: Sequence[Any], before: str = "") -> Iterator[tuple[str, BaseRoute]]:
    for node in nodes:
        router = getattr(node, "original_router", None)  # how FastAPI keeps a router that was included
        if router is not None:
            yield from _flat(router.routes, before)
        elif getattr(node, "routes", None):
            yield from _flat(node.routes, before + node.path)
        elif node.path == "/static":
            yield from ((path, node) for path in STATIC)
        else:
            yield before + node.path, node


def spelled(path: str) -> list[str]:
    """The paths that a route's path with braces stands for."""
    names = NAMES.get(path, ("nowhere",)) if "{" in path else ("",)
    return [re.sub(r"\{.*\}", name, path) for name in names]
