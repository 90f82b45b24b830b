"""How the digit networks are trained: stochastic gradient descent with momentum, in single precision.

v ← 0.9 v − η ∇L, θ ← θ + v (Polyak, Some methods of speeding up the convergence of iteration methods, 1964), L the mean
cross-entropy of 128 random images plus ½ λ Σ w²; η falls along half a cosine to 0 (Loshchilov and Hutter, SGDR, 2017).
The decay λ makes the weights of neighbouring pixels smooth, so that a neuron's picture can be read.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation
from engine.arrays import readonly
from engine.digit_networks import digit_spec
from engine.digits import LEVELS, Levels
from engine.forward import forward
from engine.network import Initialisation, Layer, NetworkSpec, initialise
from engine.rng import Stream

_BATCH = 128
_MOMENTUM = np.float32(0.9)
_DECAY = np.float32(3e-4)
_LEVELLED = 4096
_FURTHEST = 50.0
_RATE = {"sigmoid": 0.2, "tanh": 0.05, "relu": 0.05}

Single = NDArray[np.float32]


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
    learner = Learner.begun(name, seed)
    stream = Stream(seed, "order")
    for update in range(updates):
        share = 0.5 * (1.0 + math.cos(math.pi * update / updates))
        learner.update(seen, digits, stream, share)
    return learner.layers


@dataclass
class Learner:
    """A network that learns; the one thing here that changes.

    Attributes:
        spec: its sizes and activations.
        W: the weights of each layer, (n_out, n_in).
        b: the biases of each layer, (n_out,).
        v_W: the velocity of each of the weights.
        v_b: the velocity of each of the biases.
    """

    spec: NetworkSpec
    W: list[Single]
    b: list[Single]
    v_W: list[Single]
    v_b: list[Single]

    @classmethod
    def begun(cls, name: str, seed: int) -> Self:
        """The digit network of this name as the seed draws it."""
        layers = untrained(name, seed)
        W, b = [layer.W.astype(np.float32) for layer in layers], [layer.b.astype(np.float32) for layer in layers]
        return cls(digit_spec(name), W, b, [np.zeros_like(one) for one in W], [np.zeros_like(one) for one in b])

    def copy(self) -> Self:
        """Another learner at the same point, with numbers of its own."""
        mine = [[one.copy() for one in numbers] for numbers in (self.W, self.b, self.v_W, self.v_b)]
        return type(self)(self.spec, *mine)

    def update(self, seen: Levels, digits: Levels, order: Stream, share: float) -> None:
        """One update on a random batch, with this share of the full learning rate."""
        hidden = self.spec.activations[0]
        chosen = (order.uniform(_BATCH) * len(seen)).astype(np.intp)
        rate = np.float32(_RATE[hidden.name] * share)
        x, targets = seen[chosen].astype(np.float32) / np.float32(LEVELS), np.eye(self.spec.sizes[-1], dtype=np.float32)
        for index, (dW, db) in enumerate(_gradients(self.W, self.b, hidden, x, targets[digits[chosen]])):
            self.v_W[index] *= _MOMENTUM
            self.v_W[index] -= rate * (dW + _DECAY * self.W[index])
            self.v_b[index] *= _MOMENTUM
            self.v_b[index] -= rate * db
            self.W[index] += self.v_W[index]
            self.b[index] += self.v_b[index]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The network as it is now."""
        parameters = zip(self.W, self.b, self.spec.activations, strict=True)
        return tuple(Layer(readonly(w), readonly(c), activation) for w, c, activation in parameters)


def untrained(name: str, seed: int) -> tuple[Layer, ...]:
    """The digit network of this name before any update."""
    spec = digit_spec(name)
    return initialise(spec, Initialisation("he" if spec.activations[0].name == "relu" else "xavier"), seed)


def _gradients(
    W: Sequence[Single], b: Sequence[Single], hidden: Activation, x: Single, target: Single
) -> list[tuple[Single, Single]]:
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


def _activate(name: str, z: Single) -> Single:
    """σ(z)."""
    a: Single
    match name:
        case "relu":
            a = np.maximum(z, np.float32(0))
        case "tanh":
            a = np.tanh(z)
        case _:
            a = np.float32(0.5) + np.float32(0.5) * np.tanh(np.float32(0.5) * z)
    return a


def _slope(name: str, a: Single) -> Single:
    """σ'(z), from a = σ(z): a is all that is kept here, and rounding in saturation costs nothing."""
    match name:
        case "relu":
            return (a > 0).astype(np.float32)
        case "tanh":
            return 1 - a * a
        case _:
            return a * (1 - a)


def levelled(layers: tuple[Layer, ...], seen: Levels) -> tuple[Layer, ...]:
    """The same network with one constant added to all output biases, so that the ten σ(z') add up to 1 on average.

    A softmax leaves that constant open and is not changed by it; outputs σ(z') without softmax, as in the lecture
    notes, make sense only with the constant at which their cross-entropy is least: Σ (σ(z' + c) − ŷ) = 0.

    Args:
        layers: a digit network.
        seen: (N, 256) levels of 0 to 15 of what it learnt from.
    """
    some = seen[:: max(1, len(seen) // _LEVELLED)]
    z = forward(layers, some / LEVELS).layers[-1].z
    low, high = -_FURTHEST, _FURTHEST
    for _ in range(60):
        middle = 0.5 * (low + high)
        if (1.0 / (1.0 + np.exp(-(z + middle)))).sum() > len(z):
            high = middle
        else:
            low = middle
    *hidden, last = layers
    return (*hidden, Layer(last.W, last.b + round(low, 2), last.activation))


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
