"""Where everything of a digit network's picture stands: the pixels, the cards of the neurons, the outputs, the loss.

Cards stand in rows. Between two rows runs a lane for the wires into the upper and out of the lower cards, with a track
for each column, so that a wire can be followed past the cards that it does not belong to.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.placement import Box
from engine.digits import SIDE

MARGIN = 6.0
ROWS = 8
TRACK = 2.0

Place = tuple[int, int]
End = tuple[str, tuple[float, float]]
"""A piece of a wire in front of a card or behind it, as path data, and where the bend meets it."""


@dataclass(frozen=True)
class Metrics:
    """The sizes of everything on one kind of screen.

    Attributes:
        cell: the side of a pixel.
        fan: the width in which wires spread between two layers.
        card: width and height of a hidden neuron.
        gap: between two columns of cards.
        lane: between two rows of cards.
        tile: the side of a neuron's pictures.
        output: width and height of an output's row.
        output_gap: between two of them.
        digit: the middle of an output's digit from the left, and its baseline below the middle.
        bar: the bar of y in the row: left, top, width, height.
        y: the number y in the row: left and baseline.
        target: the target in the row: left and baseline; nothing is written where left is 0.
        new: y after the update in the row: left and baseline; where left is 0 it takes the place of ∂C/∂z.
        back: ∂C/∂z in the row: its right end and baseline.
        loss: height of the loss.
        numbers: whether hidden neurons have room for their numbers.
    """

    cell: float
    fan: float
    card: tuple[float, float]
    gap: float
    lane: float
    tile: float
    output: tuple[float, float]
    output_gap: float
    digit: tuple[float, float]
    bar: tuple[float, float, float, float]
    y: tuple[float, float]
    target: tuple[float, float]
    new: tuple[float, float]
    back: tuple[float, float]
    loss: float
    numbers: bool


METRICS = {
    "page": Metrics(
        cell=15, fan=56, card=(140, 68), gap=9, lane=18, tile=44, output=(250, 59), output_gap=6, digit=(19, 8),
        bar=(36, 25, 148, 9), y=(36, 17), target=(44, 51), new=(109, 17), back=(184, 51), loss=40, numbers=True,
    ),
    "projector": Metrics(
        cell=21, fan=60, card=(100, 52), gap=9, lane=16, tile=44, output=(354, 49), output_gap=5, digit=(24, 12),
        bar=(48, 35, 112, 8), y=(48, 27), target=(0, 0), new=(0, 0), back=(292, 32), loss=50, numbers=False,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class DigitLayout:
    """The places of one network's picture.

    Attributes:
        metrics: the sizes of everything.
        sizes: neurons a layer, the pixels first.
        width: of the drawing.
        height: of the drawing.
        pixels: what the network sees.
        nodes: the card of each hidden neuron, by layer and number, and the row of each output.
        columns: of each layer: how many columns its cards have.
        blocks: left and right end of each layer's cards.
        loss: the loss.
    """

    metrics: Metrics
    sizes: tuple[int, ...]
    width: float
    height: float
    pixels: Box
    nodes: dict[Place, Box]
    columns: tuple[int, ...]
    blocks: tuple[tuple[float, float], ...]
    loss: Box

    @cached_property
    def _tails(self) -> tuple[tuple[End, ...], ...]:
        return tuple(
            tuple(self._tail(layer, source) for source in range(1, size + 1))
            for layer, size in enumerate(self.sizes[:-1])
        )

    @cached_property
    def _heads(self) -> tuple[tuple[End, ...], ...]:
        return tuple(
            tuple(self._head(layer, to) for to in range(1, size + 1)) for layer, size in enumerate(self.sizes[1:], 1)
        )

    def tail(self, layer: int, source: int) -> End:
        """The way from a sender to where its layer's cards end, as path data, and that place.

        Args:
            layer: of the sender; 0 for a pixel.
            source: its number, counted from 1.
        """
        return self._tails[layer][source - 1]

    def head(self, layer: int, to: int) -> End:
        """The way from where a layer's cards begin to one of them, as path data, and where it begins."""
        return self._heads[layer - 1][to - 1]

    def _tail(self, layer: int, source: int) -> End:
        if layer == 0:
            row, column = divmod(source - 1, SIDE)
            x, y = self.pixels.x + (column + 0.5) * self.metrics.cell, self.pixels.y + (row + 0.5) * self.metrics.cell
            return f"M{x:g} {y:g}", (x, y)
        box, right = self.nodes[layer, source], self.blocks[layer][1]
        column = (source - 1) % self.columns[layer]
        if column == self.columns[layer] - 1:
            return f"M{box.right:g} {box.cy:g}", (box.right, box.cy)
        lane = box.y - 3 - TRACK * column
        return f"M{box.right:g} {box.cy:g}h{self.metrics.gap / 2:g}V{lane:g}H{right:g}", (right, lane)

    def _head(self, layer: int, to: int) -> End:
        box, left = self.nodes[layer, to], self.blocks[layer][0]
        column = (to - 1) % self.columns[layer]
        if column == 0:
            return "", (box.x, box.cy)
        lane = box.bottom + 3 + TRACK * (self.columns[layer] - 1 - column)
        return f"H{box.x - self.metrics.gap / 2:g}V{box.cy:g}h{self.metrics.gap / 2:g}", (left, lane)

    def wire(self, layer: int, to: int, source: int) -> str:
        """The whole wire as path data: out through a lane, across in a bend, in through a lane."""
        out, (x1, y1) = self.tail(layer - 1, source)
        into, (x2, y2) = self.head(layer, to)
        bend = (x2 - x1) * 0.55
        return f"{out}C{x1 + bend:.1f} {y1:g} {x2 - bend:.1f} {y2:g} {x2:g} {y2:g}{into}"


@lru_cache(maxsize=16)
def digit_layout(sizes: tuple[int, ...], screen: str = "page") -> DigitLayout:
    """The picture of a network of these sizes: 256 pixels, hidden layers of 16 or 32, ten outputs.

    Args:
        sizes: neurons a layer.
        screen: ``page`` or ``projector``.
    """
    m = METRICS[screen]
    width, pitch, side = m.card[0] + m.gap, m.card[1] + m.lane, SIDE * m.cell
    row = m.output[1] + m.output_gap
    height = max(ROWS * pitch, 10 * row + m.loss + 10) + 2 * MARGIN
    pixels = Box(MARGIN, (height - side) / 2, side, side)
    nodes: dict[Place, Box] = {}
    right, columns, blocks = pixels.right, [SIDE], [(pixels.x, pixels.right)]
    for layer, size in enumerate(sizes[1:-1], 1):
        across = -(-size // ROWS)
        left = right + m.fan
        top = (height - ROWS * pitch + m.lane) / 2
        for neuron in range(1, size + 1):
            line, column = divmod(neuron - 1, across)
            nodes[layer, neuron] = Box(left + column * width, top + line * pitch, *m.card)
        right = left + across * width - m.gap
        columns.append(across)
        blocks.append((left, right))
    left, last = right + m.fan, len(sizes) - 1
    top = (height - 10 * row - m.loss - 10) / 2
    for neuron in range(1, sizes[-1] + 1):
        nodes[last, neuron] = Box(left, top + (neuron - 1) * row, *m.output)
    loss = Box(left, nodes[last, sizes[-1]].bottom + 10 + m.output_gap, m.output[0], m.loss)
    columns.append(1)
    blocks.append((left, left + m.output[0]))
    return DigitLayout(
        m, sizes, left + m.output[0] + MARGIN, height, pixels, nodes, tuple(columns), tuple(blocks), loss
    )
