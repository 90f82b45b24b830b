"""The map of the loss: its levels, its labels, and that what is drawn is what the engine evaluates."""

import re

import numpy as np
import pytest

from app.ideas.loss import IDEA
from app.ideas.loss_map import BOTTOM, LEFT, MOST_LEVELS, RIGHT, SIDE, TOP, axis, grid_side, levels, loss_map, on_map
from app.ideas.loss_state import State, place_of


def state(query: str = "") -> State:
    return IDEA.parse([tuple(part.split("=", 1)) for part in query.split("&") if part])  # type: ignore[misc]


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.3, 90.0, (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)),
        (0.41, 0.99, (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)),
        (2.0, 2.0, ()),
        (0.0, 0.0, ()),
    ],
)
def test_levels_are_round_numbers_between_the_least_and_the_greatest(
    low: float, high: float, expected: tuple[float, ...]
) -> None:
    assert levels(np.array([[low, high], [low, high]])) == expected


def test_of_very_different_values_the_highest_levels_are_kept() -> None:
    found = levels(np.array([[1e-9, 300.0]]))
    assert len(found) == MOST_LEVELS
    assert found[-1] == 200.0


def test_the_contours_stand_where_the_loss_has_their_level() -> None:
    place = place_of(state("preset=xor&span=3"))
    drawn, on = loss_map(place), place.slice
    assert drawn.contours
    for one in drawn.contours:
        points = re.findall(r"(-?[\d.]+) (-?[\d.]+)", one.lines)
        for x, y in points[:: max(1, len(points) // 5)]:
            a = drawn.across.low + (float(x) - LEFT) / SIDE * (drawn.across.high - drawn.across.low)
            b = drawn.up.low + (BOTTOM - float(y)) / SIDE * (drawn.up.high - drawn.up.low)
            assert on.loss_at(a, b) == pytest.approx(one.level, rel=0.02)


def test_the_least_evaluated_point_is_told_and_whether_it_is_at_the_edge() -> None:
    inside = loss_map(place_of(state("preset=nielsen&act=linear&x=1;2;3&target=3;3.2;4.2&w=0.6&b=2.2&span=2")))
    assert not inside.at_edge
    assert inside.lowest == pytest.approx((0.6, 2.27), abs=0.15)
    assert loss_map(place_of(state("preset=nielsen-saturated"))).at_edge


def test_labels_do_not_stand_on_each_other_nor_beyond_the_plot() -> None:
    for query in ("", "preset=xor&span=8", "preset=nielsen-saturated&span=8"):
        places = [one.place for one in loss_map(place_of(state(query))).contours if one.place]
        assert len(places) >= 4
        assert all(LEFT < x < RIGHT and TOP < y < BOTTOM for x, y in places)
        for number, (x, y) in enumerate(places):
            assert all(abs(x - a) > 10 or abs(y - b) > 15 for a, b in places[:number])


def test_numbers_beyond_all_bounds_still_make_a_map() -> None:
    huge = loss_map(place_of(state("preset=nielsen&act=linear&span=1000&x=1000000")))
    assert huge.contours
    assert "nan" not in "".join(one.lines + one.area for one in huge.contours)


def test_large_data_are_evaluated_on_a_coarser_grid() -> None:
    assert grid_side(state().lesson.recipe) == 41
    assert grid_side(state("preset=xor&layers=2-32-32-1&data=moons").lesson.recipe) < 41


def test_a_point_far_outside_is_drawn_far_outside_but_not_at_infinity() -> None:
    across = axis(0.0, 4.0, LEFT, RIGHT)
    assert on_map(0.0, across) == pytest.approx((LEFT + RIGHT) / 2)
    assert on_map(1e300, across) == on_map(float("inf"), across) == LEFT + 10 * SIDE
    assert across.values == (-4.0, -2.0, 0.0, 2.0, 4.0)
