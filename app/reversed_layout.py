"""Where the wires of the network in reverse run: every neuron stands where it stands in the forward picture.

A signal leaves a neuron at one point, the tip of its triangle on the left, and arrives at the Σ port on the right of
each neuron before it.
"""

from dataclasses import replace
from functools import lru_cache

from app.layout import Layout, Place, below_its_name, chip_size, layout, tail_tag
from app.picture_sizes import Metrics
from app.placement import Box, place_chips
from app.wires import Wire

Between = dict[Place, Wire]


@lru_cache(maxsize=256)
def reversed_layout(sizes: tuple[int, ...], screen: str = "page") -> Layout:
    """The picture of a network with these layer sizes in reverse, the input layer first.

    Args:
        sizes: neurons a layer.
        screen: ``page`` or ``projector``.
    """
    plan = layout(sizes, screen)
    layers = [_between(plan, layer, sizes) for layer in range(1, len(sizes))]
    wires = {place: wire for between in layers for place, wire in between.items()}
    m = plan.metrics
    # As in the forward picture, else with small chips, else with products only where one points, else with bare wires.
    for dense, metrics in ((plan.dense, m), (True, m), (True, replace(m, tag=0))):
        if chips := _chips(plan, metrics, layers, screen, dense=dense):
            return replace(plan, metrics=metrics, wires=wires, chips=chips, dense=dense, reverse=True)
    return replace(plan, wires=wires, chips={}, dense=True, reverse=True)


def _between(plan: Layout, layer: int, sizes: tuple[int, ...]) -> Between:
    wires: Between = {}
    for to in range(1, sizes[layer] + 1):
        for source in range(1, sizes[layer - 1] + 1):
            tail, head = plan.nodes[layer - 1, source], plan.nodes[layer, to]
            wires[layer, to, source] = Wire(tail.right, tail.port(to - 1, sizes[layer]), head.x, head.cy)
    return wires


def _chips(plan: Layout, m: Metrics, layers: list[Between], screen: str, *, dense: bool) -> dict[Place, Box]:
    """A box on every wire, or none at all."""
    chips: dict[Place, Box] = {}
    if not plan.chips:
        return chips
    for between in layers:
        tags = [tail_tag(wire, m, plan.close) for wire in between.values()] if m.tag else []
        placed = place_chips(between, chip_size(m, screen, dense=dense), tags)
        if placed is None:
            return {}
        chips |= {place: below_its_name(box) for place, box in placed.items()} if screen == "projector" else placed
    return chips
