"""The site once more below ``/course/<course>/<item>``: a moment's page, with what the course says of it around.

Routes and templates see a longer prefix, so that every link of the working area stays in the course; the address of an
item alone shows its moment.
"""

from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from app.course import Course
from app.embedding import PATHS

ROOT = "/course"

_INSIDE = (PATHS - {"course"}) | {"lesson", "lesson.png", "lesson.svg"}
"""The first parts of the paths that are there below an item."""


class CoursePrefix:
    """Says which item of which course a request is about, by the first parts of its path."""

    def __init__(self, app: ASGIApp, courses: Mapping[str, Course]) -> None:
        """Wrap ``app``, with these courses by their names."""
        self.app = app
        self.courses = courses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the item in its prefix."""
        await self.app(self._within(scope) or scope, receive, send)

    def _within(self, scope: Scope) -> Scope | None:
        """The same request below an item; None where it is about none."""
        root: str = scope.get("root_path", "")
        if scope["type"] != "http" or not scope["path"].startswith(f"{root}{ROOT}/"):
            return None
        name, _, rest = scope["path"].removeprefix(f"{root}{ROOT}/").partition("/")
        called, mark, inside = rest.partition("/")
        course = self.courses.get(name)
        place = course.place(called) if course else None
        if course is None or place is None:
            return None
        within = f"{ROOT}/{name}/{called}"
        item = course.items[place]
        found = {**scope, "root_path": root + within, "within": within, "course": (course, place)}
        if mark:
            return found if inside.split("/")[0] in _INSIDE else None
        if scope["query_string"]:
            return None
        return {**found, "path": f"{root}{within}{item.path}", "query_string": item.query.encode()}
