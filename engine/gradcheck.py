"""Gradients by trial: the loss before and after a parameter is moved a little to either side.

One trial costs two forward passes and gives the slope of one parameter; the backward pass gives all at once. That both
agree is the oldest test of backpropagation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import readonly
from engine.backward import backward
from engine.forward import forward
from engine.network import Layer
from engine.probe import Probe, Quantity


@dataclass(frozen=True, slots=True)
class Comparison:
    """The slope of the loss in one parameter, computed in two ways.

    Attributes:
        layer: index of its layer, from 0.
        quantity: ``"W"`` or ``"b"``.
        index: its place in W or b.
        gradient: by the backward pass.
        difference: by a central difference.
    """

    layer: int
    quantity: Quantity
    index: tuple[int, ...]
    gradient: float
    difference: float

    @property
    def error(self) -> float:
        """|gradient - difference| / (|gradient| + |difference|), and 0 where both are 0."""
        size = abs(self.gradient) + abs(self.difference)
        return abs(self.gradient - self.difference) / size if size else 0.0


def central_difference(
    layers: Sequence[Layer],
    x: ArrayLike,
    targets: ArrayLike,
    loss: str,
    reduction: str,
    layer: int,
    quantity: Quantity,
    index: tuple[int, ...],
    h: float = 1e-5,
) -> float:
    """The quotient (L(θ + h) - L(θ - h)) / 2h, which differs from the slope of L by a multiple of h².

    Args:
        layers: the network; it is not changed.
        x: (N, n_in) or (n_in,).
        targets: (N, n_out) or (n_out,).
        loss: a name out of ``engine.losses.LOSSES``.
        reduction: ``"sum"`` or ``"mean"`` over the examples.
        layer: index of the layer whose parameter is moved, from 0.
        quantity: ``"W"`` or ``"b"``.
        index: the parameter's place in W, (to, from), or in b, (to,).
        h: how far it is moved, above 0.
    """
    return Probe(layers, readonly(x), readonly(targets), loss, reduction, layer, quantity, index).difference(h)


def check_gradients(
    layers: Sequence[Layer], x: ArrayLike, targets: ArrayLike, loss: str, reduction: str = "sum", h: float = 1e-5
) -> tuple[Comparison, ...]:
    """One comparison a parameter, layer by layer, the weights of a layer before its biases."""
    gradients = backward(layers, forward(layers, x), targets, loss, reduction)
    comparisons = []
    for layer, record in enumerate(gradients.layers):
        quantities: tuple[Quantity, Quantity] = ("W", "b")
        for quantity, gradient in zip(quantities, (record.dC_dW, record.dC_db), strict=True):
            for index in np.ndindex(gradient.shape):
                difference = central_difference(layers, x, targets, loss, reduction, layer, quantity, index, h)
                comparisons.append(Comparison(layer, quantity, index, float(gradient[index]), difference))
    return tuple(comparisons)
