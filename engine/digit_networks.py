"""The networks that recognise digits: 16×16 pixels in, one output a digit, trained on the data of this package."""

from functools import cache

import numpy as np

from engine.activations import Activation
from engine.arrays import Array
from engine.digit_data import read
from engine.digits import SIDE
from engine.network import Layer, LayerSpec, NetworkError, NetworkSpec
from engine.words import N_

DIGIT_NETWORKS = ("32-sigmoid", "32-tanh", "32-relu", "16-16-sigmoid", "16-16-tanh", "16-16-relu")
DEFAULT_NETWORK = "32-relu"
LOSS = "cross_entropy"
OUTPUTS = ("softmax", "sigmoid")
"""The activations that the outputs may have: softmax, with which the networks were trained, and σ(z') of the notes."""

_STORED = np.dtype("<f2")


@cache
def digit_spec(name: str, outputs: str = OUTPUTS[0]) -> NetworkSpec:
    """The network of this name without its numbers: 256 inputs, hidden layers, 10 outputs.

    Args:
        name: the sizes of the hidden layers and their activation, such as ``"16-16-tanh"``.
        outputs: one of ``OUTPUTS``.

    Raises:
        NetworkError: when it is none of ``DIGIT_NETWORKS``.
    """
    if name not in DIGIT_NETWORKS:
        known = ", ".join(DIGIT_NETWORKS)
        raise NetworkError(N_("there is no digit network {name!r}; choose one of {names}", name=name, names=known))
    *sizes, activation = name.split("-")
    hidden = (LayerSpec(int(size), Activation(activation)) for size in sizes)
    return NetworkSpec(SIDE * SIDE, (*hidden, LayerSpec(10, Activation(outputs))))


@cache
def digit_network(name: str) -> tuple[Layer, ...]:
    """The trained network of this name; ``app.train_digits`` made it.

    Args:
        name: one of ``DIGIT_NETWORKS``.

    Raises:
        NetworkError: when it is none of them.
    """
    spec = digit_spec(name)
    return unpack(spec, read(f"{name}.bin"))


def with_outputs(layers: tuple[Layer, ...], outputs: str) -> tuple[Layer, ...]:
    """The same parameters with that activation of the output layer, one of ``OUTPUTS``."""
    *hidden, last = layers
    return (*hidden, Layer.of(last.matrix, Activation(outputs)))


def pack(layers: tuple[Layer, ...]) -> bytes:
    """The parameters as half-precision numbers, layer by layer, each row the weights into a neuron and its bias."""
    return b"".join(layer.matrix.astype(_STORED).tobytes() for layer in layers)


def unpack(spec: NetworkSpec, data: bytes) -> tuple[Layer, ...]:
    """The layers whose parameters were packed.

    Args:
        spec: their sizes and activations.
        data: what ``pack`` gave.

    Raises:
        NetworkError: when there are not as many numbers as the network has.
    """
    numbers: Array = np.frombuffer(data, dtype=_STORED).astype(np.float64)
    if len(numbers) != spec.n_parameters:
        raise NetworkError(
            N_("the network has {parameters} parameters, not {n}", parameters=spec.n_parameters, n=len(numbers))
        )
    layers, start = [], 0
    for n_in, layer in zip(spec.sizes, spec.layers, strict=False):
        end = start + layer.n_out * (n_in + 1)
        layers.append(Layer.of(numbers[start:end].reshape(layer.n_out, n_in + 1).copy(), layer.activation))
        start = end
    return tuple(layers)
