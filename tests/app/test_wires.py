import re
from itertools import pairwise

import numpy as np
import pytest

from app.wires import Wire

WIRE = Wire(10, 20, 210, 120)


def points(path: str) -> list[tuple[float, float]]:
    """The four points of SVG path data that is one cubic curve."""
    numbers = [float(number) for number in re.findall(r"-?[0-9.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def on_curve(path: str, t: float) -> tuple[float, float]:
    """The point of such a path at parameter t, by de Casteljau's construction."""
    left = points(path)
    while len(left) > 1:
        left = [((1 - t) * a + t * c, (1 - t) * b + t * d) for (a, b), (c, d) in pairwise(left)]
    return left[0]


@pytest.mark.parametrize("t", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_a_point_lies_on_the_drawn_curve(t: float) -> None:
    assert WIRE.at(t) == pytest.approx(on_curve(WIRE.path(), t))


def test_many_points_at_once_are_the_points_one_by_one() -> None:
    ts = np.linspace(0, 1, 7)
    assert np.transpose(WIRE.at(ts)).tolist() == pytest.approx(np.array([WIRE.at(float(t)) for t in ts]))


def test_it_leaves_and_arrives_level() -> None:
    first, second, third, last = points(WIRE.path())
    assert (first, last) == ((10, 20), (210, 120))
    assert (first[1], last[1]) == (second[1], third[1])


def test_backward_it_is_the_same_curve_the_other_way_and_lower() -> None:
    there, back = points(WIRE.path(shift=5)), points(WIRE.path(shift=5, backward=True))
    assert back == there[::-1]
    assert there[0] == (10, 25)


def test_its_ends_make_room_for_arrow_heads() -> None:
    first, *_, last = points(WIRE.path(pull=(4, 7)))
    assert (first, last) == ((14, 20), (203, 120))
