from itertools import combinations, pairwise

import pytest

from app.train_layout import METRICS, train_layout

SIZES = [
    (2, 1), (1, 6, 1), (2, 8, 8, 1), (2, 4, 3), (4, 16, 10), (2, 32, 32, 32, 32, 32, 32, 32, 1), (32, 32, 32),
]  # fmt: skip


@pytest.mark.parametrize("screen", METRICS)
@pytest.mark.parametrize("sizes", SIZES)
def test_no_two_tiles_meet_and_all_are_on_the_drawing(sizes: tuple[int, ...], screen: str) -> None:
    plan = train_layout(sizes, screen)
    assert len(plan.tiles) == sum(sizes)
    assert not any(one.meets(other, 2) for one, other in combinations(plan.tiles.values(), 2))
    assert all(box.x >= 0 and box.right <= plan.width and box.y >= 30 for box in plan.tiles.values())
    assert all(box.bottom <= plan.height - 40 for box in plan.tiles.values())
    if screen == "page" or len(sizes) < 4:
        assert plan.width <= METRICS[screen].widest + 20
    elif screen == "projector":  # a deep network has the whole width, and its curves stand below it
        assert plan.width <= 1420


@pytest.mark.parametrize("screen", METRICS)
@pytest.mark.parametrize("sizes", SIZES)
def test_the_scale_under_a_column_is_on_the_drawing_and_meets_no_other(sizes: tuple[int, ...], screen: str) -> None:
    plan, width = train_layout(sizes, screen), METRICS[screen].scale
    assert plan.columns[0] - width / 2 >= 0
    assert all(right - left > width for left, right in pairwise(plan.columns))


@pytest.mark.parametrize("sizes", SIZES)
def test_every_wire_runs_from_its_sender_to_its_receiver(sizes: tuple[int, ...]) -> None:
    plan = train_layout(sizes)
    assert len(plan.wires) == sum(a * b for a, b in pairwise(sizes))
    for (layer, to, source), wire in plan.wires.items():
        tail, head = plan.tiles[layer - 1, source], plan.tiles[layer, to]
        assert (wire.x1, wire.x2) == (tail.right, head.x)
        assert tail.y < wire.y1 < tail.bottom
        assert head.y < wire.y2 < head.bottom


def test_wires_stand_in_the_order_of_the_weights() -> None:
    assert list(train_layout((2, 2, 1)).wires) == [(1, 1, 1), (1, 1, 2), (1, 2, 1), (1, 2, 2), (2, 1, 1), (2, 1, 2)]


def test_the_only_output_has_a_large_map_and_a_usual_tile_can_be_read() -> None:
    plan = train_layout((2, 8, 8, 1))
    assert plan.tiles[3, 1].width >= 260
    assert all(48 <= plan.tiles[layer, 1].width <= 72 for layer in range(3))
