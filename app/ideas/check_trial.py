"""The derivative by trial: central differences for smaller and smaller h, and the two errors that they have.

The quotient (L(w + h) - L(w - h)) / 2h is off by L'''(w) h²/6 (truncation), which falls with h², and by the rounding of
L, half a unit of its last digit or more divided by h, which grows as h falls. The best h lies between.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import isfinite, log10

import numpy as np

from app.axes import Axis, decades
from app.ideas.check_verdict import relative_error, valley, verdict
from app.ideas.plot import BOX, Dot, Plot, curve, dot
from app.language import _
from app.numbers import MINUS, data, text
from engine.probe import Probe

POWERS = range(1, 11)
PARTS = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One central difference.

    Attributes:
        power: n of h = 1e-n.
        same: the leading digits that agree with the gradient of the backward pass.
        rest: the digits that do not.
        value: it, at full precision.
        error: its relative error, as printed.
        error_data: at full precision.
        corner: whether a relu changes sides between w - h and w + h.
        best: whether no other row has a smaller error.
    """

    power: int
    same: str
    rest: str
    value: str
    error: str
    error_data: str
    corner: bool
    best: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """The gradient and what trials say of it.

    Attributes:
        gradient: of the backward pass, with as many digits as the table has.
        data: the same at full precision.
        rows: the table.
        plot: error over h.
        verdict: whether they agree, in a sentence.
        truncation: whether the line of truncation is drawn.
        rounding: whether the line of rounding is.
        valley: what the shape of the picture says.
        corners: whether some row has a corner.
    """

    gradient: str
    data: str
    rows: tuple[Row, ...]
    plot: Plot
    verdict: str
    truncation: bool
    rounding: bool
    valley: str
    corners: bool


def trial(probe: Probe, gradient: float, names: tuple[str, str]) -> Trial:
    """The gradient of one parameter by the backward pass and by trial.

    Args:
        probe: the loss over that parameter.
        gradient: of the backward pass.
        names: of the loss and of the parameter.
    """
    steps = {power: float(f"1e-{power}") for power in POWERS}
    found = {h: probe.difference(h) for h in steps.values()}
    errors = {h: relative_error(gradient, value) for h, value in found.items()}
    places = _places([gradient, *filter(isfinite, found.values())])
    least = min(filter(isfinite, errors.values()), default=None)
    rows = tuple(
        Row(
            power, *_agreeing(found[h], gradient, places), data(found[h]), text(errors[h], 2), data(errors[h]),
            probe.corner_between(probe.value - h, probe.value + h), errors[h] == least,
        )
        for power, h in steps.items()
    )  # fmt: skip
    plot = _plot(probe, gradient, errors, names)
    drawn = {one.id for one in plot.curves}
    return Trial(
        _printed(gradient, places), data(gradient), rows, plot, verdict(probe, gradient, found, errors, names),
        "truncation" in drawn, "rounding" in drawn, valley("truncation" in drawn, errors[1e-1], names),
        any(row.corner for row in rows),
    )  # fmt: skip


def _plot(probe: Probe, gradient: float, errors: dict[float, float], names: tuple[str, str]) -> Plot:
    fine = [10.0 ** -(quarter / PARTS) for quarter in range(PARTS * POWERS[0], PARTS * POWERS[-1] + 1)]
    line = [
        (h, errors[h] if h in errors else relative_error(gradient, probe.difference(h)))
        for h in (float(f"{one:.12g}") for one in fine)
    ]
    across = Axis(1e-10, 1e-1, BOX.x, BOX.right, (1e-10, 1e-7, 1e-4, 1e-1), log=True)
    reference = dict(_references(probe, gradient, errors))
    up = decades([max(error, 1e-16) for _, error in line if error > 0], BOX.bottom, BOX.y, 5)

    def inside(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(h, error) for h, error in points if up.low <= error <= up.high]

    dots: tuple[Dot, ...] = ()
    for h, error in errors.items():
        dots += dot(f"{h:.0e}", "dot", across, up, (h, error), f"h = {h:.0e}: {text(error, 2)}")
    return Plot(
        "error", _(
            "Relative error of the central difference of ∂{loss}/∂{name} over h, both axes logarithmic",
            loss=names[0], name=names[1],
        ),
        across, up, "h", _("relative error"),
        (
            *(curve(one, one, across, up, inside((h, of(h)) for h in fine)) for one, of in reference.items()),
            curve("error", "measured", across, up, line),
        ),
        dots,
    )  # fmt: skip


def _references(
    probe: Probe, gradient: float, errors: dict[float, float]
) -> Iterator[tuple[str, Callable[[float], float]]]:
    """What each of the two errors would be alone, as a function of h, where it can be told."""
    large, next_ = errors[1e-1], errors[1e-2]
    if next_ > 0 and isfinite(large) and abs(log10(max(large, 1e-300) / next_) - 2) < 0.1:
        yield "truncation", lambda h: next_ * (h / 1e-2) ** 2
    unit = float(np.spacing(abs(probe.at(probe.value))))
    if gradient != 0 and isfinite(unit):
        yield "rounding", lambda h: unit / (2 * h) / (2 * abs(gradient))


def _places(values: list[float]) -> int | None:
    """Digits after the point that show twelve of the gradient's; None: numbers so small need a power of ten."""
    size = abs(values[0]) or max(map(abs, values))
    if not 1e-4 <= size < 1e6:
        return None
    return 11 - int(np.floor(np.log10(size)))


def _printed(value: float, places: int | None) -> str:
    return (f"{value:.{places}f}" if places is not None else f"{value:.11e}").replace("-", MINUS)


def _agreeing(value: float, gradient: float, places: int | None) -> tuple[str, str]:
    """The digits of a value, parted where they begin to differ from the gradient's."""
    mine, truth = _printed(value, places), _printed(gradient, places)
    if places is None and mine.partition("e")[2] != truth.partition("e")[2]:
        return "", mine
    if not isfinite(value):
        return "", _("none: {value}", value=text(value))
    count = next((at for at, (one, other) in enumerate(zip(mine, truth, strict=False)) if one != other), len(mine))
    return mine[:count], mine[count:]
