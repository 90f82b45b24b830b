"""A round of quick questions about ∂z/∂w."""

from dataclasses import dataclass, replace

from app.asking import SHOW, Question, Reply, reply
from app.ideas.forward_questions import ROUND, drawn, question
from app.ideas.forward_state import MAX_ROUND, Forward
from app.ideas.idea import IdeaLinks
from app.language import _
from app.links import Go
from app.moment import Moment


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a round, as its chip: number, mark (✓, ✗ or nothing), the way there, whether it is open."""

    number: int
    mark: str
    go: Go
    open: bool


@dataclass(frozen=True, slots=True)
class Round:
    """A round of questions.

    Attributes:
        number: its number.
        turns: a chip each.
        right: how many are right.
        answered: how many are answered.
        show: gives the open question up; None where it is answered.
        next: the next question, or None.
        result: a line to copy, once all are answered; else "".
        another: the next round.
        leave: back to choosing weights.
    """

    number: int
    turns: tuple[Turn, ...]
    right: int
    answered: int
    show: Go | None
    next: Go | None
    result: str
    another: Go
    leave: Go


def replied(asked: Question, given: str) -> Reply:
    """What is said to an answer, also to none at all."""
    if given == SHOW:
        return Reply(given, False, _("Shown."), reply(asked, "0").truth, asked.because)
    return reply(asked, given)


def round_of(state: Forward, now: Moment, links: IdeaLinks[Forward]) -> Round:
    """The round of a state, with what was answered in it."""
    asked = drawn(now.sizes, state.round)
    said = [
        replied(question(f"a{turn}", now, it), given) if given else None
        for turn, (it, given) in enumerate(zip(asked, state.answers, strict=False), 1)
    ]
    marks = ["" if one is None or one.right is None else "✓" if one.right else "✗" for one in said]
    score, answered = marks.count("✓"), sum(map(bool, marks))
    blank = ("",) * ROUND
    here = state.turn - 1
    follows = next((turn for turn in (*range(here + 1, len(asked)), *range(here)) if not marks[turn]), None)
    return Round(
        number=state.round,
        turns=tuple(
            Turn(turn, mark, links.to(replace(state, turn=turn)), turn == state.turn)
            for turn, mark in enumerate(marks, 1)
        ),
        right=score,
        answered=answered,
        show=None if marks[here] else links.to(_given(state, SHOW)),
        next=links.to(replace(state, turn=follows + 1)) if follows is not None and marks[here] else None,
        result=_result(state, now, score, marks) if answered == len(asked) else "",
        another=links.to(replace(state, round=state.round % MAX_ROUND + 1, turn=1, answers=blank)),
        leave=links.to(replace(state, round=0, turn=1, answers=blank)),
    )


def _given(state: Forward, text: str) -> Forward:
    return replace(
        state, answers=tuple(text if turn == state.turn else one for turn, one in enumerate(state.answers, 1))
    )


def _result(state: Forward, now: Moment, score: int, marks: list[str]) -> str:
    sizes = "-".join(map(str, now.sizes))
    return _(
        "∂z/∂w read off, network {sizes}, round {round}: {score} of {asked} right {marks}",
        sizes=sizes,
        round=state.round,
        score=score,
        asked=len(marks),
        marks="".join(marks),
    )
