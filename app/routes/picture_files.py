"""Moments as pictures that stand alone, for ``<img>`` anywhere: a lesson's, a run's, a drawn digit's."""

from collections.abc import Callable
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from app.caching import cached
from app.checkpoints import state_at
from app.drawing_lesson import seen
from app.drawing_url import drawing_query, parse_drawing
from app.drawn_files import digit_svg, lesson_svg, train_svg
from app.guard import GuardedRoute
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.moment import moment
from app.raster import png_of
from app.security import style_hashes

router = APIRouter(route_class=GuardedRoute)

# In a page of another site it is shown like any other picture.
HEADERS = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


def picture(lesson: Lesson) -> str:
    """The picture of a lesson at its moment as SVG, whatever else is open on its page."""
    return lesson_svg(moment(lesson.viewed(screen="page", zoom=1, guide="", panels=())))


def run_picture(lesson: Lesson) -> str:
    """The picture of a run after as many updates as its cursor says, or of its last finite state."""
    return train_svg(lesson, state_at(lesson.recipe, lesson.edits, lesson.time // len(lesson.program)))


@router.get("/lesson.svg", include_in_schema=False)
def lesson_as_svg(request: Request) -> Response:
    """The picture of the moment, with its style and its sentence in it."""
    lesson = parse(request.query_params.multi_items())
    return _svg(request, f"/lesson.svg?{query(lesson)}", lambda: picture(lesson))


@router.get("/lesson.png", include_in_schema=False)
def lesson_as_png(request: Request) -> Response:
    """The same in pixels, for what shows no SVG, previews of links among it; light unless dark is asked for."""
    lesson = _painted(parse(request.query_params.multi_items()))
    return _png(request, f"/lesson.png?{query(lesson)}", lambda: picture(lesson))


@router.get("/train.svg", include_in_schema=False)
def train_as_svg(request: Request) -> Response:
    """The picture of the training page: the network with its maps, and the data."""
    lesson = parse(request.query_params.multi_items())
    return _svg(request, f"/train.svg?{query(lesson)}", lambda: run_picture(lesson))


@router.get("/train.png", include_in_schema=False)
def train_as_png(request: Request) -> Response:
    """The same in pixels."""
    lesson = _painted(parse(request.query_params.multi_items()))
    return _png(request, f"/train.png?{query(lesson)}", lambda: run_picture(lesson))


@router.get("/digit.svg", include_in_schema=False)
def digit_as_svg(request: Request) -> Response:
    """The picture of the digit page: the network that looks at the drawing. What it sees alone is ``/digit.png``."""
    drawing = parse_drawing(request.query_params.multi_items())
    return _svg(request, f"/digit.svg?{drawing_query(drawing)}", lambda: digit_svg(seen(drawing)))


@router.get("/digit-network.png", include_in_schema=False)
def digit_as_png(request: Request) -> Response:
    """The same in pixels."""
    drawing = parse_drawing(request.query_params.multi_items())
    if drawing.view.theme == "auto":
        drawing = replace(drawing, view=replace(drawing.view, theme="light"))
    return _png(request, f"/digit-network.png?{drawing_query(drawing)}", lambda: digit_svg(seen(drawing)))


def _painted(lesson: Lesson) -> Lesson:
    """Pixels have one theme: light unless dark is asked for."""
    return lesson.viewed(theme="light") if lesson.view.theme == "auto" else lesson


def _svg(request: Request, canonical: str, draw: Callable[[], str]) -> Response:
    def make() -> Response:
        drawn = draw()
        policy = f"default-src 'none'; style-src {' '.join(style_hashes(drawn))}; img-src data:; frame-ancestors *"
        return Response(drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": policy})

    return _answer(request, canonical, make)


def _png(request: Request, canonical: str, draw: Callable[[], str]) -> Response:
    return _answer(request, canonical, lambda: Response(png_of(draw()), media_type="image/png"))


def _answer(request: Request, canonical: str, make: Callable[[], Response]) -> Response:
    response = cached(request, canonical, make)
    response.headers.update(HEADERS)
    return response
