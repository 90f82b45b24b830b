"""∂C/∂z of the output layer, where the loss and the activation meet.

Elementwise outputs: σ'(z) ∂C/∂y, or for losses with logarithms the product worked out on paper (the fused form), which
is exact where ∂C/∂y is infinite and σ'(z) is 0. Softmax: the Jacobian product, because every output depends on every z.
Where the usual formula subtracts two nearly equal numbers (y - t, 1 - y), the sum over the *other* outputs stands here.
"""

import numpy as np

from engine.activations import Activation
from engine.arrays import Array
from engine.calls import Call, constant, run
from engine.losses import SQUARED, minus_log_softmax, squared_slope

_ONE = constant(1.0)


def output_dC_dz(activation: Activation, loss: str, z: Array, y: Array, target: Array) -> Array:
    """∂C/∂z of every output of every example, (N, n_out); z, y and target have that shape too."""
    z, y, target = (np.array(array.T, dtype=np.float64, order="C") for array in (z, y, target))
    dz, gain, kept = np.empty_like(z), np.empty_like(z), np.empty((2, *z.shape))
    calls = activation.value_calls(z, dz, kept)
    if activation.elementwise:
        calls += activation.derivative_calls(z, kept, gain)
    run(calls + output_calls(activation, loss, z, y, kept, target, gain, dz))
    return np.ascontiguousarray(dz.T)


def output_calls(
    activation: Activation, loss: str, z: Array, y: Array, kept: Array, target: Array, gain: Array, dz: Array
) -> list[Call]:
    """The calls that put ∂C/∂z of the output layer into dz.

    Args:
        activation: of the output layer.
        loss: a loss that may follow it.
        z: (n_out, N), like all that follow.
        y: the outputs.
        kept: (2, n_out, N), what the calls of the activation kept.
        target: the targets.
        gain: σ'(z) where the pair is elementwise and not fused; else it is not read.
        dz: receives ∂C/∂z.
    """
    if loss in SQUARED:
        calls = _squared_dC_dy(loss, y, target, dz)
        if activation.elementwise:
            return [*calls, (np.multiply, (dz, gain, dz))]
        return calls + _jacobian_product(y, dz)
    if not activation.elementwise:
        if loss == "cross_entropy":
            return _softmax_cross_entropy(y, target, dz)
        return [(_softmax_binary_cross_entropy, (z, y, target, dz))]
    return _sigmoid_logarithmic(loss, z, y, kept, target, dz)


def _squared_dC_dy(loss: str, y: Array, target: Array, dy: Array) -> list[Call]:
    slope = squared_slope(loss, y.shape[0])
    calls: list[Call] = [(np.subtract, (y, target, dy))]
    return calls if slope == 1.0 else [*calls, (np.multiply, (dy, constant(slope), dy))]


def _sigmoid_logarithmic(loss: str, z: Array, y: Array, kept: Array, target: Array, dz: Array) -> list[Call]:
    """-t σ(-z), and for binary cross-entropy (1 - t) σ(z) more, which makes y - t.

    σ(-z) is e^-max(z, 0) / (1 + e^-|z|), not 1 - y.
    """
    power, below = kept
    calls: list[Call] = [
        (np.copysign, (_ONE, z, dz)),
        (np.negative, (dz, dz)),
        (np.fmax, (power, dz, dz)),
        (np.divide, (dz, below, dz)),
        (np.multiply, (dz, -target, dz)),
    ]
    if loss == "binary_cross_entropy":
        above = np.empty_like(y)
        calls += [(np.multiply, (y, 1.0 - target, above)), (np.add, (dz, above, dz))]
    return calls


def _others(n: int) -> Array:
    """The matrix that replaces each of n numbers by the sum of all others."""
    return 1.0 - np.eye(n)


def _softmax_cross_entropy(y: Array, target: Array, dz: Array) -> list[Call]:
    """The usual y Σt - t, as y · (sum of the other targets) - t · (sum of the other outputs)."""
    others, rest = _others(len(y)), np.empty_like(y)
    return [
        (others.dot, (y, rest)),
        (np.multiply, (target, rest, rest)),
        (np.multiply, (y, others.dot(target), dz)),
        (np.subtract, (dz, rest, dz)),
    ]


def _jacobian_product(y: Array, dz: Array) -> list[Call]:
    """Σ_k ∂y_k/∂z_i g_k = y_i (g_i Σ_(k≠i) y_k - Σ_(k≠i) y_k g_k), for g = ∂C/∂y, which dz holds before."""
    others, own, weighted, rest = _others(len(y)), np.empty_like(y), np.empty_like(y), np.empty_like(y)
    return [
        (others.dot, (y, rest)),
        (np.multiply, (dz, rest, own)),
        (np.multiply, (dz, y, weighted)),
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
    share = np.exp(-minus_log_softmax(below.T).T)
    top_weight = np.take_along_axis(remaining * y, top, 0)
    odds = remaining * y / rest
    np.put_along_axis(odds, top, 0.0, 0)
    dz[...] = y * others.dot(target) - target * rest + remaining * y - top_weight * share - y * others.dot(odds)
