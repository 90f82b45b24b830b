"""The equation of the present step: one line for each operation that it did, shortened where they are many."""

from collections.abc import Iterator
from itertools import islice

from app.formula import Formula, Writer
from app.language import _
from app.links import Go, Links
from app.moment import Moment
from app.panels.equations import Equations
from app.panels.present import Present
from app.panels.update_equations import update_lines
from app.symbols import Symbols
from engine.operations import Operation

MOST_LINES = 4
MOST_WEIGHTS, MOST_BIASES = 4, 3
"""Rows of ∇L that are written down before it is opened."""

_Row = tuple[str, int, int] | tuple[str, int, int, int]


def explanation(moment: Moment, present: Present, links: Links) -> tuple[tuple[Formula, ...], tuple[str, Go] | None]:
    """The lines, and a way to see more of them: ∂C/∂z split one level further, ∇L with every row."""
    return equation_lines(moment, present), _split(moment, present, links)


def equation_lines(moment: Moment, present: Present) -> tuple[Formula, ...]:
    """The lines alone."""
    write = Equations(moment)
    lines: list[Formula] = []
    for operation in present.operations[:MOST_LINES]:
        lines += _lines(moment, write, operation, alone=len(present.operations) == 1)
    return tuple(lines[: MOST_LINES + 1])


def _lines(moment: Moment, write: Equations, operation: Operation, *, alone: bool) -> list[Formula]:
    layer, neuron, unfold = operation.layer, operation.neuron, moment.lesson.view.unfold
    match operation.kind:
        case "input":
            return []
        case "z":
            sources = moment.sizes[layer - 1]
            read = [write.read_off(layer, neuron, n) for n in range(1, min(sources, 2) + 1)] if alone else []
            return [write.weighted_sum(layer, neuron), *read]
        case "a":
            slope = write.slope(layer, neuron) if alone else None
            return [write.activation(layer, neuron), *([slope] if slope else [])]
        case "loss":
            return [write.loss(), write.total()]
        case "dC_dy":
            return [write.loss_slope(neuron)]
        case "dC_da" | "dC_dx":
            return [write.summed_back(layer, neuron)]
        case "dC_dz":
            return [write.delta(layer, neuron, unfold)]
        case "dC_dw":
            shown = range(1, min(moment.sizes[layer - 1], 3 if alone else 1) + 1)
            each = [write.weight_gradient(layer, neuron, n, unfold) for n in shown]
            return [*each, write.bias_gradient(layer, neuron, unfold)] if alone else each
        case "dL_dw":
            shown = range(1, min(moment.sizes[layer - 1], 2 if alone else 1) + 1)
            each = [write.batch_gradient("w", layer, neuron, n) for n in shown]
            return [*each, write.batch_gradient("b", layer, neuron)] if alone else each
        case "gradient":
            return _column(moment)
        case _:
            shown = range(1, min(moment.sizes[layer - 1], 2 if alone else 1) + 1)
            if moment.lesson.recipe.optimiser.memories:
                return update_lines(write, "w", layer, neuron, 1)
            each = [line for n in shown for line in update_lines(write, "w", layer, neuron, n)]
            return [*each, *update_lines(write, "b", layer, neuron)] if alone else each


def _column(moment: Moment) -> list[Formula]:
    """∇L as the column of all partial derivatives, shortened in the middle; the table has every one.

    Opened, its name has a line of its own, which stays in sight while the rows below it scroll.
    """
    write, sizes, symbols = Writer(moment), moment.sizes, moment.symbols
    layers = range(1, len(sizes))
    weights: Iterator[_Row] = (
        ("dL_dw", layer, to, source)
        for layer in layers
        for to in range(1, sizes[layer] + 1)
        for source in range(1, sizes[layer - 1] + 1)
    )
    biases: Iterator[_Row] = (("dL_db", layer, to) for layer in layers for to in range(1, sizes[layer] + 1))
    whole, last = "gradient" in moment.lesson.view.panels, moment.last
    shown: list[_Row | None] = (
        [*weights, *biases]
        if whole
        else [
            *_ends(weights, ("dL_dw", last, sizes[-1], sizes[-2]), MOST_WEIGHTS),
            *_ends(biases, ("dL_db", last, sizes[-1]), MOST_BIASES),
        ]
    )
    if (
        moment.lesson.view.screen == "projector" and not whole
    ):  # letters this large leave room for the first and the last
        shown = [("dL_dw", 1, 1, 1), None, ("dL_db", last, sizes[-1])]
    names = [rf"\partial L / \partial {symbols.tex(_name(symbols, row))}" if row else r"\vdots" for row in shown]
    numbers = [write.value(*row) if row else r"\vdots" for row in shown]
    if whole and _folds(moment):
        rows = [f"{name} & = & {number}" for name, number in zip(names, numbers, strict=True)]
        return [Writer(moment).line(r"\nabla L(\theta) ="), write.line(_matrix(rows))]
    return [write.line(rf"\nabla L(\theta) = {_matrix(names)} = {_matrix(numbers)}")]


def _folds(moment: Moment) -> bool:
    """Whether ∇L has rows that are not written down before it is opened."""
    biases = sum(moment.sizes[1:])
    return moment.lesson.recipe.spec.n_parameters - biases > MOST_WEIGHTS or biases > MOST_BIASES


def _name(symbols: Symbols, row: _Row) -> str:
    return symbols.weight(*row[1:]) if len(row) == 4 else symbols.bias(*row[1:])


def _ends(rows: Iterator[_Row], last: _Row, most: int) -> list[_Row | None]:
    """The first rows and the last; those between are thousands in a large network, and are not written down."""
    first = [*islice(rows, most + 1)]
    return [*first] if len(first) <= most else [*first[: most - 2], None, last]


def _matrix(rows: list[str]) -> str:
    return r"\left[\begin{matrix}" + r" \\ ".join(rows) + r"\end{matrix}\right]"


def _split(moment: Moment, present: Present, links: Links) -> tuple[str, Go] | None:
    if not present.operations:
        return None
    operation, unfold = present.operations[-1], moment.lesson.view.unfold
    if operation.kind == "gradient":
        if not _folds(moment):
            return None
        count, opened = moment.lesson.recipe.spec.n_parameters, "gradient" in moment.lesson.view.panels
        return _("fold it again") if opened else _("show all {n:,} rows", n=count), links.toggled("gradient")
    if operation.kind not in ("dC_dz", "dC_dw") or moment.step.gradients.layers[operation.layer - 1].da_dz is None:
        return None
    levels = [0, 2] if operation.kind == "dC_dz" else [0, 1, 2]
    if operation.layer == moment.last:
        levels = [0, 1]
    further = [level for level in levels if level > unfold]
    if further:
        delta = moment.symbols.delta(operation.layer, operation.neuron)
        return _("split {name} further", name=delta), links.viewed(unfold=further[0])
    return _("fold it again"), links.viewed(unfold=0)
