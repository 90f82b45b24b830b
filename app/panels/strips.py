"""L(θ) = Σ Cⁿ(θ), seen: what each example adds to ∂L/∂w of one parameter, end to end, up to the whole.

The strips lie head to tail: each begins where the one before ended, to the right where its number is positive, to the
left where it is negative; the last ends where the bar ∂L/∂w ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from math import fsum, isfinite

from app.language import _
from app.links import Go
from app.numbers import data, text
from app.panels.drawn_strips import SPAN, THIN, Bundle, Side, Strip, Strips
from app.scales import largest

MOST_LABELLED = 64
"""Strips that each have a row; of more, the largest have one and the others lie thin between them."""

MOST_NAMED = 6
"""Rows for the largest positive and for the largest negative strips, where not every strip has one."""

To = Callable[[int], Go | None]


@dataclass(frozen=True, slots=True)
class Batch:
    """The examples that make up L, and what each of them says about one parameter.

    Attributes:
        parameter: its name, ``w₅`` or ``b₃``.
        numbers: of the examples, as the lesson counts them.
        names: theirs, in words.
        C: (N,), the loss of each.
        dC_dw: (N,), ∂Cⁿ/∂w of each.
        dL_dw: the gradient that the update uses: their sum or mean.
        reduction: ``"sum"`` or ``"mean"``.
        shown: the number of the example that the stepper shows; 0: none of these.
        left_out: number and name of each example that is left out.
    """

    parameter: str
    numbers: Sequence[int]
    names: Sequence[str]
    C: Sequence[float]
    dC_dw: Sequence[float]
    dL_dw: float
    reduction: str
    shown: int = 0
    left_out: tuple[tuple[int, str], ...] = ()


def strips(batch: Batch, show: To, leave_out: To, put_back: To) -> Strips:
    """The strips of a parameter: in the examples' order where each has a row, else falling from the most positive.

    Args:
        batch: the numbers.
        show: the way to make the stepper show an example; None where there is none.
        leave_out: the way to the lesson without an example.
        put_back: the way to the lesson with it again.
    """
    count = len(batch.numbers)
    divisor = count if batch.reduction == "mean" else 1
    values = [slope / divisor for slope in batch.dC_dw]
    order = list(range(count))
    if count > MOST_LABELLED:
        # What pulls up comes first, then what pulls down, so that one sees how much of it cancels.
        order.sort(key=lambda n: values[n] if isfinite(values[n]) else 0.0, reverse=True)
    stops = _running([values[n] for n in order])
    scale = _Scale(min(0.0, batch.dL_dw, *stops), max(0.0, batch.dL_dw, *stops))
    top = largest(batch.C)

    def strip(place: int) -> Strip:
        n = order[place]
        number, value, loss = batch.numbers[n], values[n], batch.C[n]
        return Strip(
            number, batch.names[n], number == batch.shown, show(number), leave_out(number),
            text(loss), data(loss), 100 * loss / top if top and isfinite(loss) else 0.0,
            text(value), data(value), _sign(value), scale(stops[place]), scale(stops[place + 1]),
        )  # fmt: skip

    rows: list[Strip | Bundle] = []
    for named, places in groupby(range(count), key=_named(batch, [values[n] for n in order], order).__contains__):
        if named:
            rows += map(strip, places)
        else:
            thin = list(places)
            rows.append(
                _bundle(
                    [values[order[place]] for place in thin], [batch.C[order[place]] for place in thin],
                    stops[thin[0] : thin[-1] + 2], scale,
                )
            )  # fmt: skip
    return Strips(
        batch.parameter, divisor, count, tuple(rows),
        _side([value for value in values if value > 0]), _side([value for value in values if value < 0]),
        sum(not isfinite(value) for value in values),
        *_printed(_sum(batch.C) / divisor), *_printed(batch.dL_dw), _sign(batch.dL_dw),
        scale(0.0), scale(batch.dL_dw), text(scale.low), text(scale.high),
        tuple((number, name, put_back(number)) for number, name in batch.left_out),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scale:
    """From a sum to its place; what is not finite stands at 0."""

    low: float
    high: float

    def __call__(self, value: float) -> float:
        length = self.high - self.low
        value = value if isfinite(value) else 0.0
        return SPAN * ((value - self.low) / length) if length > 0 and isfinite(length) else 0.0


def _named(batch: Batch, values: Sequence[float], order: Sequence[int]) -> frozenset[int]:
    """The places of the strips that have a row; of many, the largest of each sign and the one that is shown."""
    count = len(values)
    if count <= MOST_LABELLED:
        return frozenset(range(count))
    up = sum(value > 0 for value in values[:MOST_NAMED])
    down = sum(value < 0 for value in values[-MOST_NAMED:])
    here = (place for place, n in enumerate(order) if batch.numbers[n] == batch.shown)
    return frozenset((*range(up), *range(count - down, count), *here))


def _running(values: Sequence[float]) -> list[float]:
    """The sum after no strip, the first, the first two …; what is not finite adds nothing."""
    return list(accumulate((value if isfinite(value) else 0.0 for value in values), initial=0.0))


def _bundle(values: Sequence[float], losses: Sequence[float], stops: Sequence[float], scale: _Scale) -> Bundle:
    stairs = {"plus": "", "minus": "", "none": ""}
    height, before = THIN / len(values), ""
    for n, value in enumerate(values):
        sign = _sign(value)
        if sign != before:
            stairs[sign] += f"M{scale(stops[n]):.1f} {n * height:.2f}"
        stairs[sign] += f"H{scale(stops[n + 1]):.1f}V{(n + 1) * height:.2f}"
        before = sign
    most = _("each at most {value}", value=text(largest(values))) if any(values) else _("each 0")
    if not all(map(isfinite, values)):
        most = _("not all finite")
    plus, minus, none = stairs["plus"], stairs["minus"], stairs["none"]
    return Bundle(len(values), most, plus, minus, none, *_printed(_sum(losses)), *_printed(_sum(values)))


def _side(values: Sequence[float]) -> Side:
    return Side(len(values), *_printed(_sum(values)))


def _printed(value: float) -> tuple[str, str]:
    return text(value), data(value)


def _sign(value: float) -> str:
    return "plus" if value > 0 else "minus" if value < 0 else "none"


def _sum(values: Sequence[float]) -> float:
    """The sum as exact as a float can say it; a plain sum where that would overflow or a number is not finite."""
    try:
        return fsum(values)
    except (OverflowError, ValueError):
        return sum(values)
