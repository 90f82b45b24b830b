"""Each activation function and its derivative, written once, as calls on buffers.

Values go from z into a, derivatives from z (or from what the value kept) into gain; all are (n, N), one row a neuron
and one column an example, and `kept` is two of them. Nothing overflows into a wrong number or is lost to cancellation.
"""

import math
from functools import partial

import numpy as np

from engine.arrays import Array
from engine.calls import Call, constant

_MINUS_ONE, _ZERO, _HALF, _ONE = map(constant, (-1.0, 0.0, 0.5, 1.0))
_MINUS_HALF, _MINUS_ROOT_HALF, _ROOT_TWO_PI = map(constant, (-0.5, -math.sqrt(0.5), math.sqrt(2.0 * math.pi)))


def sigmoid(z: Array, a: Array, kept: Array) -> list[Call]:
    """1 / (1 + e^-z) as e^min(z, 0) / (1 + e^-|z|), where no power overflows."""
    power, below = kept
    return [
        *_power_calls(z, power, below),
        (np.copysign, (_ONE, z, a)),
        (np.fmax, (power, a, a)),
        (np.divide, (a, below, a)),
    ]


def _power_calls(z: Array, power: Array, below: Array) -> list[Call]:
    """What sigmoid, its derivative and softplus share: e^-|z| and 1 + e^-|z|."""
    return [
        (np.copysign, (z, _MINUS_ONE, power)),
        (np.exp, (power, power)),
        (np.add, (power, _ONE, below)),
    ]


def sigmoid_derivative(_: Array, kept: Array, gain: Array) -> list[Call]:
    """σ(z) σ(-z) as e^-|z| / (1 + e^-|z|)²: the same on both sides of 0."""
    power, below = kept
    return [(np.multiply, (below, below, gain)), (np.divide, (power, gain, gain))]


def tanh(z: Array, a: Array, _: Array) -> list[Call]:
    """NumPy's own tanh."""
    return [(np.tanh, (z, a))]


def tanh_derivative(z: Array, _: Array, gain: Array) -> list[Call]:
    """1 / cosh(z)², which is 1 - tanh(z)² without the cancellation."""
    return [(np.cosh, (z, gain)), (np.reciprocal, (gain, gain)), (np.multiply, (gain, gain, gain))]


def relu(z: Array, a: Array, _: Array) -> list[Call]:
    """max(z, 0)."""
    return [(partial(np.maximum, out=a), (z, _ZERO))]


def relu_derivative(z: Array, _: Array, gain: Array) -> list[Call]:
    """1 where z > 0, else 0."""
    return [(np.greater, (z, _ZERO, gain))]


def leaky_relu(z: Array, a: Array, kept: Array, slope: float) -> list[Call]:
    """max(z, slope z), for a slope below 1."""
    return [(np.multiply, (z, constant(slope), kept[0])), (partial(np.maximum, out=a), (z, kept[0]))]


def leaky_relu_derivative(z: Array, gain: Array, slope: float) -> list[Call]:
    """|max(s, slope s)| for the sign s of z: 1, the slope, and 0 at 0."""
    leak = np.empty_like(z)
    return [
        (np.sign, (z, gain)),
        (np.multiply, (gain, constant(slope), leak)),
        (partial(np.maximum, out=gain), (gain, leak)),
        (np.absolute, (gain, gain)),
    ]


def softplus(z: Array, a: Array, kept: Array) -> list[Call]:
    """ln(1 + e^z) as max(z, 0) + ln(1 + e^-|z|)."""
    power, below = kept
    tail = np.empty_like(z)
    return [
        *_power_calls(z, power, below),
        (np.log1p, (power, tail)),
        (np.fmax, (z, _ZERO, a)),
        (np.add, (a, tail, a)),
    ]


def softplus_derivative(z: Array, kept: Array, gain: Array) -> list[Call]:
    """σ(z) of sigmoid."""
    power, below = kept
    return [
        (np.copysign, (_ONE, z, gain)),
        (np.fmax, (power, gain, gain)),
        (np.divide, (gain, below, gain)),
    ]


def gelu(z: Array, a: Array, kept: Array) -> list[Call]:
    """The exact z Φ(z) (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016), with Φ(z) = erfc(-z / √2) / 2."""
    phi = kept[0]
    return [
        (np.multiply, (z, _MINUS_ROOT_HALF, a)),
        (_erfc, (a, phi)),
        (np.multiply, (phi, _HALF, phi)),
        (np.multiply, (z, phi, a)),
    ]


def gelu_derivative(z: Array, kept: Array, gain: Array) -> list[Call]:
    """Φ(z) + z e^(-z²/2) / √(2π)."""
    return [
        (np.multiply, (z, z, gain)),
        (np.multiply, (gain, _MINUS_HALF, gain)),
        (np.exp, (gain, gain)),
        (np.multiply, (gain, z, gain)),
        (np.divide, (gain, _ROOT_TWO_PI, gain)),
        (np.add, (gain, kept[0], gain)),
    ]


def _erfc(x: Array, out: Array) -> None:
    """The complementary error function of every element; NumPy has none, the standard library's is exact."""
    out[...] = np.fromiter(map(math.erfc, x.ravel().tolist()), np.float64, x.size).reshape(x.shape)


def linear(z: Array, a: Array, _: Array) -> list[Call]:
    """The copy a = z."""
    return [(np.copyto, (a, z))]


def linear_derivative(_z: Array, _: Array, gain: Array) -> list[Call]:
    """1."""
    return [(gain.fill, (1.0,))]


def softmax(z: Array, a: Array) -> list[Call]:
    """e^z / Σ e^z over the neurons (rows); taking the largest z off first changes nothing and cannot overflow."""
    one_row = np.empty((1, *z.shape[1:]))
    return [
        (np.maximum.reduce, (z, 0, None, one_row, True)),
        (np.subtract, (z, one_row, a)),
        (np.exp, (a, a)),
        (np.add.reduce, (a, 0, None, one_row, True)),
        (np.divide, (a, one_row, a)),
    ]
