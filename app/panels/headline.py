"""The headline of the working area: what the lesson is called, what was set by hand, and other ways to look at it."""

from app.changes import placed
from app.language import _
from app.lesson import Lesson
from app.moment import Moment
from app.numbers import text
from app.preset import Preset
from app.symbols import Symbols
from engine.edits import AnyEdit, Edit, ExampleEdit, FreezeEdit, RateEdit
from engine.parameters import parameter_named
from engine.words import N_


def title(lesson: Lesson, preset: Preset) -> str:
    """What the lesson is called: its preset, unless the network is another."""
    sizes = lesson.recipe.sizes
    if sizes != preset.recipe.sizes:
        return _("A {sizes} network", sizes="-".join(map(str, sizes)))
    if lesson.recipe == preset.recipe and not lesson.edits:
        return _(preset.title)
    return _("{title}, changed", title=preset.title)


def undo_words(moment: Moment) -> str:
    """What undoing does, in words; "" when nothing was set by hand."""
    if not moment.lesson.view.was:
        return ""
    last = moment.lesson.view.was[-1]
    name = moment.symbols.settable(*placed(last.key, moment.sizes))
    if last.value is None:
        return _("undo: {name} as it was", name=name)
    return _("undo: {name} back to {value}", name=name, value=text(last.value))


def edits_words(moment: Moment) -> str:
    """What was done by hand."""
    return _(", ").join(_dated(edit_words(moment.symbols, edit), edit.updates) for edit in moment.lesson.edits)


def _dated(words: str, updates: int) -> str:
    return _("{what} after update {n}", what=words, n=updates) if updates else words


def edit_words(symbols: Symbols, edit: AnyEdit) -> str:
    """One thing that was done by hand, in words."""
    match edit:
        case Edit(parameter, value):
            return f"{symbols.settable(*placed(parameter.key, symbols.sizes))} = {text(value)}"
        case RateEdit(value):
            return f"η = {text(value)}"
        case FreezeEdit(name, frozen):
            what = _frozen_name(symbols, name)
            return _("{what} frozen", what=what) if frozen else _("{what} let go", what=what)
        case ExampleEdit(example, left_out):
            return _("example {n} left out", n=example) if left_out else _("example {n} taken in again", n=example)


def _frozen_name(symbols: Symbols, name: str) -> str:
    if name == "biases":
        return _("all biases")
    if name.startswith("layer"):
        return _("layer {n}", n=name.removeprefix("layer"))
    place = parameter_named(symbols.sizes, name)
    return symbols.settable(*placed(place.key, symbols.sizes))


def looks(lesson: Lesson) -> tuple[tuple[str, dict[str, object]], ...]:
    """Projector, each of the other themes, and notation, each as what it would change to.

    Which of light and dark an automatic page shows only the browser knows: its style sheet hides the way to that one.
    """
    view = lesson.view
    themes = {
        "dark": N_("Colours: dark"),
        "light": N_("Colours: light"),
        "auto": N_("Colours: automatic"),
    }
    screen = "page" if view.screen == "projector" else "projector"
    others: list[tuple[str, dict[str, object]]]
    others = [(_(words), {"theme": theme}) for theme, words in themes.items() if theme != view.theme]
    return (
        (_("Leave projector") if screen == "page" else _("Projector"), {"screen": screen, "panels": ()}),
        *others,
        other_notation(view.notation),
    )


def other_notation(notation: str) -> tuple[str, dict[str, object]]:
    """The other letters: how the way to them is called, and what they change of a view."""
    other = "common" if notation == "notes" else "notes"
    return _("Letters: common") if other == "common" else _("Letters: the notes’"), {"notation": other}
