"""An output of a digit network: y on a bar beside its target, ∂C/∂z, and the pixels' slopes if it were the target."""

from typing import NamedTuple

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _
from app.links import Go
from app.numbers import data, text
from app.panels.digit_numbers import Number, drawn, number_of, spoken, standing, value_of
from app.panels.digit_tiles import Tone, painted, signed_pictures
from app.placement import Box


class Output(NamedTuple):
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
        fore: y.
        target: the target in letters, where it is known and has room; else "".
        back: ∂C/∂z, and y after the update beside it or in its place.
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
    fore: str
    target: str
    back: str
    what_if: str


def outputs(seen: Seen, plan: DigitLayout, links: DrawingLinks, *, live: bool = False) -> tuple[Output, ...]:
    """The rows of all outputs at a moment; ``live`` while the pen moves."""
    pictures: tuple[tuple[Tone, ...], ...] = ((),) * 10
    if seen.moment.known("dC_dx", 0, 256):
        pictures = signed_pictures(seen.what_if, seen.steepest_pixel)
    return tuple(_output(seen, plan, links, digit, painted(tones), live) for digit, tones in enumerate(pictures))


def _output(seen: Seen, plan: DigitLayout, links: DrawingLinks, digit: int, what_if: str, live: bool) -> Output:
    moment, neuron, m = seen.moment, digit + 1, plan.metrics
    long = m.bar[2]
    place, ending, symbols = (moment.last, neuron), f"{moment.last}-{neuron}", moment.symbols
    aimed, wanted, updated = digit == seen.target, moment.known("C"), moment.known("L_new")
    value = value_of(seen, "y", *place)
    y = number_of(f"y-{ending}", value)
    slope, delta = (
        number_of(f"{quantity}-{ending}", value_of(seen, quantity, *place)) for quantity in ("da_dz", "dC_dz")
    )
    words = spoken(seen, place, y, slope, delta)
    back = drawn(delta, standing(*m.back, "end back"))
    if updated:
        after, beside = float(seen.y_new[digit]), m.new[0] > 0
        at = standing(*m.new, "new start") if beside else standing(*m.back, "new end")
        new = drawn(Number(f"y_new-{ending}", f"→ {text(after)}", data(after)), at)
        back = back + new if beside else new
        said = _("{name} after the update", name=symbols.activation(*place))
        words = _(", ").join((words, f"{said} {text(after)}"))
    css = "mark output" + (" target" if aimed and wanted else "")
    css += " largest" if value is not None and digit == seen.digit else ""
    return Output(
        ending, digit, links.target(digit),
        _("{digit}: {neuron}; choose {digit} as the target", digit=digit, neuron=words), css, plan.nodes[place],
        (value or 0.0) * long, float(seen.y_new[digit]) * long if updated else None,
        (long if aimed else 0.0) if wanted else None, drawn(y, standing(*m.y, "start fore strong"), live=live),
        f"{symbols.target(neuron)} = {1 if aimed else 0}" if wanted and m.target[0] else "", back, what_if,
    )  # fmt: skip
