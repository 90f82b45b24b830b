"""The loss as a surface over two chosen parameters, all others held still, and gradient descent on it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array, ShapeError, freeze
from engine.backward import BackwardTrace, backward
from engine.descent import Frozen, Mask, gradient_step
from engine.evaluation import batch_loss
from engine.forward import forward
from engine.network import Layer
from engine.parameters import Parameter


@dataclass(frozen=True, eq=False)
class Slice:
    """A network and its data, of which two parameters may move.

    Attributes:
        layers: θ; the two parameters' own values are where they stand.
        x: (N, n_in).
        targets: (N, n_out).
        loss: a name out of ``engine.losses.LOSSES``.
        reduction: ``"sum"`` or ``"mean"`` over the examples.
        across: the first parameter.
        up: the second one, another.

    Raises:
        ShapeError: the two are one parameter.
    """

    layers: tuple[Layer, ...]
    x: Array
    targets: Array
    loss: str
    reduction: str
    across: Parameter
    up: Parameter

    def __post_init__(self) -> None:
        """Refuse a slice along one parameter."""
        if self.across == self.up:
            raise ShapeError("a surface needs two parameters, not the same one twice")

    def at(self, across: float, up: float) -> tuple[Layer, ...]:
        """The network with the two parameters at these values."""
        return with_value(with_value(self.layers, self.across, across), self.up, up)

    def loss_at(self, across: float, up: float) -> float:
        """L where the two parameters have these values."""
        layers = self.at(across, up)
        return batch_loss(layers, forward(layers, self.x), self.targets, self.loss, self.reduction)

    def backward_at(self, across: float, up: float) -> BackwardTrace:
        """The loss and the gradient of every parameter where the two have these values."""
        layers = self.at(across, up)
        return backward(layers, forward(layers, self.x), self.targets, self.loss, self.reduction)

    def grid(self, across: ArrayLike, up: ArrayLike) -> Array:
        """L at every pair of these values, one evaluation each.

        Args:
            across: (C,) values of the first parameter.
            up: (R,) values of the second.

        Returns:
            (R, C), read-only.
        """
        columns, lines = np.asarray(across, np.float64).tolist(), np.asarray(up, np.float64).tolist()
        found = np.array([[self.loss_at(first, second) for first in columns] for second in lines])
        freeze(found)
        return found

    def held(self) -> Frozen:
        """All parameters but the two."""
        masks: list[tuple[Mask, Mask]] = []
        for number, layer in enumerate(self.layers, 1):
            weights, biases = np.ones(layer.W.shape, bool), np.ones(layer.b.shape, bool)
            for one in (self.across, self.up):
                if one.layer == number:
                    if one.kind == "w":
                        weights[one.to - 1, one.source - 1] = False
                    else:
                        biases[one.to - 1] = False
            masks.append((weights, biases))
        return Frozen(tuple(masks))


@dataclass(frozen=True, eq=False)
class Descent:
    """A run of gradient descent on a slice.

    Attributes:
        points: (S + 1, 2), the two parameters at the start and after every step.
        losses: (S + 1,), L there.
        gradients: (S + 1, 2), ∂L/∂ of the two there.
        diverged: the step whose result is not finite; the run ends before it. None: all are.
    """

    points: Array
    losses: Array
    gradients: Array
    diverged: int | None


def descend(on: Slice, start: tuple[float, float], learning_rate: float, steps: int) -> Descent:
    """θ ← θ - η ∇L for the two parameters of a slice, so many times, all others held still.

    Args:
        on: the slice.
        start: where the two parameters begin.
        learning_rate: η.
        steps: how many, from 0 on.
    """
    held, layers = on.held(), on.at(*start)
    points, losses, gradients = [], [], []
    diverged = None
    for step in range(steps + 1):
        trace = backward(layers, forward(layers, on.x), on.targets, on.loss, on.reduction)
        place = [value_of(layers, on.across), value_of(layers, on.up)]
        slope = [slope_of(trace, on.across), slope_of(trace, on.up)]
        if not np.all(np.isfinite([trace.loss, *place, *slope])):
            diverged = step
            break
        points.append(place)
        losses.append(trace.loss)
        gradients.append(slope)
        layers = gradient_step(layers, trace, learning_rate, held)
    arrays = np.array(points).reshape(-1, 2), np.array(losses), np.array(gradients).reshape(-1, 2)
    freeze(*arrays)
    return Descent(*arrays, diverged)


def with_value(layers: Sequence[Layer], parameter: Parameter, value: float) -> tuple[Layer, ...]:
    """The network with one parameter at another value."""
    layer = layers[parameter.layer - 1]
    matrix = layer.matrix.copy()
    matrix[parameter.to - 1, parameter.source - 1 if parameter.kind == "w" else -1] = value
    return (*layers[: parameter.layer - 1], Layer.of(matrix, layer.activation), *layers[parameter.layer :])


def value_of(layers: Sequence[Layer], parameter: Parameter) -> float:
    """What a parameter is."""
    column = parameter.source - 1 if parameter.kind == "w" else -1
    return float(layers[parameter.layer - 1].matrix[parameter.to - 1, column])


def slope_of(gradients: BackwardTrace, parameter: Parameter) -> float:
    """∂L/∂ of a parameter."""
    layer = gradients.layers[parameter.layer - 1]
    if parameter.kind == "w":
        return float(layer.dC_dW[parameter.to - 1, parameter.source - 1])
    return float(layer.dC_db[parameter.to - 1])
