"""«∂z/∂w is the input»: any weight of any network, and a round of quick questions."""

from dataclasses import dataclass, replace
from typing import Any

from app.address.entry import Entry
from app.asking import SHOW, Question, Reply, reply
from app.formula import Formula
from app.ideas.chosen import PARAMETER_ROW, Chosen, chosen, on_a_parameter, parameter_in_focus
from app.ideas.forward_questions import ROUND, drawn, proof, question, right, slope_name
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.of_lesson import LESSON_ROWS, NOTHING_LIT, OPENING, PictureLinks, checked, forward_pass, plainly
from app.ideas.rows import MAX_ANSWER, answer, whole, yes
from app.language import _
from app.lesson import Lesson
from app.links import Go
from app.listing import one_by_one
from app.moment import Moment, id_of
from app.numbers import data
from app.panels.equations import Equations
from app.panels.picture import Picture, picture
from app.panels.present import Present
from engine.parameters import Parameter
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

    lesson: Lesson = OPENING.viewed(focus="w-2-2-1")  # noqa: RUF009  # a value
    answer: str = ""
    reveal: bool = False
    round: int = 0
    turn: int = 1
    answers: tuple[str, ...] = ("",) * ROUND


def _canonical(state: Forward) -> Forward:
    state = checked(replace(state, lesson=on_a_parameter(plainly(state.lesson))))
    if not state.round:
        return replace(state, turn=1, answers=("",) * ROUND)
    asked = drawn(state.lesson.recipe.sizes, state.round)
    turn = min(state.turn, len(asked))
    answers = tuple(one if turn_ <= len(asked) else "" for turn_, one in enumerate(state.answers, 1))
    lesson = state.lesson.viewed(focus=asked[turn - 1].key)
    return replace(state, lesson=lesson, turn=turn, answers=answers, answer="", reveal=False)


def _answer_row(turn: int) -> Entry[Any]:
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


@dataclass(frozen=True, slots=True)
class ForwardView:
    """The page.

    Attributes:
        here: the address of the page as it is seen.
        chosen: which lesson, update and parameter.
        examples: number and way of each example of the batch, where there are several, but not many.
        example: which one is drawn.
        picture: the network after its forward pass.
        sentence: the answer in words once it is shown; else what is asked.
        question: the question.
        said: what is said to the answer.
        shown: whether the answer is shown.
        value: ∂z/∂w at full precision, once it is shown; else "".
        equations: z as a sum, and ∂z/∂w read off it, once it is shown.
        proof: what a whole unit of the parameter does, once it is shown.
        same: which other weights have the same number in front of them, once it is shown.
        hidden: the parameters of the address as it stands, for the form.
        reveal: shows the answer; None where it is shown or a round is on.
        cover: asks first again; None where it is not shown.
        round: the round, or None.
        begin: begins a round.
    """

    here: Go
    chosen: Chosen
    examples: tuple[tuple[int, Go], ...]
    example: int
    picture: Picture
    sentence: str
    question: Question
    said: Reply | None
    shown: bool
    value: str
    equations: tuple[Formula, ...]
    proof: str
    same: str
    hidden: tuple[tuple[str, str], ...]
    reveal: Go | None
    cover: Go | None
    round: Round | None
    begin: Go


def _view(state: Forward, links: IdeaLinks[Forward]) -> ForwardView:
    now, it = forward_pass(state.lesson), parameter_in_focus(state.lesson)
    quiz = bool(state.round)
    asked = question(f"a{state.turn}" if quiz else "answer", now, it)
    given = state.answers[state.turn - 1] if quiz else state.answer
    said = replied(asked, given) if given else None
    shown = state.reveal or (said is not None and said.right is not None)
    on = replace(state, answer="", reveal=shown and not quiz, round=0, turn=1, answers=("",) * ROUND)

    def put(lesson: Lesson) -> Forward:
        return replace(on, lesson=lesson)

    def look(lesson: Lesson) -> Forward:
        """A click in the picture of a round leads nowhere else: the round is not lost by a slip of the hand."""
        zoomed = state.lesson.viewed(zoom=lesson.view.zoom)
        return replace(state, lesson=zoomed) if quiz else put(zoomed.viewed(focus=lesson.view.focus))

    present = _lit(now, it) if shown else NOTHING_LIT
    legend = (
        _("The answer is in this picture.")
        if quiz
        else _("Click any weight or bias; the number in front of it is the answer.")
    )
    examples = range(1, now.batch + 1) if 1 < now.batch <= MOST_LISTED else ()
    write = Equations(now)
    return ForwardView(
        here=links.to(state),
        chosen=chosen(state.lesson, links, put),
        examples=tuple((number, links.to(put(state.lesson.viewed(example=number)))) for number in examples),
        example=now.example + 1,
        picture=replace(picture(now, present, _QuietLinks(now.lesson, links, look)), legend=legend),
        sentence=_sentence(now, it, asked) if shown else asked.words,
        question=asked,
        said=said,
        shown=shown,
        value=data(right(now, it)) if shown else "",
        equations=_equations(write, it) if shown else (),
        proof=proof(now, it)[0] if shown else "",
        same=_same(now, it) if shown else "",
        hidden=links.hidden(state, asked.name, "reveal"),
        reveal=None if shown or quiz else links.to(replace(state, answer="", reveal=True)),
        cover=links.to(replace(state, answer="", reveal=False)) if shown and not quiz else None,
        round=_round(state, now, links) if quiz else None,
        begin=links.to(replace(state, answer="", reveal=False, round=1, turn=1, answers=("",) * ROUND)),
    )


MOST_LISTED = 16
"""Examples that have a link each."""


class _QuietLinks(PictureLinks):
    """Where a click of the picture may lead to the same place whatever is clicked."""

    def focus(self, key: str) -> str:
        return super().focus(key) if len(self._focused) > 1 else self._focused[0]


def _sentence(now: Moment, it: Parameter, asked: Question) -> str:
    return _(
        "{slope} is {value}. {because}",
        slope=slope_name(now, it),
        value=reply(asked, "0").truth[0],
        because=asked.because,
    )


def replied(asked: Question, given: str) -> Reply:
    """What is said to an answer, also to none at all."""
    if given == SHOW:
        return Reply(given, False, _("Shown."), reply(asked, "0").truth, asked.because)
    return reply(asked, given)


def _lit(now: Moment, it: Parameter) -> Present:
    """The number in front of the parameter lit, the parameter with it."""
    forward = now.lesson.program.operations[:1]
    if it.kind == "b":
        return Present((), frozenset(), frozenset({it.key}))
    source = id_of("a" if it.layer > 1 else "x", it.layer - 1, it.source)
    return Present(forward, frozenset({source}), frozenset({it.key}))


def _equations(write: Equations, it: Parameter) -> tuple[Formula, ...]:
    total = write.weighted_sum(it.layer, it.to)
    return (total, write.read_off(it.layer, it.to, it.source)) if it.kind == "w" else (total,)


def _same(now: Moment, it: Parameter) -> str:
    symbols = now.symbols
    if it.kind == "b":
        return _("Every bias of every network has the same: ∂z/∂b = 1.")
    others = [symbols.weight(it.layer, to, it.source) for to in range(1, now.sizes[it.layer] + 1) if to != it.to]
    if not others:
        return ""
    named = others if len(others) <= 4 else [*others[:3], "…", others[-1]]
    a = symbols.activation(it.layer - 1, it.source)
    return _(
        "The same {a} stands in front of {others}: one number answers for all the wires that begin there.",
        a=a,
        others=one_by_one(named),
    )


def _round(state: Forward, now: Moment, links: IdeaLinks[Forward]) -> Round:
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
        "∂z/∂w is the input, network {sizes}, round {round}: {score} of {asked} right {marks}",
        sizes=sizes,
        round=state.round,
        score=score,
        asked=len(marks),
        marks="".join(marks),
    )


IDEA: Idea[Forward] = Idea(
    name="forward",
    title=N_("Forward pass: ∂z/∂w is the input"),
    lead=N_(
        "How fast does z change with a weight? Look at what stands in front of the weight’s wire: that number"
        " is the answer."
    ),
    notes=N_(
        "Forward pass: compute ∂z/∂w. z = w₁x₁ + w₂x₂ + b, so ∂z/∂w₁ = x₁ and ∂z/∂w₂ = x₂: see which input"
        " stands in front of the weight, and that is the result. Once the forward pass has computed the"
        " output a of every neuron (the notes write z in brackets there; it is a), every ∂z/∂w is read off"
        " and nothing is left to compute."
    ),
    table=(
        *LESSON_ROWS,
        PARAMETER_ROW,
        answer("answer", "answer", "the answer to the question about the weight in focus"),
        yes("reveal", "reveal", "shows the answer without being asked"),
        whole("round", "round", 0, MAX_ROUND, "`0`, none", "a round of questions, drawn by this number"),
        whole("turn", "turn", 1, ROUND, "`1`", "which question of the round is open"),
        *map(_answer_row, TURNS),
    ),
    first=Forward(),
    view=_view,
    canonical=_canonical,
)
