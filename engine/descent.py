"""Gradient descent: θ^i = θ^(i-1) - η ∇L(θ^(i-1)), all parameters at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, ShapeError, freeze
from engine.backward import BackwardTrace
from engine.calls import constant, run
from engine.network import Layer, NetworkSpec
from engine.optimisers import Optimiser, update_calls
from engine.plan import flat_matrices

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Frozen:
    """Which parameters no update changes.

    Attributes:
        layers: for every layer a mask of its weights, (n_out, n_in), and one of its biases, (n_out,); True is frozen.
    """

    layers: tuple[tuple[Mask, Mask], ...]

    @classmethod
    def none(cls, spec: NetworkSpec) -> Self:
        """Every parameter learns."""
        return cls._masks(spec, False)

    @classmethod
    def biases(cls, spec: NetworkSpec) -> Self:
        """Every weight learns and no bias does."""
        return cls._masks(spec, True)

    @classmethod
    def _masks(cls, spec: NetworkSpec, biases: bool) -> Self:
        return cls(
            tuple((np.zeros((n_out, n_in), bool), np.full(n_out, biases)) for n_in, n_out in pairwise(spec.sizes))
        )

    def matrices(self, layers: Sequence[Layer]) -> list[Mask]:
        """One mask a layer, laid out as its matrix.

        Raises:
            ShapeError: when a mask is missing or has another shape than the parameters of its layer.
        """
        mine = [(weights.shape, biases.shape) for weights, biases in self.layers]
        if mine != [(layer.W.shape, layer.b.shape) for layer in layers]:
            raise ShapeError("the frozen masks do not have the shapes of the network's weights and biases")
        return [np.column_stack(pair) for pair in self.layers]

    def flat(self, layers: Sequence[Layer]) -> Mask:
        """One mask of all parameters, laid out as ``flat_matrices``.

        Raises:
            ShapeError: as ``matrices`` does.
        """
        return np.concatenate([mask.ravel() for mask in self.matrices(layers)])


def changes(
    layers: Sequence[Layer], gradients: BackwardTrace, learning_rate: float, frozen: Frozen | None = None
) -> tuple[tuple[Array, Array], ...]:
    """For every layer -η ∂L/∂W and -η ∂L/∂b, and 0 where a parameter is frozen; read-only."""
    with np.errstate(all="ignore"):
        moves = [move + 0.0 for move in _moves(layers, gradients, learning_rate, frozen)]  # -0 + 0 is 0
    freeze(*moves)
    return tuple((move[:, :-1], move[:, -1]) for move in moves)


def gradient_step(
    layers: Sequence[Layer], gradients: BackwardTrace, learning_rate: float, frozen: Frozen | None = None
) -> tuple[Layer, ...]:
    """The network after one update; the old one is not changed, and all gradients are those of the old one.

    Args:
        layers: the network θ^(i-1).
        gradients: its backward pass.
        learning_rate: η.
        frozen: what no update changes; None: everything learns.

    Raises:
        ShapeError: when the masks do not fit the network.
    """
    with np.errstate(all="ignore"):
        moves = _moves(layers, gradients, learning_rate, frozen)
        return tuple(
            [Layer.of(layer.matrix + move, layer.activation) for layer, move in zip(layers, moves, strict=True)]
        )


def optimiser_step(
    layers: Sequence[Layer],
    gradients: BackwardTrace,
    optimiser: Optimiser,
    memory: Sequence[Array],
    learning_rate: float,
    frozen: Frozen | None = None,
    updates: int = 0,
) -> tuple[tuple[Layer, ...], tuple[Array, ...]]:
    """The network after one update of any optimiser, and what the optimiser remembers then; the old ones stay.

    Args:
        layers: the network θ^(i-1).
        gradients: its backward pass.
        optimiser: how the gradient moves the parameters; for gd this is ``gradient_step``, bit for bit.
        memory: what it remembers, (P,) each; P counts all parameters, layer by layer as rows of [W b].
        learning_rate: η.
        frozen: what no update changes; None: everything learns.
        updates: i - 1.

    Raises:
        ShapeError: when the masks do not fit the network.
    """
    if not optimiser.memories:
        return gradient_step(layers, gradients, learning_rate, frozen), ()
    parameters, matrices = flat_matrices(layers)
    for matrix, layer in zip(matrices, layers, strict=True):
        matrix[...] = layer.matrix
    remembered = tuple(one.copy() for one in memory)
    held = None if frozen is None else frozen.flat(layers)
    run(
        update_calls(
            optimiser, parameters, gradients.buffers.gradient.copy(), remembered, learning_rate, held,
            np.array(float(updates)),
        )
    )  # fmt: skip
    freeze(*remembered)
    return tuple(Layer.of(m.copy(), layer.activation) for m, layer in zip(matrices, layers, strict=True)), remembered


def _moves(
    layers: Sequence[Layer], gradients: BackwardTrace, learning_rate: float, frozen: Frozen | None
) -> list[Array]:
    """The changes of every layer, laid out as its matrix."""
    rate = constant(-learning_rate)
    moves = [rate * gradient for gradient in gradients.buffers.gradients]
    if frozen is not None:
        for move, mask in zip(moves, frozen.matrices(layers), strict=True):
            move[mask] = 0.0
    return moves
