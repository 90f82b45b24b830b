"""Number lines one below the other, each with a value and a little change of it, and beams from line to line.

A beam shows where a stretch of the upper line goes: how much wider it arrives is the derivative.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.axes import Axis, Tick
from app.numbers import data, plain, text

LEFT, RIGHT = 26.0, 292.0
MOST_SHARED = 20.0
TOP, APART = 62.0, 102.0
_ROUND = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A number on the picture: as printed and at full precision."""

    text: str
    data: str

    @classmethod
    def of(cls, value: float) -> "Shown":
        """That number."""
        return cls(text(value), data(value))


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One line.

    Attributes:
        name: the letter.
        row: its height on the picture.
        ticks: labelled places.
        at: the place of the value.
        to: the place of the changed value; None while it is covered.
        value: the value.
        change: its change; None while it is covered.
    """

    name: str
    row: float
    ticks: tuple[Tick, ...]
    at: float
    to: float | None
    value: Shown
    change: Shown | None


def number_line(name: str, place: int, value: float, change: float | None, reach: float = 0.0) -> NumberLine:
    """The line of a value.

    Args:
        name: its letter.
        place: 0 for the uppermost.
        value: what stands on it.
        change: by how much it changes; None: covered, then nothing of the line depends on it.
        reach: the line goes from -reach to reach; 0: as far as it needs to.
    """
    ends = [abs(value), abs(value + (change or 0.0))]
    reach = reach or rounded_up(1.1 * max(ends))
    axis = Axis(-reach, reach, LEFT, RIGHT, (-reach, -reach / 2, 0.0, reach / 2, reach))
    at = axis.place(value) or 0.0
    return NumberLine(
        name, TOP + place * APART, axis.ticks, at,
        None if change is None else axis.place(value + change),
        Shown.of(value), None if change is None else Shown.of(change),
    )  # fmt: skip


def shared_reach(values: Iterable[float]) -> float:
    """How far lines have to reach that all hold these values to one scale; 0 where each needs a scale of its own."""
    reach = rounded_up(1.05 * max(map(abs, values)))
    return reach if reach <= MOST_SHARED else 0.0


def rounded_up(value: float) -> float:
    """The least of 1, 2, 5, 10, 20 … that is not below the value."""
    power = 1.0
    while power * 10.0 < value:
        power *= 10.0
    return next(one * power for one in _ROUND if one * power >= value)


def beam(upper: NumberLine, lower: NumberLine) -> str:
    """The outline of what runs from the change on one line to the change on the next; "" while either is covered."""
    if upper.to is None or lower.to is None:
        return ""
    corners = ((upper.at, upper.row), (upper.to, upper.row), (lower.to, lower.row), (lower.at, lower.row))
    return "M" + "L".join(f"{plain(round(x, 1))} {plain(round(y, 1))}" for x, y in corners) + "Z"


@dataclass(frozen=True, slots=True)
class Bar:
    """A change under the magnifying glass.

    Attributes:
        name: its letter.
        row: its height on the picture.
        start: its left end, measured.
        width: its length, measured.
        said_start: the left end of what the derivatives say.
        said_width: its length.
        measured: the change itself.
        said: what the derivatives say; None: there is nothing to say, or it is covered.
    """

    name: str
    row: float
    start: float
    width: float
    said_start: float
    said_width: float
    measured: Shown | None
    said: Shown | None


@dataclass(frozen=True, slots=True)
class Glass:
    """Changes to one scale, whatever their size.

    Attributes:
        zero: the place of no change.
        bars: one a change.
        height: of the picture.
    """

    zero: float
    bars: tuple[Bar, ...]
    height: float


def glass(changes: tuple[tuple[str, float | None, float | None], ...]) -> Glass:
    """The bars of changes that are measured and said, each None while it is covered."""
    known = [value for _, *pair in changes for value in pair if value is not None]
    low, high = min(0.0, *known), max(0.0, *known)
    axis = Axis(low, high if high > low else low + 1.0, 60.0, RIGHT, ())
    zero = axis.place(0.0) or 0.0

    def stretch(value: float | None) -> tuple[float, float]:
        if value is None:
            return zero, 0.0
        end = axis.place(value) or 0.0
        return min(zero, end), abs(end - zero)

    bars = tuple(
        Bar(
            name, 26.0 + 50.0 * place, *stretch(measured), *stretch(said),
            None if measured is None else Shown.of(measured), None if said is None else Shown.of(said),
        )
        for place, (name, measured, said) in enumerate(changes)
    )  # fmt: skip
    return Glass(zero, bars, 50.0 * len(changes) + 6.0)
