"""An output of a digit network: y on a bar beside its target, ∂C/∂z, and the pixels' slopes if it were the target."""

from dataclasses import dataclass

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _
from app.links import Go
from app.numbers import data, text
from app.panels.digit_numbers import number_of, spoken
from app.panels.digit_tiles import Tone, signed_tones
from app.panels.marks import Text
from app.placement import Box


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
    moment, digit, m = seen.moment, neuron - 1, plan.metrics
    place = (moment.last, neuron)
    box, symbols, long = plan.nodes[place], moment.symbols, plan.metrics.bar[2]
    known, wanted, updated = moment.known("y", *place), moment.known("C"), moment.known("L_new")
    y = float(seen.y[digit]) if known else 0.0
    slope_at = (box.x + m.back[0], box.y + m.back[1])
    back = [number_of(seen, slope_at, "end back", "dC_dz", *place)]
    words = spoken(seen, place)
    if updated:
        new, beside = float(seen.y_new[digit]), m.new[0] > 0
        new_at, side = ((box.x + m.new[0], box.y + m.new[1]), "start") if beside else (slope_at, "end")
        after = Text(*new_at, f"→ {text(new)}", f"num new {side}", f"y_new-{moment.last}-{neuron}", data(new))
        back = [*back, after] if beside else [after]
        said = _("{name} after the update", name=symbols.activation(*place))
        words = _(", ").join((words, f"{said} {text(new)}"))
    if wanted and m.target[0]:
        at = (box.x + m.target[0], box.y + m.target[1])
        back.append(Text(*at, f"{symbols.target(neuron)} = {1 if digit == seen.target else 0}", "name start"))
    css = "mark output" + (" target" if digit == seen.target and wanted else "")
    css += " largest" if known and digit == seen.digit else ""
    tones: tuple[Tone, ...] = ()
    if moment.known("dC_dx", 0, 256):
        tones = signed_tones(seen.what_if[digit].tolist(), float(abs(seen.what_if).max()))
    return Output(
        f"neuron-{moment.last}-{neuron}", digit, links.target(digit),
        _("{digit}: {neuron}; choose {digit} as the target", digit=digit, neuron=words), css, box,
        y * long, float(seen.y_new[digit]) * long if updated else None,
        (long if digit == seen.target else 0.0) if wanted else None,
        (number_of(seen, (box.x + m.y[0], box.y + m.y[1]), "start fore strong", "y", *place),), tuple(back), tones,
    )  # fmt: skip
