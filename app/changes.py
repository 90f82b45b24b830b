"""Changes made by hand: a weight, bias, input or target set to a value, and each of them undone, the last one first."""

import re
from dataclasses import replace

from app.address import grammar
from app.errors import BadInput, echo
from app.language import _
from app.lesson import Lesson, Was
from app.limits import MAX_LESSON_NUMBER, MAX_UNDO
from app.numbers import MINUS, plain
from engine.arrays import readonly
from engine.edits import Edit
from engine.losses import TargetError, check_targets
from engine.parameters import Parameter
from engine.recipe import Rows
from engine.words import N_, words

_INDEX = re.compile(r"0|[1-9][0-9]?")
_LARGEST = plain(MAX_LESSON_NUMBER)
_ALLOWED = N_("a number from {low} to {high}", low=f"{MINUS}{_LARGEST}", high=_LARGEST)


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
        raise BadInput("value", value, _(_ALLOWED), _("{value} is not between them", value=plain(value)))
    quantity, place = placed(key, lesson.recipe.sizes)
    if quantity in ("w", "b"):
        changed, before = _with_edit(lesson, key, value, lesson.update), _edited_value(lesson, key, lesson.update)
        at = lesson.update
    else:
        if lesson.data is not None:
            allowed = _("w-layer-to-from or b-layer-neuron")
            raise BadInput("edit", key, allowed, _("the examples are those of a data set"))
        at = lesson.example_number
        if quantity == "target":
            _check_target(lesson.recipe.loss, value)
        changed, before = _with_datum(lesson, key, value, at), _data(lesson, quantity)[at - 1][place[1] - 1]
    was = (*lesson.view.was, Was(key, before, at))[-MAX_UNDO:]
    return replace(changed, view=replace(changed.view, was=was, dropped=(), answers=()))


def undone(lesson: Lesson) -> Lesson:
    """The same moment with the last value set by hand as it was before; the one before that comes next."""
    *rest, last = lesson.view.was
    quantity, _place = placed(last.key, lesson.recipe.sizes)
    if quantity in ("w", "b"):
        back = _with_edit(lesson, last.key, last.value, last.at)
    else:
        back = _with_datum(lesson, last.key, last.value or 0.0, last.at)
    return replace(back, view=replace(back.view, was=tuple(rest), dropped=()))


def placed(key: str, sizes: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The quantity and the place of a value that can be set by hand.

    Raises:
        BadInput: a network of these sizes has no such value.
    """
    quantity, *rest = key.split("-")
    place = tuple(int(number) for number in rest) if all(map(_INDEX.fullmatch, rest)) else ()
    match quantity, place:
        case "w", (layer, to, source) if _inside(sizes, layer, to) and 1 <= source <= sizes[layer - 1]:
            return quantity, place
        case "b", (layer, to) if _inside(sizes, layer, to):
            return quantity, place
        case "x", (0, neuron) if 1 <= neuron <= sizes[0]:
            return quantity, place
        case "target", (layer, neuron) if layer == len(sizes) - 1 and 1 <= neuron <= sizes[-1]:
            return quantity, place
    allowed = _("w-layer-to-from, b-layer-neuron, x-0-number or target-layer-number of this network")
    raise BadInput("edit", key, allowed, _("this network has no value that is called “{key}”", key=echo(key)))


def read_value(text: str) -> float:
    """The number that a field holds.

    Raises:
        BadInput: it is no finite number, or too large.
    """
    try:
        return grammar.number(text.strip().replace(MINUS, "-"))
    except grammar.Unreadable as error:
        raise BadInput("value", text, _(_ALLOWED), str(error)) from None


def _check_target(loss: str, value: float) -> None:
    try:
        check_targets(loss, readonly([value]))
    except TargetError as error:
        most = "1" if loss == "binary_cross_entropy" else _LARGEST
        allowed = _("a number from {low} to {high}", low=0, high=most)
        raise BadInput("value", value, allowed, _(words(error))) from None


def _inside(sizes: tuple[int, ...], layer: int, to: int) -> bool:
    return 1 <= layer < len(sizes) and 1 <= to <= sizes[layer]


def _parameter(key: str, sizes: tuple[int, ...]) -> Parameter:
    quantity, place = placed(key, sizes)
    return Parameter("w", *place) if quantity == "w" else Parameter("b", *place)


def _edited_value(lesson: Lesson, key: str, updates: int) -> float | None:
    parameter = _parameter(key, lesson.recipe.sizes)
    here = (parameter, updates)
    return next(
        (one.value for one in lesson.edits if isinstance(one, Edit) and (one.parameter, one.updates) == here), None
    )


def _with_edit(lesson: Lesson, key: str, value: float | None, updates: int) -> Lesson:
    """The lesson with a parameter set after so many updates, or left alone there."""
    parameter = _parameter(key, lesson.recipe.sizes)
    here = (parameter, updates)
    edits = [one for one in lesson.edits if not isinstance(one, Edit) or (one.parameter, one.updates) != here]
    if value is not None:
        edits.append(Edit(parameter, value, updates))
    return replace(lesson, edits=tuple(sorted(edits, key=lambda one: one.updates)))


def _data(lesson: Lesson, quantity: str) -> Rows:
    return lesson.recipe.inputs if quantity == "x" else lesson.recipe.targets


def _with_datum(lesson: Lesson, key: str, value: float, example: int) -> Lesson:
    """The lesson with an input or target of one example set."""
    quantity, (_layer, neuron) = placed(key, lesson.recipe.sizes)
    rows = _data(lesson, quantity)
    row = rows[example - 1]
    changed = (*rows[: example - 1], (*row[: neuron - 1], value, *row[neuron:]), *rows[example:])
    if quantity == "x":
        return replace(lesson, recipe=replace(lesson.recipe, inputs=changed))
    return replace(lesson, recipe=replace(lesson.recipe, targets=changed))
