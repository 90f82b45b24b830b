"""The backward pass: σ'(z), ∂C/∂a and ∂C/∂z of every neuron and example, and the gradients of the batch.

At the output ∂C/∂z = σ'(z) ∂C/∂y (or its fused form); elsewhere ∂C/∂a = Wᵀ ∂C/∂z of the layer after, and
∂C/∂z = σ'(z) ∂C/∂a. Then ∂C/∂W = Σ ∂C/∂z a_prevᵀ and ∂C/∂b = Σ ∂C/∂z over the examples.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array, freeze
from engine.calls import run
from engine.evaluation import checked_targets, loss_calls, total
from engine.forward import ForwardTrace
from engine.loss_formulas import dC_dy_calls
from engine.losses import is_fused
from engine.network import Layer
from engine.plan import BackwardBuffers, backward_calls


@dataclass(frozen=True, eq=False, slots=True)
class BackwardRecord:
    """What the backward pass computed in one layer.

    Attributes:
        da_dz: (N, n_out), σ'(z), one row an example; None for softmax, which has no such number.
        dC_da: (N, n_out), of each example's own loss, like dC_dz.
        dC_dz: (N, n_out).
        dC_dW: (n_out, n_in), summed or averaged over the examples, like dC_db.
        dC_db: (n_out,).
    """

    da_dz: Array | None
    dC_da: Array
    dC_dz: Array
    dC_dW: Array
    dC_db: Array


@dataclass(frozen=True, eq=False)
class BackwardTrace:
    """Every number of the loss and of a backward pass, read-only.

    Attributes:
        targets: (N, n_out).
        loss_terms: (N, n_out), each output's term of C.
        loss_per_example: (N,), C of each example.
        loss: their sum or mean.
        dC_dy: (N, n_out); infinite where the loss has a pole.
        dC_dx: (N, n_in).
        buffers: where the numbers of the layers lie.
    """

    targets: Array
    loss_terms: Array
    loss_per_example: Array
    loss: float
    dC_dy: Array
    dC_dx: Array
    buffers: BackwardBuffers = field(repr=False)

    @cached_property
    def layers(self) -> tuple[BackwardRecord, ...]:
        """One record a layer, the first hidden layer first: views of the buffers, made when they are asked for."""
        buffers = self.buffers
        return tuple(
            [
                BackwardRecord(
                    gain.T if layer.activation.elementwise else None, da.T, dz.T, gradient[:, :-1], gradient[:, -1]
                )
                for layer, gain, da, dz, gradient in zip(
                    buffers.layers, buffers.gain, buffers.dC_da, buffers.dC_dz, buffers.gradients, strict=True
                )
            ]
        )


def backward(
    layers: Sequence[Layer], trace: ForwardTrace, targets: ArrayLike, loss: str, reduction: str = "sum"
) -> BackwardTrace:
    """The trace of the backward pass; all its arrays are read-only.

    Args:
        layers: the network that gave the trace.
        trace: its forward pass.
        targets: (N, n_out), one row an example, or (n_out,) for one example; ŷ in the notes.
        loss: a name out of ``engine.losses.LOSSES``.
        reduction: ``"sum"`` or ``"mean"``: of the loss, ∂C/∂W and ∂C/∂b over the examples.

    Raises:
        NetworkError: when the layers are not those that gave the trace.
        ShapeError: when the targets do not fit the network.
        DomainError: when the loss may not follow the output layer, or there is no such reduction.
        TargetError: when the loss is not defined for a target.
    """
    trace.check(layers)
    forward = trace.buffers
    target = checked_targets(layers, len(trace.x), targets, loss, reduction)
    output = layers[-1].activation
    back = BackwardBuffers(forward)
    dC_dx = back.dC_dread[0][:-1]
    terms, losses = np.empty(back.dC_dz[-1].shape), np.empty(len(target))
    columns = target.T.copy()
    calls = backward_calls(forward, back, columns, loss, reduction)
    calls.append((forward.matrices[0].T.dot, (back.dC_dz[0], back.dC_dread[0])))
    calls += loss_calls(trace, columns, loss, terms, losses)
    if is_fused(output.name, loss):
        calls += dC_dy_calls(loss, forward.a[-1], columns, back.dC_da[-1])
        if output.elementwise:
            calls += output.derivative_calls(forward.z[-1], forward.kept[-1], back.gain[-1])
    run(calls)
    freeze(terms, losses, dC_dx, *back.gain, *back.dC_da, *back.dC_dz, *back.gradients)
    return BackwardTrace(target, terms.T, losses, total(losses, reduction), back.dC_da[-1].T, dC_dx.T, back)


def example_gradients(trace: ForwardTrace, back: BackwardTrace, layer: int, example: int) -> tuple[Array, Array]:
    """∂C/∂W, (n_out, n_in), and ∂C/∂b, (n_out,), of one example's own loss in one layer; indices from 0.

    ∂C/∂w = ∂C/∂z · a_prev, with the numbers of that example in the trace of the batch.
    """
    dC_db = back.layers[layer].dC_dz[example].copy()
    with np.errstate(all="ignore"):
        dC_dW = np.outer(dC_db, trace.a_prev(layer)[example])
    freeze(dC_dW, dC_db)
    return dC_dW, dC_db
