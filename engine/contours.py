"""Contour lines of numbers on a grid, by marching squares: where a surface, straight between its points, has a level.

Lorensen and Cline, Marching Cubes, 1987, in two dimensions. A cell whose diagonal corners are above the level and whose
others are not is a saddle; its middle, the mean of the corners, says which of them are joined.
"""

from collections import defaultdict

import numpy as np

from engine.arrays import Array

Point = tuple[float, float]
Line = tuple[Point, ...]
_Side = tuple[int, int, int]

# Sides of a cell: 0 lower, 1 right, 2 upper, 3 left. Corners are counted as bits: 1 lower left, 2 lower right, 4 upper
# right, 8 upper left. Each case has the pairs of sides that a line joins.
_Pairs = tuple[tuple[int, int], ...]
_CASES: dict[int, _Pairs] = {
    1: ((3, 0),), 2: ((0, 1),), 3: ((3, 1),), 4: ((1, 2),), 6: ((0, 2),), 7: ((3, 2),),
    8: ((2, 3),), 9: ((2, 0),), 11: ((2, 1),), 12: ((1, 3),), 13: ((1, 0),), 14: ((0, 3),),
}  # fmt: skip
_APART: dict[int, _Pairs] = {5: ((3, 0), (1, 2)), 10: ((0, 1), (2, 3))}
_JOINED: dict[int, _Pairs] = {5: ((3, 2), (1, 0)), 10: ((0, 3), (2, 1))}


def contour_lines(values: Array, level: float) -> tuple[Line, ...]:
    """The lines along which the surface has this level.

    Args:
        values: (R, C), finite, at row r and column c.
        level: a number that no value need have.

    Returns:
        polylines of points (column, row); a closed one ends where it begins.
    """
    above = values > level
    cases = (
        above[:-1, :-1] * 1 + above[:-1, 1:] * 2 + above[1:, 1:] * 4 + above[1:, :-1] * 8
    )  # fmt: skip
    neighbours: dict[_Side, list[_Side]] = defaultdict(list)
    for row, column in np.argwhere((cases > 0) & (cases < 15)).tolist():
        case = int(cases[row, column])
        if case in _APART:
            middle = values[row : row + 2, column : column + 2].mean()
            pairs = _JOINED[case] if middle > level else _APART[case]
        else:
            pairs = _CASES[case]
        sides = ((0, row, column), (1, row, column + 1), (0, row + 1, column), (1, row, column))
        for one, other in pairs:
            neighbours[sides[one]].append(sides[other])
            neighbours[sides[other]].append(sides[one])
    lines = []
    for begin in sorted(neighbours, key=lambda side: (len(neighbours[side]), side)):  # open lines from their ends first
        if neighbours[begin]:
            lines.append(tuple(_crossing(values, level, side) for side in _walk(neighbours, begin)))
    return tuple(lines)


def raised(values: Array, level: float) -> tuple[Line, ...]:
    """The outlines of all that lies above this level, closed along the edge of the grid; to be filled even-odd."""
    low = min(float(values.min()), level) - 1.0
    padded = np.pad(values, 1, constant_values=low)
    right, top = values.shape[1] - 1.0, values.shape[0] - 1.0
    return tuple(
        tuple((min(max(x - 1.0, 0.0), right), min(max(y - 1.0, 0.0), top)) for x, y in line)
        for line in contour_lines(padded, level)
    )


def _walk(neighbours: dict[_Side, list[_Side]], begin: _Side) -> list[_Side]:
    """The sides that a line crosses, taken out of the neighbours as it is walked along."""
    walked, here = [begin], begin
    while neighbours[here]:
        after = neighbours[here].pop()
        neighbours[after].remove(here)
        walked.append(after)
        here = after
    return walked


def _crossing(values: Array, level: float, side: _Side) -> Point:
    """Where a side has the level: kind 0 runs along its row from column to column + 1, kind 1 up its column."""
    kind, row, column = side
    first = float(values[row, column])
    second = float(values[row, column + 1] if kind == 0 else values[row + 1, column])
    share = (level - first) / (second - first)
    return (column + share, float(row)) if kind == 0 else (float(column), row + share)
