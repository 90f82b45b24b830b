"""The panel of a neuron in focus on the training page: its weights, what each of them does to L, and its norms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.language import _
from app.links import Links
from app.numbers import data, text
from app.panels.train_large import place_of
from app.symbols import Symbols
from app.training_run import Run
from engine.arrays import Array

MOST_ROWS = 8
"""Weights that have a row each way; of more, the largest."""


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A weight or the bias.

    Attributes:
        key: ``w-1-2-1`` or ``b-1-2``.
        name: as printed.
        href: the page with it in focus.
        ends: the neuron at its other end, "" for the bias.
        value: as printed and at full precision.
        slope: ∂L/∂w in the same form.
    """

    key: str
    name: str
    href: str
    ends: str
    value: tuple[str, str]
    slope: tuple[str, str]


@dataclass(frozen=True, slots=True)
class NeuronPanel:
    """A neuron or an input.

    Attributes:
        name: its symbol.
        where: its layer and function, in words.
        activation: its symbol.
        answers: the least, mean and greatest activation over the training examples, as printed and at full precision.
        norm: ‖∂L/∂(w, b)‖ of what goes into it, and of its whole layer; None of an input, which learns nothing.
        layer: the name of its layer.
        into: what goes into it, the bias last.
        into_more: how many smaller weights have no row.
        onward: what it goes on to.
        onward_more: as ``into_more``.
    """

    name: str
    where: str
    activation: str
    answers: tuple[tuple[str, str], ...]
    norm: tuple[tuple[str, str], tuple[str, str]] | None
    layer: str
    into: tuple[ParameterRow, ...]
    into_more: int
    onward: tuple[ParameterRow, ...]
    onward_more: int


def train_neuron(run: Run, symbols: Symbols, links: Links) -> NeuronPanel | None:
    """The panel of the neuron in focus; None where none is.

    Its gradients are those of L over all training examples that are not left out, as in the curves.

    Args:
        run: at its cursor.
        symbols: of the network.
        links: out of the page.
    """
    place = place_of(run.lesson.view.focus)
    if place is None:
        return None
    layer, n = place
    weights, records = [one.W for one in run.state.layers], run.gradients.layers
    answers = (run.trace.layers[layer - 1].a if layer else run.trace.x)[:, n - 1]

    def weight(at: int, to: int, source: int) -> ParameterRow:
        key, end = f"w-{at}-{to}-{source}", symbols.neuron(at - 1, source) if at == layer else symbols.neuron(at, to)
        return ParameterRow(
            key,
            symbols.weight(at, to, source),
            links.focus(key),
            end,
            _both(weights[at - 1][to - 1, source - 1]),
            _both(records[at - 1].dC_dW[to - 1, source - 1]),
        )

    into, onward, norm = [], [], None
    sources = _largest(weights[layer - 1][n - 1]) if layer else []
    aims = _largest(weights[layer][:, n - 1]) if layer < len(weights) else []
    if layer:
        record, own = records[layer - 1], run.state.layers[layer - 1]
        key = f"b-{layer}-{n}"
        into = [weight(layer, n, source) for source in sources]
        into.append(
            ParameterRow(
                key, symbols.bias(layer, n), links.focus(key), "", _both(own.b[n - 1]), _both(record.dC_db[n - 1])
            )
        )
        norm = (
            _both(_norm((record.dC_dW[n - 1], record.dC_db[n - 1 : n]))), _both(_norm((record.dC_dW, record.dC_db))),
        )  # fmt: skip
    onward = [weight(layer + 1, to, n) for to in aims]
    where = symbols.layer(layer)
    function = run.state.layers[layer - 1].activation.name if layer else ""
    with np.errstate(all="ignore"):  # of a run that is about to diverge they may be infinite
        seen = tuple(_both(one) for one in (answers.min(), answers.mean(), answers.max()))
    return NeuronPanel(
        symbols.neuron(layer, n), _(", ").join(filter(None, (where, function))), symbols.activation(layer, n), seen,
        norm, where, tuple(into), run.recipe.sizes[layer - 1] - len(sources) if layer else 0, tuple(onward),
        run.recipe.sizes[layer + 1] - len(aims) if layer < len(weights) else 0,
    )  # fmt: skip


def _largest(values: Array) -> Sequence[int]:
    """The numbers, counted from 1, of the largest weights, in their order."""
    order = np.argsort(-np.abs(values), kind="stable")[:MOST_ROWS]
    return [int(one) + 1 for one in np.sort(order)]


def _norm(parts: Iterable[Array]) -> float:
    with np.errstate(all="ignore"):
        return float(np.linalg.norm(np.concatenate([part.ravel() for part in parts])))


def _both(value: float) -> tuple[str, str]:
    return text(float(value)), data(float(value))
