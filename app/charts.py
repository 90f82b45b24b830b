"""A chart over the updates of a run as a value: lines, labels at their ends, a cursor, marks, and columns to click."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.axes import Axis
from app.language import _
from app.links import Go
from app.placement import Box
from app.text_width import digits_wide, widest

WIDTH = 360.0
TOP, BOTTOM = 9.0, 28.0
LABEL = 15.0  # the height of a label's line, and its text's largest size
TALL_LABEL = 1.25 * LABEL  # the same where characters fill it from top to bottom, as Chinese ones do
DIGIT = 0.56 * LABEL  # the width of one of its digits
BESIDE = 6.0  # how far right of a line's end its label begins
KEY = 18.0  # the stroke before a label that shows the line's dashes
COLUMNS = 100
DASHES = 8

Point = tuple[float, float]
Marks = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Series:
    """What one line shows.

    Attributes:
        id: the end of its ids: ``train`` in ``loss-line-train``.
        name: the label at its end.
        dash: which pattern of dashes, 0 (solid) to ``DASHES`` − 1.
        values: one number for each of the chart's counts of updates.
    """

    id: str
    name: str
    dash: int
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line.

    Attributes:
        id: as in its series.
        name: its label.
        dash: its pattern of dashes.
        path: SVG path data, broken where a value has no place; "" where none has.
        at: where its label begins: all labels of a chart stand right of the end of the line that goes furthest.
        label: where its label stands, the middle of its height.
        leader: from the line's end to its label beside it, or "" where the line does not end there.
        dot: the point at the cursor; None where its value has no place.
    """

    id: str
    name: str
    dash: int
    path: str
    at: float
    label: float
    leader: str
    dot: Point | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was done by hand: where on the time axis, and what in words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A part of the drawing that leads to an update when it is clicked."""

    x: float
    width: float
    update: int
    go: Go


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn.

    Attributes:
        id: the beginning of its ids.
        words: what it shows, for those who do not see it.
        css: the hue of its lines, ``fore`` or ``back``.
        height: of the drawing, which is ``WIDTH`` wide.
        plot: where the lines are.
        across: the time axis.
        up: the axis of the values.
        lines: one a series.
        cursor: where the cursor stands.
        marks: of the time axis.
        columns: from left to right, as far as the run goes.
        end: where a run that diverged ends; None of any other.
    """

    id: str
    words: str
    css: str
    height: float
    plot: Box
    across: Axis
    up: Axis
    lines: tuple[Line, ...]
    cursor: float
    marks: tuple[Mark, ...]
    columns: tuple[Column, ...]
    end: float | None

    @property
    def width(self) -> float:
        """Of the drawing."""
        return WIDTH


def plot_box(height: float, ticks: Iterable[str], names: Iterable[str]) -> Box:
    """Where the lines of a chart go, when labels as long as these have to stand at their left and their right.

    Args:
        height: of the whole drawing.
        ticks: the labels of the axis of the values.
        names: the labels of the lines.
    """
    left = 10 + DIGIT * widest(ticks)
    right = 8 + KEY + DIGIT * widest(names)
    return Box(left, TOP, WIDTH - left - right, height - TOP - BOTTOM)


def lines(updates: Sequence[int], series: Sequence[Series], across: Axis, up: Axis, index: int) -> tuple[Line, ...]:
    """The lines of some series.

    Args:
        updates: the counts of updates at which the series have their values.
        series: what to draw.
        across: the time axis.
        up: the axis of the values; a series that ends with a 0 without a place on it is labelled at its low end, one
            that ends with what is not finite where it was drawn last.
        index: where in ``updates`` the cursor stands.
    """
    drawn: list[tuple[Line, Point | None]] = []
    for one in series:
        points = [_point(across, up, update, value) for update, value in zip(updates, one.values, strict=True)]
        nothing = points[-1] is None and one.values[-1] == 0
        last = None if nothing else next((point for point in reversed(points) if point), None)
        height = last[1] if last else up.start
        drawn.append((Line(one.id, one.name, one.dash, path(points), 0.0, height, "", points[index]), last))
    gap = TALL_LABEL if any(digits_wide(line.name) > len(line.name) for line, _end in drawn) else LABEL
    heights = spread([line.label for line, _end in drawn], gap, up.end, up.start)
    right = max([end[0] for _line, end in drawn if end], default=across.start)
    return tuple(_labelled(line, end, height, right) for (line, end), height in zip(drawn, heights, strict=True))


def path(points: Iterable[Point | None]) -> str:
    """Points joined by straight lines as SVG path data; the line breaks at None, and a lone point is a dot."""
    said: list[str] = []
    lone, down = False, False
    for point in (*points, None):
        if point is None:
            if lone:
                said.append("h0")
            lone = down = False
        else:
            said.append(f"{'L' if down else 'M'}{_n(point[0])} {_n(point[1])}")
            lone, down = not down, True
    return "".join(said)


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places nearest to the wanted ones that are a gap apart and inside, in the wanted ones' order.

    Where there is no room for all at this gap, they stand evenly, closer together.
    """
    count = len(wanted)
    gap = min(gap, (high - low) / max(count - 1, 1))
    order = sorted(range(count), key=lambda one: wanted[one])
    groups: list[tuple[float, int]] = []  # labels that touch move as one: where the first of them would stand, how many
    for one in order:
        first, size = min(max(wanted[one], low), high), 1
        while groups and groups[-1][0] + groups[-1][1] * gap > first:
            before, others = groups.pop()
            first = (before * others + (first - others * gap) * size) / (others + size)
            size += others
            first = min(max(first, low), high - (size - 1) * gap)
        groups.append((first, size))
    places = [first + gap * step for first, size in groups for step in range(size)]
    found = [0.0] * count
    for one, place in zip(order, places, strict=True):
        found[one] = place
    return found


def columns(run: int, across: Axis, at: Callable[[int], Go], most: int = COLUMNS) -> tuple[Column, ...]:
    """Columns that cover the run without a gap, each about the update that it leads to; at most ``most`` + 2.

    Args:
        run: its last update.
        across: the time axis.
        at: the way to an update.
        most: if there are more updates than that, a column leads to every second, fifth, tenth …
    """
    step = next(one * 10**power for power in range(12) for one in (1, 2, 5) if run <= most * one * 10**power)
    stops = [*range(0, run, step), run]
    places = [_place(across, stop) for stop in stops]
    edges = [across.start, *((a + b) / 2 for a, b in pairwise(places)), places[-1]]
    edges[-1] = min(across.end, edges[-1] + max(6.0, edges[-1] - edges[-2]))
    return tuple(
        Column(left, right - left, stop, at(stop))
        for stop, left, right in zip(stops, edges, edges[1:], strict=False)
    )  # fmt: skip


def marks(noted: Marks, across: Axis) -> tuple[Mark, ...]:
    """Marks on the time axis, one for each update about which something is noted."""
    words: dict[int, list[str]] = {}
    for update, said in noted:
        words.setdefault(update, []).append(said)
    pause = _("; ")
    return tuple(Mark(_place(across, update), pause.join(said)) for update, said in sorted(words.items()))


def _point(across: Axis, up: Axis, update: int, value: float) -> Point | None:
    height = up.place(float(value))
    return None if height is None else (_place(across, update), height)


def _place(across: Axis, update: int) -> float:
    return across.place(update) or across.start


def _labelled(line: Line, end: Point | None, height: float, right: float) -> Line:
    # Across the plot a leader would be taken for a curve that goes on: only what ends beside its label has one.
    near = end is not None and right - end[0] < BESIDE
    leader = f"M{_n(end[0])} {_n(end[1])}L{_n(right + BESIDE)} {_n(height)}" if end and near else ""
    return replace(line, at=right + BESIDE, label=height, leader=leader)


def _n(value: float) -> str:
    return f"{round(value, 1):g}"
