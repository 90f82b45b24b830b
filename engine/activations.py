"""The activation functions a = σ(z) and their derivatives σ'(z), exact however large |z| is.

Each function is written once, as calls on buffers (see ``engine.calls``). The derivative is computed from z and not
from a, because a(1 - a) is 0 as soon as a is rounded to 1. Where a derivative does not exist, it is 0.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array
from engine.calls import Call, constant, run

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu", "linear", "softmax")

_MINUS_ONE, _HALF, _ONE, _TWO, _ZERO = map(constant, (-1.0, 0.5, 1.0, 2.0, 0.0))
_MINUS_HALF, _MINUS_ROOT_HALF, _ROOT_TWO_PI = map(constant, (-0.5, -math.sqrt(0.5), math.sqrt(2.0 * math.pi)))


class DomainError(ValueError):
    """There is no such function, or the function does not exist for these arguments."""


@dataclass(frozen=True)
class Activation:
    """A named activation function.

    Attributes:
        name: one of ``ACTIVATIONS``.
        negative_slope: 0 <= slope < 1; read by ``leaky_relu`` alone.

    Raises:
        DomainError: when there is no such name, or the slope is out of range.
    """

    name: str
    negative_slope: float = 0.01

    def __post_init__(self) -> None:
        if self.name not in ACTIVATIONS:
            raise DomainError(f"there is no activation {self.name!r}; choose one of {', '.join(ACTIVATIONS)}")
        if not 0.0 <= self.negative_slope < 1.0:
            raise DomainError(f"negative_slope must be at least 0 and below 1, not {self.negative_slope!r}")

    @property
    def elementwise(self) -> bool:
        """Whether each a depends on its own z alone: true of every function but softmax."""
        return self.name != "softmax"

    def value(self, z: ArrayLike) -> Array:
        """σ(z), in the shape of z; softmax runs over the last axis."""
        z = np.asarray(z, dtype=np.float64)
        columns = np.atleast_1d(z).T.copy()
        a = np.empty_like(columns)
        run(self.value_calls(columns, a, np.empty_like(columns)))
        return np.ascontiguousarray(a.T).reshape(z.shape)

    def derivative(self, z: ArrayLike) -> Array:
        """σ'(z), in the shape of z.

        Raises:
            DomainError: for softmax, where every output depends on every z and no single σ'(z) exists.
        """
        z = np.array(z, dtype=np.float64)
        gain = np.empty_like(z)
        run(self.derivative_calls(z, gain, np.empty_like(z)))
        return gain

    def value_calls(self, z: Array, a: Array, scratch: Array) -> list[Call]:
        """The calls that put σ(z) into a.

        Args:
            z: (n, N), one row a neuron, one column an example.
            a: (n, N), receives σ(z).
            scratch: (n, N), receives values of no further use.
        """
        if self.name == "leaky_relu":
            return _leaky_relu(z, a, scratch, self.negative_slope)
        return _VALUES[self.name](z, a, scratch)

    def derivative_calls(self, z: Array, gain: Array, scratch: Array) -> list[Call]:
        """The calls that put σ'(z) into gain; three arrays of one shape, whatever it is.

        Raises:
            DomainError: for softmax.
        """
        if self.name == "leaky_relu":
            return _leaky_relu_derivative(z, gain, scratch, self.negative_slope)
        if self.name == "softmax":
            raise DomainError("softmax has no single σ'(z): every output depends on every z of its layer")
        return _DERIVATIVES[self.name](z, gain, scratch)


def _sigmoid(z: Array, a: Array, scratch: Array) -> list[Call]:
    """1 / (1 + e^-z) as e^min(z, 0) / (1 + e^-|z|), where no power overflows."""
    return [
        partial(np.copysign, z, _MINUS_ONE, scratch),
        partial(np.exp, scratch, scratch),
        partial(np.copysign, _ONE, z, a),
        partial(np.fmax, scratch, a, a),
        partial(np.add, scratch, _ONE, scratch),
        partial(np.divide, a, scratch, a),
    ]


def _sigmoid_derivative(z: Array, gain: Array, scratch: Array) -> list[Call]:
    """σ(z) σ(-z) as e^-|z| / (1 + e^-|z|)^2: the same on both sides of 0."""
    return [
        partial(np.copysign, z, _MINUS_ONE, scratch),
        partial(np.exp, scratch, scratch),
        partial(np.add, scratch, _ONE, gain),
        partial(np.multiply, gain, gain, gain),
        partial(np.divide, scratch, gain, gain),
    ]


def _tanh(z: Array, a: Array, _: Array) -> list[Call]:
    return [partial(np.tanh, z, a)]


def _tanh_derivative(z: Array, gain: Array, _: Array) -> list[Call]:
    """1 / cosh(z)^2, which 1 - tanh(z)^2 is, but for the cancellation."""
    return [partial(np.cosh, z, gain), partial(np.reciprocal, gain, gain), partial(np.multiply, gain, gain, gain)]


def _relu(z: Array, a: Array, _: Array) -> list[Call]:
    return [partial(np.maximum, z, _ZERO, a)]


def _relu_derivative(z: Array, gain: Array, _: Array) -> list[Call]:
    return [partial(np.heaviside, z, _ZERO, gain)]


def _leaky_relu(z: Array, a: Array, scratch: Array, slope: float) -> list[Call]:
    return [partial(np.multiply, z, constant(slope), scratch), partial(np.maximum, z, scratch, a)]


def _leaky_relu_derivative(z: Array, gain: Array, scratch: Array, slope: float) -> list[Call]:
    """|max(s, -slope s)| for the sign s of z: 1, the slope, and 0 (not -0) at 0."""
    return [
        partial(np.sign, z, gain),
        partial(np.multiply, gain, constant(-slope), scratch),
        partial(np.maximum, gain, scratch, gain),
        partial(np.absolute, gain, gain),
    ]


def _softplus(z: Array, a: Array, _: Array) -> list[Call]:
    return [partial(np.logaddexp, z, _ZERO, a)]


def _phi_calls(z: Array, phi: Array, scratch: Array) -> list[Call]:
    """Φ(z), the normal distribution function, as erfc(-z / √2) / 2: exact in both tails."""
    return [
        partial(np.multiply, z, _MINUS_ROOT_HALF, scratch),
        partial(_erfc, scratch, phi),
        partial(np.multiply, phi, _HALF, phi),
    ]


def _gelu(z: Array, a: Array, scratch: Array) -> list[Call]:
    """The product z Φ(z) (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016), the exact form."""
    return [*_phi_calls(z, a, scratch), partial(np.multiply, z, a, a)]


def _gelu_derivative(z: Array, gain: Array, scratch: Array) -> list[Call]:
    """Φ(z) + z e^(-z²/2) / √(2π)."""
    return [
        *_phi_calls(z, gain, scratch),
        partial(np.multiply, z, z, scratch),
        partial(np.multiply, scratch, _MINUS_HALF, scratch),
        partial(np.exp, scratch, scratch),
        partial(np.multiply, scratch, z, scratch),
        partial(np.divide, scratch, _ROOT_TWO_PI, scratch),
        partial(np.add, gain, scratch, gain),
    ]


def _erfc(x: Array, out: Array) -> None:
    """The complementary error function of every element; NumPy has none, the standard library's is exact."""
    out[...] = np.fromiter(map(math.erfc, x.ravel().tolist()), np.float64, x.size).reshape(x.shape)


def _linear(z: Array, a: Array, _: Array) -> list[Call]:
    return [partial(np.copyto, a, z)]


def _linear_derivative(_z: Array, gain: Array, _: Array) -> list[Call]:
    return [partial(gain.fill, 1.0)]


def _softmax(z: Array, a: Array, _: Array) -> list[Call]:
    """e^z / Σ e^z over the neurons (rows); taking the largest z off first changes nothing and cannot overflow."""
    one_row = np.empty((1, *z.shape[1:]))
    return [
        partial(np.maximum.reduce, z, 0, None, one_row, True),
        partial(np.subtract, z, one_row, a),
        partial(np.exp, a, a),
        partial(np.add.reduce, a, 0, None, one_row, True),
        partial(np.divide, a, one_row, a),
    ]


_Calls = Callable[[Array, Array, Array], list[Call]]

_VALUES: dict[str, _Calls] = {
    "sigmoid": _sigmoid,
    "tanh": _tanh,
    "relu": _relu,
    "softplus": _softplus,
    "gelu": _gelu,
    "linear": _linear,
    "softmax": _softmax,
}
_DERIVATIVES: dict[str, _Calls] = {
    "sigmoid": _sigmoid_derivative,
    "tanh": _tanh_derivative,
    "relu": _relu_derivative,
    "softplus": _sigmoid,
    "gelu": _gelu_derivative,
    "linear": _linear_derivative,
}
