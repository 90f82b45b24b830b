"""What can be changed by hand on the training page from the present update on, and how all of it is undone."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from app.changes import set_value
from app.edit_course import with_edit
from app.errors import BadInput
from app.language import _
from app.lesson import Lesson
from app.lesson_url import query
from app.limits import MAX_LEARNING_RATE
from app.links import Go, Links
from app.numbers import plain
from app.panels.headline import edit_words
from app.symbols import Symbols
from app.training_run import Run
from engine.edits import FreezeEdit, RateEdit
from engine.freezing import frozen
from engine.parameters import Parameter, parameter_name

RATE = "lr"
"""What a form's field ``edit`` holds for η; for a parameter it holds its key, ``w-2-1-1``."""


@dataclass(frozen=True, slots=True)
class Field:
    """A number that can be set from here on.

    Attributes:
        key: what the form sends as ``edit``.
        name: as printed.
        value: at full precision.
    """

    key: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done by hand, and the lesson without it."""

    words: str
    take_back: Go


@dataclass(frozen=True, slots=True)
class Changes:
    """What can be changed here.

    Attributes:
        fields: η, and the parameter in focus.
        freeze: freezes the parameter in focus from here on, or lets it go: label and way; None without one.
        hidden: what every form sends besides.
        action: where the forms go.
        deeds: what was done by hand.
        over: the same lesson from the start with nothing done by hand; None where that is what one sees.
    """

    fields: tuple[Field, ...]
    freeze: tuple[str, Go] | None
    hidden: tuple[tuple[str, str], ...]
    action: str
    deeds: tuple[Deed, ...]
    over: Go | None


def changes(run: Run, symbols: Symbols, links: Links) -> Changes:
    """What can be changed at the cursor of a run."""
    lesson, parameter = run.lesson, _focus(run.lesson)
    fields = [Field(RATE, "η", plain(run.conditions.learning_rate))]
    freeze = None
    if parameter is not None:
        place = (parameter.layer, parameter.to, parameter.source)
        name = symbols.weight(*place) if parameter.kind == "w" else symbols.bias(*place[:2])
        fields.append(Field(parameter.key, name, plain(_value(run, parameter))))
        held = _held(run, parameter)
        edit = FreezeEdit(parameter_name(run.recipe.sizes, parameter), not held, run.updates)
        words = _("freeze {name} from here on", name=name)
        if held:
            words = _("let {name} learn again from here on", name=name)
        freeze = (words, links.to(with_edit(lesson, edit)))
    begun = replace(run.at(0), edits=(), view=replace(lesson.view, was=(), dropped=(), run=0))
    return Changes(
        tuple(fields), freeze,
        tuple(parse_qsl(query(run.at(run.updates)), keep_blank_values=True)), links.root + "/train/change",
        tuple(_deed(run, symbols, links, number) for number in range(len(lesson.edits))),
        links.to(begun) if begun != lesson else None,
    )  # fmt: skip


def changed_by_hand(lesson: Lesson, key: str, value: float) -> Lesson:
    """The lesson with η or a parameter set from its count of updates on.

    Raises:
        BadInput: there is no such thing here, or it may not have that value.
    """
    updates = lesson.time // len(lesson.program)
    if key != RATE:
        # A parameter is set in the training step that follows; between two the lesson page still shows the last one.
        at_step = replace(lesson, time=updates * len(lesson.program) + 1)
        made = set_value(at_step, key, value)
        return replace(lesson, edits=made.edits, recipe=made.recipe)
    if not 0 < value <= MAX_LEARNING_RATE:
        allowed = _("a number above 0, up to {most}", most=plain(MAX_LEARNING_RATE))
        raise BadInput("value", value, allowed, _("{value} is not between them", value=plain(value)))
    return with_edit(lesson, RateEdit(value, updates))


def _focus(lesson: Lesson) -> Parameter | None:
    kind, *numbers = lesson.view.focus.split("-")
    place = [int(number) for number in numbers]
    if kind == "w":
        return Parameter("w", *place)
    return Parameter("b", *place) if kind == "b" else None


def _value(run: Run, parameter: Parameter) -> float:
    layer = run.state.layers[parameter.layer - 1]
    if parameter.kind == "w":
        return float(layer.W[parameter.to - 1, parameter.source - 1])
    return float(layer.b[parameter.to - 1])


def _held(run: Run, parameter: Parameter) -> bool:
    weights, biases = frozen(run.recipe, run.conditions.frozen).layers[parameter.layer - 1]
    if parameter.kind == "w":
        return bool(weights[parameter.to - 1, parameter.source - 1])
    return bool(biases[parameter.to - 1])


def _deed(run: Run, symbols: Symbols, links: Links, number: int) -> Deed:
    lesson = run.lesson
    edit = lesson.edits[number]
    others = lesson.edits[:number] + lesson.edits[number + 1 :]
    words = edit_words(symbols, edit)
    if edit.updates:
        words = _("{change} after update {n}", change=words, n=edit.updates)
    return Deed(words, links.to(replace(lesson, edits=others, view=replace(lesson.view, was=(), dropped=()))))
