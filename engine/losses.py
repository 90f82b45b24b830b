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
        raise DomainError(f"there is no activation {activation!r}; choose one of {', '.join(ACTIVATIONS)}")
    if loss not in LOSSES:
        raise DomainError(f"there is no loss {loss!r}; choose one of {', '.join(LOSSES)}")
    if loss not in allowed_losses(activation):
        raise DomainError(
            f"{loss} takes logarithms of outputs between 0 and 1, which {activation} does not give;"
            " choose sigmoid or softmax for the last layer, or a squared loss"
        )


def check_targets(loss: str, target: Array) -> None:
    """Nothing happens when the loss is defined for every target.

    Raises:
        TargetError: for a target below 0 (cross_entropy), outside 0 … 1 (binary_cross_entropy), or not finite.
    """
    if not np.isfinite(target).all():
        raise TargetError("targets must be finite numbers")
    if loss in LOGARITHMIC and target.min() < 0.0:
        raise TargetError(f"targets of {loss} must be at least 0, not {target.min()}")
    if loss == "binary_cross_entropy" and target.max() > 1.0:
        raise TargetError(f"targets of {loss} must be at most 1, not {target.max()}")


def is_fused(activation: str, loss: str) -> bool:
    """Whether ∂C/∂z of the output layer is computed from the logits, and not as σ'(z) ∂C/∂y."""
    return loss in LOGARITHMIC and activation in ("sigmoid", "softmax")


def squared_slope(loss: str, n_out: int) -> float:
    """The factor of y - t in the derivative of a squared loss: 1, 2, or 2 / n_out."""
    return {"half_squared_error": 1.0, "squared_error": 2.0, "mse": 2.0 / n_out}[loss]


def terms(loss: str, activation: Activation, z: Array, y: Array, target: Array) -> Array:
    """The term of every output of every example, whose sum over the outputs is C of that example.

    Args:
        loss: a name out of ``LOSSES`` that may follow the activation.
        activation: of the output layer.
        z: (N, n_out), its weighted inputs.
        y: (N, n_out), its outputs.
        target: (N, n_out).
    """
    with np.errstate(all="ignore"):
        if loss in SQUARED:
            difference = y - target
            return 0.5 * squared_slope(loss, y.shape[1]) * difference * difference
        softplus = np.logaddexp
        minus_ln_y = softplus(0.0, -z) if activation.elementwise else minus_log_softmax(z)
        result = _times(target, minus_ln_y)
        if loss == "binary_cross_entropy":
            minus_ln_rest = softplus(0.0, z) if activation.elementwise else minus_log_rest(z)
            result += _times(1.0 - target, minus_ln_rest)
        return result


def dC_dy(loss: str, y: Array, target: Array) -> Array:
    """∂C/∂y of every output of every example, (N, n_out); infinite where C has a pole (y = 0 with t > 0)."""
    with np.errstate(all="ignore"):
        if loss in SQUARED:
            slope: Array = squared_slope(loss, y.shape[1]) * (y - target)
            return slope
        result: Array = np.where(target == 0.0, 0.0, -target / y)
        if loss == "binary_cross_entropy":
            result += np.where(target == 1.0, 0.0, (1.0 - target) / (1.0 - y))
        return result


def minus_log_softmax(z: Array) -> Array:
    """-ln y = (max z - z) + ln(1 + Σ e^(z - max z) over all but the largest), which has no cancellation."""
    top = z.argmax(axis=1)[:, np.newaxis]
    shifted = z - np.take_along_axis(z, top, 1)
    powers = np.exp(shifted)
    np.put_along_axis(powers, top, 0.0, 1)
    rest: Array = powers.sum(axis=1, keepdims=True)
    return np.log1p(rest) - shifted


def minus_log_rest(z: Array) -> Array:
    """-ln(1 - y) of softmax: -log1p(-y), and for the largest y, which may be rounded to 1, -ln of the others' sum."""
    top = z.argmax(axis=1)[:, np.newaxis]
    minus_ln_y = minus_log_softmax(z)
    result = -np.log1p(-np.exp(-minus_ln_y))
    others = minus_ln_y.copy()
    np.put_along_axis(others, top, np.inf, 1)
    np.put_along_axis(result, top, -np.logaddexp.reduce(-others, axis=1, keepdims=True), 1)
    return result


def _times(weight: Array, value: Array) -> Array:
    """The product weight · value, where 0 times infinity is 0: the convention 0 ln 0 = 0."""
    product: Array = np.where(weight == 0.0, 0.0, weight * value)
    return product
