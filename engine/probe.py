"""The loss as a function of one parameter alone, all others held: what can be found out about it by trial."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Literal

import numpy as np

from engine.arrays import Array
from engine.evaluation import batch_loss
from engine.forward import forward
from engine.network import Layer

Quantity = Literal["W", "b"]
CORNERED = ("relu", "leaky_relu")
"""The activations with a corner at z = 0, where they have no slope."""


@dataclass(frozen=True, eq=False, slots=True)
class Probe:
    """One parameter of a network on one batch.

    Attributes:
        layers: the network; it is not changed.
        x: (N, n_in) or (n_in,).
        targets: (N, n_out) or (n_out,).
        loss: a name out of ``engine.losses.LOSSES``.
        reduction: ``"sum"`` or ``"mean"`` over the examples.
        layer: index of the layer of the parameter, from 0.
        quantity: ``"W"`` or ``"b"``.
        index: the parameter's place in W, (to, from), or in b, (to,).
    """

    layers: Sequence[Layer]
    x: Array
    targets: Array
    loss: str
    reduction: str
    layer: int
    quantity: Quantity
    index: tuple[int, ...]

    @property
    def value(self) -> float:
        """The parameter as it is."""
        return float(self.layers[self.layer].matrix[self._place])

    def at(self, value: float) -> float:
        """L with the parameter at a value."""
        network = self._network(value)
        return batch_loss(network, forward(network, self.x), self.targets, self.loss, self.reduction)

    def difference(self, h: float) -> float:
        """The quotient (L(w + h) - L(w - h)) / 2h, which differs from the slope of L by a multiple of h².

        The width is that of the numbers that w + h and w - h are rounded to; NaN where both are w itself.
        """
        above, below = self.value + h, self.value - h
        if above == below:
            return nan
        return (self.at(above) - self.at(below)) / (above - below)

    def corner_between(self, low: float, high: float) -> bool:
        """Whether a relu of the network changes sides as the parameter goes from one value to the other.

        Between them L may have a corner, where it has no slope for a difference to come near.
        """
        sides = [self._sides(value) for value in (low, high)]
        return any(bool((one != other).any()) for one, other in zip(*sides, strict=True))

    @property
    def _place(self) -> tuple[int, ...]:
        return self.index if self.quantity == "W" else (self.index[0], -1)

    def _network(self, value: float) -> list[Layer]:
        old = self.layers[self.layer]
        matrix = old.matrix.copy()
        matrix[self._place] = value
        return [*self.layers[: self.layer], Layer.of(matrix, old.activation), *self.layers[self.layer + 1 :]]

    def _sides(self, value: float) -> list[np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
        network = self._network(value)
        trace = forward(network, self.x)
        cornered = (one.activation.name in CORNERED for one in network)
        return [record.z > 0 for record, corner in zip(trace.layers, cornered, strict=True) if corner]
