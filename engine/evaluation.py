"""The loss of a batch: C of every example, and their sum or mean L."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from engine.activations import DomainError
from engine.arrays import Array, ShapeError, examples
from engine.forward import ForwardTrace
from engine.losses import check_pair, check_targets, terms
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
    return sums(layers, trace, target, loss, reduction)[2]


def sums(
    layers: Sequence[Layer], trace: ForwardTrace, target: Array, loss: str, reduction: str
) -> tuple[Array, Array, float]:
    """The terms of every output, (N, n_out); C of every example, (N,), which is their sum; and L."""
    loss_terms = terms(loss, layers[-1].activation, trace.layers[-1].z, trace.output, target)
    with np.errstate(all="ignore"):
        per_example = np.add.reduce(loss_terms, 1)
        total = float(np.add.reduce(per_example))
    return loss_terms, per_example, total / len(target) if reduction == "mean" else total


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
