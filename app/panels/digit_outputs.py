"""An output of a digit network: y on a bar beside its target, ∂C/∂z, and the pixels' slopes if it were the target."""

from dataclasses import dataclass

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _
from app.links import Go
from app.numbers import data, text
from app.panels.digit_numbers import Number, number_of, spoken, value_of
from app.panels.digit_tiles import Tone, signed_pictures
from app.placement import Box


@dataclass(frozen=True, slots=True)
class Output:
    """An output.

    Attributes:
        place: ``2-4``, with which its ids end.
        digit: which digit it stands for.
        go: to the page with this digit as the target.
        label: its numbers in words.
        css: its classes.
        box: its place.
        bar: the length of the bar of y.
        new_bar: the length after the update, or None.
        goal: where the target stands on the scale of the bar, or None.
        y: the output.
        target: the target in letters, where it is known and has room; else "".
        delta: ∂C/∂z; None where y after the update has its place.
        new: y after the update; None before it.
        what_if: ∂C/∂x if this digit were the target.
    """

    place: str
    digit: int
    go: Go
    label: str
    css: str
    box: Box
    bar: float
    new_bar: float | None
    goal: float | None
    y: Number
    target: str
    delta: Number | None
    new: Number | None
    what_if: tuple[Tone, ...]


def outputs(seen: Seen, plan: DigitLayout, links: DrawingLinks) -> tuple[Output, ...]:
    """The rows of all outputs at a moment."""
    pictures: tuple[tuple[Tone, ...], ...] = ((),) * 10
    if seen.moment.known("dC_dx", 0, 256):
        pictures = signed_pictures(seen.what_if, seen.steepest_pixel)
    return tuple(_output(seen, plan, links, digit, tones) for digit, tones in enumerate(pictures))


def _output(seen: Seen, plan: DigitLayout, links: DrawingLinks, digit: int, what_if: tuple[Tone, ...]) -> Output:
    moment, neuron, long = seen.moment, digit + 1, plan.metrics.bar[2]
    place, ending, symbols = (moment.last, neuron), f"{moment.last}-{neuron}", moment.symbols
    aimed, wanted, updated = digit == seen.target, moment.known("C"), moment.known("L_new")
    value = value_of(seen, "y", *place)
    y = number_of(f"y-{ending}", value)
    slope, delta = (
        number_of(f"{quantity}-{ending}", value_of(seen, quantity, *place)) for quantity in ("da_dz", "dC_dz")
    )
    words = spoken(seen, place, y, slope, delta)
    new: Number | None = None
    if updated:
        after = float(seen.y_new[digit])
        new = Number(f"y_new-{ending}", f"→ {text(after)}", data(after))
        said = _("{name} after the update", name=symbols.activation(*place))
        words = _(", ").join((words, f"{said} {text(after)}"))
    css = "mark output" + (" target" if aimed and wanted else "")
    css += " largest" if value is not None and digit == seen.digit else ""
    return Output(
        ending, digit, links.target(digit),
        _("{digit}: {neuron}; choose {digit} as the target", digit=digit, neuron=words), css, plan.nodes[place],
        (value or 0.0) * long, float(seen.y_new[digit]) * long if updated else None,
        (long if aimed else 0.0) if wanted else None, y,
        f"{symbols.target(neuron)} = {1 if aimed else 0}" if wanted and plan.metrics.target[0] else "",
        delta if new is None or plan.metrics.new[0] else None, new, what_if,
    )  # fmt: skip
