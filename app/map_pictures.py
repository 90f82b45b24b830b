"""All decision maps of a moment as one picture, and where in it each of them lies."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from app.map_faces import AT_REST, Faces, Ground, Sides, faces
from app.map_scales import Levels
from app.pictures import MINUS, PLUS
from engine.network import Layer

ACROSS = 16
GAP = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """The places of the maps: the small ones of inputs and hidden neurons in rows, below them the outputs' large ones.

    Attributes:
        places: left, top and side of each map, by layer and neuron, inputs being layer 0.
        width: of the whole.
        height: of the whole.
    """

    places: dict[tuple[int, int], tuple[int, int, int]]
    width: int
    height: int


def sheet(sizes: Sequence[int], sides: Sides = AT_REST) -> Sheet:
    """The sheet of a network of two inputs.

    Args:
        sizes: neurons a layer, the input layer first.
        sides: cells in a row of a small map and of a large one.
    """
    small, large = sides
    last = len(sizes) - 1
    order = [(layer, neuron) for layer in range(last) for neuron in range(1, sizes[layer] + 1)]
    places = {}
    for index, key in enumerate(order):
        row, column = divmod(index, ACROSS)
        places[key] = (column * (small + GAP), row * (small + GAP), small)
    top = -(-len(order) // ACROSS) * (small + GAP)
    across = max(1, (ACROSS * (small + GAP)) // (large + GAP))
    for index in range(sizes[last]):
        row, column = divmod(index, across)
        places[last, index + 1] = (column * (large + GAP), top + row * (large + GAP), large)
    return Sheet(
        places,
        max(x + side for x, _, side in places.values()) + GAP,
        max(y + side for _, y, side in places.values()) + GAP,
    )


def maps_png(layers: Sequence[Layer], over: Ground) -> bytes:
    """The maps of a network of two inputs as PNG: violet above the middle of a layer's scale, green below it.

    A pixel's opacity is twice its level, so that the page can read the level back; the middle is transparent.
    """
    return _drawn(faces(layers, over), sheet((layers[0].n_in, *(layer.n_out for layer in layers))))


def _drawn(seen: Faces, plan: Sheet) -> bytes:
    levels: Levels = np.zeros((plan.height, plan.width), np.int8)
    for (layer, neuron), (x, y, side) in plan.places.items():
        levels[y : y + side, x : x + side] = seen.levels[layer][neuron - 1]
    pixels = np.empty((plan.height, plan.width, 4), np.uint8)
    pixels[..., :3] = np.where((levels > 0)[..., np.newaxis], PLUS, MINUS)
    pixels[..., 3] = np.abs(levels.astype(np.int16)) * 2
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", compress_level=6)
    return out.getvalue()
