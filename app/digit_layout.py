"""Where everything of a digit network's picture stands: the pixels, the cards of the neurons, the outputs, the loss.

Cards stand in rows. Between two rows runs a lane for the wires into the upper and out of the lower cards, with a track
for each column, so that a wire can be followed past the cards that it does not belong to.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.placement import Box
from engine.digits import SIDE

MARGIN = 6.0
CELL = 15.0
PIXELS = SIDE * CELL
FAN = 66.0
CARD = (140.0, 68.0)
GAP = 9.0
LANE = 18.0
ROWS = 8
OUTPUT = (214.0, 59.0)
OUTPUT_GAP = 6.0
LOSS = (214.0, 38.0)
TILE = 44.0
TRACK = 2.0

Place = tuple[int, int]


@dataclass(frozen=True)
class DigitLayout:
    """The places of one network's picture.

    Attributes:
        sizes: neurons a layer, the pixels first.
        width: of the drawing.
        height: of the drawing.
        pixels: what the network sees.
        nodes: the card of each hidden neuron, by layer and number, and the row of each output.
        columns: of each layer: how many columns its cards have.
        blocks: left and right end of each layer's cards.
        loss: the loss.
    """

    sizes: tuple[int, ...]
    width: float
    height: float
    pixels: Box
    nodes: dict[Place, Box]
    columns: tuple[int, ...]
    blocks: tuple[tuple[float, float], ...]
    loss: Box

    def tail(self, layer: int, source: int) -> tuple[str, tuple[float, float]]:
        """The way from a sender to where its layer's cards end, as path data, and that place.

        Args:
            layer: of the sender; 0 for a pixel.
            source: its number, counted from 1.
        """
        if layer == 0:
            row, column = divmod(source - 1, SIDE)
            x, y = self.pixels.x + (column + 0.5) * CELL, self.pixels.y + (row + 0.5) * CELL
            return f"M{x:g} {y:g}", (x, y)
        box, right = self.nodes[layer, source], self.blocks[layer][1]
        column = (source - 1) % self.columns[layer]
        if column == self.columns[layer] - 1:
            return f"M{box.right:g} {box.cy:g}", (box.right, box.cy)
        lane = box.y - 3 - TRACK * column
        return f"M{box.right:g} {box.cy:g}h{GAP / 2:g}V{lane:g}H{right:g}", (right, lane)

    def head(self, layer: int, to: int) -> tuple[str, tuple[float, float]]:
        """The way from where a layer's cards begin to one of them, as path data, and where it begins."""
        box, left = self.nodes[layer, to], self.blocks[layer][0]
        column = (to - 1) % self.columns[layer]
        if column == 0:
            return "", (box.x, box.cy)
        lane = box.bottom + 3 + TRACK * (self.columns[layer] - 1 - column)
        return f"H{box.x - GAP / 2:g}V{box.cy:g}h{GAP / 2:g}", (left, lane)

    def wire(self, layer: int, to: int, source: int) -> str:
        """The whole wire as path data: out through a lane, across in a bend, in through a lane."""
        out, (x1, y1) = self.tail(layer - 1, source)
        into, (x2, y2) = self.head(layer, to)
        bend = (x2 - x1) * 0.55
        return f"{out}C{x1 + bend:.1f} {y1:g} {x2 - bend:.1f} {y2:g} {x2:g} {y2:g}{into}"


@lru_cache(maxsize=16)
def digit_layout(sizes: tuple[int, ...]) -> DigitLayout:
    """The picture of a network of these sizes: 256 pixels, hidden layers of 16 or 32, ten outputs."""
    width, pitch = CARD[0] + GAP, CARD[1] + LANE
    height = max(ROWS * pitch, 10 * (OUTPUT[1] + OUTPUT_GAP) + LOSS[1] + 16) + 2 * MARGIN
    pixels = Box(MARGIN, (height - PIXELS) / 2, PIXELS, PIXELS)
    nodes: dict[Place, Box] = {}
    right, columns, blocks = pixels.right, [SIDE], [(pixels.x, pixels.right)]
    for layer, size in enumerate(sizes[1:-1], 1):
        across = -(-size // ROWS)
        left = right + FAN
        top = (height - ROWS * pitch + LANE) / 2
        for neuron in range(1, size + 1):
            row, column = divmod(neuron - 1, across)
            nodes[layer, neuron] = Box(left + column * width, top + row * pitch, *CARD)
        right = left + across * width - GAP
        columns.append(across)
        blocks.append((left, right))
    left, last = right + FAN, len(sizes) - 1
    top = (height - 10 * (OUTPUT[1] + OUTPUT_GAP) - LOSS[1] - 10) / 2
    for neuron in range(1, sizes[-1] + 1):
        nodes[last, neuron] = Box(left, top + (neuron - 1) * (OUTPUT[1] + OUTPUT_GAP), *OUTPUT)
    loss = Box(left, nodes[last, sizes[-1]].bottom + 16, *LOSS)
    columns.append(1)
    blocks.append((left, left + OUTPUT[0]))
    return DigitLayout(
        sizes, left + OUTPUT[0] + MARGIN, height, pixels, nodes, tuple(columns), tuple(blocks), loss
    )  # fmt: skip
