"""Contours of surfaces whose lines are known."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.arrays import Array
from engine.contours import Line, contour_lines, raised


def cone(side: int, middle: float) -> Array:
    rows, columns = np.mgrid[:side, :side]
    return np.asarray(np.hypot(rows - middle, columns - middle))


def length(line: Line) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def area(line: Line) -> float:
    return 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(line))


def test_the_contours_of_a_cone_are_circles() -> None:
    (circle,) = contour_lines(cone(41, 20.0), 10.0)
    assert circle[0] == circle[-1]
    assert [math.dist(point, (20.0, 20.0)) for point in circle] == pytest.approx([10.0] * len(circle), abs=0.02)
    assert length(circle) == pytest.approx(2 * math.pi * 10.0, rel=0.01)


def test_a_plane_has_a_straight_line_from_edge_to_edge() -> None:
    rows, columns = np.mgrid[:5, :9]
    (line,) = contour_lines(columns - 0.5 * rows, 2.25)
    assert {round(x - 0.5 * y, 12) for x, y in line} == {2.25}
    assert sorted((line[0][1], line[-1][1])) == [0.0, 4.0]


def test_a_level_beyond_all_values_has_no_line() -> None:
    assert contour_lines(cone(9, 4.0), 99.0) == ()
    assert raised(cone(9, 4.0), 99.0) == ()


@pytest.mark.parametrize(("level", "joined"), [(0.4, True), (0.6, False)])
def test_the_middle_of_a_saddle_says_what_is_joined(level: float, joined: bool) -> None:
    """Corners 1 at lower left and upper right, 0 at the others; the middle is ½."""
    lines = contour_lines(np.array([[1.0, 0.0], [0.0, 1.0]]), level)
    assert len(lines) == 2
    around_a_high_corner = {tuple(sorted((round(x), round(y)) for x, y in line)) for line in lines}
    corner_cut = any(all(x + y < 1.0 for x, y in line) for line in lines)
    assert corner_cut is not joined, around_a_high_corner


def test_what_lies_above_is_outlined_along_the_edge_as_well() -> None:
    """Of a square of side 20, all but a circle of radius 5 lies above."""
    outer, inner = sorted(raised(cone(21, 10.0), 5.0), key=lambda line: -abs(area(line)))
    assert abs(area(outer)) == pytest.approx(400.0)
    assert abs(area(inner)) == pytest.approx(math.pi * 25.0, rel=0.02)


@given(st.integers(0, 2**32 - 1), st.floats(-1.0, 1.0))
def test_every_point_of_a_line_has_the_level_and_every_line_ends_at_the_edge_or_closes(seed: int, level: float) -> None:
    values = np.random.default_rng(seed).normal(size=(7, 6))
    for line in contour_lines(values, level):
        for x, y in line:
            column, row = int(x), int(y)
            across, up = x - column, y - row
            assert min(across, up) == 0.0
            here = values[row, column]
            there = here if across == up == 0 else values[row, column + 1] if across else values[row + 1, column]
            assert here + (there - here) * max(across, up) == pytest.approx(level, abs=1e-9)
        at_edge = [x in (0, 5) or y in (0, 6) for x, y in (line[0], line[-1])]
        assert line[0] == line[-1] or all(at_edge)
    for line in raised(values, level):
        assert line[0] == pytest.approx(line[-1])
