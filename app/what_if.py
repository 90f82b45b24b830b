"""What could be otherwise from a moment of a run on: each as the parameters of the other lesson."""

from dataclasses import dataclass, replace

from app.edit_course import with_edit
from app.language import _
from app.lesson import Lesson
from app.limits import MAX_LEARNING_RATE, MAX_LESSON_NUMBER, MAX_SEED
from app.moment import Moment
from app.numbers import text
from app.symbols import Symbols
from app.training_run import Run
from engine.edits import Edit, ExampleEdit, RateEdit
from engine.network import Layer
from engine.optimisers import Optimiser
from engine.parameters import Parameter
from engine.recipe import Recipe

LARGER = 1.0
"""By so much a weight is made larger: enough to be seen, and what one would try by hand."""
SEEN_AFTER = 50
"""Updates after which the two runs are shown: at the change itself nothing would differ yet."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Another course of the run.

    Attributes:
        words: the question.
        lesson: with what is otherwise.
    """

    words: str
    lesson: Lesson


@dataclass(frozen=True, eq=False, slots=True)
class Here:
    """From where it could be otherwise.

    Attributes:
        lesson: with its cursor there.
        updates: how many updates are finished.
        learning_rate: η of the next.
        present: how many training examples are not left out.
        example: the number of the one that is stepped through.
        layers: θ.
    """

    lesson: Lesson
    updates: int
    learning_rate: float
    present: int
    example: int
    layers: tuple[Layer, ...]


def here_in(run: Run) -> Here:
    """The cursor of a run."""
    present, rate = len(run.present), run.conditions.learning_rate
    return Here(run.lesson, run.updates, rate, present, run.example_number, run.state.layers)


def here_at(now: Moment) -> Here:
    """The training step that is shown."""
    lesson, step = now.lesson, now.step
    count = len(lesson.recipe.inputs) - len(step.conditions.left_out)
    moved = lesson.at(step.updates * len(lesson.program))
    return Here(moved, step.updates, step.conditions.learning_rate, count, now.example_number, step.layers)


def what_ifs(here: Here, symbols: Symbols) -> tuple[WhatIf, ...]:
    """What could be asked, the nearest at hand first.

    Args:
        here: from where.
        symbols: of the network.
    """
    lesson, rate = here.lesson, here.learning_rate
    found = [*_of_focus(here, symbols)]
    for words, factor in ((_("η doubled from here on"), 2.0), (_("η halved from here on"), 0.5)):
        if 0 < rate * factor <= MAX_LEARNING_RATE:
            found.append(WhatIf(words, with_edit(lesson, RateEdit(rate * factor, here.updates))))
    if here.present > 1:
        number = here.example
        left_out = with_edit(lesson, ExampleEdit(number, True, here.updates))
        found.append(WhatIf(_("example {n} left out from here on", n=number), left_out))
    if _drawn(lesson.recipe):
        seed = (lesson.recipe.seed + 1) % (MAX_SEED + 1)
        found.append(WhatIf(_("weights from another seed"), _recipe(lesson, seed=seed)))
    other = Optimiser("momentum") if lesson.recipe.optimiser.name == "gd" else Optimiser("gd")
    moved = other.name == "momentum"
    words = _("momentum from the start") if moved else _("plain gradient descent from the start")
    found.append(WhatIf(words, _recipe(lesson, optimiser=other)))
    return tuple(found)


def seen_later(lesson: Lesson) -> Lesson:
    """The lesson some updates on, where a change that is made here can be seen."""
    updates = min(lesson.time // len(lesson.program) + SEEN_AFTER, lesson.most_updates)
    run = lesson.view.run
    return replace(lesson.at(updates * len(lesson.program)), view=replace(lesson.view, run=run if run > updates else 0))


def _drawn(recipe: Recipe) -> bool:
    """Whether a weight comes from the seed."""
    return None in recipe.weights and recipe.initialisation.scheme not in ("zeros", "constant")


def _of_focus(here: Here, symbols: Symbols) -> list[WhatIf]:
    kind, *numbers = here.lesson.view.focus.split("-")
    if kind not in ("w", "b"):
        return []
    place = tuple(int(number) for number in numbers)
    layer = here.layers[place[0] - 1]
    if kind == "w":
        parameter, name = Parameter("w", *place), symbols.weight(*place)
        value = float(layer.W[place[1] - 1, place[2] - 1])
    else:
        parameter, name = Parameter("b", *place), symbols.bias(*place)
        value = float(layer.b[place[1] - 1])
    found = []
    for words, new in (
        (_("{name} larger by {amount}", name=name, amount=text(LARGER)), value + LARGER),
        (f"{name} 0", 0.0),
        (_("{name} the other sign", name=name), -value),
    ):
        if abs(new) <= MAX_LESSON_NUMBER and new != value:
            found.append(WhatIf(words, with_edit(here.lesson, Edit(parameter, new, here.updates))))
    return found


def _recipe(lesson: Lesson, **changes: object) -> Lesson:
    return replace(lesson, recipe=replace(lesson.recipe, **changes))  # type: ignore[arg-type]
