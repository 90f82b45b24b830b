"""The whole working area of the digit page, assembled from its panels."""

import base64
from dataclasses import dataclass, replace

import numpy as np

from app.drawing import ALL_EDGES, first_drawing
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.formula import Formula
from app.ink import written
from app.language import _
from app.links import Go
from app.numbers import text
from app.panels.digit_choices import Choices, choices
from app.panels.digit_focus import Focus, digit_focus
from app.panels.digit_numbers import a_digit, as_json
from app.panels.digit_picture import OVERLAYS, DigitPicture, digit_picture
from app.panels.digit_transport import Deeds, deeds, digit_transport
from app.panels.explanation import explanation
from app.panels.headline import looks
from app.panels.letters import Letters, letters
from app.panels.present import Present, operations_together
from app.panels.questions import question
from app.panels.sentences import sentence
from app.panels.timeline import Timeline, timeline
from app.panels.transport import Transport
from app.panels.words import PHASE_WORDS

MOST_EQUATIONS = 3
EDGES = (0, 20, 60, 200, 500)


@dataclass(frozen=True, slots=True)
class DigitArea:
    """Everything of the digit page that a step changes.

    Attributes:
        phase: the present phase.
        phase_words: as printed in large letters.
        title: what the page is called.
        ink: the drawing as in the address.
        seen: what the network sees, a byte a pixel, in base64.
        answer: what the network takes the drawing for, in words.
        digit: the digit of the largest output; None before it is known.
        y: the outputs at full precision, as JSON; "" before they are known.
        blank: whether nothing is drawn.
        fresh: whether it is the first example, and the pad still empty.
        hint: what can be done here, in words.
        sure: that there is hardly anything to learn, in short and why; None where that is not so.
        targets: every digit as the target, the way to it, and whether it is the target now.
        runner_up: to the second largest output as the target, with its digit in words.
        picture: the network.
        overlays: what may lie on the pixels: label, way, whether it does now.
        edge_counts: how many edges may be drawn: as in an address, label, way, whether so many are now.
        edge_count: of the slider.
        edge_go: the address of another count, to be put in the place of ``edges=0``.
        sentence: what the present step did.
        question: what to ask before the next.
        equations: its equation.
        split: how to split ∂C/∂z further, or None.
        printed: no source prints these numbers.
        timeline: every operation of the training step.
        transport: the controls.
        deeds: the steps of the weights and of the drawing.
        focus: what is in focus, or None.
        inspector: its equations, or None.
        undo: not offered in the inspector.
        choices: other networks, other drawings.
        looks: other ways to look at this moment: label and address.
        letters: what the letters mean.
        screen: ``page`` or ``projector``.
        downloads: label and address.
        peek: the address that says what is pointed at, its focus left open at the end.
    """

    phase: str
    phase_words: str
    title: str
    ink: str
    seen: str
    answer: str
    digit: int | None
    y: str
    blank: bool
    fresh: bool
    hint: str
    sure: tuple[str, str] | None
    targets: tuple[tuple[int, Go, bool], ...]
    runner_up: tuple[str, Go]
    picture: DigitPicture
    overlays: tuple[tuple[str, str, Go, bool], ...]
    edge_counts: tuple[tuple[str, str, Go, bool], ...]
    edge_count: int
    edge_go: Go
    sentence: str
    question: str
    equations: tuple[Formula, ...]
    split: tuple[str, Go] | None
    printed: tuple[()]
    timeline: Timeline
    transport: Transport
    deeds: Deeds
    focus: Focus | None
    inspector: object
    undo: None
    choices: Choices
    looks: tuple[tuple[str, str], ...]
    letters: Letters
    screen: str
    downloads: tuple[tuple[str, str], ...]
    peek: str


def digit_area(seen: Seen, links: DrawingLinks, tiles: str) -> DigitArea:
    """The working area at a moment."""
    moment, drawing = seen.moment, seen.drawing
    lesson = moment.lesson
    operation = lesson.operation
    phase = operation.phase if operation else "start"
    together = Present(operations_together(moment), frozenset(), frozenset())
    equations, split = explanation(moment, together, links)
    known = moment.known("y", moment.last, 10)
    focus = digit_focus(seen, links)
    sure = seen.nothing_to_learn and moment.known("dC_dz", moment.last, 10)
    return DigitArea(
        phase=phase,
        phase_words=_(PHASE_WORDS[phase]),
        title=title(seen),
        ink=written(drawing.ink),
        seen=seen_bytes(seen),
        answer=answer(seen),
        digit=seen.digit if known else None,
        y=outputs_json(seen),
        blank=drawing.blank,
        fresh=drawing.ink == first_drawing().ink,
        hint=_hint(seen),
        sure=_sure(seen) if sure else None,
        targets=tuple((digit, links.target(digit), digit == seen.target and not drawing.blank) for digit in range(10)),
        runner_up=(a_digit(seen.runner_up), links.target(seen.runner_up)),
        picture=digit_picture(seen, links, tiles),
        overlays=tuple(
            (name, _(label), links.looked(overlay=name), name == drawing.look.overlay)
            for name, label in OVERLAYS.items()
        ),
        edge_counts=(
            *((str(count), str(count), links.looked(edges=count), count == drawing.look.edges) for count in EDGES),
            ("all", _("all"), links.looked(edges=ALL_EDGES), drawing.look.edges == ALL_EDGES),
        ),
        edge_count=drawing.look.edges,
        edge_go=links.looked(edges=0),
        sentence=_sentence(seen, together),
        question=_question(seen),
        equations=equations[:MOST_EQUATIONS],
        split=None if operation and operation.kind == "gradient" else split,
        printed=(),
        timeline=timeline(moment, links, single=False),
        transport=digit_transport(seen, links),
        deeds=deeds(seen, links),
        focus=focus,
        inspector=focus.inspector if focus else None,
        undo=None,
        choices=choices(seen, links),
        looks=tuple((label, links.viewed(**changes).href) for label, changes in looks(lesson)),
        letters=letters(lesson.view.notation),
        screen=drawing.view.screen,
        downloads=(
            (_("what the network sees (PNG)"), links.page(drawing, "/digit.png")),
            (_("all numbers (JSON)"), links.page(drawing, "/digit.json")),
        ),
        peek=links.page(replace(drawing, view=replace(drawing.view, focus="C")), "/panels/digit-peek"),
    )


def title(seen: Seen) -> str:
    """What the page is called."""
    return _("A drawn digit") if seen.drawing.blank else _("A drawn digit: target {digit}", digit=seen.target)


def seen_bytes(seen: Seen) -> str:
    """The 256 pixels, a byte each, in base64."""
    return base64.b64encode(np.rint(seen.x * 255).astype(np.uint8).tobytes()).decode()


def outputs_json(seen: Seen) -> str:
    """The outputs at full precision, as JSON; "" before they are known."""
    if not seen.moment.known("y", seen.moment.last, 10):
        return ""
    return as_json(seen.y.tolist())


def answer(seen: Seen) -> str:
    """What the network takes the drawing for, in words."""
    if seen.drawing.blank:
        return _("Nothing is drawn yet.")
    if not seen.moment.known("y", seen.moment.last, 10):
        return _("Not computed yet.")
    value = text(float(seen.y[seen.digit]))
    return _("The network takes it for {digit}: output {value}.", digit=a_digit(seen.digit), value=value)


def _hint(seen: Seen) -> str:
    if seen.drawing.blank:
        return _("Draw on the pad, or take one of the examples below.")
    return _("The target is {digit}: what it should be. Click another digit to change it.", digit=seen.target)


def _sure(seen: Seen) -> tuple[str, str]:
    return (
        _("Hardly anything to learn here"),
        _(
            ": the network is right, and sure of it ({value})."
            " The gradients are nearly zero, on the scale of all ten targets.",
            value=text(float(seen.y[seen.target])),
        ),
    )


def _sentence(seen: Seen, together: Present) -> str:
    if seen.drawing.blank:
        return _("Draw a digit, or take an example: the network looks at 16×16 pixels of it.")
    if together.operations and together.operations[-1].kind == "input":
        return _("Forward: read the input, the 256 pixels that the network sees of the drawing.")
    return sentence(seen.moment, together)


def _question(seen: Seen) -> str:
    if seen.drawing.blank:
        return _("What will it make of your 7?")
    operation = seen.moment.lesson.operation
    if operation and operation.kind == "gradient":
        return _(
            "Which pixels, if they were darker, would make it more like {digit}?"
            " Look for a minus: there C falls when ink is added.",
            digit=a_digit(seen.target),
        )
    return question(seen.moment)
