"""A nudge: the loss along one parameter, its tangent, and what each of them says of a chosen step."""

from dataclasses import dataclass

from app.axes import Axis, linear
from app.ideas.plot import BOX, Plot, curve, dot
from app.language import _
from app.numbers import data, plain, telling_digits, text
from engine.probe import Probe

POINTS = 81
Number = tuple[str, str]
"""As printed, and at full precision."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A step of one parameter.

    Attributes:
        by: Δw, for a field.
        printed: Δw with its sign.
        old: the parameter before.
        new: the parameter after.
        loss: L before.
        loss_after: L after, evaluated again.
        predicted: ∂L/∂w · Δw.
        actual: ΔL.
        gap: how far the prediction is off.
        share: the gap as a share of the actual change, in words.
        tenth: what becomes of gap and change at a tenth of the step, in words.
        plot: L over w and its tangent.
    """

    by: str
    printed: str
    old: Number
    new: Number
    loss: Number
    loss_after: Number
    predicted: Number
    actual: Number
    gap: Number
    share: str
    tenth: str
    plot: Plot


def nudge(probe: Probe, gradient: float, by: float, window: float, names: tuple[str, str]) -> Nudge:
    """The loss as the parameter is moved.

    Args:
        probe: the loss over the parameter.
        gradient: its slope here, by the backward pass.
        by: Δw, within the window.
        window: how far the picture reaches to either side, above 0.
        names: of the loss and of the parameter.
    """
    old, before = probe.value, probe.at(probe.value)
    after = probe.at(old + by)
    predicted, actual = gradient * by, after - before
    return Nudge(
        plain(by), signed(by), _number(old), _number(old + by), _telling(before, after), _telling(after, before),
        _number(predicted), _number(actual), _number(actual - predicted), _share(predicted, actual),
        _tenth(probe, gradient, by, names), _plot(probe, gradient, by, window, before, names),
    )  # fmt: skip


def signed(value: float) -> str:
    """A change as printed: with a plus where it is above 0."""
    return f"+{text(value)}" if value > 0 else text(value)


def _number(value: float) -> Number:
    return text(value), data(value)


def _telling(value: float, other: float) -> Number:
    """A number with as many digits as tell it from the other."""
    return text(value, telling_digits(value, other)), data(value)


def _share(predicted: float, actual: float) -> str:
    if actual == 0 or predicted == 0:
        return _("nothing is off") if actual == predicted else _("the slope alone says that nothing happens")
    if predicted * actual < 0:
        return _("the slope has even the sign wrong, so far does the curve bend")
    off = abs(actual - predicted) / abs(actual)
    return _("{share} % of the change", share=text(100 * off, 2))


def _tenth(probe: Probe, gradient: float, by: float, names: tuple[str, str]) -> str:
    less, before = float(f"{by / 10:.12g}"), probe.at(probe.value)
    change, small = (probe.at(probe.value + step) - before for step in (by, less))
    gap, small_gap = change - gradient * by, small - gradient * less
    if 0 in (change, small, gap, small_gap):
        return ""
    return _(
        "At a tenth of it, Δ{name} = {less}, the gap is {times} times smaller, the change itself only"
        " {fewer} times. Near enough, a curve is its tangent.",
        name=names[1],
        less=text(less),
        times=text(abs(gap / small_gap), 2),
        fewer=text(abs(change / small), 2),
    )


def _plot(probe: Probe, gradient: float, by: float, window: float, before: float, names: tuple[str, str]) -> Plot:
    loss, name = names
    steps = [window * (2 * point / (POINTS - 1) - 1) for point in range(POINTS)]
    changes = [(step, probe.at(probe.value + step) - before) for step in steps]
    actual = probe.at(probe.value + by) - before
    across = Axis(-window, window, BOX.x, BOX.right, tuple(window * part for part in (-1.0, -0.5, 0.0, 0.5, 1.0)))
    up = linear([*(change for _, change in changes), gradient * by, actual], BOX.bottom, BOX.y)
    reach = _tangent(gradient, window, up)
    return Plot(
        "nudge", _(
            "Δ{loss} over Δ{name}: the curve is evaluated, the straight line is the gradient",
            loss=loss, name=name,
        ),
        across, up, f"Δ{name}", f"Δ{loss}",
        (
            curve("zero", "zero", across, up, [(-window, 0.0), (window, 0.0)]),
            curve("step", "zero", across, up, [(by, up.low), (by, up.high)]),
            curve("tangent", "tangent", across, up, reach),
            curve("loss", "loss", across, up, changes),
            curve("gap", "gap", across, up, [(by, gradient * by), (by, actual)]),
        ),
        (
            *dot("here", "here", across, up, (0.0, 0.0), _("{name} as it is", name=name)),
            *dot("predicted", "predicted", across, up, (by, gradient * by), _("Δ{loss} by the gradient", loss=loss)),
            *dot("actual", "actual", across, up, (by, actual), _("Δ{loss} evaluated again", loss=loss)),
        ),
    )  # fmt: skip


def _tangent(gradient: float, window: float, up: Axis) -> list[tuple[float, float]]:
    """Both ends of the tangent, within the frame."""
    ends = []
    for end in (-window, window):
        height = min(max(gradient * end, up.low), up.high)
        ends.append((height / gradient if gradient else end, height))
    return ends
