"""Each loss and its derivatives, written once, as calls on buffers.

All buffers are (n_out, N), one row an output and one column an example. With logarithms everything is computed from
the logits z, where ∂C/∂y may be infinite and σ'(z) 0 but their product is an ordinary number, worked out on paper.
Where the usual formula subtracts nearly equal numbers (1 - y, y - t), the sum over the *other* outputs stands here.
"""

from functools import partial

import numpy as np

from engine.activations import Activation
from engine.arrays import Array
from engine.calls import Call, OfTargets, constant

_ZERO, _ONE = constant(0.0), constant(1.0)
_SLOPES = {"half_squared_error": 1.0, "squared_error": 2.0, "mse": 2.0}


def squared_slope(loss: str, n_out: int) -> float:
    """The factor of y - t in the derivative of a squared loss: 1, 2, or 2 / n_out."""
    return _SLOPES[loss] / n_out if loss == "mse" else _SLOPES[loss]


def term_calls(activation: Activation, loss: str, z: Array, y: Array, target: Array, out: Array) -> list[Call]:
    """The calls that put each output's term of C into out."""
    if loss in _SLOPES:
        factor = 0.5 * squared_slope(loss, len(y))
        calls: list[Call] = [(np.subtract, (y, target, out)), (np.multiply, (out, out, out))]
        return calls if factor == 1.0 else [*calls, (np.multiply, (out, constant(factor), out))]
    calls = _minus_ln_y(activation, z, y, out)
    calls.append((np.multiply, (out, target, out)))
    if loss == "binary_cross_entropy":
        rest = np.empty_like(y)
        minus_ln_rest = (np.logaddexp, (z, _ZERO, rest)) if activation.elementwise else (_softmax_ln_rest, (z, y, rest))
        calls += [minus_ln_rest, (np.multiply, (rest, _ONE - target, rest)), (np.add, (out, rest, out))]
    return calls


def dC_dy_calls(loss: str, y: Array, target: Array, dy: Array) -> list[Call]:
    """The calls that put ∂C/∂y into dy: (y - t) times a factor, -t / y, or -t / y + (1 - t) / (1 - y); 0 / 0 is 0."""
    if loss in _SLOPES:
        slope = squared_slope(loss, len(y))
        calls: list[Call] = [(np.subtract, (y, target, dy))]
        return calls if slope == 1.0 else [*calls, (np.multiply, (dy, constant(slope), dy))]
    calls = [(dy.fill, (0.0,)), (partial(np.divide, where=target != _ZERO), (-target, y, dy))]
    if loss == "binary_cross_entropy":
        remaining, below, upper = _ONE - target, np.empty_like(y), np.zeros_like(y)
        calls += [
            (np.subtract, (_ONE, y, below)),
            (partial(np.divide, where=remaining != _ZERO), (remaining, below, upper)),
            (np.add, (dy, upper, dy)),
        ]
    return calls


def dC_dz_calls(
    activation: Activation,
    loss: str,
    z: Array,
    y: Array,
    kept: Array,
    target: Array,
    gain: Array,
    dy: Array,
    dz: Array,
) -> list[Call]:
    """The calls that put ∂C/∂z of the output layer into dz.

    Args:
        activation: of the output layer.
        loss: a loss that may follow it.
        z: the logits.
        y: the outputs.
        kept: (2, n_out, N), what the calls of the activation kept.
        target: the targets.
        gain: σ'(z), read where the loss is squared and the activation elementwise.
        dy: receives ∂C/∂y where the loss is squared.
        dz: receives ∂C/∂z.
    """
    if loss in _SLOPES:
        calls = dC_dy_calls(loss, y, target, dy)
        if activation.elementwise:
            return [*calls, (np.multiply, (gain, dy, dz))]
        return calls + _jacobian_product(y, dy, dz)
    if activation.elementwise:
        return _sigmoid_logarithmic(loss, z, y, kept, target, dz)
    if loss == "cross_entropy":
        return _softmax_cross_entropy(y, target, dz)
    return [(_softmax_binary_cross_entropy, (z, y, target, dz))]


def _minus_ln_y(activation: Activation, z: Array, y: Array, out: Array) -> list[Call]:
    """Of sigmoid ln(1 + e^-z). Of softmax max z - z - ln(1 - r), where r is the sum of all outputs but the largest."""
    if activation.elementwise:
        return [(np.negative, (z, out)), (np.logaddexp, (out, _ZERO, out))]
    others, rest, row = _others(len(y)), np.empty_like(y), np.empty((1, y.shape[1]))
    return [
        (np.maximum.reduce, (z, 0, None, row, True)),
        (np.subtract, (row, z, out)),
        (others.dot, (y, rest)),
        (np.minimum.reduce, (rest, 0, None, row, True)),
        (np.negative, (row, row)),
        (np.log1p, (row, row)),
        (np.subtract, (out, row, out)),
    ]


def _softmax_ln_rest(z: Array, y: Array, out: Array) -> None:
    """-ln(1 - y): for the largest y, which may be rounded to 1, -ln of the others' sum, from their logits."""
    top = z.argmax(axis=0)[np.newaxis]
    shifted = z - np.take_along_axis(z, top, 0)
    np.put_along_axis(shifted, top, -np.inf, 0)
    ln_others = np.logaddexp.reduce(shifted, axis=0, keepdims=True)
    np.log1p(-y, out)
    np.negative(out, out)
    np.put_along_axis(out, top, np.logaddexp(ln_others, 0.0) - ln_others, 0)


def _sigmoid_logarithmic(loss: str, z: Array, y: Array, kept: Array, target: Array, dz: Array) -> list[Call]:
    """0 - t σ(-z), or for binary cross-entropy (1 - t) σ(z) - t σ(-z), which is y - t; the 0 keeps -0 away.

    σ(-z) is e^-max(z, 0) / (1 + e^-|z|), not 1 - y.
    """
    power, below = kept
    calls: list[Call] = [
        (np.copysign, (_ONE, z, dz)),
        (np.negative, (dz, dz)),
        (np.fmax, (power, dz, dz)),
        (np.divide, (dz, below, dz)),
        (np.multiply, (target, dz, dz)),
    ]
    if loss == "cross_entropy":
        return [*calls, (np.subtract, (_ZERO, dz, dz))]
    above, rest = np.empty_like(y), np.empty_like(y)
    calls = [OfTargets((np.subtract, (_ONE, target, rest))), *calls]
    return [*calls, (np.multiply, (rest, y, above)), (np.subtract, (above, dz, dz))]


def _others(n: int) -> Array:
    """The matrix that replaces each of n numbers by the sum of all others."""
    return 1.0 - np.eye(n)


def _softmax_cross_entropy(y: Array, target: Array, dz: Array) -> list[Call]:
    """The usual y Σt - t, as y · (sum of the other targets) - t · (sum of the other outputs)."""
    others, rest, sums = _others(len(y)), np.empty_like(y), np.empty_like(y)
    return [
        OfTargets((others.dot, (target, sums))),
        (others.dot, (y, rest)),
        (np.multiply, (target, rest, rest)),
        (np.multiply, (y, sums, dz)),
        (np.subtract, (dz, rest, dz)),
    ]


def _jacobian_product(y: Array, dy: Array, dz: Array) -> list[Call]:
    """Σ_k ∂y_k/∂z_i g_k = y_i (g_i Σ_(k≠i) y_k - Σ_(k≠i) y_k g_k), for g = ∂C/∂y."""
    others, own, weighted, rest = _others(len(y)), np.empty_like(y), np.empty_like(y), np.empty_like(y)
    return [
        (others.dot, (y, rest)),
        (np.multiply, (dy, rest, own)),
        (np.multiply, (dy, y, weighted)),
        (others.dot, (weighted, rest)),
        (np.subtract, (own, rest, own)),
        (np.multiply, (y, own, dz)),
    ]


def _softmax_binary_cross_entropy(z: Array, y: Array, target: Array, dz: Array) -> None:
    """The Jacobian product for g = -t / y + (1 - t) / (1 - y), with every division by 0 worked out on paper.

    With u = 1 - t it is y_i Σ_(k≠i) t_k - t_i Σ_(k≠i) y_k + u_i y_i - Σ_(k≠i) u_k y_k p_ki, where p_ki is
    y_i / (1 - y_k), the share of i among all outputs but k. Only for the largest output can 1 - y_k be rounded to 0;
    its shares are a softmax of their own, of all z but that one.
    """
    if len(z) == 1:  # y is 1 whatever z is
        dz[...] = 0.0
        return
    others = _others(len(y))
    rest, remaining = others.dot(y), 1.0 - target
    top = z.argmax(axis=0)[np.newaxis]
    below = z.copy()
    np.put_along_axis(below, top, -np.inf, 0)
    share = np.exp(below - below.max(axis=0))
    share /= share.sum(axis=0)
    top_weight = np.take_along_axis(remaining * y, top, 0)
    odds = remaining * y / rest
    np.put_along_axis(odds, top, 0.0, 0)
    dz[...] = y * others.dot(target) - target * rest + remaining * y - top_weight * share - y * others.dot(odds)
