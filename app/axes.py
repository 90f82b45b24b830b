"""Axes of a chart: values to places, round ticks on a linear or logarithmic scale, a time axis of round length."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from app.numbers import text

MOST = 1e300
LEAST = 1e-300
LEAST_TIME = 20
_ROUND = (1, 2, 5, 10)
_DECADES = (1, 2, 3, 5, 10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis.

    Attributes:
        at: its place.
        value: what it stands for.
        label: the value as printed.
    """

    at: float
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from values to places on the drawing.

    Attributes:
        low: the value at ``start``.
        high: the value at ``end``; above ``low``.
        start: the place of ``low``.
        end: the place of ``high``; less than ``start`` where the axis runs upwards.
        values: where the ticks are.
        log: whether equal distances are equal factors; then ``low`` is above 0.
        percent: whether the labels are hundredths.
    """

    low: float
    high: float
    start: float
    end: float
    values: tuple[float, ...]
    log: bool = False
    percent: bool = False

    def place(self, value: float) -> float | None:
        """Where a value stands, at an end of the axis when it lies beyond; None for what has no place.

        Without a place is what is not finite, and on a logarithmic axis what is not above 0.
        """
        if not isfinite(value) or (self.log and value <= 0):
            return None
        inside = min(max(value, self.low), self.high)
        if self.log:
            share = (log10(inside) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (inside - self.low) / (self.high - self.low)
        return self.start + min(share, 1.0) * (self.end - self.start)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The ticks with their places and labels."""
        places = [(self.place(value), value) for value in self.values]
        return tuple(Tick(at, value, self.printed(value)) for at, value in places if at is not None)

    def printed(self, value: float) -> str:
        """A value as the axis labels it."""
        return f"{text(100 * value)} %" if self.percent else text(value)


def round_step(span: float, most: int) -> float:
    """The least of 1, 2 or 5 times a power of ten that ``most`` steps of it cover the span; span > 0."""
    wanted = span / most
    power: float = 10.0 ** floor(log10(wanted))
    return next(_clean(one * power) for one in _ROUND if one * power >= wanted * (1 - 1e-9))


def linear(values: Iterable[float], start: float, end: float, most: int = 4) -> Axis:
    """A linear axis that begins at 0 (or, of negative values, ends there or passes it) and ends at round numbers.

    Args:
        values: what it has to hold; what is not finite counts for nothing.
        start: the place of its low end.
        end: the place of its high end.
        most: steps between its ticks, about.
    """
    finite = [min(max(value, -MOST), MOST) for value in values if isfinite(value)]
    low, high = min([0.0, *finite]), max([0.0, *finite])
    if high - low < LEAST:
        high = 1.0
    step = round_step(high - low, most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(_clean(count * step) for count in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], start, end, ticks)


def symmetric(values: Iterable[float], start: float, end: float) -> Axis:
    """A linear axis with 0 in its middle and the largest magnitude at its ends, which are not rounded."""
    top = max((min(abs(value), MOST) for value in values if isfinite(value)), default=0.0)
    top = top if top >= LEAST else 1.0
    return Axis(-top, top, start, end, (-top, 0.0, top))


def decades(values: Iterable[float], start: float, end: float, most: int = 5) -> Axis:
    """A logarithmic axis over whole decades that hold every value above 0; from 0.001 to 1 where there is none.

    Args:
        values: what it has to hold; what is not finite or not above 0 counts for nothing.
        start: the place of its low end.
        end: the place of its high end.
        most: ticks, about; with more decades every second, third, fifth … has one.
    """
    above = [min(max(value, LEAST), MOST) for value in values if isfinite(value) and value > 0]
    first, last = (floor(log10(min(above))), ceil(log10(max(above)))) if above else (-3, 0)
    last = max(last, first + 1)
    step = next(one for one in _DECADES if (last - first) / one <= most)
    ticks = tuple(_power(power) for power in range(first, last + 1) if power % step == 0)
    return Axis(_power(first), _power(last), start, end, ticks, log=True)


def time_axis(run: int, start: float, end: float, most: int = 5) -> Axis:
    """A linear axis of updates from 0 to a round number (20, 50, 100, 200, 500 …) that is not before the run's end.

    It is longer than a run needs, so that it changes seldom while the run grows.
    """
    length = round_step(max(run, LEAST_TIME), 1)
    step = max(1.0, round_step(length, most))
    ticks = tuple(_clean(count * step) for count in range(round(length / step) + 1))
    return Axis(0.0, length, start, end, ticks)


def spans_decades(values: Iterable[float], more_than: float) -> bool:
    """Whether the finite values above 0 span more than so many decades."""
    above = [value for value in values if isfinite(value) and value > 0]
    return bool(above) and log10(max(above)) - log10(min(above)) > more_than


def _clean(value: float) -> float:
    """The number without the last digits that multiplying a step by its count leaves behind."""
    return float(f"{value:.12g}")


def _power(exponent: int) -> float:
    return float(f"1e{exponent}")
