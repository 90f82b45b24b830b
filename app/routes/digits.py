"""The digit page: a drawing in its representations, the drawing in progress, uploaded pictures, weight tiles."""

from dataclasses import replace
from math import isqrt
from typing import Annotated

import numpy as np
from fastapi import APIRouter, File, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from app.address.drawing_entries import DRAWING_TABLE
from app.build import build_id
from app.caching import cached
from app.deps import prefix
from app.drawing import Drawing, first_drawing
from app.drawing_lesson import seen
from app.drawing_links import DrawingLinks
from app.drawing_step import network, weight_scale
from app.drawing_url import drawing_query, parse_drawing
from app.errors import BadInput
from app.guard import GuardedRoute, guarded
from app.language import _
from app.limits import MAX_PEN_SIDE, MAX_PICTURE_BYTES, MIN_IMAGE_SIDE
from app.panels.digit_area import digit_area, title
from app.panels.digit_cards import TILE_COLUMNS
from app.panels.digit_pen import digit_pen
from app.panels.digit_readout import digit_readout
from app.pictures import png, read_picture, tiles_png
from app.render import html
from app.routes.lesson_docs import described
from engine.arrays import Array
from engine.digits import quantise, see
from engine.photo import ink_of

router = APIRouter(route_class=GuardedRoute)

PNG_SCALE = 20
BYTE = 255


def _drawing(request: Request) -> Drawing:
    return parse_drawing(request.query_params.multi_items())


def _address(request: Request, path: str, drawing: Drawing) -> str:
    said = drawing_query(drawing)
    return f"{prefix(request)}{path}" + (f"?{said}" if said else "")


def _tiles(request: Request, drawing: Drawing) -> str:
    """The address of the weight tiles: of the network alone, unless its weights were changed on this drawing."""
    if any(deed.what == "weights" for deed in drawing.deeds):
        said = drawing_query(replace(drawing, target=drawing.target, view=first_drawing().view, at=""))
    else:
        first = first_drawing()
        said = drawing_query(
            replace(first, network=drawing.network, seed=drawing.seed, trained=drawing.trained, outputs="softmax")
        )
    return f"{prefix(request)}/digit/weights.png?build={build_id()}" + (f"&{said}" if said else "")


def _draw(request: Request, template: str, drawing: Drawing, path: str) -> Response:
    """A template about a drawing, kept by caches under its canonical address."""

    def make() -> Response:
        shown = seen(drawing)
        view = digit_area(shown, DrawingLinks(shown, prefix(request)), _tiles(request, drawing))
        base = str(request.base_url).rstrip("/").removesuffix(prefix(request))
        canonical = base + _address(request, "/digit", drawing)
        return html(
            request, template, view=view, theme=drawing.view.theme, canonical=canonical, title=title(shown),
            address=_address(request, "/digit", drawing),
        )  # fmt: skip

    return cached(request, f"{path}?{drawing_query(drawing)}", make)


@router.get("/digit", include_in_schema=False)
def page(request: Request) -> Response:
    """The page of one drawing; an address that says it in other words is sent to the canonical one."""
    drawing = _drawing(request)
    if request.url.query != drawing_query(drawing):
        return RedirectResponse(_address(request, "/digit", drawing), 303)
    return _draw(request, "digit.html", drawing, "/digit")


@router.get("/panels/digit", summary="The working area of a drawing", **described(table=DRAWING_TABLE, tag="digit"))
def area(request: Request) -> Response:
    """The working area of that very moment alone."""
    return _draw(request, "panels/digit.html", _drawing(request), "/panels/digit")


@router.get("/panels/digit-peek", include_in_schema=False)
def peek(request: Request) -> Response:
    """What is pointed at: its numbers, and all edges of a neuron."""
    return _draw(request, "panels/digit_peek.html", _drawing(request), "/panels/digit-peek")


@router.post("/digit/pen", include_in_schema=False)
async def pen(request: Request) -> Response:
    """The forward pass of a drawing in progress: the pieces of the picture that change, and where the drawing will be.

    The body is side · side bytes, row by row, 0 paper to 255 ink.
    """
    body = await request.body()
    return await guarded(request, lambda: _pen(request, body))


def _pen(request: Request, body: bytes) -> Response:
    drawing, image = _drawing(request), _image(body)
    x, _ = see(image)
    begun = drawing.blank or drawing.ink == first_drawing().ink
    drawn = replace(
        drawing, ink=quantise(x).tobytes(), deeds=(), at=first_drawing().at,
        target=None if begun else drawing.target, view=replace(drawing.view, focus=""),
    )  # fmt: skip
    # Nothing of the backward pass is shown while the pen moves, so nothing of it is drawn.
    forward = seen(drawn.within(0 if drawn.blank else drawn.program.places[f"a-{len(drawn.spec.layers)}-10"]))
    links = DrawingLinks(forward, prefix(request))
    response = html(request, "panels/digit_pen.html", view=digit_pen(forward, links), go=links.go(drawn))
    response.headers["Cache-Control"] = "no-store"
    return response


def _image(body: bytes) -> Array:
    side = isqrt(len(body))
    allowed = _("side · side bytes, {low} to {high} a side", low=MIN_IMAGE_SIDE, high=MAX_PEN_SIDE)
    if side * side != len(body) or not MIN_IMAGE_SIDE <= side <= MAX_PEN_SIDE:
        raise BadInput("body", None, allowed, _("{n} bytes are no such square", n=len(body)))
    return np.frombuffer(body, np.uint8).reshape(side, side) / BYTE


@router.post("/digit/upload", include_in_schema=False)
async def upload(request: Request, picture: Annotated[UploadFile, File()]) -> Response:
    """A picture of a digit, looked at like a drawing: sends to the address of what the network sees of it."""
    data = await picture.read(MAX_PICTURE_BYTES + 1)
    x, blank = await guarded(request, lambda: see(ink_of(read_picture(data))))
    if blank:
        allowed = _("a digit, dark on light or light on dark")
        raise BadInput("picture", picture.filename, allowed, _("no ink is found on it"))
    drawing = replace(first_drawing(), ink=quantise(x).tobytes(), target=None)
    return RedirectResponse(_address(request, "/digit", drawing), 303)


@router.get("/digit.png", include_in_schema=False)
def as_png(request: Request) -> Response:
    """What the network sees, black on white."""
    drawing = _drawing(request)

    def make() -> Response:
        paper = np.rint((1.0 - seen(drawing).x.reshape(16, 16)) * BYTE).astype(np.uint8)
        return Response(png(paper, PNG_SCALE), media_type="image/png")

    return cached(request, f"/digit.png?{drawing_query(drawing)}", make)


@router.get("/digit.json", summary="Every number of a drawing", **described(JSONResponse, DRAWING_TABLE, "digit"))
def as_json(request: Request) -> Response:
    """Every number of the training step that is shown."""
    drawing = _drawing(request)
    return cached(request, f"/digit.json?{drawing_query(drawing)}", lambda: JSONResponse(digit_readout(seen(drawing))))


@router.get("/digit/weights.png", include_in_schema=False)
def weights(request: Request) -> Response:
    """The weights into every neuron of the first hidden layer, a tile of 16×16 each."""
    pairs = [(name, text) for name, text in request.query_params.multi_items() if name != "build"]
    drawing = parse_drawing(pairs)

    def make() -> Response:
        layers = seen(drawing).layers if drawing.deeds else network(drawing)
        return Response(
            tiles_png(np.clip(layers[0].W / weight_scale(layers[0].W), -1.0, 1.0), TILE_COLUMNS), media_type="image/png"
        )

    return cached(request, f"/digit/weights.png?{drawing_query(drawing)}", make)
