"""The headline of the working area: what the lesson is called, what was set by hand, and other ways to look at it."""

from app.changes import placed
from app.lesson import Lesson
from app.moment import Moment
from app.numbers import text
from app.preset import Preset
from app.symbols import Symbols
from engine.edits import AnyEdit, Edit, ExampleEdit, FreezeEdit, RateEdit
from engine.parameters import parameter_named


def title(lesson: Lesson, preset: Preset) -> str:
    """What the lesson is called: its preset, unless the network is another."""
    sizes = lesson.recipe.sizes
    if sizes != preset.recipe.sizes:
        return f"A {'-'.join(map(str, sizes))} network"
    return preset.title if lesson.recipe == preset.recipe and not lesson.edits else f"{preset.title}, changed"


def undo_words(moment: Moment) -> str:
    """What undoing does, in words; "" when nothing was set by hand."""
    if not moment.lesson.view.was:
        return ""
    last = moment.lesson.view.was[-1]
    name = moment.symbols.settable(*placed(last.key, moment.sizes))
    return f"undo: {name} as it was" if last.value is None else f"undo: {name} back to {text(last.value)}"


def edits_words(moment: Moment) -> str:
    """What was done by hand."""
    return ", ".join(
        edit_words(moment.symbols, edit) + (f" after update {edit.updates}" if edit.updates else "")
        for edit in moment.lesson.edits
    )


def edit_words(symbols: Symbols, edit: AnyEdit) -> str:
    """One thing that was done by hand, in words."""
    match edit:
        case Edit(parameter, value):
            return f"{symbols.settable(*placed(parameter.key, symbols.sizes))} = {text(value)}"
        case RateEdit(value):
            return f"η = {text(value)}"
        case FreezeEdit(name, frozen):
            return f"{_frozen_name(symbols, name)} {'frozen' if frozen else 'let go'}"
        case ExampleEdit(example, left_out):
            return f"example {example} {'left out' if left_out else 'taken in again'}"


def _frozen_name(symbols: Symbols, name: str) -> str:
    if name == "biases":
        return "all biases"
    if name.startswith("layer"):
        return f"layer {name.removeprefix('layer')}"
    place = parameter_named(symbols.sizes, name)
    return symbols.settable(*placed(place.key, symbols.sizes))


def looks(lesson: Lesson) -> tuple[tuple[str, dict[str, object]], ...]:
    """Projector, theme and notation, each as what it would change to."""
    view = lesson.view
    themes = {"auto": "dark", "dark": "light", "light": "auto"}
    names = {"auto": "automatic", "dark": "dark", "light": "light"}
    theme = themes[view.theme]
    screen = "page" if view.screen == "projector" else "projector"
    return (
        ("Leave projector" if screen == "page" else "Projector", {"screen": screen, "panels": ()}),
        (f"Colours: {names[theme]}", {"theme": theme}),
        other_notation(view.notation),
    )


def other_notation(notation: str) -> tuple[str, dict[str, object]]:
    """The other letters: how the way to them is called, and what they change of a view."""
    other = "common" if notation == "notes" else "notes"
    return "Letters: common" if other == "common" else "Letters: the notes’", {"notation": other}
