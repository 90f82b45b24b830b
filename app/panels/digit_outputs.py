"""An output of a digit network: y on a bar beside its target, ∂C/∂z, and the pixels' slopes if it were the target."""

from dataclasses import dataclass

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.links import Go
from app.numbers import data, text
from app.panels.digit_numbers import number_of, spoken
from app.panels.digit_tiles import Tone, signed_tones
from app.panels.marks import Text
from app.placement import Box

BAR = 112.0


@dataclass(frozen=True, slots=True)
class Output:
    """An output.

    Attributes:
        id: ``neuron-2-4``.
        digit: which digit it stands for.
        go: to the page with this digit as the target.
        label: its numbers in words.
        css: its classes.
        box: its place.
        bar: the length of the bar of y.
        new_bar: the length after the update, or None.
        goal: where the target stands on the scale of the bar, or None.
        fore: y.
        back: ŷ, ∂C/∂z and y after the update.
        what_if: ∂C/∂x if this digit were the target.
    """

    id: str
    digit: int
    go: Go
    label: str
    css: str
    box: Box
    bar: float
    new_bar: float | None
    goal: float | None
    fore: tuple[Text, ...]
    back: tuple[Text, ...]
    what_if: tuple[Tone, ...]


def output(seen: Seen, plan: DigitLayout, links: DrawingLinks, neuron: int) -> Output:
    """The row of an output at a moment."""
    moment, digit = seen.moment, neuron - 1
    place = (moment.last, neuron)
    box, symbols = plan.nodes[place], moment.symbols
    known = moment.known("y", *place)
    y = float(seen.y[digit]) if known else 0.0
    wanted = moment.known("C")
    back = []
    if wanted:
        back.append(
            Text(box.x + 98, box.y + 17, f"{symbols.target(neuron)} = {1 if digit == seen.target else 0}", "name start")
        )
    back.append(number_of(seen, (box.x + 36 + BAR, box.bottom - 8), "end back", "dC_dz", *place))
    if updated := moment.known("L_new"):
        new = float(seen.y_new[digit])
        back.append(
            Text(box.x + 98, box.y + 17, f"→ {text(new)}", "num new start", f"y_new-{moment.last}-{neuron}", data(new))
        )
        back.pop(0)
    css = "mark output" + (" target" if digit == seen.target and wanted else "")
    css += " largest" if known and digit == seen.digit else ""
    tones: tuple[Tone, ...] = ()
    if moment.known("dC_dx", 0, 256):
        tones = signed_tones(seen.what_if[digit].tolist(), float(abs(seen.what_if).max()))
    return Output(
        f"neuron-{moment.last}-{neuron}", digit, links.target(digit),
        f"{digit}: {spoken(seen, place)}; choose {digit} as the target", css, box,
        y * BAR, float(seen.y_new[digit]) * BAR if updated else None,
        (BAR if digit == seen.target else 0.0) if wanted else None,
        (number_of(seen, (box.x + 36, box.y + 17), "start fore strong", "y", *place),), tuple(back), tones,
    )  # fmt: skip
