"""Which lesson, which update of it and which parameter an idea's page is about, and how to choose others."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.address.entry import Entry
from app.address.grammar import Unreadable
from app.errors import echo
from app.ideas.idea import IdeaLinks
from app.language import _
from app.lesson import Lesson
from app.links import Go, Links
from app.panels.figures import preset_of
from app.panels.headline import other_notation, title
from app.panels.letters import Letters, letters
from app.presets import PRESETS
from engine.parameters import Parameter, parameter_name, parameter_named, parameters
from engine.words import N_

Put = Callable[[Lesson], Any]


def _read(text: str, state: Any) -> str:
    name = text.strip().replace("_", "").lower()
    try:
        return parameter_named(state.lesson.recipe.sizes, name).key
    except KeyError:
        sizes = state.lesson.recipe.sizes
        last = [parameter_name(sizes, one) for one in parameters(sizes)]
        weights = sum(name.startswith("w") for name in last)
        reason = _(
            "this network has w1 … w{weights} and b1 … b{biases}, and no “{given}”",
            weights=weights,
            biases=len(last) - weights,
            given=echo(text),
        )
        raise Unreadable(reason) from None


PARAMETER_ROW: Entry[Any] = Entry(
    "parameter", "as `focus` says", N_("a name such as `w5` or `b2`"),
    "which weight or bias; the canonical address says it with `focus`",
    of=lambda _state: "",
    put=lambda state, key: replace(state, lesson=state.lesson.viewed(focus=key)),
    read=_read,
    write=lambda _state: "",
)  # fmt: skip


def parameter_in_focus(lesson: Lesson) -> Parameter:
    """The parameter that the focus speaks of: of a neuron its bias, of an input its first weight.

    Where it speaks of neither it is the first weight of the output layer.
    """
    kind, *rest = lesson.view.focus.split("-")
    match kind, [int(part) for part in rest]:
        case "w", [layer, to, source]:
            return Parameter("w", layer, to, source)
        case "b" | "z", [layer, to]:
            return Parameter("b", layer, to)
        case "x", [_layer, neuron]:
            return Parameter("w", 1, 1, neuron)
    return Parameter("w", len(lesson.recipe.sizes) - 1, 1, 1)


def on_a_parameter(lesson: Lesson) -> Lesson:
    """The same lesson with that parameter in focus."""
    key = parameter_in_focus(lesson).key
    return lesson if lesson.view.focus == key else lesson.viewed(focus=key)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands above the picture.

    Attributes:
        title: what the lesson is called.
        lesson: its page, the same parameter in focus.
        presets: name and title of each prepared lesson.
        preset: the name of this one; "" where its recipe was changed.
        updates: how many were made.
        before: one update less, or None.
        after: one more, or None.
        name: the parameter's name, in plain letters.
        hidden: what a form sends besides.
        previous: the parameter before this one in θ.
        next: the one after it.
        letters: what the letters mean.
        other_letters: the same in the other notation, with its label.
    """

    title: str
    lesson: str
    presets: tuple[tuple[str, str], ...]
    preset: str
    updates: int
    before: Go | None
    after: Go | None
    name: str
    hidden: tuple[tuple[str, str], ...]
    previous: Go
    next: Go
    letters: Letters
    other_letters: tuple[str, Go]


def chosen(lesson: Lesson, links: IdeaLinks[Any], put: Put) -> Chosen:
    """The choice of lesson, update and parameter.

    Args:
        lesson: with a parameter in focus.
        links: of the idea.
        put: the idea's state for another lesson.
    """
    preset, finished = preset_of(lesson), lesson.time // len(lesson.program)
    every = [one.key for one in parameters(lesson.recipe.sizes)]
    here = every.index(lesson.view.focus)

    label, other = other_notation(lesson.view.notation)

    def at(update: int) -> Go | None:
        return links.to(put(lesson.at(update * len(lesson.program)))) if 0 <= update <= lesson.most_updates else None

    def on(place: int) -> Go:
        return links.to(put(lesson.viewed(focus=every[place % len(every)])))

    return Chosen(
        _(title(lesson, preset)), Links(lesson, links.root).here(lesson),
        tuple((one.name, _(one.title)) for one in PRESETS.values()),
        preset.name if preset.recipe == lesson.recipe and not lesson.edits else "",
        finished, at(finished - 1), at(finished + 1),
        parameter_name(lesson.recipe.sizes, parameter_in_focus(lesson)),
        links.hidden(put(lesson)), on(here - 1), on(here + 1),
        letters(lesson.view.notation), (label, links.to(put(lesson.viewed(**other)))),
    )  # fmt: skip
