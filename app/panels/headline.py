"""The headline of the working area: what the lesson is called, what was set by hand, and other ways to look at it."""

from app.changes import placed
from app.lesson import Lesson
from app.moment import Moment
from app.numbers import text
from app.preset import Preset
from app.symbols import Y_HAT


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
    """The parameters set by hand, with their values."""
    return ", ".join(
        f"{moment.symbols.settable(*placed(edit.parameter.key, moment.sizes))} = {text(edit.value)}"
        + (f" after update {edit.updates}" if edit.updates else "")
        for edit in moment.lesson.edits
    )


def looks(lesson: Lesson) -> tuple[tuple[str, dict[str, object]], ...]:
    """Projector, theme and notation, each as what it would change to."""
    view = lesson.view
    themes = {"auto": "dark", "dark": "light", "light": "auto"}
    names = {"auto": "automatic", "dark": "dark", "light": "light"}
    theme = themes[view.theme]
    other = "common" if view.notation == "notes" else "notes"
    screen = "page" if view.screen == "projector" else "projector"
    return (
        ("Leave projector" if screen == "page" else "Projector", {"screen": screen, "panels": ()}),
        (f"Colours: {names[theme]}", {"theme": theme}),
        ("Target as y" if other == "common" else f"Target as {Y_HAT}", {"notation": other}),
    )
