"""Where the parts of a network stand in a drawing for print, in points; the labels on its edges never meet."""

from dataclasses import dataclass

from app.placement import Box, place_chips
from app.wires import Wire

Place = tuple[int, int, int]

GAP = 90.0
STEP = 18.0


@dataclass(frozen=True, slots=True)
class Places:
    """The coordinates; y runs down.

    Attributes:
        nodes: the box of every neuron, by (layer, neuron), inputs being layer 0.
        wires: the curve of every edge, by (layer, to, source).
        labels: the box of every edge's label, by the same key; empty where edges have none.
        loss: the box of the loss.
    """

    nodes: dict[tuple[int, int], Box]
    wires: dict[Place, Wire]
    labels: dict[Place, Box]
    loss: Box


def places(sizes: tuple[int, ...], node: tuple[float, float], label: tuple[float, float] | None) -> Places:
    """A column a layer, each as far to the right as its labels need.

    Args:
        sizes: neurons a layer, the input layer first.
        node: width and height of a neuron.
        label: width and height of an edge's label; None: there are none.
    """
    width, height = node
    pitch = height + 12
    nodes = _column(0, sizes[0], 0.0, node, pitch)
    wires: dict[Place, Wire] = {}
    labels: dict[Place, Box] = {}
    right = width
    for layer in range(1, len(sizes)):
        gap = GAP + (STEP if label is None else label[0])
        while True:
            here = _column(layer, sizes[layer], right + gap, node, pitch)
            between = _between(layer, nodes, here, sizes)
            placed = {} if label is None else place_chips(between, label, ())
            if placed is not None:
                break
            gap += STEP
        nodes, wires, labels = nodes | here, wires | between, labels | placed
        right += gap + width
    return Places(nodes, wires, labels, Box(right + GAP / 2, -height / 2, width, height))


def _column(layer: int, count: int, x: float, node: tuple[float, float], pitch: float) -> dict[tuple[int, int], Box]:
    top = -(count - 1) * pitch / 2 - node[1] / 2
    return {(layer, n): Box(x, top + (n - 1) * pitch, *node) for n in range(1, count + 1)}


def _between(
    layer: int, before: dict[tuple[int, int], Box], here: dict[tuple[int, int], Box], sizes: tuple[int, ...]
) -> dict[Place, Wire]:
    return {
        (layer, to, source): Wire(
            before[layer - 1, source].right,
            before[layer - 1, source].port(to - 1, sizes[layer]),
            here[layer, to].x,
            here[layer, to].port(source - 1, sizes[layer - 1]),
        )
        for to in range(1, sizes[layer] + 1)
        for source in range(1, sizes[layer - 1] + 1)
    }  # fmt: skip
