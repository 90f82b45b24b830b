"""The transport of the digit page: the same controls as a lesson's, and the steps of the weights and of the drawing."""

from dataclasses import dataclass

from app.address.drawing_entries import STEPS
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.limits import MAX_DEEDS
from app.links import Go
from app.numbers import plain, text
from app.panels.digit_numbers import a_digit
from app.panels.transport import SIZE_WORDS, Control, Transport


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
    size, done = SIZE_WORDS[drawing.view.step], drawing.done
    blank = "nothing is drawn yet"
    at_start = done == 0 and not (drawing.deeds and drawing.deeds[-1].what == "weights")
    full = _full(seen) and done == len(program)

    def control(name: str, label: str, go: Go, words: str, why: str = "") -> Control:
        why = blank if drawing.blank else why
        return Control(name, label, None if why else go, why or words)

    def jump(name: str, label: str, done_there: int, words: str) -> Control:
        here = "this is where the drawing stands" if done == done_there else ""
        return control(name, label, links.place(done_there), words, here)

    return Transport(
        control("first", "First", links.place(0), "to before the first operation", "" if done else "it begins here"),
        control("back", "← Back", links.moved(-1), f"{size} back", "it begins here" if at_start else ""),
        control("step", "Step →", links.moved(+1), f"{size} on", _too_many() if full else ""),
        (
            jump("to-forward", "End of forward", program.end_of("loss"), "the forward pass and the loss complete"),
            jump("to-backward", "End of backward", program.end_of("gradients"), "every gradient known"),
            jump("to-update", "Update", len(program), "to the end of the update: outputs before and after"),
        ),
        tuple(
            Control(f"size-{one}", one, links.viewed(step=one) if one != drawing.view.step else None, SIZE_WORDS[one])
            for one in STEPS
        ),
        size,
    )


def deeds(seen: Seen, links: DrawingLinks) -> Deeds:
    """The steps of the weights and of the drawing at a moment."""
    drawing, target = seen.drawing, seen.target
    why = "nothing is drawn yet" if drawing.blank else _too_many() if _full(seen) else ""

    def control(name: str, label: str, go: Go, words: str) -> Control:
        return Control(name, label, None if why else go, why or words)

    controls = [
        control(
            "teach", f"Teach it: this is {a_digit(target)}", links.did("weights"),
            f"one gradient step of all weights on this drawing, η {text(drawing.learning_rate)}",
        ),
        control(
            "morph", f"Make it more like {a_digit(target)}", links.did("ink"),
            f"one gradient step of the drawing, x ← x − {text(drawing.ink_rate)} · ∂C/∂x; the network stays as it is",
        ),
        control("morph-ten", "×10", links.did("ink", 10), "ten such steps of the drawing"),
    ]  # fmt: skip
    if drawing.deeds:
        last = drawing.deeds[-1]
        what = "weights" if last.what == "weights" else "drawing"
        controls.append(
            Control("undo", "Undo step", links.go(drawing.undone()), f"takes back the last step of the {what}")
        )
    return Deeds(tuple(controls), _said(seen))


def _full(seen: Seen) -> bool:
    return sum(deed.times for deed in seen.drawing.deeds) >= MAX_DEEDS


def _too_many() -> str:
    return f"at most {MAX_DEEDS} steps"


def _said(seen: Seen) -> str:
    """``3 steps of the drawing towards 3 (η 1), then …``."""
    rates = {"weights": seen.drawing.learning_rate, "ink": seen.drawing.ink_rate}
    parts = [
        f"{deed.times} step{'s' if deed.times > 1 else ''} of the {'weights' if deed.what == 'weights' else 'drawing'}"
        f" towards {deed.target} (η {plain(rates[deed.what])})"
        for deed in seen.drawing.deeds
    ]
    return ", then ".join(parts)
