"""Many updates at once: the calls of a traced step, run again and again on the same buffers, with nothing kept."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array, examples
from engine.calls import Call, constant, run
from engine.descent import Frozen
from engine.evaluation import checked_targets
from engine.network import Layer, check
from engine.plan import BackwardBuffers, ForwardBuffers, backward_calls, flat_matrices, forward_calls


def train(
    layers: Sequence[Layer],
    x: ArrayLike,
    targets: ArrayLike,
    loss: str,
    learning_rate: float,
    reduction: str,
    updates: int,
    frozen: Frozen | None = None,
) -> tuple[Layer, ...]:
    """The network after so many updates on the whole batch.

    Bit for bit what as many rounds of ``forward``, ``backward`` and ``gradient_step`` give on the same machine.

    Args:
        layers: the network at the start; it is not changed.
        x: (N, n_in) or (n_in,).
        targets: (N, n_out) or (n_out,).
        loss: a name out of ``engine.losses.LOSSES``.
        learning_rate: η.
        reduction: ``"sum"`` or ``"mean"`` of the gradients over the examples.
        updates: 0 or more.
        frozen: what no update changes; None: everything learns.

    Raises:
        NetworkError, ShapeError, DomainError, TargetError: as ``forward``, ``backward`` and ``gradient_step`` do.
    """
    check(layers)
    x = examples(x, "inputs", layers[0].n_in)
    target = checked_targets(layers, len(x), targets, loss, reduction)
    parameters, matrices = flat_matrices(layers)
    for matrix, layer in zip(matrices, layers, strict=True):
        matrix[...] = layer.matrix
    forward = ForwardBuffers(layers, matrices, x)
    back = BackwardBuffers(forward)
    calls = forward_calls(forward)
    calls += backward_calls(forward, back, target.T.copy(), loss, reduction)
    calls += _update_calls(layers, parameters, back.gradient, learning_rate, frozen)
    run(calls, updates)
    return tuple(Layer.of(matrix.copy(), layer.activation) for layer, matrix in zip(layers, matrices, strict=True))


def _update_calls(
    layers: Sequence[Layer], parameters: Array, gradient: Array, learning_rate: float, frozen: Frozen | None
) -> list[Call]:
    """θ - η ∇L into θ, but for what is frozen; the gradient's buffer is used up."""
    subtract: Callable[..., object] = np.subtract
    if frozen is not None:
        masks = [mask.ravel() for mask in frozen.matrices(layers)]
        subtract = partial(np.subtract, where=~np.concatenate(masks))
    return [
        (np.multiply, (gradient, constant(learning_rate), gradient)),
        (subtract, (parameters, gradient, parameters)),
    ]
