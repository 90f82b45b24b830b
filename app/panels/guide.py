"""The first minute: one weight is lit, one question asked, answered by raising that weight for real."""

from dataclasses import dataclass, replace

from app.lesson import Lesson
from app.links import Go, Links, forward_done
from app.moment import Moment, moment
from app.numbers import data, text
from engine.edits import Edit
from engine.parameters import Parameter

ASKED = Parameter("w", 3, 1, 1)
RAISED_BY = 0.01


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
    """

    raised: str
    before: tuple[str, str]
    after: tuple[str, str]
    change: tuple[str, str]
    slope: tuple[str, str]
    falls: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """One page of the first minute.

    Attributes:
        state: ``ask``, ``rises`` or ``falls`` (what the reader guessed), ``all``.
        weight: the letter of the weight that is lit.
        value: its value as printed.
        by: how much it is raised, as printed.
        count: the number of the network's parameters.
        trial: the trial, once the reader has guessed.
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
    trial: Trial | None
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
    return Guide(
        state=state,
        weight=now.symbols.weight(ASKED.layer, ASKED.to, ASKED.source),
        value=text(now.number("w", ASKED.layer, ASKED.to, ASKED.source)),
        by=text(RAISED_BY),
        count=now.lesson.recipe.spec.n_parameters,
        trial=trial,
        right=trial is not None and trial.falls == (state == "falls"),
        rises=links.to(now.lesson.viewed(guide="rises")),
        falls=links.to(now.lesson.viewed(guide="falls")),
        onward=links.to(now.lesson.viewed(guide="all")),
        backward=links.backward(),
        steps=links.step(),
        skip=links.to(bare),
    )


def first_minute(lesson: Lesson) -> Lesson:
    """The lesson as the front page opens it: the forward pass done, one weight lit, the question asked."""
    done = forward_done(lesson)
    return done.viewed(guide="ask", focus=ASKED.key) if _has(lesson) else done


def _has(lesson: Lesson) -> bool:
    return len(lesson.recipe.sizes) > ASKED.layer


def _trial(now: Moment) -> Trial:
    old = now.number("w", ASKED.layer, ASKED.to, ASKED.source)
    edit = Edit(ASKED, old + RAISED_BY, now.lesson.update)
    raised = moment(replace(now.lesson, edits=(*now.lesson.edits, edit)))
    before, after = now.number("C"), raised.number("C")
    change = after - before

    def said(value: float, digits: int) -> tuple[str, str]:
        return text(value, digits), data(value)

    return Trial(
        text(old + RAISED_BY),
        said(before, 5),
        said(after, 5),
        said(change, 3),
        said(change / RAISED_BY, 3),
        after < before,
    )
