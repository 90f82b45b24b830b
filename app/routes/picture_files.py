"""A moment as a picture that stands alone, for ``<img>`` anywhere."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.caching import cached
from app.guard import GuardedRoute
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.links import Links
from app.moment import moment
from app.panels.working_area import working_area
from app.picture_file import self_contained
from app.raster import png_of
from app.render import render

router = APIRouter(route_class=GuardedRoute)

# A picture opened by itself has its style in it; in a page of another site it is shown like any other picture.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}


def picture(lesson: Lesson) -> str:
    """The picture of a lesson at its moment as SVG, whatever else is open on its page."""
    now = moment(lesson.viewed(screen="page", zoom=1, guide="", panels=()))
    view = working_area(now, Links(now.lesson))
    return self_contained(
        render("panels/picture.html", view=view, root=""), view.title, view.sentence, lesson.view.theme
    )


@router.get("/lesson.png", include_in_schema=False)
def as_png(request: Request) -> Response:
    """The same in pixels, for what shows no SVG, previews of links among it; light unless dark is asked for."""
    lesson = parse(request.query_params.multi_items())
    if lesson.view.theme == "auto":
        lesson = lesson.viewed(theme="light")
    response = cached(
        request, f"/lesson.png?{query(lesson)}", lambda: Response(png_of(picture(lesson)), media_type="image/png")
    )
    response.headers.update(HEADERS)
    return response


@router.get("/lesson.svg", include_in_schema=False)
def as_svg(request: Request) -> Response:
    """The picture of the moment, with its style and its sentence in it."""
    lesson = parse(request.query_params.multi_items())
    response = cached(
        request, f"/lesson.svg?{query(lesson)}", lambda: Response(picture(lesson), media_type="image/svg+xml")
    )
    response.headers.update(HEADERS)
    return response
