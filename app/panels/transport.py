"""The transport: back and on at every size, to the ends of the passes, one update, and the size of a step."""

from dataclasses import dataclass

from app.language import _
from app.links import Go, Links, backward_done, forward_done
from app.moment import Moment
from engine.operations import STEP_SIZES
from engine.words import N_

SIZE_WORDS = {
    "neuron": N_("one operation of one neuron"),
    "operation": N_("one operation of all neurons of a layer"),
    "layer": N_("a layer"),
    "pass": N_("a pass"),
    "update": N_("an update"),
}

SIZES = {
    "neuron": N_("neuron"), "operation": N_("layer’s operation"), "layer": N_("layer"), "pass": N_("pass"),
    "update": N_("update"),
}  # fmt: skip
"""What a step takes, in a word."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control of the transport.

    Attributes:
        id: of the element, stable from step to step, so that focus stays on it.
        label: as printed.
        go: where it goes; None when there is nowhere to go.
        words: what it does, or why it goes nowhere, in words.
    """

    id: str
    label: str
    go: Go | None
    words: str


@dataclass(frozen=True, slots=True)
class Transport:
    """The controls in their order, and the choice of the step's size.

    Attributes:
        first: to the start of the lesson.
        back: one step back.
        step: one step on.
        jumps: to the ends of the passes, an update on, to the end of the training step.
        sizes: the step sizes; the chosen one goes nowhere.
        size: the chosen one in words.
    """

    first: Control
    back: Control
    step: Control
    jumps: tuple[Control, ...]
    sizes: tuple[Control, ...]
    size: str


def transport(moment: Moment, links: Links) -> Transport:
    """The transport at a moment."""
    lesson = moment.lesson
    at_start = lesson.time == 0
    start = _("the lesson begins here")
    end = _("this lesson ends after {n:,} updates", n=lesson.most_updates)
    size = _(SIZE_WORDS[lesson.view.step])
    length = len(lesson.program)
    forward, backward, last = (one.time for one in (forward_done(lesson), backward_done(lesson), lesson.within(length)))
    next_update = (lesson.time // length + 1) * length

    def jump(name: str, label: str, time: int, go: Go | None, words: str) -> Control:
        if time == lesson.time:
            return Control(name, label, None, _("this is where the lesson stands"))
        return _control(name, label, go, words, end)

    return Transport(
        _control("first", _("First"), None if at_start else links.time(0), _("to the very beginning"), start),
        _control(
            "back", _("← Back"), None if at_start else links.to(lesson.stepped(-1)), _("{size} back", size=size), start
        ),
        _control("step", _("Step →"), links.step(), _("{size} on", size=size), end),
        (
            jump(
                "to-forward", _("End of forward"), forward, links.forward(), _("the forward pass and the loss complete")
            ),
            jump(
                "to-backward",
                _("End of backward"),
                backward,
                links.backward(),
                _("the backward pass complete, every gradient known"),
            ),
            jump("to-update", _("Update"), next_update, links.time(next_update), _("on to the end of the next update")),
            jump("last", _("Last"), last, links.time(last), _("to the end of this training step")),
        ),
        tuple(
            Control(
                f"size-{one}",
                _(SIZES[one]),
                links.viewed(step=one) if one != lesson.view.step else None,
                _(SIZE_WORDS[one]),
            )
            for one in STEP_SIZES
        ),
        size,
    )


def _control(name: str, label: str, go: Go | None, words: str, why: str) -> Control:
    """A control that says what it does, or ``why`` it goes nowhere."""
    return Control(name, label, go, words if go else why)
