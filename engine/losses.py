"""The loss C of one example, term by term, its derivative ∂C/∂y, and which activation it may follow.

C is a sum over the outputs k, with the target t (ŷ in the notes) and 0 ln 0 = 0:

    cross_entropy          -t ln y
    binary_cross_entropy   -t ln y - (1 - t) ln(1 - y)
    half_squared_error     (y - t)² / 2
    squared_error          (y - t)²
    mse                    (y - t)² / n_out

The logarithms are computed from the logits z, so that they stay exact where y is rounded to 0 or 1.
"""

import numpy as np

from engine.activations import ACTIVATIONS, Activation, DomainError
from engine.arrays import Array
from engine.calls import run
from engine.loss_formulas import dC_dy_calls, dC_dz_calls, term_calls
from engine.words import N_

LOSSES = ("cross_entropy", "binary_cross_entropy", "half_squared_error", "squared_error", "mse")
LOGARITHMIC = ("cross_entropy", "binary_cross_entropy")
SQUARED = ("half_squared_error", "squared_error", "mse")


class TargetError(ValueError):
    """A target lies outside the domain of the loss."""


def allowed_losses(activation: str) -> tuple[str, ...]:
    """The losses that may follow an output layer with this activation."""
    return LOSSES if activation in ("sigmoid", "softmax") else SQUARED


def check_pair(activation: str, loss: str) -> None:
    """Nothing happens when the loss may follow the activation of the output layer.

    Raises:
        DomainError: when there is no such activation or loss, or its logarithm does not exist for all outputs.
    """
    if activation not in ACTIVATIONS:
        raise DomainError(
            N_(
                "there is no activation {activation}; choose one of {names}",
                activation=repr(activation),
                names=", ".join(ACTIVATIONS),
            )
        )
    if loss not in LOSSES:
        raise DomainError(
            N_("there is no loss {loss}; choose one of {names}", loss=repr(loss), names=", ".join(LOSSES))
        )
    if loss not in allowed_losses(activation):
        raise DomainError(
            N_(
                "{loss} takes logarithms of outputs between 0 and 1, which {activation} does not give; choose sigmoid"
                " or softmax for the last layer, or a squared loss",
                loss=loss,
                activation=activation,
            )
        )


def check_targets(loss: str, target: Array) -> None:
    """Nothing happens when the loss is defined for every target.

    Raises:
        TargetError: for a target below 0 (cross_entropy), outside 0 … 1 (binary_cross_entropy), or not finite.
    """
    lowest, highest = target.min(), target.max()
    if not (lowest > -np.inf and highest < np.inf):
        raise TargetError(N_("targets must be finite numbers"))
    if loss in LOGARITHMIC and lowest < 0.0:
        raise TargetError(N_("targets of {loss} must be at least 0, not {lowest}", loss=loss, lowest=lowest))
    if loss == "binary_cross_entropy" and highest > 1.0:
        raise TargetError(N_("targets of {loss} must be at most 1, not {highest}", loss=loss, highest=highest))


def is_fused(activation: str, loss: str) -> bool:
    """Whether ∂C/∂z of the output layer is computed from the logits, and not as σ'(z) ∂C/∂y."""
    return loss in LOGARITHMIC and activation in ("sigmoid", "softmax")


def terms(loss: str, activation: Activation, z: Array, y: Array, target: Array) -> Array:
    """The term of every output of every example, whose sum over the outputs is C of that example.

    Args:
        loss: a name out of ``LOSSES`` that may follow the activation.
        activation: of the output layer.
        z: (N, n_out), its weighted inputs.
        y: (N, n_out), its outputs.
        target: (N, n_out).
    """
    z, y, target = _columns(z, y, target)
    out = np.empty_like(y)
    run(term_calls(activation, loss, z, y, target, out))
    return out.T


def dC_dy(loss: str, y: Array, target: Array) -> Array:
    """∂C/∂y of every output of every example, (N, n_out); infinite where C has a pole (y = 0 with t > 0)."""
    y, target = _columns(y, target)
    dy = np.empty_like(y)
    run(dC_dy_calls(loss, y, target, dy))
    return dy.T


def output_dC_dz(activation: Activation, loss: str, z: Array, y: Array, target: Array) -> Array:
    """∂C/∂z of every output of every example, (N, n_out); z, y and target have that shape too."""
    z, y, target = _columns(z, y, target)
    dy, dz, gain, kept = np.empty_like(z), np.empty_like(z), np.empty_like(z), np.empty((2, *z.shape))
    calls = activation.value_calls(z, dz, kept)
    if activation.elementwise:
        calls += activation.derivative_calls(z, kept, gain)
    run(calls + dC_dz_calls(activation, loss, z, y, kept, target, gain, dy, dz))
    return dz.T


def _columns(*rows: Array) -> list[Array]:
    """Copies with one row an output and one column an example, as the formulas want them."""
    return [np.array(array.T, dtype=np.float64, order="C") for array in rows]
