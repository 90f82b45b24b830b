"""The network in reverse stands where the forward network stands, and its wires run from tips to ports."""

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.layout import grain_of, layout, tail_tag
from app.placement import Box
from app.reversed_layout import reversed_layout

SIZES = [(2, 2, 2, 2), (3, 4, 3), (2, 4, 4, 1), (1, 1), (6, 6), (2, 2, 4), (5, 1, 5), (4, 8, 5), (16, 24, 24, 10)]
small = (
    st.lists(st.integers(1, 6), min_size=2, max_size=4).map(tuple).filter(lambda sizes: grain_of(sizes) == "capsule")
)


@pytest.mark.parametrize("screen", ["page", "projector"])
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_nothing_stands_elsewhere(sizes: tuple[int, ...], screen: str) -> None:
    plan, forward = reversed_layout(sizes, screen), layout(sizes, screen)
    for name in ("grain", "width", "height", "nodes", "outputs", "meters", "loss"):
        assert getattr(plan, name) == getattr(forward, name)
    assert plan.reverse
    assert not forward.reverse


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_a_signal_leaves_at_one_tip_and_arrives_at_a_place_of_its_own(sizes: tuple[int, ...]) -> None:
    plan = reversed_layout(sizes)
    arriving = defaultdict(list)
    for (layer, to, source), wire in plan.wires.items():
        tip, port = plan.nodes[layer, to], plan.nodes[layer - 1, source]
        assert (wire.x2, wire.y2) == (tip.x, tip.cy)
        assert wire.x1 == port.right
        assert port.y < wire.y1 < port.bottom
        arriving[layer, source].append(wire.y1)
    assert all(heights == sorted(set(heights)) for heights in arriving.values())


@settings(max_examples=25, deadline=None)
@given(small)
def test_weights_and_products_have_room_or_are_left_out_together(sizes: tuple[int, ...]) -> None:
    plan = reversed_layout(sizes)
    assert set(plan.chips) in (set(), set(plan.wires))
    boxes: list[Box] = [*plan.chips.values(), *plan.nodes.values()]
    if plan.metrics.tag:
        boxes += [tail_tag(wire, plan.metrics, plan.close) for wire in plan.wires.values()]
    assert not [pair for pair in combinations(boxes, 2) if plan.chips and pair[0].meets(pair[1])]


def test_the_notes_network_has_all_labels() -> None:
    for screen in ("page", "projector"):
        plan = reversed_layout((2, 2, 2, 2), screen)
        assert plan.chips
        assert plan.dense == layout((2, 2, 2, 2), screen).dense
