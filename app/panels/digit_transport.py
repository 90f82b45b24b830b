"""The transport of the digit page: the same controls as a lesson's, and the steps of the weights and of the drawing."""

from dataclasses import dataclass

from app.address.drawing_entries import STEPS
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _, ngettext
from app.limits import MAX_DEEDS
from app.links import Go
from app.numbers import plain, text
from app.panels.digit_numbers import a_digit
from app.panels.transport import SIZE_WORDS, SIZES, Control, Transport
from engine.drawing_steps import Deed


@dataclass(frozen=True, slots=True)
class Deeds:
    """What can be done to the weights and to the drawing, and what was done.

    Attributes:
        controls: one step of the weights, one and ten of the drawing, undo.
        said: what was done before this moment, in words; "" when nothing was.
    """

    controls: tuple[Control, ...]
    said: str


def digit_transport(seen: Seen, links: DrawingLinks) -> Transport:
    """The transport at a moment."""
    drawing, program = seen.drawing, seen.drawing.program
    size, done = _(SIZE_WORDS[drawing.view.step]), drawing.done
    blank = _("nothing is drawn yet")
    begins = _("it begins here")
    at_start = done == 0 and not (drawing.deeds and drawing.deeds[-1].what == "weights")
    full = _full(seen) and done == len(program)

    def control(name: str, label: str, go: Go, words: str, why: str = "") -> Control:
        why = blank if drawing.blank else why
        return Control(name, label, None if why else go, why or words)

    def jump(name: str, label: str, done_there: int, words: str) -> Control:
        here = _("this is where the drawing stands") if done == done_there else ""
        return control(name, label, links.place(done_there), words, here)

    return Transport(
        control("first", _("First"), links.place(0), _("to before the first operation"), "" if done else begins),
        control("back", _("← Back"), links.moved(-1), _("{size} back", size=size), begins if at_start else ""),
        control("step", _("Step →"), links.moved(+1), _("{size} on", size=size), _too_many() if full else ""),
        (
            jump(
                "to-forward", _("End of forward"), program.end_of("loss"), _("the forward pass and the loss complete")
            ),
            jump("to-backward", _("End of backward"), program.end_of("gradients"), _("every gradient known")),
            jump("to-update", _("Update"), len(program), _("to the end of the update: outputs before and after")),
        ),
        tuple(
            Control(
                f"size-{one}",
                _(SIZES[one]),
                links.viewed(step=one) if one != drawing.view.step else None,
                _(SIZE_WORDS[one]),
            )
            for one in STEPS
        ),
        size,
    )


def deeds(seen: Seen, links: DrawingLinks) -> Deeds:
    """The steps of the weights and of the drawing at a moment."""
    drawing, target = seen.drawing, seen.target
    why = _("nothing is drawn yet") if drawing.blank else _too_many() if _full(seen) else ""

    def control(name: str, label: str, go: Go, words: str) -> Control:
        return Control(name, label, None if why else go, why or words)

    controls = [
        control(
            "teach", _("Teach it: this is {digit}", digit=a_digit(target)), links.did("weights"),
            _("one gradient step of all weights on this drawing, η {rate}", rate=text(drawing.learning_rate)),
        ),
        control(
            "morph", _("Make it more like {digit}", digit=a_digit(target)), links.did("ink"),
            _(
                "one gradient step of the drawing, x ← x − {rate} · ∂C/∂x; the network stays as it is",
                rate=text(drawing.ink_rate),
            ),
        ),
        control("morph-ten", "×10", links.did("ink", 10), _("ten such steps of the drawing")),
    ]  # fmt: skip
    if drawing.deeds:
        last = drawing.deeds[-1]
        words = _("takes back the last step of the drawing")
        if last.what == "weights":
            words = _("takes back the last step of the weights")
        controls.append(Control("undo", _("Undo step"), links.go(drawing.undone()), words))
    return Deeds(tuple(controls), _said(seen))


def _full(seen: Seen) -> bool:
    return sum(deed.times for deed in seen.drawing.deeds) >= MAX_DEEDS


def _too_many() -> str:
    return _("at most {n} steps", n=MAX_DEEDS)


def _said(seen: Seen) -> str:
    """``3 steps of the drawing towards 3 (η 1), then …``."""
    return _(", then ").join(_deed(seen, deed) for deed in seen.drawing.deeds)


def _deed(seen: Seen, deed: Deed) -> str:
    if deed.what == "weights":
        return ngettext(
            "{n} step of the weights towards {digit} (η {rate})", "{n} steps of the weights towards {digit} (η {rate})",
            deed.times, n=deed.times, digit=deed.target, rate=plain(seen.drawing.learning_rate),
        )  # fmt: skip
    return ngettext(
        "{n} step of the drawing towards {digit} (η {rate})", "{n} steps of the drawing towards {digit} (η {rate})",
        deed.times, n=deed.times, digit=deed.target, rate=plain(seen.drawing.ink_rate),
    )  # fmt: skip
