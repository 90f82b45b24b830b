from collections import defaultdict
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.layout import Layout, grain_of, head_tag, layout, tail_tag
from app.limits import MAX_LESSON_LAYERS, MAX_LESSON_WIDTH
from app.placement import Box

NAMED = [(2, 2, 2, 2), (3, 4, 3), (2, 4, 4, 1), (1, 1), (6, 6), (2, 2, 4), (5, 1, 5), (1, 6, 1)]
LARGE = [(4, 8, 5), (8, 16, 10), (3, 32, 2), (12, 16), (MAX_LESSON_WIDTH,) * (MAX_LESSON_LAYERS + 1)]

Boxes = dict[Any, Box]
small = (
    st.lists(st.integers(1, 5), min_size=2, max_size=4).map(tuple).filter(lambda sizes: grain_of(sizes) == "capsule")
)


def overlapping(boxes: Boxes) -> list[tuple[Any, Any]]:
    return [(one, other) for one, other in combinations(boxes, 2) if boxes[one].meets(boxes[other])]


def blocks(plan: Layout) -> Boxes:
    """Everything that stands in the picture by itself."""
    return {**plan.nodes, **{("meter", n): box for n, box in plan.meters.items()}, "loss": plan.loss}


def assert_whole(plan: Layout, sizes: tuple[int, ...]) -> None:
    """Each thing is there, none covers another, and all stand inside the picture."""
    assert set(plan.nodes) == {(layer, n) for layer, count in enumerate(sizes) for n in range(1, count + 1)}
    assert len(plan.wires) == sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    assert set(plan.outputs) == set(range(1, sizes[-1] + 1))
    if plan.grain != "pill":  # there it would take too long
        assert not overlapping(blocks(plan))
    for (layer, n), box in plan.nodes.items():
        assert n == 1 or box.y >= plan.nodes[layer, n - 1].bottom
        assert not layer or box.x > plan.nodes[layer - 1, 1].right
    for box in [*blocks(plan).values(), *plan.chips.values()]:
        assert 0 <= box.x < box.right <= plan.width
        assert 0 <= box.y < box.bottom <= plan.height


def assert_wired(plan: Layout) -> None:
    """Every wire runs from its neuron's right side to the left side of the next, in the order of the neurons."""
    for (layer, to, source), wire in plan.wires.items():
        tail, head = plan.nodes[layer - 1, source], plan.nodes[layer, to]
        assert (wire.x1, wire.x2) == (tail.right, head.x)
        assert tail.y < wire.y1 < tail.bottom
        assert head.y < wire.y2 < head.bottom
    leaving = defaultdict(list)
    for (layer, _, source), wire in plan.wires.items():
        leaving[layer, source].append(wire.y1)
    assert all(heights == sorted(set(heights)) for heights in leaving.values())


def assert_labelled(plan: Layout) -> None:
    """Every chip lies on its wire, and meets no other chip, no neuron and no label at the end of a wire."""
    chips: Boxes = {("chip", place): box for place, box in plan.chips.items()}
    assert set(plan.chips) == set(plan.wires)
    assert not overlapping({**chips, **blocks(plan)})
    if plan.metrics.tag:
        tags: Boxes = {
            (tag.__name__, place): tag(wire, plan.metrics, plan.close)
            for place, wire in plan.wires.items()
            for tag in (head_tag, tail_tag)
        }
        assert not overlapping({**chips, **tags, **plan.nodes})
    for place, wire in plan.wires.items():
        chip = plan.chips[place]
        points = (wire.at(step / 200) for step in range(201))
        assert any(chip.x < x < chip.right and chip.y < y < chip.bottom for x, y in points), place


@pytest.mark.parametrize("screen", ["page", "projector"])
@pytest.mark.parametrize("sizes", NAMED, ids=str)
def test_a_small_network_has_room_for_every_label(sizes: tuple[int, ...], screen: str) -> None:
    plan = layout(sizes, screen)
    assert plan.grain == "capsule" or (screen == "projector" and sizes not in ((2, 2, 2, 2), (1, 1)))
    assert_whole(plan, sizes)
    assert_wired(plan)
    if screen == "page" or plan.chips:
        assert_labelled(plan)


@settings(max_examples=15, deadline=None)
@given(small)
def test_so_has_any_other(sizes: tuple[int, ...]) -> None:
    plan = layout(sizes)
    assert_whole(plan, sizes)
    assert_wired(plan)
    assert_labelled(plan)


@pytest.mark.parametrize("screen", ["page", "projector"])
@pytest.mark.parametrize("sizes", LARGE, ids=str)
def test_a_large_network_stays_a_picture(sizes: tuple[int, ...], screen: str) -> None:
    plan = layout(sizes, screen)
    assert plan.grain == ("card" if sizes in [(4, 8, 5), (12, 16)] else "pill")
    assert_whole(plan, sizes)
    assert_wired(plan)
    assert not plan.chips


@pytest.mark.parametrize(
    ("sizes", "grain"),
    [
        ((6, 6), "capsule"),
        ((5, 8), "card"),
        ((5, 5, 4), "card"),
        ((12, 16), "card"),
        ((1, 17), "pill"),
        ((14, 15), "pill"),
    ],
)
def test_the_grain_follows_edges_and_width(sizes: tuple[int, ...], grain: str) -> None:
    assert grain_of(sizes) == grain
