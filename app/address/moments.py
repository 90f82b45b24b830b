"""How the parameters of an address that say what was done, and what is looked at, are read and written."""

import re
from dataclasses import replace

from app.address import grammar
from app.address.grammar import Unreadable
from app.errors import echo
from app.language import _
from app.lesson import Lesson, Was
from app.limits import MAX_UNDO, MAX_UPDATES, most_updates
from app.numbers import plain

_INDEX = re.compile(r"0|[1-9][0-9]{0,2}")


def was(text: str, lesson: Lesson) -> tuple[Was, ...]:
    """The way back of the values set by hand: ``w-2-1-1:0.5@3``, an empty value for what nobody had set before."""
    parts = grammar.names(text)
    if len(parts) > MAX_UNDO:
        raise Unreadable(_("{n} are more than {most}", n=len(parts), most=MAX_UNDO))
    found = []
    for part in parts:
        key, _colon, rest = part.partition(":")
        value, at, count = rest.partition("@")
        of_data = key.startswith(("x-", "target-"))
        number = grammar.number(value) if value or of_data else None
        if not _settable(key, lesson.recipe.sizes):
            raise Unreadable(_("this network has no value that is called “{key}”", key=echo(key)))
        low, high = (1, len(lesson.recipe.inputs)) if of_data else (0, MAX_UPDATES)
        found.append(Was(key, number, grammar.whole(count, low, high) if at else low))
    return tuple(found)


def write_was(lesson: Lesson) -> str:
    """``w-2-1-1:0.5@3,x-0-1:1@1``."""
    return ",".join(
        f"{one.key}:{'' if one.value is None else plain(one.value)}" + (f"@{one.at}" if one.at else "")
        for one in lesson.view.was
    )


def _settable(key: str, of: tuple[int, ...]) -> bool:
    if key.startswith("target-"):
        return _drawn(key.replace("target", "b", 1), of) and key.startswith(f"target-{len(of) - 1}-")
    return key[:1] in ("w", "b", "x") and _drawn(key, of)


def updates(text: str, lesson: Lesson) -> int:
    """A count of finished updates that this lesson may have."""
    return grammar.whole(text, 0, most_updates(lesson.recipe.sizes, lesson.recipe.batch))


def run_of(lesson: Lesson) -> int:
    """For how many updates the run has been trained, where that is more than are finished at the cursor; else 0."""
    return lesson.view.run if lesson.view.run > lesson.time // len(lesson.program) else 0


def with_run(lesson: Lesson, count: int) -> Lesson:
    """The lesson with its run trained for so many updates."""
    run = count if count > lesson.time // len(lesson.program) else 0
    return replace(lesson, view=replace(lesson.view, run=run))


def operation(text: str, lesson: Lesson) -> str:
    """The key of an operation of this lesson's training step, or nothing."""
    if text and text not in lesson.program.places:
        raise Unreadable(_("no operation of this lesson's training step is called “{text}”", text=echo(text)))
    return text


def operation_of(lesson: Lesson) -> str:
    """The key of the operation just done within a training step; nothing between two of them."""
    done = lesson.time % len(lesson.program)
    return lesson.program.operations[done - 1].key if done else ""


def with_updates(lesson: Lesson, count: int) -> Lesson:
    """The lesson right after so many updates."""
    return replace(lesson, time=count * len(lesson.program))


def with_operation(lesson: Lesson, key: str) -> Lesson:
    """The lesson right after that operation of the training step that its finished updates are followed by."""
    begun = lesson.time - lesson.time % len(lesson.program)
    return replace(lesson, time=begun + (lesson.program.places[key] if key else 0))


def focus(text: str, of: tuple[int, ...]) -> str:
    """The id of a neuron, an input, an edge, a bias or the loss of a network of these sizes, or nothing."""
    if text and not _drawn(text, of):
        raise Unreadable(_("nothing in this network's picture is called “{text}”", text=echo(text)))
    return text


def _drawn(text: str, of: tuple[int, ...]) -> bool:
    kind, *places = text.split("-")
    if not all(map(_INDEX.fullmatch, places)):
        return False
    match kind, tuple(map(int, places)):
        case "C", ():
            return True
        case "x", (0, to):
            return 1 <= to <= of[0]
        case "z" | "b", (layer, to):
            return 1 <= layer < len(of) and 1 <= to <= of[layer]
        case "w", (layer, to, source):
            return 1 <= layer < len(of) and 1 <= to <= of[layer] and 1 <= source <= of[layer - 1]
    return False
