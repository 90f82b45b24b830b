"""The address of the landscape of a loss: the network, the two parameters, where a descent begins, how far it goes."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.address import grammar
from app.address.entry import Entry
from app.address.grammar import Unreadable
from app.checkpoints import state_at
from app.errors import echo
from app.ideas import rows
from app.ideas.loss_map import Place, work
from app.ideas.of_lesson import LESSON_ROWS, OPENING, checked
from app.language import _
from app.lesson import Lesson
from app.limits import MAX_LESSON_NUMBER
from app.numbers import plain
from engine.parameters import Parameter, parameter_name, parameter_named, parameters
from engine.surface import value_of
from engine.words import N_

MOST_STEPS = 200
_WORK = 60_000_000
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class State:
    """What the address says.

    Attributes:
        lesson: the network, its data, and η; θ is where its cursor stands.
        across: the parameter to the right; None: the one that tells most.
        up: the parameter upwards; None: the next.
        a: where the first begins; None: as in θ.
        b: where the second begins; None: as in θ.
        steps: how many are made.
        span: from the middle of the map to its edge.
        which: what was answered to which way a step goes.
        rises: what was answered to whether L is lower there.
        reveal: whether to show everything without an answer.
    """

    lesson: Lesson = OPENING
    across: Parameter | None = None
    up: Parameter | None = None
    a: float | None = None
    b: float | None = None
    steps: int = 40
    span: float = 6.0
    which: str = ""
    rises: str = ""
    reveal: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A place worth seeing: its name, what to look for, and its address."""

    name: str
    words: str
    query: str


_VALLEY = "preset=nielsen&act=linear&x=1;2;3&target=3;3.2;4.2&w=0.6&b=2.2&from-across=2.6&from-up=0.4&span=4&lr="
DESCENT = "preset=nielsen&act=linear&x=-1;0;2&target=-1;0.5;1.7&w=0.5&b=0.5&lr=0.08&from-across=-2.5&from-up=3&span=4"
"""A bowl with its minimum inside, where each of the first steps is seen: what the page opens on."""
PREPARED = (
    Prepared(N_("Descent"), N_("one linear neuron, three examples, η = 0.08"), DESCENT),
    Prepared(N_("The notes' network"), N_("one example, a weight into each of the two outputs"), ""),
    Prepared(N_("Crawl"), N_("one linear neuron, three examples, η = 0.005"), f"{_VALLEY}0.005"),
    Prepared(N_("Zigzag"), N_("the same neuron, η = 0.115"), f"{_VALLEY}0.115"),
    Prepared(N_("Diverge"), N_("the same neuron, η = 0.125"), f"{_VALLEY}0.125&steps=20"),
    Prepared(N_("A valley"), N_("XOR, both weights into the output"), "preset=xor&from-across=-5&from-up=6&span=8"),
    Prepared(N_("A saddle"), N_("XOR, one weight of each layer"), "preset=xor&lr=4&across=w1&up=w5&from-up=3&span=8"),
    Prepared(N_("A plateau"), N_("one neuron that is stuck"), "preset=nielsen-saturated&lr=1&span=8"),
)
"""A bowl to begin with; three of one valley that differ in η alone; and three shapes of ground."""


def pair(state: State) -> tuple[Parameter, Parameter]:
    """The two parameters of a state; where one is not said, it is the first of ``telling`` that is left."""
    offered = telling(state.lesson.recipe.sizes)
    across = state.across or next(one for one in offered if one != state.up)
    return across, state.up or next(one for one in offered if one != across)


def telling(sizes: tuple[int, ...]) -> list[Parameter]:
    """Parameters whose map tells most, the best first: the weights into different outputs, then any others.

    Of one example, weights into one neuron only shift its z together, so that all contours are straight.
    """
    every = list(parameters(sizes))
    last = len(sizes) - 1
    first_of_each = [one for one in every if one.layer == last and one.source == 1]
    into_last = [one for one in every if one.layer == last]
    return [*first_of_each, *into_last, *every]


def most_steps(lesson: Lesson) -> int:
    """How many steps may be made: fewer where one takes long."""
    return min(MOST_STEPS, max(_FEWEST, _WORK // work(lesson.recipe)))


def canonical(state: State) -> State:
    """What follows from the rest of a state made so: a parameter is said once, and only what differs from θ is."""
    checked(state)
    across, up = pair(state)
    if across == up:
        raise ENTRIES["up"].refuse(ENTRIES["up"].write(state), _("the map needs two parameters, and these are one"))
    usual = pair(replace(state, across=None, up=None))
    return replace(
        state,
        across=None if (across, up) == usual else across,
        up=None if (across, up) == usual else up,
        steps=min(state.steps, most_steps(state.lesson)),
    )


def place_of(state: State) -> Place:
    """What the map is of."""
    recipe, (across, up) = state.lesson.recipe, pair(state)
    layers = state_at(recipe, state.lesson.edits, state.lesson.update).layers
    return Place(
        replace(recipe, learning_rate=1.0), recipe.spec.activations, tuple(layer.matrix.shape for layer in layers),
        np.concatenate([layer.matrix.ravel() for layer in layers]).tobytes(), across, up,
        (value_of(layers, across), value_of(layers, up)), state.span,
    )  # fmt: skip


def _parameter(name: str, field: str, default: str, meaning: str) -> Entry[Any]:
    def read(given: str, state: State) -> Parameter:
        try:
            return parameter_named(state.lesson.recipe.sizes, given.strip().lower())
        except KeyError:
            raise Unreadable(_("this network has no parameter “{given}”", given=echo(given))) from None

    def write(state: State) -> str:
        one = getattr(state, field)
        return "" if one is None else parameter_name(state.lesson.recipe.sizes, one)

    return Entry(
        name, default, N_("the name of a weight or bias, such as `w1` or `b2`"), meaning,
        lambda state: getattr(state, field), rows.putting(field), read, write,
    )  # fmt: skip


def _as_typed(entry: Entry[Any]) -> Entry[Any]:
    """The same row, also for a number with a decimal comma or a true minus."""
    return replace(entry, read=lambda given, state: entry.read(rows.typed(given), state))


def _beginning(name: str, field: str, meaning: str) -> Entry[Any]:
    def read(given: str, _state: State) -> float | None:
        return grammar.number(rows.typed(given)) if given.strip() else None

    def write(state: State) -> str:
        value = getattr(state, field)
        return "" if value is None else plain(value)

    return Entry(
        name, "as in θ", N_("a number from −{most} to {most}", most=plain(MAX_LESSON_NUMBER)), meaning,
        lambda state: getattr(state, field), rows.putting(field), read, write,
    )  # fmt: skip


TABLE: tuple[Entry[Any], ...] = (
    *(_as_typed(entry) if entry.name == "lr" else entry for entry in LESSON_ROWS),
    _parameter("across", "across", "a weight into the first output", "the parameter that the map has to the right"),
    _parameter(
        "up",
        "up",
        "a weight into the second output, or another into the first",
        "the parameter that the map has upwards",
    ),
    _beginning("from-across", "a", "where the first begins"),
    _beginning("from-up", "b", "where the second begins"),
    rows.whole("steps", "steps", 0, MOST_STEPS, "`40`", "how many steps are made"),
    rows.number("span", "span", 0.01, 1000.0, "`6`", "from the middle of the map, which is θ, to its edge"),
    rows.answer("which", "which", "what was answered to which way a step goes"),
    rows.answer("rises", "rises", "what was answered to whether L is lower where it lands"),
    rows.yes("reveal", "reveal", "show everything without an answer"),
)

ENTRIES = {entry.name: entry for entry in TABLE}
