"""«All paths»: every way from a weight to the loss with its product, their sum, and what they cost."""

from dataclasses import dataclass, replace
from math import isfinite

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas.chosen import PARAMETER_ROW, Chosen, chosen, on_a_parameter
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.of_lesson import LESSON_ROWS, NOTHING_LIT, OPENING, PictureLinks, checked, forward_pass, plainly
from app.ideas.path_costs import Cost, costs
from app.ideas.path_questions import how_many, how_many_times, what_sum
from app.ideas.path_sums import MOST_ASKED, PathRow, Rest, Total, Walk, equation, rest, row, total, walk
from app.ideas.path_words import ending, sentence
from app.ideas.rows import answer, whole, yes
from app.language import _
from app.lesson import Lesson
from app.links import Go, backward_done
from app.moment import Moment, moment
from app.panels.picture import Picture, picture
from app.panels.present import Present
from app.symbols import sup
from engine.words import N_

MOST_LISTED = 40
"""Paths that are listed one by one; of more, the largest."""

FIRST_WEIGHT = "w-1-1-1"
"""Where the most paths begin."""

FEW = 12
"""How many of the largest are listed where there are more than that."""


@dataclass(frozen=True, slots=True)
class Paths:
    """What the page shows.

    Attributes:
        lesson: its focus is the weight or bias where the paths begin.
        path: which of the listed paths is lit, counted from 1.
        count: the answer to the first question, how many.
        sum: the answer to the second, what they add up to.
        times: the answer to the third, what they cost.
        reveal: whether everything is shown without an answer.
    """

    lesson: Lesson = on_a_parameter(OPENING.viewed(focus=FIRST_WEIGHT))  # noqa: RUF009  # a value
    path: int = 1
    count: str = ""
    sum: str = ""
    times: str = ""
    reveal: bool = False


def _canonical(state: Paths) -> Paths:
    lesson = plainly(state.lesson)
    if lesson.view.focus in ("", "C"):
        lesson = lesson.viewed(focus=FIRST_WEIGHT)
    state = checked(replace(state, lesson=on_a_parameter(lesson)))
    listed = _listed(_walk(state.lesson).count)
    return replace(state, path=min(state.path, max(listed, 1)))


def _listed(count: int) -> int:
    return count if count <= MOST_LISTED else FEW


def _walk(lesson: Lesson) -> Walk:
    return walk(lesson.recipe.sizes, lesson.view.focus)


@dataclass(frozen=True, slots=True)
class PathsView:
    """The page.

    Attributes:
        chosen: which lesson, update and parameter.
        picture: the network, the chosen path lit once the paths are shown.
        sentence: the page in words.
        slope: what the paths add up to: ∂C/∂w₁.
        deltas: what ∂C/∂z is called.
        count: how many paths there are, as printed; "" as long as it is covered.
        rows: the listed paths, the largest first; none as long as they are covered.
        rest: the others together, or None.
        equation: the lit path's product in symbols and numbers, or None.
        total: their sum and the backward pass's number; None as long as it is covered.
        too_many: whether there are too many to multiply out.
        ending: how a path ends at the outputs.
        questions: each with what was answered: how many, and what sum.
        cost: the question of the cost, with its answer.
        costs: what it costs, a row a network; none as long as it is covered.
        reveal: shows everything; None where it is shown.
        cover: asks again; None where nothing was answered.
        hidden: the parameters of the address, for the forms of the questions.
    """

    chosen: Chosen
    picture: Picture
    sentence: str
    slope: str
    deltas: str
    count: str
    rows: tuple[PathRow, ...]
    rest: Rest | None
    equation: Formula | None
    total: Total | None
    too_many: bool
    ending: str
    questions: tuple[tuple[Question, Reply | None], ...]
    cost: tuple[Question, Reply | None] | None
    costs: tuple[Cost, ...]
    reveal: Go | None
    cover: Go | None
    hidden: tuple[tuple[str, str], ...]


def _view(state: Paths, links: IdeaLinks[Paths]) -> PathsView:
    now, there = forward_pass(state.lesson), _backward_pass(state.lesson)
    way = _walk(state.lesson)
    name = _name(now)
    loss = _("C of example {example}", example=now.example_number) if now.batch > 1 else "C"
    slope = f"∂C{sup(now.example_number) if now.batch > 1 else ''}/∂{name}"
    known = way.of(there) if way.feasible else None

    counted = _asked(how_many(now, way, name), state.count)
    questions = [counted]
    open_paths = state.reveal or _answered(counted)
    open_sum = open_paths
    if open_paths and known is not None and way.count > 1 and isfinite(known.total):
        questions.append(_asked(what_sum(slope, known.products, way.count <= MOST_ASKED), state.sum))
        open_sum = state.reveal or _answered(questions[1])
    cost = _asked(how_many_times(), state.times)
    open_cost = state.reveal or _answered(cost)

    rows: tuple[PathRow, ...] = ()
    if open_paths and known is not None:
        rows = tuple(
            row(there, known, number, links.to(replace(state, path=number)), lit=number == state.path)
            for number in range(1, _listed(way.count) + 1)
        )
    lit = rows[state.path - 1] if rows else None
    shown = open_sum and open_cost
    return PathsView(
        chosen=chosen(state.lesson, links, lambda lesson: _elsewhere(state, lesson)),
        picture=_drawn(state, links, there if open_sum else now, lit),
        sentence=sentence(way, name, slope, loss, known.total if known and open_sum else None, open_paths),
        slope=slope,
        deltas=now.symbols.deltas,
        count=f"{way.count:,}" if open_paths else "",
        rows=rows,
        rest=rest(known, len(rows)) if known and rows else None,
        equation=equation(there, known, state.path) if known and rows else None,
        total=total(there, known) if known and open_sum else None,
        too_many=open_paths and known is None,
        ending=ending(now, way),
        questions=() if state.reveal else tuple(questions),
        cost=None if state.reveal else cost,
        costs=costs(now.sizes) if open_cost else (),
        reveal=None if shown else links.to(replace(state, count="", sum="", times="", reveal=True)),
        cover=links.to(replace(state, count="", sum="", times="", reveal=False)) if open_paths or open_cost else None,
        hidden=links.hidden(state),
    )


def _backward_pass(lesson: Lesson) -> Moment:
    """Every ∂C/∂z is known, and nothing is read off it yet."""
    done = backward_done(lesson)
    return moment(done.within(done.program.end_of("backward")).viewed(step="pass"))


def _elsewhere(state: Paths, lesson: Lesson) -> Paths:
    """Another place of it or another lesson, where the paths are asked for again; what was shown stays shown."""
    if lesson == state.lesson.viewed(notation=lesson.view.notation):
        return replace(state, lesson=lesson)  # other letters, the same question
    return replace(state, lesson=lesson, path=1, count="", sum="")


def _drawn(state: Paths, links: IdeaLinks[Paths], at: Moment, lit: PathRow | None) -> Picture:
    def look(lesson: Lesson) -> Paths:
        kept = state.lesson.viewed(focus=lesson.view.focus, zoom=lesson.view.zoom)
        same = on_a_parameter(kept).view.focus == state.lesson.view.focus
        return replace(state, lesson=kept) if same else _elsewhere(state, kept)

    terms = frozenset(lit.terms) if lit else frozenset[str]()
    drawn = picture(at, Present((), NOTHING_LIT.results, terms), PictureLinks(at.lesson, links, look))
    legend = _("Click a weight or a bias for the paths that begin there.")
    return replace(drawn, has_lit=bool(lit), legend=legend)


def _asked(question: Question, given: str) -> tuple[Question, Reply | None]:
    return question, reply(question, given) if given else None


def _answered(asked: tuple[Question, Reply | None]) -> bool:
    return asked[1] is not None and asked[1].right is not None


def _name(now: Moment) -> str:
    kind, *place = now.lesson.view.focus.split("-")
    return now.symbols.settable(kind, tuple(map(int, place)))


IDEA: Idea[Paths] = Idea(
    name="paths",
    title=N_("All paths from a weight to the loss"),
    lead=N_(
        "A weight reaches the loss on every way through the network. Chain rule ② says: multiply along each"
        " way, add up all ways. The backward pass gives the same sum without walking any way twice."
    ),
    notes=N_(
        "Paths add up by chain rule ②, and ∂C/∂z′ and ∂C/∂z″ are found in the same way as ∂C/∂z, layer by"
        " layer. Expand its brackets and each product is one path; leave them, and every bracket is worked"
        " out once for all the paths through it."
    ),
    table=(
        *LESSON_ROWS,
        PARAMETER_ROW,
        whole("path", "path", 1, MOST_LISTED, "`1`", "which of the listed paths is lit, the largest first"),
        answer("count", "count", "how many paths there are"),
        answer("sum", "sum", "what they add up to"),
        answer("times", "times", "what they cost"),
        yes("reveal", "reveal", "shows everything without an answer"),
    ),
    first=Paths(),
    view=_view,
    canonical=_canonical,
)
