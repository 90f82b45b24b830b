"""A small plot as a value: two axes, lines, dots. Every dot carries its numbers at full precision."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.axes import Axis
from app.charts import path
from app.placement import Box

WIDTH, HEIGHT = 360.0, 250.0
BOX = Box(58.0, 26.0, 288.0, 180.0)
"""Where the lines are; the stylesheet sets a slider under it to the same share of the width."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a plot: the end of its id, SVG path data, its classes."""

    id: str
    path: str
    css: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A marked point.

    Attributes:
        id: the end of its id.
        x: its place across.
        y: its place down.
        css: its classes.
        data: the value that its height stands for, at full precision.
        words: what it is.
    """

    id: str
    x: float
    y: float
    css: str
    data: str
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot ready to be drawn.

    Attributes:
        id: the beginning of its ids.
        words: what it shows, for those who do not see it.
        across: the axis from left to right.
        up: the axis upwards.
        across_name: what the first stands for.
        up_name: what the second stands for.
        curves: its lines, the lowest first.
        dots: its marked points.
    """

    id: str
    words: str
    across: Axis
    up: Axis
    across_name: str
    up_name: str
    curves: tuple[Curve, ...]
    dots: tuple[Dot, ...]

    @property
    def box(self) -> Box:
        """Where the lines are."""
        return BOX

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the drawing."""
        return WIDTH, HEIGHT


def curve(name: str, css: str, across: Axis, up: Axis, points: Iterable[tuple[float, float]]) -> Curve:
    """A line through points given by their values, broken where one has no place."""
    return Curve(name, path(spot(across, up, *point) for point in points), css)


def spot(across: Axis, up: Axis, x: float, y: float) -> tuple[float, float] | None:
    """Where a point is drawn; None where one of its values has no place."""
    right, down = across.place(x), up.place(y)
    return None if right is None or down is None else (right, down)


def dot(name: str, css: str, across: Axis, up: Axis, point: tuple[float, float], words: str) -> tuple[Dot, ...]:
    """One marked point, or none where it has no place."""
    found = spot(across, up, *point)
    return (Dot(name, *found, css, repr(float(point[1])), words),) if found else ()
