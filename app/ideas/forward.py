"""∂z/∂w, read off the forward pass: any weight of any network, and a round of quick questions."""

from dataclasses import dataclass, replace

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas.chosen import PARAMETER_ROW, Chosen, chosen, parameter_in_focus
from app.ideas.forward_questions import ROUND, proof, question, right, slope_name
from app.ideas.forward_round import Round, replied, round_of
from app.ideas.forward_state import MAX_ROUND, TURNS, Forward, answer_row, canonical
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.of_lesson import LESSON_ROWS, NOTHING_LIT, PictureLinks, forward_pass
from app.ideas.rows import answer, whole, yes
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
    legend = _("The answer is in this picture.") if quiz else _("Click any weight or bias to be asked about it.")
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
        round=round_of(state, now, links) if quiz else None,
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


IDEA: Idea[Forward] = Idea(
    name="forward",
    title=N_("Forward pass: read off ∂z/∂w"),
    lead=N_(
        "How fast does z change with a weight? No derivative has to be worked out for it: once the forward pass"
        " is done, the answer is one of the numbers in the picture. Which one?"
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
        *map(answer_row, TURNS),
    ),
    first=Forward(),
    view=_view,
    canonical=canonical,
)
