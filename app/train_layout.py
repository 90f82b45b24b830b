"""Where everything of the training page's picture stands: tiles of inputs and hidden neurons, wires, the outputs' maps.

The layout of given sizes never changes, so nothing jumps from one update to the next.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.placement import Box
from app.wires import Wire

Place = tuple[int, int]
Edge = tuple[int, int, int]

MARGIN = 10.0
HEAD = 34.0
FOOT = 54.0
WIDE = 1180.0
GAPS = 56.0, 118.0
TALL = 540.0
AXIS = 40.0

_TILES = ((3, 68.0, 24.0), (4, 64.0, 18.0), (6, 56.0, 16.0), (8, 50.0, 12.0), (12, 36.0, 8.0), (16, 28.0, 6.0))
"""Up to so many neurons in the tallest column: the side of a tile, and the room between two."""
_LARGE = {1: 300.0, 2: 206.0, 3: 158.0, 4: 122.0}
"""The side of an output's map, by the number of outputs."""


@dataclass(frozen=True, slots=True)
class TrainLayout:
    """The places of one network's picture.

    Attributes:
        sizes: neurons a layer, the input layer first.
        width: of the drawing.
        height: of the drawing.
        tiles: the square of each neuron, by layer and number, inputs being layer 0, the outputs' the large ones.
        wires: the wire of each edge, by layer, to and source.
        columns: the middle of each layer's column.
        foot: where the scales under the columns begin.
        named: whether a hidden neuron's tile has room for its name.
        axes: whether the outputs' maps have room for their axes.
    """

    sizes: tuple[int, ...]
    width: float
    height: float
    tiles: dict[Place, Box]
    wires: dict[Edge, Wire]
    columns: tuple[float, ...]
    foot: float
    named: bool
    axes: bool

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.sizes) - 1


@lru_cache(maxsize=256)
def train_layout(sizes: tuple[int, ...]) -> TrainLayout:
    """The picture of a network with these layer sizes, the input layer first."""
    rows, outputs, columns = max(sizes[:-1]), sizes[-1], len(sizes)
    tile, between = next(((side, gap) for most, side, gap in _TILES if rows <= most), (20.0, 4.0))
    large = _LARGE.get(outputs, max(26.0, (TALL - 8.0 * outputs) / outputs))
    apart = AXIS if outputs <= 4 else 8.0
    free = WIDE - 2 * MARGIN - (columns - 1) * tile - large
    gap = min(GAPS[1], max(GAPS[0], free / (columns - 1)))
    body = max(rows * (tile + between) - between, outputs * (large + apart) - apart)
    middle = HEAD + body / 2

    def column(layer: int, x: float) -> dict[Place, Box]:
        side, air = (large, apart) if layer == columns - 1 else (tile, between)
        top = middle - (sizes[layer] * (side + air) - air) / 2
        return {(layer, n): Box(x, top + (n - 1) * (side + air), side, side) for n in range(1, sizes[layer] + 1)}

    tiles = {key: box for layer in range(columns) for key, box in column(layer, MARGIN + layer * (tile + gap)).items()}
    wires = {
        (layer, to, source): _wire(tiles[layer - 1, source], tiles[layer, to], (to, sizes[layer]), (source, n_in))
        for layer, n_in in enumerate(sizes[:-1], start=1)
        for to in range(1, sizes[layer] + 1)
        for source in range(1, n_in + 1)
    }
    right = MARGIN + (columns - 1) * (tile + gap) + large
    height = HEAD + body + FOOT
    return TrainLayout(
        sizes, right + AXIS + MARGIN, height, tiles, wires,
        tuple(tiles[layer, 1].cx for layer in range(columns)), height - FOOT, tile >= 36.0, outputs <= 4,
    )  # fmt: skip


def _wire(tail: Box, head: Box, leaving: tuple[int, int], arriving: tuple[int, int]) -> Wire:
    return Wire(tail.right, _port(tail, *leaving), head.x, _port(head, *arriving))


def _port(box: Box, number: int, count: int) -> float:
    """Wires keep to the middle of a side, so that those of a large map do not fan out over all of it."""
    spread = min(box.height * 0.8, 9.0 * count)
    return box.cy + spread * ((number - 0.5) / count - 0.5)
