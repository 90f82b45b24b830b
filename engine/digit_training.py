"""How the digit networks are trained: stochastic gradient descent with momentum, in single precision.

v ← 0.9 v − η ∇L, θ ← θ + v (Polyak, Some methods of speeding up the convergence of iteration methods, 1964), L the mean
cross-entropy of 128 random images plus ½ λ Σ w²; η falls along half a cosine to 0 (Loshchilov and Hutter, SGDR, 2017).
The decay λ makes the weights of neighbouring pixels smooth, so that a neuron's picture can be read.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation
from engine.arrays import readonly
from engine.digit_networks import digit_spec
from engine.digits import LEVELS, Levels
from engine.forward import forward
from engine.network import Initialisation, Layer, initialise
from engine.rng import Stream

_BATCH = 128
_MOMENTUM = np.float32(0.9)
_DECAY = np.float32(3e-4)
_RATE = {"sigmoid": 0.2, "tanh": 0.05, "relu": 0.05}

_Single = NDArray[np.float32]


def fit(name: str, seen: Levels, digits: Levels, updates: int, seed: int) -> tuple[Layer, ...]:
    """The digit network of this name after so many updates; the same arguments give the same network on one machine.

    Args:
        name: one of ``engine.digit_networks.DIGIT_NETWORKS``.
        seen: (N, 256) levels of 0 to 15.
        digits: (N,) of 0 to 9.
        updates: at least 1.
        seed: of the initial weights and of the order of the images.

    Raises:
        NetworkError: when there is no such network.
    """
    spec = digit_spec(name)
    hidden = spec.activations[0]
    scheme = Initialisation("he" if hidden.name == "relu" else "xavier")
    layers = initialise(spec, scheme, seed)
    W: list[_Single] = [layer.W.astype(np.float32) for layer in layers]
    b: list[_Single] = [layer.b.astype(np.float32) for layer in layers]
    v_W, v_b = [np.zeros_like(array) for array in W], [np.zeros_like(array) for array in b]
    targets = np.eye(spec.sizes[-1], dtype=np.float32)
    stream = Stream(seed, "order")
    for update in range(updates):
        chosen = (stream.uniform(_BATCH) * len(seen)).astype(np.intp)
        rate = np.float32(_RATE[hidden.name] * 0.5 * (1.0 + math.cos(math.pi * update / updates)))
        x = seen[chosen].astype(np.float32) / np.float32(LEVELS)
        for index, (dW, db) in enumerate(_gradients(W, b, hidden, x, targets[digits[chosen]])):
            v_W[index] *= _MOMENTUM
            v_W[index] -= rate * (dW + _DECAY * W[index])
            v_b[index] *= _MOMENTUM
            v_b[index] -= rate * db
            W[index] += v_W[index]
            b[index] += v_b[index]
    parameters = zip(W, b, layers, strict=True)
    return tuple(Layer(readonly(w), readonly(c), layer.activation) for w, c, layer in parameters)


def _gradients(
    W: Sequence[_Single], b: Sequence[_Single], hidden: Activation, x: _Single, target: _Single
) -> list[tuple[_Single, _Single]]:
    """∂L/∂W and ∂L/∂b of every layer, of the mean cross-entropy of a batch, (N, 256) and (N, 10)."""
    a = [x]
    for weights, bias in zip(W[:-1], b[:-1], strict=True):
        a.append(_activate(hidden.name, a[-1] @ weights.T + bias))
    z = a[-1] @ W[-1].T + b[-1]
    e = np.exp(z - z.max(axis=1, keepdims=True))
    dz = (e / e.sum(axis=1, keepdims=True) - target) / np.float32(len(x))
    gradients = []
    for index in reversed(range(len(W))):
        gradients.append((dz.T @ a[index], dz.sum(axis=0)))
        if index:
            dz = (dz @ W[index]) * _slope(hidden.name, a[index])
    return gradients[::-1]


def _activate(name: str, z: _Single) -> _Single:
    """σ(z)."""
    a: _Single
    match name:
        case "relu":
            a = np.maximum(z, np.float32(0))
        case "tanh":
            a = np.tanh(z)
        case _:
            a = np.float32(0.5) + np.float32(0.5) * np.tanh(np.float32(0.5) * z)
    return a


def _slope(name: str, a: _Single) -> _Single:
    """σ'(z), from a = σ(z): a is all that is kept here, and rounding in saturation costs nothing."""
    match name:
        case "relu":
            return (a > 0).astype(np.float32)
        case "tanh":
            return 1 - a * a
        case _:
            return a * (1 - a)


def share_right(layers: Sequence[Layer], seen: Levels, digits: Levels) -> float:
    """How many of the images are recognised, 0 to 1.

    Args:
        layers: a digit network.
        seen: (N, 256) levels of 0 to 15.
        digits: (N,), what they are.
    """
    right = 0
    for start in range(0, len(seen), 4096):
        part = slice(start, start + 4096)
        right += int((forward(layers, seen[part] / LEVELS).output.argmax(axis=1) == digits[part]).sum())
    return right / len(seen)
