"""Training is optimising a loss: L over two parameters of a real network, its gradient, and the steps against it."""

from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qsl

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.loss_curve import LossCurve, loss_curve
from app.ideas.loss_map import LossMap, loss_map
from app.ideas.loss_parts import Mark, Row, arrow, cells, column, formula, frame, mark, name_of
from app.ideas.loss_place import landing, sentence
from app.ideas.loss_state import DESCENT, PREPARED, TABLE, State, canonical, most_steps, place_of
from app.ideas.loss_words import lower_or_higher, verdict, which_way
from app.ideas.number_lines import Shown
from app.language import _
from app.lesson import Lesson
from app.links import Go, Links
from app.numbers import plain
from app.presets import PRESETS
from app.symbols import sup
from engine.parameters import Parameter, parameter_name, parameters
from engine.surface import Descent, descend
from engine.words import N_

MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn.

    Attributes:
        state: of the address.
        here: this very state's address.
        lesson: the page of the lesson, and what it is called.
        prepared: places worth seeing: name, words, where to, whether it is this one.
        names: of the two parameters.
        choices: the parameters that can be chosen: name in the address, name.
        chosen: the two of them.
        start: where the path begins, as fields have it.
        rate: η.
        map: the contours.
        frame: the plot's place on the picture, and what its edges stand for.
        cells: places to begin at: where to, x, y, size, words.
        path: the points so far; only the start while they are covered.
        marks: what stands beside the first and the last of them: θ⁰, θ⁴⁰.
        line: SVG path data through them.
        arrow: the tip of ∇L, drawn from the last point with one length; None: covered, or ∇L is 0.
        landing: where the first step leads, while the second question is open; else None.
        stage: 0: the first question, 1: the second, 2: all in sight.
        questions: question and reply of each that is asked by now.
        rows: of θ and ∇L.
        more: how many parameters the rows leave out.
        formula: the present step.
        loss: L where it stands.
        curve: L after each step; None while it is covered.
        word, verdict: what the run does.
        sentence: where it stands, to be read out.
        first, back, step, last: the controls of the steps; None where there is nothing to go to.
        most: how many steps there can be.
        rates: other η: label and where to.
        spans: other sizes of the map: label and where to.
        reveal: to see everything; None: all is in sight.
        again: to be asked about this very place; None: it is asked.
    """

    state: State
    here: Go
    lesson: tuple[str, str]
    prepared: tuple[tuple[str, str, Go, bool], ...]
    names: tuple[str, str]
    choices: tuple[tuple[str, str], ...]
    chosen: tuple[str, str]
    start: tuple[str, str]
    rate: str
    map: LossMap
    frame: tuple[str, str]
    cells: tuple[tuple[Go, float, float, float, str], ...]
    path: tuple[Mark, ...]
    marks: tuple[str, str]
    line: str
    arrow: tuple[float, float] | None
    landing: Mark | None
    stage: int
    questions: tuple[tuple[Question, Reply | None], ...]
    rows: tuple[Row, ...]
    more: int
    formula: Formula | None
    loss: Shown
    curve: LossCurve | None
    word: str
    verdict: str
    sentence: str
    first: Go | None
    back: Go | None
    step: Go | None
    last: Go | None
    most: int
    rates: tuple[tuple[str, Go], ...]
    spans: tuple[tuple[str, Go], ...]
    reveal: Go | None
    again: Go | None


def view(state: State, links: IdeaLinks[State]) -> View:
    """What is drawn of a state; nothing that is asked for is in it before the answer."""
    lesson, recipe = state.lesson, state.lesson.recipe
    place = place_of(state)
    on, drawn = place.slice, loss_map(place)
    begin = tuple(own if given is None else given for own, given in zip(place.centre, (state.a, state.b), strict=True))
    start = (begin[0], begin[1])
    run = descend(on, start, recipe.learning_rate, max(state.steps, 1))
    names = tuple(name_of(lesson, one) for one in (on.across, on.up))
    ways, replies = questions(run, names, recipe.learning_rate, state)
    answered = [said is not None and said.right is not None for said in replies]
    stage = 2 if state.reveal or all(answered) else 1 if answered[0] else 0
    count = min(state.steps, len(run.losses) - 1) if stage == 2 else 0
    marks = tuple(mark(drawn, *point) for point in run.points[: count + 1].tolist())
    seen = replace(state, which="", rises="", reveal=stage == 2)
    go = partial(stepped, links, seen, most_steps(lesson))
    word, said = (
        verdict(cut(run, state.steps), state.steps, 2 * state.span, recipe.learning_rate) if stage == 2 else ("", "")
    )
    rows_, more = column(state, on, run, count, stage)
    return View(
        state, links.to(state), (Links(lesson, links.root).here(lesson), _(PRESETS[lesson.preset].title)),
        prepared(state, links), (names[0], names[1]),
        choices(lesson, (on.across, on.up)),
        (parameter_name(recipe.sizes, on.across), parameter_name(recipe.sizes, on.up)),
        (plain(start[0]), plain(start[1])), plain(recipe.learning_rate),
        drawn, frame(drawn), cells(seen, links, drawn, (names[0], names[1])),
        marks, (f"θ{sup(0)}" if count else "θ", f"θ{sup(count)}"), drawn_line(marks),
        arrow(run, count, marks) if stage else None,
        mark(drawn, *run.points[1].tolist()) if stage == 1 and len(run.points) > 1 else None,
        stage,
        tuple(zip(ways, replies, strict=True))[: 1 if stage == 0 and not answered[0] else 2],
        rows_, more, formula(on, run, count, stage, recipe.learning_rate, lesson),
        Shown.of(float(run.losses[count])),
        loss_curve(run.losses[: count + 1].tolist(), state.steps) if count else None,
        word, said, sentence(run, count, stage, (names[0], names[1]), said),
        go(0), go(state.steps - 1), go(state.steps + 1), go(most_steps(lesson)), most_steps(lesson),
        rates(seen, links), spans(seen, links),
        None if stage == 2 else links.to(replace(seen, reveal=True)),
        links.to(replace(seen, reveal=False)) if stage == 2 else None,
    )  # fmt: skip


def drawn_line(marks: tuple[Mark, ...]) -> str:
    """SVG path data through the points."""
    return "M" + "L".join(f"{plain(round(one.x, 1))} {plain(round(one.y, 1))}" for one in marks)


def cut(run: Descent, steps: int) -> Descent:
    """The run up to so many steps."""
    within = run.diverged if run.diverged is not None and run.diverged <= steps else None
    return Descent(run.points[: steps + 1], run.losses[: steps + 1], run.gradients[: steps + 1], within)


def questions(
    run: Descent, names: tuple[str, ...], rate: float, state: State
) -> tuple[tuple[Question, Question], tuple[Reply | None, Reply | None]]:
    """Both questions, and what is said to the answers."""
    landed = len(run.points) > 1
    step = (run.points[0] - rate * run.gradients[0]).tolist() if not landed else run.points[1].tolist()
    first = which_way(names[0], float(run.gradients[0, 0]), rate)
    second = lower_or_higher(
        (landing(names[0], run.points[0, 0], step[0]), landing(names[1], run.points[0, 1], step[1])), rate,
        float(run.losses[0]), float(run.losses[1]) if landed else None,
    )  # fmt: skip
    return (first, second), (
        reply(first, state.which) if state.which else None,
        reply(second, state.rises) if state.rises else None,
    )


def stepped(links: IdeaLinks[State], seen: State, most: int, steps: int) -> Go | None:
    """To another count of steps."""
    return links.to(replace(seen, steps=steps)) if seen.reveal and 0 <= steps <= most and steps != seen.steps else None


def rates(seen: State, links: IdeaLinks[State]) -> tuple[tuple[str, Go], ...]:
    """Other learning rates."""
    recipe, found = seen.lesson.recipe, []
    for label, factor in (("η ÷ 2", 0.5), ("η × 2", 2.0)):
        other = float(f"{recipe.learning_rate * factor:.4g}")
        if 1e-6 <= other <= 1000:
            lesson = replace(seen.lesson, recipe=replace(recipe, learning_rate=other))
            found.append((label, links.to(replace(seen, lesson=lesson))))
    return tuple(found)


def spans(seen: State, links: IdeaLinks[State]) -> tuple[tuple[str, Go], ...]:
    """A smaller and a larger map."""
    return tuple(
        (label, links.to(replace(seen, span=span)))
        for label, span in ((_("closer"), seen.span / 2), (_("wider"), seen.span * 2))
        if 0.01 <= span <= 1000
    )


def choices(lesson: Lesson, both: tuple[Parameter, Parameter]) -> tuple[tuple[str, str], ...]:
    """The parameters that can be chosen; of a large network the first, and the two."""
    every = list(parameters(lesson.recipe.sizes))
    offered = [one for place, one in enumerate(every) if place < MOST_CHOICES or one in both]
    return tuple((parameter_name(lesson.recipe.sizes, one), name_of(lesson, one)) for one in offered)


def prepared(state: State, links: IdeaLinks[State]) -> tuple[tuple[str, str, Go, bool], ...]:
    """The places worth seeing."""
    found = []
    for one in PREPARED:
        there = IDEA.parse(parse_qsl(one.query, keep_blank_values=True))
        same = (there.lesson, there.across, there.up, there.span) == (state.lesson, state.across, state.up, state.span)
        found.append((_(one.name), _(one.words), links.to(replace(there, reveal=False)), same))
    return tuple(found)


IDEA: Idea[State] = Idea(
    "loss",
    N_("Training is optimising a loss"),
    N_("A network's loss is a landscape over its parameters. Here it is over two of them; training walks downhill."),
    N_(
        "Training a network is optimising a loss function: L(θ) = Σ Cⁿ(θ), θ* = arg min L(θ), and gradient"
        " descent θⁱ ← θⁱ⁻¹ − η ∇L(θⁱ⁻¹). ∇L is the column of all ∂L/∂w₁ … ∂L/∂b₁ …; computing it is what"
        " backpropagation is for."
    ),
    TABLE,
    State(),
    view,
    canonical,
    opening=DESCENT,
)
