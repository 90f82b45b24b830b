"""The first minute: one weight is lit, one question asked, answered by raising that weight for real."""

from dataclasses import dataclass, replace

from app.language import _
from app.lesson import WATCH, Lesson
from app.links import Go, Links, forward_done
from app.moment import Moment, moment
from app.numbers import data, text
from engine.edits import Edit
from engine.parameters import Parameter

ASKED = Parameter("w", 3, 1, 1)
RAISED_BY = 0.01
FINER = 0.0001
"""A second trial, so much smaller that what it says comes close to the slope."""

Told = tuple[str, str]
"""A number as printed, and at full precision."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The weight raised for real, and what the loss did.

    Attributes:
        raised: the weight after it was raised.
        before: C at the old weight, as printed and at full precision.
        after: C at the raised weight, likewise.
        change: the difference, likewise.
        slope: the difference over the raise, likewise.
        falls: whether C fell.
        why: what the output did meanwhile, and where its target is, in words; "" where the weight is not at an output.
    """

    raised: str
    before: Told
    after: Told
    change: Told
    slope: Told
    falls: bool
    why: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What the backward pass says, beside what the trials said.

    Attributes:
        slope: ∂C/∂ of the weight.
        finer: how much less the weight was raised in a second trial, as printed.
        trial: the slope by that trial.
    """

    slope: Told
    finer: str
    trial: Told


@dataclass(frozen=True, slots=True)
class Guide:
    """One page of the first minute.

    Attributes:
        state: ``ask``, ``rises`` or ``falls`` (what the reader guessed), ``all``, ``watch`` (while stepping on).
        weight: the letter of the weight that is lit.
        value: its value as printed.
        by: how much it is raised, as printed.
        count: the number of the network's parameters.
        output: the letter of the output that the weight leads to; "" where it leads to none.
        y: that output, and its target; None likewise.
        trial: the trial, once the reader has guessed.
        beside: what the backward pass says, once it has come to it.
        right: whether the guess was right.
        rises: the guess that C rises.
        falls: the guess that C falls.
        onward: the next page of the first minute.
        backward: the backward pass complete.
        steps: the first step of the backward pass.
        skip: the lesson without all this.
    """

    state: str
    weight: str
    value: str
    by: str
    count: int
    output: str
    y: tuple[Told, Told] | None
    trial: Trial | None
    beside: Beside | None
    right: bool
    rises: Go
    falls: Go
    onward: Go
    backward: Go | None
    steps: Go | None
    skip: Go


def guide(now: Moment, links: Links) -> Guide | None:
    """The page of the first minute that the address asks for; None without one, or without that weight.

    None as well where numbers are covered: its trial would show some of them.
    """
    state = now.lesson.view.guide
    if not state or not _has(now.lesson) or now.lesson.view.cover:
        return None
    trial = _trial(now) if state != "ask" else None
    bare = now.lesson.viewed(guide="", focus="")
    at_output = ASKED.layer == len(now.lesson.recipe.sizes) - 1
    watching = Links(now.lesson.viewed(guide=WATCH), links.root, links.path)
    return Guide(
        state=state,
        weight=now.symbols.weight(ASKED.layer, ASKED.to, ASKED.source),
        value=text(now.number("w", ASKED.layer, ASKED.to, ASKED.source)),
        by=text(RAISED_BY),
        count=now.lesson.recipe.spec.n_parameters,
        output=now.symbols.activation(ASKED.layer, ASKED.to) if at_output else "",
        y=_output(now) if at_output else None,
        trial=trial,
        beside=_beside(now) if state == WATCH and now.after(f"dC_dw-{ASKED.layer}-{ASKED.to}") else None,
        right=trial is not None and trial.falls == (state == "falls"),
        rises=links.to(now.lesson.viewed(guide="rises")),
        falls=links.to(now.lesson.viewed(guide="falls")),
        onward=links.to(now.lesson.viewed(guide="all")),
        backward=watching.backward(),
        steps=watching.step(),
        skip=links.to(bare),
    )


def first_minute(lesson: Lesson) -> Lesson:
    """The lesson as the front page opens it: the forward pass done, one weight lit, the question asked."""
    done = forward_done(lesson)
    return done.viewed(guide="ask", focus=ASKED.key) if _has(lesson) else done


def _has(lesson: Lesson) -> bool:
    return len(lesson.recipe.sizes) > ASKED.layer


def _trial(now: Moment) -> Trial:
    raised = _raised(now, RAISED_BY)
    before, after = now.number("C"), raised.number("C")
    change = after - before
    return Trial(
        text(raised.number("w", ASKED.layer, ASKED.to, ASKED.source)),
        _told(before, 5),
        _told(after, 5),
        _told(change, 3),
        _told(change / RAISED_BY, 3),
        after < before,
        _why(now, raised) if ASKED.layer == len(now.lesson.recipe.sizes) - 1 else "",
    )


def _raised(now: Moment, by: float) -> Moment:
    """The same moment with the weight so much larger."""
    old = now.number("w", ASKED.layer, ASKED.to, ASKED.source)
    return moment(replace(now.lesson, edits=(*now.lesson.edits, Edit(ASKED, old + by, now.lesson.update))))


def _told(value: float, digits: int = 3) -> Told:
    return text(value, digits), data(value)


def _output(now: Moment) -> tuple[Told, Told]:
    return _told(now.number("a", ASKED.layer, ASKED.to)), _told(now.number("target", ASKED.layer, ASKED.to))


def _why(now: Moment, raised: Moment) -> str:
    """Whether the output comes closer to its target: why C falls, or rises."""
    before, after = (one.number("a", ASKED.layer, ASKED.to) for one in (now, raised))
    target = now.number("target", ASKED.layer, ASKED.to)
    said = {
        "y": now.symbols.activation(ASKED.layer, ASKED.to),
        "before": text(before, 4),
        "after": text(after, 4),
        "target": text(target),
    }
    if abs(after - target) < abs(before - target):
        return _("Why: the output {y} goes from {before} to {after}, closer to its target {target}.", **said)
    if abs(after - target) > abs(before - target):
        return _("Why: the output {y} goes from {before} to {after}, away from its target {target}.", **said)
    return ""


def _beside(now: Moment) -> Beside:
    """The slope of the backward pass beside that of a much smaller trial."""
    change = _raised(now, FINER).number("C") - now.number("C")
    slope = now.number("dC_dw", ASKED.layer, ASKED.to, ASKED.source)
    return Beside(_told(slope), text(FINER), _told(change / FINER, 4))
