"""What the address of «read off ∂z/∂w» says."""

from dataclasses import dataclass, replace
from typing import Any

from app.address.entry import Entry
from app.asking import SHOW
from app.ideas.chosen import on_a_parameter
from app.ideas.forward_questions import ROUND, drawn
from app.ideas.of_lesson import OPENING, checked, plainly
from app.ideas.rows import MAX_ANSWER, answer
from app.lesson import Lesson
from engine.words import N_

MAX_ROUND = 9999
"""Rounds: more than a class of 300 needs to give everybody one of their own."""


TURNS = tuple(range(1, ROUND + 1))


@dataclass(frozen=True, slots=True)
class Forward:
    """What the page shows.

    Attributes:
        lesson: its focus is the weight or bias.
        answer: to the one question about it.
        reveal: whether the answer is shown without being asked.
        round: the number of the round of questions, its seed; 0: none.
        turn: which question of the round is open.
        answers: what was answered to each.
    """

    lesson: Lesson = OPENING.viewed(focus="w-2-2-1")  # noqa: RUF009  # frozen: all may share it
    answer: str = ""
    reveal: bool = False
    round: int = 0
    turn: int = 1
    answers: tuple[str, ...] = ("",) * ROUND


def canonical(state: Forward) -> Forward:
    """What follows from the rest of a state made so: in a round the open question says which parameter."""
    state = checked(replace(state, lesson=on_a_parameter(plainly(state.lesson))))
    if not state.round:
        return replace(state, turn=1, answers=("",) * ROUND)
    asked = drawn(state.lesson.recipe.sizes, state.round)
    turn = min(state.turn, len(asked))
    answers = tuple(one if turn_ <= len(asked) else "" for turn_, one in enumerate(state.answers, 1))
    lesson = state.lesson.viewed(focus=asked[turn - 1].key)
    return replace(state, lesson=lesson, turn=turn, answers=answers, answer="", reveal=False)


def answer_row(turn: int) -> Entry[Any]:
    """The row for the answer to one question of the round."""
    row = answer(f"a{turn}", "answer", f"the answer to question {turn} of the round")
    return replace(
        row,
        allowed=N_("up to {most} characters, or `{show}`", most=MAX_ANSWER, show=SHOW),
        of=lambda state: state.answers[turn - 1],
        put=lambda state, given: replace(
            state, answers=tuple(given if at == turn else one for at, one in enumerate(state.answers, 1))
        ),
        write=lambda state: state.answers[turn - 1],
    )
