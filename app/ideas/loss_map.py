"""The map of the loss over two parameters: contours at round levels, from true evaluations on a grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, isfinite, log10

import numpy as np

from app.axes import Axis, round_step
from app.ideas.number_lines import Shown
from app.numbers import plain, text
from engine.activations import Activation
from engine.arrays import Array
from engine.contours import Line, contour_lines, raised
from engine.network import Layer
from engine.parameters import Parameter
from engine.recipe import Recipe
from engine.surface import Slice

LEFT, TOP, SIDE = 56.0, 8.0, 356.0
RIGHT, BOTTOM = LEFT + SIDE, TOP + SIDE
CELLS = 10
"""Places across and up that can be clicked where there is no script."""

MOST_LEVELS = 10
_SERIES = (1.0, 2.0, 5.0)
_WIDE = 30.0
_HIGHEST = 1e200
_GRIDS = ((60_000, 41), (600_000, 25), (4_000_000, 15))
_COARSEST = 9


@dataclass(frozen=True, slots=True)
class Place:
    """What a map is of; a value, so that a map is drawn once.

    Attributes:
        recipe: the data and the loss; the rest of it counts for nothing.
        activations: of each layer.
        shapes: of each layer's matrix.
        parameters: all of θ, as bytes.
        across: the parameter to the right.
        up: the parameter upwards.
        centre: the middle of the map.
        span: from its middle to an edge.
    """

    recipe: Recipe
    activations: tuple[Activation, ...]
    shapes: tuple[tuple[int, ...], ...]
    parameters: bytes
    across: Parameter
    up: Parameter
    centre: tuple[float, float]
    span: float

    @property
    def slice(self) -> Slice:
        """The network and its data, ready to be evaluated."""
        flat, at, layers = np.frombuffer(self.parameters), 0, []
        for shape, activation in zip(self.shapes, self.activations, strict=True):
            count = shape[0] * shape[1]
            layers.append(Layer.of(flat[at : at + count].reshape(shape).copy(), activation))
            at += count
        recipe = self.recipe
        return Slice(
            tuple(layers), np.array(recipe.inputs), np.array(recipe.targets), recipe.loss, recipe.reduction,
            self.across, self.up,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contour:
    """One level.

    Attributes:
        level: its value.
        label: as printed.
        lines: SVG path data of its lines.
        area: SVG path data of all that lies above, to be filled even-odd.
        place: where its label stands; None: there is no room.
    """

    level: float
    label: str
    lines: str
    area: str
    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class LossMap:
    """The map.

    Attributes:
        across: the axis to the right.
        up: the axis upwards.
        contours: the lowest level first.
        side: how many evaluations there are in a row.
        lowest: the evaluated point with the least L, on the two axes.
        least: L there.
        at_edge: whether that point is on the edge of the map.
    """

    across: Axis
    up: Axis
    contours: tuple[Contour, ...]
    side: int
    lowest: tuple[float, float]
    least: Shown
    at_edge: bool


def work(recipe: Recipe) -> int:
    """What one evaluation costs, in multiplications."""
    return len(recipe.inputs) * (recipe.spec.n_parameters + 40 * sum(recipe.sizes[1:]))


def grid_side(recipe: Recipe) -> int:
    """Evaluations in a row: fewer for networks and data that take longer, so that a map takes less than a second."""
    return next((side for most, side in _GRIDS if work(recipe) <= most), _COARSEST)


@lru_cache(maxsize=64)
def loss_map(place: Place) -> LossMap:
    """The map of a place."""
    side, (middle, height), span = grid_side(place.recipe), place.centre, place.span
    columns, rows = np.linspace(middle - span, middle + span, side), np.linspace(height - span, height + span, side)
    with np.errstate(all="ignore"):
        values = place.slice.grid(columns, rows)
    values = np.nan_to_num(values, nan=_HIGHEST, posinf=_HIGHEST, neginf=-_HIGHEST).clip(-_HIGHEST, _HIGHEST)
    row, column = np.unravel_index(int(values.argmin()), values.shape)
    return LossMap(
        axis(middle, span, LEFT, RIGHT), axis(height, span, BOTTOM, TOP), contours(values), side,
        (float(columns[column]), float(rows[row])), Shown.of(float(values.min())),
        bool({int(row), int(column)} & {0, side - 1}),
    )  # fmt: skip


def axis(middle: float, span: float, start: float, end: float) -> Axis:
    """The axis from ``middle - span`` to ``middle + span`` with ticks at round numbers."""
    low, high = middle - span, middle + span
    step = round_step(2 * span, 5)
    ticks = tuple(float(f"{k * step:.12g}") for k in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1))
    return Axis(low, high, start, end, ticks)


def levels(values: Array) -> tuple[float, ...]:
    """Round numbers between the least and the greatest value: 1, 2, 5, 10 … where they differ much, else even steps."""
    low, high = float(values.min()), float(values.max())
    if not high - low > 1e-9 * max(abs(high), 1e-300):
        return ()
    if low >= 0 and high > _WIDE * low:
        powers = range(floor(log10(high)) - 4, floor(log10(high)) + 1)
        series = [float(f"{one}e{power}") for power in powers for one in _SERIES]
        return tuple(one for one in series if low < one < high)[-MOST_LEVELS:]
    step = round_step(high - low, MOST_LEVELS + 2)
    found = (float(f"{k * step:.12g}") for k in range(floor(low / step), ceil(high / step) + 1))
    return tuple(one for one in found if low < one < high)


def contours(values: Array) -> tuple[Contour, ...]:
    """The lines of every level, each with a label where one has room."""
    taken: list[tuple[float, float, float]] = []
    found = []
    for level in levels(values):
        lines = [placed(line, values.shape[0]) for line in contour_lines(values, level)]
        areas = [placed(line, values.shape[0]) for line in raised(values, level)]
        label = text(level)
        place = label_place(lines, label, taken)
        found.append(Contour(level, label, drawn(lines), drawn(areas, closed=True), place))
    return tuple(found)


def placed(line: Line, side: int) -> Line:
    """A line of the grid on the picture."""
    scale = SIDE / (side - 1)
    return tuple((LEFT + x * scale, BOTTOM - y * scale) for x, y in line)


def drawn(lines: Sequence[Line], *, closed: bool = False) -> str:
    """SVG path data."""
    return "".join(
        "M" + "L".join(f"{plain(round(x, 1))} {plain(round(y, 1))}" for x, y in line) + ("Z" if closed else "")
        for line in lines
    )


def label_place(
    lines: Sequence[Line], label: str, taken: list[tuple[float, float, float]]
) -> tuple[float, float] | None:
    """A point of the longest lines where a label fits beside those that stand there; it is noted as taken."""
    half = 5.0 * len(label) + 4.0
    for line in sorted(lines, key=len, reverse=True)[:2]:
        for share in (0.5, 0.3, 0.7, 0.15, 0.85, 0.4, 0.6, 0.0):
            x, y = line[int(share * (len(line) - 1))]
            inside = LEFT + half < x < RIGHT - half and TOP + 12 < y < BOTTOM - 10
            if inside and all(abs(x - a) > half + b or abs(y - c) > 19 for a, c, b in taken):
                taken.append((x, y, half))
                return x, y
    return None


def on_map(value: float, along: Axis) -> float:
    """The place of a value, also of one beyond the map, but not at an absurd distance."""
    share = (value - along.low) / (along.high - along.low)
    if not isfinite(share):
        share = 10.0
    return along.start + min(max(share, -10.0), 10.0) * (along.end - along.start)
