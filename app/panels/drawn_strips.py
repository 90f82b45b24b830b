"""The strips of a sum as they are drawn: what a row says of one example, of many thin ones, and of the sum."""

from dataclasses import dataclass
from typing import ClassVar

from app.links import Go

SPAN = 1000.0
"""How wide the lane of the strips is, whatever the scale."""

THIN = 96.0
"""How high a bundle of strips is, whatever their count."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One example's share of the sum.

    Attributes:
        number: of the example.
        name: in words.
        shown: whether the stepper shows it.
        show: the way to make the stepper show it.
        leave_out: the way to the lesson without it.
        loss: Cⁿ as printed.
        loss_data: at full precision.
        loss_bar: its length, of 100 the longest.
        slope: the strip's number as printed.
        slope_data: at full precision.
        sign: ``plus``, ``minus`` or ``none``.
        begin: where it begins, of ``SPAN``.
        end: where it ends.
    """

    number: int
    name: str
    shown: bool
    show: Go | None
    leave_out: Go | None
    loss: str
    loss_data: str
    loss_bar: float
    slope: str
    slope_data: str
    sign: str
    begin: float
    end: float

    kind: ClassVar = "strip"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Strips without a row of their own, thin, one under the other.

    Attributes:
        count: how many.
        most: how large they are at most, in words.
        plus: the stairs of the positive ones as SVG path data, a step each; "" where there are none.
        minus: of the negative ones.
        none: of those that are 0.
        loss: the sum of their Cⁿ as printed.
        slope: the sum of their strips as printed.
        loss_data: at full precision, like ``slope_data``.
    """

    count: int
    most: str
    plus: str
    minus: str
    none: str
    loss: str
    loss_data: str
    slope: str
    slope_data: str

    kind: ClassVar = "bundle"


@dataclass(frozen=True, slots=True)
class Side:
    """All strips of one sign: how many, and their sum as printed and at full precision."""

    count: int
    content: str
    data: str


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips of a parameter and their sum.

    Attributes:
        parameter: its name.
        divisor: N where each strip is a share of a mean, 1 where L is a sum.
        count: examples in all.
        rows: from top to bottom.
        plus: the positive strips.
        minus: the negative strips.
        lost: how many strips are not finite.
        loss: L as printed.
        loss_data: at full precision.
        total: ∂L/∂w as printed.
        total_data: at full precision.
        sign: of the bar.
        zero: where 0 is, of ``SPAN``; the bar runs from there.
        end: where the bar ends.
        low: the left end of the scale as printed.
        high: the right end.
        left_out: number, name and way back of each example that is left out.
    """

    parameter: str
    divisor: int
    count: int
    rows: tuple[Strip | Bundle, ...]
    plus: Side
    minus: Side
    lost: int
    loss: str
    loss_data: str
    total: str
    total_data: str
    sign: str
    zero: float
    end: float
    low: str
    high: str
    left_out: tuple[tuple[int, str, Go | None], ...]
