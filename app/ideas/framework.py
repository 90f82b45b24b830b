"""«The framework»: read the inputs going forward, run it in reverse, multiply; every product in one table.

How a product is made is not on the page before one is in sight.
"""

from dataclasses import dataclass, field, replace

from app.asking import Question, Reply, reply
from app.covering import Number, key_of, number_of
from app.formula import Formula
from app.ideas import rows
from app.ideas.framework_table import (
    ALL,
    ASK_ROW,
    OPEN_ROW,
    LayerTable,
    cells,
    layer_table,
    next_covered,
    opened,
)  # fmt: skip
from app.ideas.framework_words import how_many, of_a_batch
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.networks import Networks, at_end_of_backward, networks
from app.ideas.of_lesson import LESSON_ROWS, NOTHING_LIT, OPENING, PictureLinks, checked, plainly
from app.language import _
from app.lesson import Lesson
from app.links import Go
from app.mistakes import mistakes
from app.moment import Moment, id_of, moment
from app.numbers import text
from app.panels.drawn import drawn
from app.panels.equations import Equations
from app.panels.picture import Picture
from app.panels.present import Present
from engine.words import N_

SHOW = "show"

RULE = N_(
    "① Forward pass: read the input in front of every weight, ∂z/∂w. ② Backward pass: run the network in"
    " reverse for every ∂C/∂z. ③ Multiply. That is all of backpropagation."
)


@dataclass(frozen=True, slots=True)
class Framework:
    """What the page shows.

    Attributes:
        lesson: its network; drawn forward, in reverse or both ways.
        seen: ids of the products that are in sight; ``all`` alone: every one.
        ask: the id of the product that is asked for.
        answer: what was answered to it; ``show`` to see it without an answer.
    """

    lesson: Lesson = field(default_factory=lambda: plainly(OPENING))
    seen: tuple[str, ...] = ()
    ask: str = "dC_dw-2-1-1"
    answer: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """The page.

    Attributes:
        here: this very state's address.
        networks: the choice of the network.
        picture: the network at the end of its backward pass, the two factors lit.
        tables: one a layer.
        sentence: the two factors, once the product is in sight; else what is asked.
        rule: how every product is made, once one is in sight; else "".
        asked: the question and what was said to the answer; None where everything is in sight.
        equation: the product as a formula, once it is in sight.
        shown: whether the product that is asked for is in sight.
        hidden: what the question's form sends besides.
        show: shows this product; None where it is in sight.
        next: asks for the next covered one, once this one is in sight.
        all: shows every one, or None.
        cover: covers them all again, or None.
        count: how many numbers and from how many they are made, in words.
        batch: what a training set with several examples does with them, in words; or "".
    """

    here: Go
    networks: Networks
    picture: Picture
    tables: tuple[LayerTable, ...]
    sentence: str
    rule: str
    asked: tuple[Question, Reply | None] | None
    equation: Formula | None
    shown: bool
    hidden: tuple[tuple[str, str], ...]
    show: Go | None
    next: Go | None
    all: Go | None
    cover: Go | None
    count: str
    batch: str


def _view(state: Framework, links: IdeaLinks[Framework]) -> View:
    lesson, sizes = state.lesson, state.lesson.recipe.sizes
    asked = number_of(state.ask)
    now = moment(at_end_of_backward(lesson))
    about = _question(now, asked)
    said = reply(about, state.answer) if state.answer and state.answer != SHOW else None
    seen = opened(state.seen, sizes)
    shown = asked in seen or state.answer == SHOW or (said is not None and said.right is not None)
    sight = seen | {asked} if shown else seen
    kept = tuple(key_of(one) for one in cells(sizes) if one in sight)
    settled = replace(state, seen=state.seen if state.seen == (ALL,) else kept, answer="")
    following = next_covered(sizes, asked, sight)

    def put(other: Lesson) -> Framework:
        return Framework(plainly(other).viewed(drawn=other.view.drawn))

    def look(other: Lesson) -> Framework:
        seen_as = other.view
        at = settled if seen_as.focus else state  # what is in focus becomes what is asked for: see _canonical
        return replace(at, lesson=lesson.viewed(focus=seen_as.focus, zoom=seen_as.zoom, drawn=seen_as.drawn))

    looked = now.lesson.viewed(focus=_focus(asked), drawn=lesson.view.drawn)
    lit = Present((), frozenset(), frozenset(_terms(asked))) if shown else NOTHING_LIT
    go = {one: links.to(replace(settled, ask=key_of(one))) for one in cells(sizes)}
    all_seen = following is None
    return View(
        here=links.to(state),
        networks=networks(lesson, links, put),
        picture=drawn(replace(now, lesson=looked), lit, PictureLinks(looked, links, look)),
        tables=tuple(layer_table(now, layer, asked, sight, go) for layer in range(1, len(sizes))),
        sentence=_sentence(now, asked) if shown else about.words,
        rule=_(RULE) if sight else "",
        asked=None if shown and not said else (about, said),
        equation=_equation(lesson, asked) if shown else None,
        shown=shown,
        hidden=links.hidden(state, "answer"),
        show=None if shown else links.to(replace(state, answer=SHOW)),
        next=links.to(replace(settled, ask=key_of(following))) if shown and following else None,
        all=None if all_seen else links.to(replace(settled, seen=(ALL,))),
        cover=links.to(replace(settled, seen=(), answer="")) if sight else None,
        count=how_many(sizes),
        batch=of_a_batch(now),
    )


def _question(now: Moment, asked: Number) -> Question:
    quantity, place = asked
    name = now.symbols.weight(*place) if quantity == "dC_dw" else now.symbols.bias(*place)
    return Question(
        "answer", _("What is ∂C/∂{name}?", name=name), "number", now.truth(quantity, *place), _sentence(now, asked),
        mistakes=mistakes(now, asked),
    )  # fmt: skip


def _sentence(now: Moment, asked: Number) -> str:
    """The two factors, in words."""
    quantity, place = asked
    symbols, layer, to = now.symbols, place[0], place[1]
    z, delta = symbols.neuron(layer, to), f"{symbols.delta(layer, to)} = {text(now.number('dC_dz', layer, to))}"
    if quantity == "dC_db":
        b = symbols.bias(layer, to)
        return _("{b} is added to {z} as it is, so ∂{z}/∂{b} = 1; behind it {delta}.", b=b, z=z, delta=delta)
    source, w = place[2], symbols.weight(*place)
    a = symbols.activation(layer - 1, source)
    return _(
        "In front of {w} stands {a} = {value}, behind it {delta}.",
        w=w,
        a=a,
        value=text(now.number("a", layer - 1, source)),
        delta=delta,
    )


def _equation(lesson: Lesson, asked: Number) -> Formula:
    """The product with its two numbers and the result."""
    end = at_end_of_backward(lesson)
    now = moment(end.at(end.time + len(end.program) - end.done - 1))
    write, (quantity, place) = Equations(now), asked
    if quantity == "dC_db":
        return write.bias_gradient(place[0], place[1], 0)
    return write.weight_gradient(place[0], place[1], place[2], 0)


def _terms(asked: Number) -> tuple[str, ...]:
    quantity, place = asked
    before = [id_of("a" if place[0] > 1 else "x", place[0] - 1, place[2])] if quantity == "dC_dw" else []
    return (*before, id_of("dC_dz", *place[:2]))


def _focus(asked: Number) -> str:
    return id_of("w" if asked[0] == "dC_dw" else "b", *asked[1])


def _number_of_focus(focus: str, sizes: tuple[int, ...]) -> Number | None:
    """What a click on the picture asks for: of a weight or bias its own product."""
    kind, _dash, place = focus.partition("-")
    if kind not in ("w", "b"):
        return None
    number = number_of(f"dC_d{kind}-{place}")
    return number if number in cells(sizes) else None


def _canonical(state: Framework) -> Framework:
    view = state.lesson.view
    lesson = plainly(state.lesson).viewed(drawn=view.drawn, focus="")
    sizes = lesson.recipe.sizes
    focus = _number_of_focus(view.focus, sizes)
    ask = key_of(focus) if focus else state.ask
    if number_of(ask) not in cells(sizes):
        ask = key_of(cells(sizes)[0])
    return checked(replace(state, lesson=lesson, ask=ask))


IDEA: Idea[Framework] = Idea(
    name="framework",
    title=N_("The framework: both passes put together"),
    lead=N_(
        "The forward pass and the backward pass are over, and the picture holds what both have left. That is enough"
        " for the slope of every weight and bias. How?"
    ),
    notes=N_(
        "∂C(θ)/∂w = ∂z/∂w · ∂C/∂z: the first factor from the forward pass, «read the input directly», the"
        " second from the backward pass, «build the reversed network». And ∂L(θ)/∂w = Σₙ ∂Cⁿ(θ)/∂w."
    ),
    table=(
        *LESSON_ROWS,
        OPEN_ROW,
        ASK_ROW,
        rows.answer("answer", "answer", "what was answered to the product that is asked for; `show` to see it"),
    ),
    first=Framework(),
    view=_view,
    canonical=_canonical,
)
