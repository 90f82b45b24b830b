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
NAME = 10.0
"""Room for the name beside a small map, in sizes of its text."""
WIDE = 880.0
"""Natural width beyond which a picture wants the whole page's width."""


@dataclass(frozen=True, slots=True)
class TrainMetrics:
    """The sizes of everything on one kind of screen: a page, a projector, a half of a projector's.

    Attributes:
        tiles: up to so many neurons in the tallest column: the side of a tile, and the room between two.
        crowded: the same for more.
        large: the side of an output's map, by the number of outputs.
        tall: the height that more outputs share.
        widest: natural width that gaps shrink for.
        gaps: the least and the greatest distance between two layers.
        head: room above for two lines of text.
        foot: room below for a scale.
        axis: room at the right and below a map for its axes.
        text: size of all text.
        scale: least width of a scale's bar.
        named: the least side of a tile that has room for a name.
    """

    tiles: tuple[tuple[int, float, float], ...]
    crowded: tuple[float, float]
    large: dict[int, float]
    tall: float
    widest: float
    gaps: tuple[float, float]
    head: float
    foot: float
    axis: float
    text: float
    scale: float
    named: float


METRICS = {
    "page": TrainMetrics(
        ((3, 68, 24), (4, 64, 18), (6, 56, 16), (8, 50, 12), (12, 36, 8), (16, 28, 6)), (20, 4),
        {1: 300, 2: 206, 3: 158, 4: 122}, 540, 1180, (56, 118), 34, 54, 40, 12.5, 52, 36,
    ),
    "projector": TrainMetrics(
        ((2, 100, 30), (3, 80, 24), (4, 66, 18), (6, 46, 10), (8, 36, 7), (12, 24, 4.5), (16, 17, 4)), (8.5, 2),
        {1: 300, 2: 132}, 340, 860, (84, 150), 58, 84, 74, 22, 104, 34,
    ),
    "pair": TrainMetrics(
        ((2, 90, 26), (3, 72, 20), (4, 60, 16), (6, 42, 9), (8, 33, 6), (12, 22, 4), (16, 16, 3.5)), (8, 2),
        {1: 250, 2: 120}, 310, 660, (46, 118), 58, 84, 74, 22, 104, 32,
    ),
}  # fmt: skip


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
        metrics: the sizes used.
        named: whether a hidden neuron's tile has room for its name.
        axes: whether the outputs' maps have room for their axes.
        room: width at the right of the outputs' maps, for axes or names.
    """

    sizes: tuple[int, ...]
    width: float
    height: float
    tiles: dict[Place, Box]
    wires: dict[Edge, Wire]
    columns: tuple[float, ...]
    metrics: TrainMetrics
    named: bool
    axes: bool
    room: float

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.sizes) - 1

    @property
    def wide(self) -> bool:
        """Whether it wants the whole width of the page."""
        return self.width > WIDE


@lru_cache(maxsize=256)
def train_layout(sizes: tuple[int, ...], screen: str = "page") -> TrainLayout:
    """The picture of a network with these layer sizes.

    Args:
        sizes: neurons a layer, the input layer first.
        screen: a key of ``METRICS``.
    """
    m = METRICS[screen]
    rows, outputs, columns = max(sizes[:-1]), sizes[-1], len(sizes)
    tile, between = next(((side, gap) for most, side, gap in m.tiles if rows <= most), m.crowded)
    large = m.large.get(outputs, max(26.0, (m.tall - 8.0 * outputs) / outputs))
    axes = outputs in m.large
    apart, room = (m.axis, m.axis) if axes else (8.0, NAME * m.text)
    left = max(MARGIN, (m.scale - tile) / 2 + 8.0)  # a scale may be wider than its column
    free = m.widest - left - MARGIN - (columns - 1) * tile - large - room
    gap = min(m.gaps[1], max(m.gaps[0], m.scale + 6.0 - tile, free / (columns - 1)))
    body = max(rows * (tile + between) - between, outputs * (large + apart) - apart)
    middle = m.head + body / 2

    def column(layer: int, x: float) -> dict[Place, Box]:
        side, air = (large, apart) if layer == columns - 1 else (tile, between)
        top = middle - (sizes[layer] * (side + air) - air) / 2
        return {(layer, n): Box(x, top + (n - 1) * (side + air), side, side) for n in range(1, sizes[layer] + 1)}

    tiles = {key: box for layer in range(columns) for key, box in column(layer, left + layer * (tile + gap)).items()}
    wires = {
        (layer, to, source): _wire(tiles[layer - 1, source], tiles[layer, to], (to, sizes[layer]), (source, n_in))
        for layer, n_in in enumerate(sizes[:-1], start=1)
        for to in range(1, sizes[layer] + 1)
        for source in range(1, n_in + 1)
    }
    right = left + (columns - 1) * (tile + gap) + large
    height = m.head + body + m.foot
    return TrainLayout(
        sizes, right + room + MARGIN, height, tiles, wires,
        tuple(tiles[layer, 1].cx for layer in range(columns)), m, tile >= m.named, axes, room,
    )  # fmt: skip


def _wire(tail: Box, head: Box, leaving: tuple[int, int], arriving: tuple[int, int]) -> Wire:
    return Wire(tail.right, _port(tail, *leaving), head.x, _port(head, *arriving))


def _port(box: Box, number: int, count: int) -> float:
    """Wires keep to the middle of a side, so that those of a large map do not fan out over all of it."""
    spread = min(box.height * 0.8, 9.0 * count)
    return box.cy + spread * ((number - 0.5) / count - 0.5)
