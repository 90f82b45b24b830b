"""Where everything stands: coordinates of neurons, wires and labels, from the layer sizes alone.

A picture comes in three grains. ``capsule``: every quantity has its place and no two labels meet. ``card``: up to 200
edges, a neuron shows one number of each pass, or all of them where a projector has the height. ``pill``: more, a neuron
is one number and edges are drawn in bulk.
The layout of given sizes never changes between two steps, so nothing jumps.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from app.picture_sizes import METRICS, TALL, Grain, Metrics
from app.placement import Box, place_chips
from app.wires import Wire

Place = tuple[int, int, int]

CAPSULE_EDGES = 40
CARD_EDGES = 200
MARGIN = 12.0
PROJECTED = 1440.0, 560.0  # the room of the picture on a projector of 1440 × 760
ABOVE, BELOW = 6.0, 7.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The coordinates of one network's picture.

    Attributes:
        grain: how much of a neuron is shown.
        metrics: the sizes used.
        width: of the whole picture.
        height: of the whole picture.
        nodes: the box of each neuron, by (layer, neuron), inputs being layer 0.
        wires: the wire of each edge, by (layer, to, source).
        chips: the box of each edge's parameter, by the same key; empty where not all of them have room.
        outputs: the wire from each output to the loss, by neuron.
        meters: the box of each output beside its target, by neuron.
        targets: the room of each target that is written out, by neuron, where there are no meters.
        loss: the box of the loss.
        dense: whether a chip has room for one number only.
        close: whether wires arrive so close to each other that all their labels stand on one side.
        reverse: whether this is the network run in reverse: no biases, nothing at the heads of the wires.
    """

    grain: Grain
    metrics: Metrics
    width: float
    height: float
    nodes: dict[tuple[int, int], Box]
    wires: dict[Place, Wire]
    chips: dict[Place, Box]
    outputs: dict[int, Wire]
    meters: dict[int, Box]
    loss: Box
    dense: bool
    close: bool
    reverse: bool = False
    targets: dict[int, Box] = field(default_factory=dict)


def grain_of(sizes: tuple[int, ...]) -> Grain:
    """How much a picture of these layers can show."""
    edges = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    if edges <= CAPSULE_EDGES and max(sizes) <= 6:
        return "capsule"
    return "card" if edges <= CARD_EDGES and max(sizes) <= 16 else "pill"


@lru_cache(maxsize=256)
def layout(sizes: tuple[int, ...], screen: str = "page") -> Layout:
    """The picture of a network with these layer sizes, the input layer first.

    Args:
        sizes: neurons a layer.
        screen: ``page`` or ``projector`` (larger type; what does not fit there whole gets the next smaller grain).
    """
    grain = grain_of(sizes)
    if screen == "page":
        return _laid_out(sizes, screen, grain, METRICS[grain, screen])
    if grain == "pill":
        return _narrowed(sizes, grain, METRICS[grain, screen])
    if grain == "capsule" and _fits(plan := _laid_out(sizes, screen, grain, METRICS[grain, screen])):
        return plan
    tall = _narrowed(sizes, "card", TALL)
    return tall if _fits(tall) else _narrowed(sizes, "card", METRICS["card", screen])


def _fits(plan: Layout) -> bool:
    return plan.width <= PROJECTED[0] and plan.height <= PROJECTED[1]


def _narrowed(sizes: tuple[int, ...], grain: Grain, m: Metrics) -> Layout:
    """For a projector, its layers as close as they may be where they would not fit beside each other."""
    too_wide = _laid_out(sizes, "projector", grain, m).width - PROJECTED[0]
    gap = max(m.gap - max(too_wide, 0) / (len(sizes) - 1), m.closest)
    return _laid_out(sizes, "projector", grain, replace(m, gap=gap))


def _laid_out(sizes: tuple[int, ...], screen: str, grain: Grain, m: Metrics) -> Layout:
    rows = max(sizes)
    most = max(a * b for a, b in pairwise(sizes))
    dense = grain != "capsule" or screen == "projector" or most > 9
    everywhere = grain == "capsule" and (screen == "page" or most <= 4)
    close = dense or min(_between_ports(sizes, m)) < 2 * _tall(m) + ABOVE + BELOW
    pitch = m.pitch if grain != "capsule" else max(m.pitch, min(m.pitch * 1.3, 3.2 * m.pitch / rows))
    body = max((rows - 1) * pitch + m.node[1] + m.bias, m.loss[1] + m.bias)
    height = body + 2 * MARGIN + (m.target[1] if grain == "capsule" else 0)
    middle = MARGIN + m.bias + (body - m.bias) / 2

    def column(layer: int, x: float) -> dict[tuple[int, int], Box]:
        w, h = m.source if layer == 0 else m.node
        top = middle - (sizes[layer] - 1) * pitch / 2
        return {(layer, n): Box(x, top + (n - 1) * pitch - h / 2, w, h) for n in range(1, sizes[layer] + 1)}

    nodes = column(0, MARGIN)
    wires: dict[Place, Wire] = {}
    chips: dict[Place, Box] = {}
    right = MARGIN + m.source[0]
    chip = chip_size(m, screen, dense=dense)
    for layer in range(1, len(sizes)):
        gap = m.gap
        while True:
            here = column(layer, right + gap)
            between = _wires(layer, nodes, here, sizes)
            placed = place_chips(between, chip, _tags(between, m, close)) if everywhere else {}
            if placed is not None:
                break
            gap += 16
        nodes |= here
        wires |= between
        chips |= {place: below_its_name(box) for place, box in placed.items()} if screen == "projector" else placed
        right += gap + m.node[0]
    return _with_loss(
        Layout(grain, m, 0, height, nodes, wires, chips, {}, {}, Box(0, 0, 0, 0), dense, close), sizes, right, middle
    )


def chip_size(m: Metrics, screen: str, *, dense: bool) -> tuple[float, float]:
    """Width and height of a weight's chip; one that shows a single number is smaller."""
    return (m.chip[0] * 0.85, m.chip[1] * 0.55) if dense and screen == "page" else m.chip


def below_its_name(box: Box) -> Box:
    """The lower part of a place on a wire: on a projector the name stands above the number, not beside it."""
    return Box(box.x - 3, box.y + 24, box.width + 6, box.height - 24)


def _with_loss(bare: Layout, sizes: tuple[int, ...], right: float, middle: float) -> Layout:
    m, last = bare.metrics, len(sizes) - 1
    has_meters = m.meter[0] > 0
    lead = 16.0 if has_meters else 0.0
    below = bare.grain == "capsule"
    beside = m.meter[0] or (0 if below else m.target[0])
    run = lead + beside + m.run * (1.3 if sizes[last] > 2 else 1)
    loss = Box(right + run, middle - m.loss[1] / 2, *m.loss)
    outputs: dict[int, Wire] = {}
    meters: dict[int, Box] = {}
    targets: dict[int, Box] = {}
    for neuron in range(1, sizes[last] + 1):
        node = bare.nodes[last, neuron]
        port = loss.port(neuron - 1, sizes[last])
        if has_meters:
            meters[neuron] = Box(right + lead, node.cy - m.meter[1] / 2, *m.meter)
        elif m.target[0]:
            at = (node.x + 8, node.bottom) if below else (right, node.y)
            targets[neuron] = Box(*at, *m.target)
        outputs[neuron] = Wire(right + lead + beside, node.cy, loss.x, port)
    return Layout(
        bare.grain, m, loss.x + loss.width + MARGIN, bare.height, bare.nodes, bare.wires, bare.chips, outputs, meters,
        loss, bare.dense, bare.close, targets=targets,
    )  # fmt: skip


def head_tag(wire: Wire, m: Metrics, close: bool) -> Box:
    """The room for w·a at a wire's head: on the outer side of its bend, or above where wires stand close."""
    below = wire.y2 > wire.y1 + 1 and not close
    return Box(wire.x2 - m.tag - 10, wire.y2 + BELOW if below else wire.y2 - ABOVE - _tall(m), m.tag, _tall(m))


def tail_tag(wire: Wire, m: Metrics, close: bool) -> Box:
    """The room for w·∂C/∂z at a wire's tail: on the outer side of its bend, or below where wires stand close."""
    above = wire.y2 > wire.y1 + 1 and not close
    return Box(wire.x1 + 12, wire.y1 - ABOVE - _tall(m) if above else wire.y1 + BELOW, m.tag, _tall(m))


def _tall(m: Metrics) -> float:
    return m.label + 2


def _between_ports(sizes: tuple[int, ...], m: Metrics) -> list[float]:
    """The distance between two wires at the side of every layer: where they arrive, and where they leave."""
    arriving = [m.node[1] / n_in for n_in in sizes[:-1]]
    return [*arriving, m.source[1] / sizes[1], *(m.node[1] / n_out for n_out in sizes[2:])]


def _tags(wires: dict[Place, Wire], m: Metrics, close: bool) -> list[Box]:
    if not m.tag:
        return []
    return [box for wire in wires.values() for box in (head_tag(wire, m, close), tail_tag(wire, m, close))]


def _wires(
    layer: int, before: dict[tuple[int, int], Box], here: dict[tuple[int, int], Box], sizes: tuple[int, ...]
) -> dict[Place, Wire]:
    n_in, n_out = sizes[layer - 1], sizes[layer]
    wires: dict[Place, Wire] = {}
    for to in range(1, n_out + 1):
        for source in range(1, n_in + 1):
            tail, head = before[layer - 1, source], here[layer, to]
            wires[layer, to, source] = Wire(
                tail.x + tail.width, tail.port(to - 1, n_out), head.x, head.port(source - 1, n_in)
            )
    return wires
