"""The activation functions a = σ(z) and their derivatives σ'(z), exact however large |z| is.

The derivative is computed from z and not from a, because a(1 - a) is 0 as soon as a is rounded to 1. Where a derivative
does not exist, it is 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from engine import activation_formulas as formulas
from engine.arrays import Array
from engine.calls import Call, run
from engine.words import N_

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu", "linear", "softmax")

_Calls = Callable[[Array, Array, Array], list[Call]]

_TABLE: dict[str, tuple[_Calls, _Calls]] = {
    "sigmoid": (formulas.sigmoid, formulas.sigmoid_derivative),
    "tanh": (formulas.tanh, formulas.tanh_derivative),
    "relu": (formulas.relu, formulas.relu_derivative),
    "softplus": (formulas.softplus, formulas.softplus_derivative),
    "gelu": (formulas.gelu, formulas.gelu_derivative),
    "linear": (formulas.linear, formulas.linear_derivative),
}


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
        """Refuse a name or a slope that does not exist."""
        if self.name not in ACTIVATIONS:
            raise DomainError(
                N_(
                    "there is no activation {name}; choose one of {names}",
                    name=repr(self.name),
                    names=", ".join(ACTIVATIONS),
                )
            )
        if not 0.0 <= self.negative_slope < 1.0:
            raise DomainError(
                N_(
                    "negative_slope must be at least 0 and below 1, not {negative_slope}",
                    negative_slope=repr(self.negative_slope),
                )
            )

    @property
    def elementwise(self) -> bool:
        """Whether each a depends on its own z alone: true of every function but softmax."""
        return self.name != "softmax"

    def value(self, z: ArrayLike) -> Array:
        """σ(z), in the shape of z; softmax runs over the last axis."""
        z = np.asarray(z, dtype=np.float64)
        columns = np.atleast_1d(z).T.copy()
        a = np.empty_like(columns)
        run(self.value_calls(columns, a, np.empty((2, *columns.shape))))
        return a.T.reshape(z.shape)

    def derivative(self, z: ArrayLike) -> Array:
        """σ'(z), in the shape of z.

        Raises:
            DomainError: for softmax, where every output depends on every z and no single σ'(z) exists.
        """
        z = np.asarray(z, dtype=np.float64)
        flat = z.reshape(1, -1)
        gain, kept = np.empty_like(flat), np.empty((2, *flat.shape))
        run(self.value_calls(flat, gain, kept) + self.derivative_calls(flat, kept, gain))
        return gain.reshape(z.shape)

    def value_calls(self, z: Array, a: Array, kept: Array) -> list[Call]:
        """The calls that put σ(z) into a.

        Args:
            z: (n, N), one row a neuron, one column an example.
            a: (n, N), receives σ(z).
            kept: (2, n, N), receives what the derivative has in common with the value.
        """
        if self.name == "leaky_relu":
            return formulas.leaky_relu(z, a, kept, self.negative_slope)
        if self.name == "softmax":
            return formulas.softmax(z, a)
        return _TABLE[self.name][0](z, a, kept)

    def derivative_calls(self, z: Array, kept: Array, gain: Array) -> list[Call]:
        """The calls that put σ'(z) into gain.

        Args:
            z: (n, N), of one layer or of several with this activation.
            kept: (2, n, N), as the calls of the value left it.
            gain: (n, N), receives σ'(z).

        Raises:
            DomainError: for softmax.
        """
        if self.name == "leaky_relu":
            return formulas.leaky_relu_derivative(z, gain, self.negative_slope)
        if self.name == "softmax":
            raise DomainError(N_("softmax has no single σ'(z): every output depends on every z of its layer"))
        return _TABLE[self.name][1](z, kept, gain)
