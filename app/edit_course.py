"""One thing more that is done by hand in the course of a lesson."""

from dataclasses import replace

from app.lesson import Lesson
from engine.edits import AnyEdit, Edit, ExampleEdit, FreezeEdit, RateEdit


def with_edit(lesson: Lesson, edit: AnyEdit) -> Lesson:
    """The lesson with one edit more; what was done to the same thing after the same update is replaced."""
    others = [one for one in lesson.edits if _what(one) != _what(edit)]
    view = replace(lesson.view, was=(), dropped=())
    return replace(lesson, edits=tuple(sorted((*others, edit), key=lambda one: one.updates)), view=view)


def _what(edit: AnyEdit) -> tuple[object, ...]:
    match edit:
        case Edit(parameter, _, updates):
            return ("parameter", parameter, updates)
        case RateEdit(_, updates):
            return ("rate", updates)
        case FreezeEdit(name, _, updates):
            return ("freeze", name, updates)
        case ExampleEdit(example, _, updates):
            return ("example", example, updates)
