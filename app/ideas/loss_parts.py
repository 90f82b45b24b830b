"""The parts of the landscape's picture: points, the arrow, places to begin at; and the column of θ and ∇L."""

from dataclasses import dataclass, replace

import numpy as np

from app.formula import Formula
from app.ideas.equation import Equation
from app.ideas.idea import IdeaLinks
from app.ideas.loss_map import CELLS, LEFT, SIDE, TOP, LossMap, on_map
from app.ideas.loss_state import State
from app.ideas.number_lines import Shown
from app.language import _
from app.lesson import Lesson
from app.links import Go
from app.listing import one_by_one
from app.numbers import plain, text
from app.symbols import Symbols
from engine.parameters import Parameter, parameters
from engine.surface import Descent, Slice, slope_of, value_of

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the path on the picture: its place, and the two parameters there."""

    x: float
    y: float
    across: Shown
    up: Shown


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter in the column θ.

    Attributes:
        name: w₁.
        key: the end of its ids.
        value: what it is.
        slope: ∂L/∂ of it; None while it is covered.
        moves: whether it is one of the two.
    """

    name: str
    key: str
    value: Shown
    slope: Shown | None
    moves: bool


def name_of(lesson: Lesson, one: Parameter) -> str:
    """A parameter's name: w₁."""
    symbols = Symbols(lesson.recipe.sizes)
    return symbols.weight(one.layer, one.to, one.source) if one.kind == "w" else symbols.bias(one.layer, one.to)


def mark(on: LossMap, across: float, up: float) -> Mark:
    """A point of the path on the picture."""
    return Mark(on_map(across, on.across), on_map(up, on.up), Shown.of(across), Shown.of(up))


def arrow(run: Descent, count: int, marks: tuple[Mark, ...]) -> tuple[float, float] | None:
    """The tip of ∇L: its direction as it is, its length on the picture always the same."""
    slope, size = run.gradients[count], float(np.hypot(*run.gradients[count]))
    if not 0 < size < 1e300:
        return None
    return marks[-1].x + 52.0 * float(slope[0]) / size, marks[-1].y - 52.0 * float(slope[1]) / size


def frame(on: LossMap) -> tuple[str, str]:
    """The plot's place on the picture (left, top, width, height), and left, right, lower and upper value."""
    ends = (on.across.low, on.across.high, on.up.low, on.up.high)
    return f"{plain(LEFT)} {plain(TOP)} {plain(SIDE)} {plain(SIDE)}", " ".join(map(plain, ends))


def cells(
    seen: State, links: IdeaLinks[State], on: LossMap, names: tuple[str, str]
) -> tuple[tuple[Go, float, float, float, str], ...]:
    """A coarse grid of places to begin at."""
    size, found = SIDE / CELLS, []
    for row in range(CELLS):
        for place in range(CELLS):
            a = rounded(on.across.low + (place + 0.5) / CELLS * (on.across.high - on.across.low), seen.span)
            b = rounded(on.up.high - (row + 0.5) / CELLS * (on.up.high - on.up.low), seen.span)
            words = _("start at {where}", where=one_by_one((f"{names[0]} = {text(a)}", f"{names[1]} = {text(b)}")))
            there = links.to(replace(seen, a=a, b=b))
            found.append((there, LEFT + place * size, TOP + row * size, size, words))
    return tuple(found)


def rounded(value: float, span: float) -> float:
    """A value to a hundredth of the map or finer."""
    return round(value, max(0, 2 - int(np.floor(np.log10(span)))))


def column(state: State, on: Slice, run: Descent, count: int, stage: int) -> tuple[tuple[Row, ...], int]:
    """θ and ∇L side by side, the two that move first, and how many are left out."""
    here = run.points[count].tolist()
    layers = on.at(*here)
    with np.errstate(all="ignore"):
        slopes = on.backward_at(*here) if stage else None
    every = list(parameters(state.lesson.recipe.sizes))
    shown = [on.across, on.up, *(one for one in every if one not in (on.across, on.up))][:MOST_ROWS]
    shown.sort(key=every.index)
    return tuple(
        Row(
            name_of(state.lesson, one), one.place, Shown.of(value_of(layers, one)),
            None if slopes is None else Shown.of(slope_of(slopes, one)), one in (on.across, on.up),
        )
        for one in shown
    ), len(every) - len(shown)  # fmt: skip


def formula(on: Slice, run: Descent, count: int, stage: int, rate: float, lesson: Lesson) -> Formula | None:
    """The present step in numbers: the last one that was made, or the first one while it is asked about."""
    if stage == 0 or len(run.points) < 2:
        return None
    to = max(count, 1)
    line, symbols = Equation(), Symbols(lesson.recipe.sizes)
    before, slope, after = (each.tolist() for each in (run.points[to - 1], run.gradients[to - 1], run.points[to]))

    def vector(*lines: str) -> str:
        return r"\begin{bmatrix} " + r" \\ ".join(lines) + r" \end{bmatrix}"

    def numbers(values: list[float]) -> str:
        return vector(*(line.number("", value) for value in values))

    letters = vector(*(symbols.tex(name_of(lesson, one)) for one in (on.across, on.up)))
    step = f"{letters} = {numbers(before)} - {line.number('', rate)} {numbers(slope)}"
    return line.line(rf"{step} \approx {numbers(after)}")
