"""What could be otherwise from a moment of a run on: each as the parameters of the other lesson."""

from dataclasses import dataclass, replace

from app.edit_course import with_edit
from app.lesson import Lesson
from app.limits import MAX_LEARNING_RATE, MAX_LESSON_NUMBER, MAX_SEED
from app.numbers import text
from app.symbols import Symbols
from app.training_run import Run
from engine.edits import Edit, ExampleEdit, RateEdit
from engine.optimisers import Optimiser
from engine.parameters import Parameter
from engine.recipe import Recipe

LARGER = 1.0
"""By so much a weight is made larger: enough to be seen, and what one would try by hand."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Another course of the run.

    Attributes:
        words: the question.
        lesson: with what is otherwise.
    """

    words: str
    lesson: Lesson


def what_ifs(run: Run, symbols: Symbols) -> tuple[WhatIf, ...]:
    """What could be asked here, the nearest at hand first.

    Args:
        run: at its cursor.
        symbols: of its network.
    """
    lesson, rate = run.lesson, run.conditions.learning_rate
    found = [*_of_focus(run, symbols)]
    for words, factor in (("η doubled", 2.0), ("η halved", 0.5)):
        if 0 < rate * factor <= MAX_LEARNING_RATE:
            found.append(WhatIf(f"{words} from here on", with_edit(lesson, RateEdit(rate * factor, run.updates))))
    if len(run.present) > 1:
        number = run.example_number
        left_out = with_edit(lesson, ExampleEdit(number, True, run.updates))
        found.append(WhatIf(f"example {number} left out from here on", left_out))
    if _drawn(lesson.recipe):
        seed = (lesson.recipe.seed + 1) % (MAX_SEED + 1)
        found.append(WhatIf("weights from another seed", _recipe(lesson, seed=seed)))
    other = Optimiser("momentum") if lesson.recipe.optimiser.name == "gd" else Optimiser("gd")
    words = "momentum from the start" if other.name == "momentum" else "plain gradient descent from the start"
    found.append(WhatIf(words, _recipe(lesson, optimiser=other)))
    return tuple(found)


def _drawn(recipe: Recipe) -> bool:
    """Whether a weight comes from the seed."""
    return None in recipe.weights and recipe.initialisation.scheme not in ("zeros", "constant")


def _of_focus(run: Run, symbols: Symbols) -> list[WhatIf]:
    kind, *numbers = run.lesson.view.focus.split("-")
    if kind not in ("w", "b"):
        return []
    place = tuple(int(number) for number in numbers)
    layer = run.state.layers[place[0] - 1]
    if kind == "w":
        parameter, name = Parameter("w", *place), symbols.weight(*place)
        value = float(layer.W[place[1] - 1, place[2] - 1])
    else:
        parameter, name = Parameter("b", *place), symbols.bias(*place)
        value = float(layer.b[place[1] - 1])
    found = []
    for words, new in ((f"larger by {text(LARGER)}", value + LARGER), ("0", 0.0), ("the other sign", -value)):
        if abs(new) <= MAX_LESSON_NUMBER and new != value:
            found.append(WhatIf(f"{name} {words}", with_edit(run.lesson, Edit(parameter, new, run.updates))))
    return found


def _recipe(lesson: Lesson, **changes: object) -> Lesson:
    return replace(lesson, recipe=replace(lesson.recipe, **changes))  # type: ignore[arg-type]
