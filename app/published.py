"""The figures of the sources beside the engine's own numbers: every preset shows what it reproduces."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from app.figures import Figure
from app.lesson import Lesson, View
from app.moment import moment
from app.numbers import like
from app.preset import Preset


@dataclass(frozen=True, slots=True)
class Checked:
    """A printed figure and what the engine says of it.

    Attributes:
        figure: what the source prints.
        value: the engine's number (times the figure's factor), at full precision.
        printed_like: that number rounded to as many places as the source prints.
        agrees: whether the source is right to its last digit (give or take the stated slack of its own rounding).
    """

    figure: Figure
    value: float
    printed_like: str
    agrees: bool


@lru_cache(maxsize=64)
def compute(preset: Preset) -> tuple[Checked, ...]:
    """Every figure of a preset, in its order, checked against the engine; those wrong in the source included."""
    return tuple(_checked(figure, seen(preset, figure)) for figure in preset.figures)


def seen(preset: Preset, figure: Figure) -> Lesson:
    """The moment of the preset's lesson at which the engine has just computed the figure."""
    recipe = replace(preset.recipe, inputs=(figure.inputs,)) if figure.inputs else preset.recipe
    lesson = Lesson(preset.name, recipe, view=View(example=figure.example))
    program = lesson.program
    done = program.places[figure.operation] if figure.operation else len(program)
    return replace(lesson, time=figure.updates * len(program) + done)


def _checked(figure: Figure, lesson: Lesson) -> Checked:
    value = figure.factor * moment(lesson).number(figure.quantity, figure.layer, figure.to, figure.source)
    rounded = like(value, figure.printed)
    unit = Decimal(1).scaleb(-len(figure.printed.partition(".")[2]))
    distance = abs(_decimal(rounded) - _decimal(figure.printed))
    return Checked(figure, value, rounded, distance <= figure.slack * unit)


def _decimal(printed: str) -> Decimal:
    return Decimal(printed.replace("−", "-"))
