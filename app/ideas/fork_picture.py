"""The picture of two paths: four arrows between s, x, y and z, and the two contributions tip to tail."""

from dataclasses import dataclass

from app.axes import Axis
from app.ideas.number_lines import Shown
from app.language import _
from app.scales import largest, width_step
from engine.calculus import Fork

LEFT, RIGHT = 96.0, 318.0


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow of the picture.

    Attributes:
        id: of its derivative.
        symbol: the derivative's.
        path: SVG path data.
        x: where its words begin.
        y: the height of the first line of its words.
        anchor: how they stand there.
        rate: the derivative; None while it is covered.
        css: width by what its path contributes, dashed where that is below 0.
    """

    id: str
    symbol: str
    path: str
    x: float
    y: float
    anchor: str
    rate: Shown | None
    css: str


def edges(it: Fork, shown: bool) -> tuple[Edge, ...]:
    """The four arrows; nothing of them depends on a derivative while it is covered."""
    top = largest((it.path_x, it.path_y))

    def css(contribution: float) -> str:
        if not shown:
            return "w1"
        return f"w{width_step(contribution, top)}" + (" neg" if contribution < 0 else "")

    def rate(value: float) -> Shown | None:
        return Shown.of(value) if shown else None

    return (
        Edge("dx_ds", "dx/ds", "M84 114L152 66", 106, 64, "end", rate(it.dx_ds), css(it.path_x)),
        Edge("dz_dx", "∂z/∂x", "M268 66L336 112", 314, 64, "start", rate(it.dz_dx), css(it.path_x)),
        Edge("dy_ds", "dy/ds", "M84 166L152 214", 106, 206, "end", rate(it.dy_ds), css(it.path_y)),
        Edge("dz_dy", "∂z/∂y", "M268 214L336 168", 314, 206, "start", rate(it.dz_dy), css(it.path_y)),
    )


@dataclass(frozen=True, slots=True)
class Arrow:
    """One contribution, from where the one before it ended.

    Attributes:
        id: of its number.
        words: what it is.
        start: the place of its tail.
        end: the place of its tip.
        row: its height.
        value: how much it is.
        css: ``neg`` where it is below 0.
    """

    id: str
    words: str
    start: float
    end: float
    row: float
    value: Shown
    css: str


@dataclass(frozen=True, slots=True)
class Arrows:
    """Two contributions tip to tail, and their sum.

    Attributes:
        zero: the place of 0.
        rows: the two, and the sum.
    """

    zero: float
    rows: tuple[Arrow, ...]


def arrows(through_x: float, through_y: float) -> Arrows:
    """What each path contributes to dz/ds, to one scale."""
    both = through_x + through_y
    stops = (0.0, through_x, both)
    low, high = min(stops), max(stops)
    axis = Axis(low, high if high > low else low + 1.0, LEFT, RIGHT, ())
    zero, middle, end = (axis.place(value) or 0.0 for value in stops)

    def arrow(name: str, words: str, start: float, tip: float, row: float, value: float) -> Arrow:
        nothing = abs(value) <= 1e-14 * (abs(through_x) + abs(through_y))
        shown = Shown("0", Shown.of(value).data) if nothing else Shown.of(value)
        return Arrow(name, words, start, tip, row, shown, "neg" if value < 0 and not nothing else "")

    return Arrows(
        zero,
        (
            arrow("path-x", _("through x"), zero, middle, 20.0, through_x),
            arrow("path-y", _("through y"), middle, end, 52.0, through_y),
            arrow("dz_ds", "dz/ds", zero, end, 84.0, both),
        ),
    )
