"""Changes made by hand: a weight, bias, input or target set to a value, and the last of them undone."""

from dataclasses import replace

from app.address import grammar
from app.errors import BadInput, echo
from app.lesson import Lesson
from app.limits import MAX_LESSON_NUMBER
from app.numbers import MINUS, plain
from engine.arrays import readonly
from engine.lesson import Edit, Rows
from engine.losses import TargetError, check_targets
from engine.parameters import Parameter

_ALLOWED = f"a number from {MINUS}{plain(MAX_LESSON_NUMBER)} to {plain(MAX_LESSON_NUMBER)}"


def set_value(lesson: Lesson, key: str, value: float) -> Lesson:
    """The same moment with one value set by hand.

    A parameter is set in the training step that is shown, so that every number on the page follows from it; an input
    or target is set in the example that is drawn.

    Args:
        lesson: the moment.
        key: ``w-2-1-1``, ``b-2-1``, ``x-0-1`` or ``target-3-1``, indices counted from 1.
        value: what it becomes.

    Raises:
        BadInput: this network has no such value, or it may not become that.
    """
    if not abs(value) <= MAX_LESSON_NUMBER:
        raise BadInput("value", value, _ALLOWED, f"{plain(value)} is not between them")
    quantity, *rest = key.split("-")
    sizes = lesson.recipe.sizes
    try:
        place = tuple(int(number) for number in rest)
    except ValueError:
        place = ()
    match quantity, place:
        case "w", (layer, to, source) if _inside(sizes, layer, to) and 1 <= source <= sizes[layer - 1]:
            return _edited(lesson, Edit(Parameter("w", layer, to, source), value, lesson.update))
        case "b", (layer, to) if _inside(sizes, layer, to):
            return _edited(lesson, Edit(Parameter("b", layer, to), value, lesson.update))
        case "x", (0, neuron) if 1 <= neuron <= sizes[0]:
            recipe = replace(lesson.recipe, inputs=_with(lesson.recipe.inputs, lesson.view.example, neuron, value))
        case "target", (layer, neuron) if layer == len(sizes) - 1 and 1 <= neuron <= sizes[-1]:
            _check_target(lesson.recipe.loss, value)
            recipe = replace(lesson.recipe, targets=_with(lesson.recipe.targets, lesson.view.example, neuron, value))
        case _:
            raise BadInput(
                "edit", key, "w-layer-to-from, b-layer-neuron, x-0-number or target-layer-number of this network",
                f"this network has no value that is called “{echo(key)}”",
            )  # fmt: skip
    return replace(lesson, recipe=recipe, view=replace(lesson.view, dropped=()))


def read_value(text: str) -> float:
    """The number that a field holds.

    Raises:
        BadInput: it is no finite number, or too large.
    """
    try:
        return grammar.number(text.strip().replace(MINUS, "-"))
    except grammar.Unreadable as error:
        raise BadInput("value", text, _ALLOWED, str(error)) from None


def undone(lesson: Lesson) -> Lesson:
    """The same moment without the last parameter set by hand."""
    return replace(lesson, edits=lesson.edits[:-1], view=replace(lesson.view, dropped=()))


def _check_target(loss: str, value: float) -> None:
    try:
        check_targets(loss, readonly([value]))
    except TargetError as error:
        most = "1" if loss == "binary_cross_entropy" else plain(MAX_LESSON_NUMBER)
        raise BadInput("value", value, f"a number from 0 to {most}", str(error)) from None


def _inside(sizes: tuple[int, ...], layer: int, to: int) -> bool:
    return 1 <= layer < len(sizes) and 1 <= to <= sizes[layer]


def _edited(lesson: Lesson, edit: Edit) -> Lesson:
    others = tuple(one for one in lesson.edits if (one.parameter, one.updates) != (edit.parameter, edit.updates))
    edits = tuple(sorted((*others, edit), key=lambda one: one.updates))
    return replace(lesson, edits=edits, view=replace(lesson.view, dropped=()))


def _with(rows: Rows, example: int, neuron: int, value: float) -> Rows:
    row = rows[example - 1]
    return (*rows[: example - 1], (*row[: neuron - 1], value, *row[neuron:]), *rows[example:])
