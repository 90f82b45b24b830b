"""What a network is: its specification, its layers of parameters, and how they start."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal, Self, get_args

import numpy as np

from engine.activations import Activation
from engine.arrays import Array, ShapeError, freeze, readonly
from engine.rng import Stream
from engine.words import N_

Scheme = Literal["xavier", "he", "normal", "zeros", "constant"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


class NetworkError(ValueError):
    """The layers do not make a network."""


@dataclass(frozen=True)
class LayerSpec:
    """A layer without its numbers: how many neurons, and which activation function."""

    n_out: int
    activation: Activation


@dataclass(frozen=True)
class NetworkSpec:
    """A network without its numbers; a value that compares and hashes.

    Attributes:
        n_in: number of inputs.
        layers: first hidden layer first, the output layer last.

    Raises:
        NetworkError: when there is no layer, a size is below 1, or softmax is not the last.
    """

    n_in: int
    layers: tuple[LayerSpec, ...]

    def __post_init__(self) -> None:
        """Refuse what is no network."""
        if not self.layers:
            raise NetworkError(N_("a network has at least one layer"))
        if min(self.sizes) < 1:
            raise NetworkError(N_("every layer has at least one neuron, but the sizes are {sizes}", sizes=self.sizes))
        if not all(layer.activation.elementwise for layer in self.layers[:-1]):
            raise NetworkError(N_("softmax can only be the activation of the last layer"))

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """The number of neurons in every layer, the inputs first."""
        return (self.n_in, *(layer.n_out for layer in self.layers))

    @property
    def activations(self) -> tuple[Activation, ...]:
        """The activation function of every layer."""
        return tuple(layer.activation for layer in self.layers)

    @property
    def n_edges(self) -> int:
        """The number of weights."""
        return sum(n_in * n_out for n_in, n_out in pairwise(self.sizes))

    @property
    def n_parameters(self) -> int:
        """The number of weights and biases."""
        return self.n_edges + sum(self.sizes[1:])

    @classmethod
    def of(cls, layers: Sequence["Layer"]) -> Self:
        """The specification that these layers fulfil."""
        check(layers)
        return cls(layers[0].n_in, tuple(LayerSpec(layer.n_out, layer.activation) for layer in layers))


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """The parameters of one layer, a = σ(W a_prev + b), read-only.

    Attributes:
        W: (n_out, n_in); row j holds the weights into neuron j.
        b: (n_out,).
        activation: σ.
        matrix: (n_out, n_in + 1); row j holds the weights into neuron j and, last, its bias. W and b are its views.

    Raises:
        ShapeError: when W is no matrix, b no vector, or b does not have one number a row of W.
    """

    W: Array
    b: Array
    activation: Activation
    matrix: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Copy the parameters into the matrix."""
        W, b = readonly(self.W, "weights", 2), readonly(self.b, "biases", 1)
        if len(b) != len(W) or W.size == 0:
            raise ShapeError(N_("weights of shape {shape} need one bias a row, not {n}", shape=W.shape, n=len(b)))
        self._hold(np.ascontiguousarray(np.column_stack((W, b))))

    @classmethod
    def of(cls, matrix: Array, activation: Activation) -> Self:
        """The layer whose parameters are in this matrix, (n_out, n_in + 1) in C order, which becomes read-only."""
        layer = cls.__new__(cls)
        object.__setattr__(layer, "activation", activation)
        layer._hold(matrix)
        return layer

    def _hold(self, matrix: Array) -> None:
        freeze(matrix)
        object.__setattr__(self, "matrix", matrix)
        object.__setattr__(self, "W", matrix[:, :-1])
        object.__setattr__(self, "b", matrix[:, -1])

    @property
    def n_in(self) -> int:
        """The number of inputs."""
        return int(self.matrix.shape[1]) - 1

    @property
    def n_out(self) -> int:
        """The number of neurons."""
        return len(self.matrix)


@dataclass(frozen=True)
class Initialisation:
    """How weights start; biases start at 0.

    Attributes:
        scheme: ``xavier`` (uniform up to ±√(6 / (n_in + n_out)); Glorot and Bengio 2010, equation 16),
            ``he`` (normal, standard deviation √(2 / n_in); He et al. 2015, equation 10), ``normal``, ``zeros``,
            or ``constant``.
        value: the standard deviation of ``normal``, the weight of ``constant``; the others do not read it.

    Raises:
        NetworkError: when there is no such scheme.
    """

    scheme: Scheme
    value: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a scheme that does not exist."""
        if self.scheme not in SCHEMES:
            raise NetworkError(
                N_(
                    "there is no initialisation {scheme}; choose one of {names}",
                    scheme=repr(self.scheme),
                    names=", ".join(SCHEMES),
                )
            )

    def weights(self, n_out: int, n_in: int, stream: Stream) -> Array:
        """(n_out, n_in) weights, drawn from the stream where the scheme draws."""
        if self.scheme == "xavier":
            return (2.0 * stream.uniform(n_out, n_in) - 1.0) * math.sqrt(6.0 / (n_in + n_out))
        if self.scheme == "he":
            return stream.normal(n_out, n_in) * math.sqrt(2.0 / n_in)
        if self.scheme == "normal":
            return stream.normal(n_out, n_in) * self.value
        return np.full((n_out, n_in), self.value if self.scheme == "constant" else 0.0)


def initialise(spec: NetworkSpec, initialisation: Initialisation, seed: int) -> tuple[Layer, ...]:
    """The parameters that a seed gives; what a layer draws depends on the seed and its place, on no other layer."""
    return tuple(
        Layer(
            initialisation.weights(layer.n_out, n_in, Stream(seed, "weights", index)),
            np.zeros(layer.n_out),
            layer.activation,
        )
        for index, (n_in, layer) in enumerate(zip(spec.sizes, spec.layers, strict=False))
    )


def check(layers: Sequence[Layer]) -> None:
    """Nothing happens when the layers make a network.

    Raises:
        NetworkError: when there is none, consecutive sizes do not fit, or softmax is not the last.
    """
    if not layers:
        raise NetworkError(N_("a network has at least one layer"))
    for number, (before, after) in enumerate(pairwise(layers), start=1):
        if before.n_out != after.n_in:
            raise NetworkError(
                N_(
                    "layer {number} has {n_out} neurons, but layer {next} takes {n_in}",
                    number=number,
                    n_out=before.n_out,
                    next=number + 1,
                    n_in=after.n_in,
                )
            )
        if not before.activation.elementwise:
            raise NetworkError(N_("softmax can only be the activation of the last layer"))
