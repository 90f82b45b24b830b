"""The loss of a batch: C of every example, and their sum or mean L."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from engine.activations import DomainError
from engine.arrays import Array, ShapeError, examples
from engine.calls import Call, run
from engine.forward import ForwardTrace
from engine.loss_formulas import term_calls
from engine.losses import check_pair, check_targets
from engine.network import Layer

REDUCTIONS = ("sum", "mean")


def batch_loss(
    layers: Sequence[Layer], trace: ForwardTrace, targets: ArrayLike, loss: str, reduction: str = "sum"
) -> float:
    """L, the number that ``backward`` calls its loss, without a backward pass.

    Args:
        layers: the network that gave the trace.
        trace: its forward pass.
        targets: (N, n_out) or (n_out,).
        loss: a name out of ``engine.losses.LOSSES``.
        reduction: ``"sum"`` or ``"mean"`` over the examples.

    Raises:
        NetworkError, ShapeError, DomainError, TargetError: as ``backward`` does.
    """
    trace.check(layers)
    target = checked_targets(layers, len(trace.x), targets, loss, reduction)
    terms, losses = np.empty(trace.buffers.z[-1].shape), np.empty(len(target))
    run(loss_calls(trace, target.T.copy(), loss, terms, losses))
    return total(losses, reduction)


def loss_calls(trace: ForwardTrace, target: Array, loss: str, terms: Array, losses: Array) -> list[Call]:
    """The calls that put each output's term of C into terms, (n_out, N) like the target, and C into losses, (N,)."""
    forward = trace.buffers
    calls = term_calls(forward.layers[-1].activation, loss, forward.z[-1], forward.a[-1], target, terms)
    return [*calls, (np.add.reduce, (terms, 0, None, losses))]


def total(losses: Array, reduction: str) -> float:
    """L: the sum or mean of C over the examples."""
    L: float = sum(losses.tolist())
    return L / len(losses) if reduction == "mean" else L


def checked_targets(layers: Sequence[Layer], count: int, targets: ArrayLike, loss: str, reduction: str) -> Array:
    """The targets as (N, n_out), read-only, when they, the loss and the reduction are such as can be.

    Raises:
        ShapeError: when the targets are not as many as the inputs, or not as wide as the output.
        DomainError: when the loss may not follow the output layer, or there is no such reduction.
        TargetError: when the loss is not defined for a target.
    """
    check_pair(layers[-1].activation.name, loss)
    if reduction not in REDUCTIONS:
        raise DomainError(f"there is no reduction {reduction!r}; choose one of {', '.join(REDUCTIONS)}")
    target = examples(targets, "targets", layers[-1].n_out)
    if len(target) != count:
        raise ShapeError(f"there must be as many targets as inputs: {count}, not {len(target)}")
    check_targets(loss, target)
    return target
