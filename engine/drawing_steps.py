"""Steps of gradient descent on one drawing: of the weights, as in training, or of the drawing itself.

Both go against a gradient of the same C: θ ← θ − η ∂C/∂θ with the drawing held, or x ← x − η ∂C/∂x with the network
held, x kept between paper (0) and ink (1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.arrays import Array, freeze
from engine.backward import backward
from engine.forward import forward
from engine.network import Layer
from engine.training import train


@dataclass(frozen=True, slots=True)
class Deed:
    """The same step done several times.

    Attributes:
        what: a step of the ``weights`` or of the ``ink``.
        target: the number of the output that should be 1, from 0.
        times: how often, at least 1.
    """

    what: Literal["weights", "ink"]
    target: int
    times: int


def weight_steps(
    layers: Sequence[Layer], x: Array, target: int, loss: str, rate: float, times: int
) -> tuple[Layer, ...]:
    """The network after so many updates on this one drawing; bit for bit as many traced updates.

    Args:
        layers: the network; it is not changed.
        x: (n_in,).
        target: the number of the output that should be 1, from 0.
        loss: a name out of ``engine.losses.LOSSES``.
        rate: η.
        times: 0 or more.
    """
    return train(layers, x, _wanted(layers, target), loss, rate, "sum", times)


def ink_step(layers: Sequence[Layer], x: Array, target: int, loss: str, rate: float) -> Array:
    """X − η ∂C/∂x, cut off at 0 and 1; (n_in,), read-only.

    Args:
        layers: the network.
        x: (n_in,), 0 to 1.
        target: the number of the output that should be 1, from 0.
        loss: a name out of ``engine.losses.LOSSES``.
        rate: η.
    """
    slopes = backward(layers, forward(layers, x), _wanted(layers, target), loss).dC_dx[0]
    moved: Array = np.clip(x - rate * slopes, 0.0, 1.0)
    freeze(moved)
    return moved


def after(
    layers: tuple[Layer, ...], x: Array, deeds: Iterable[Deed], loss: str, rate: float, ink_rate: float
) -> tuple[tuple[Layer, ...], Array]:
    """The network and the drawing after all of these steps, in their order.

    Args:
        layers: the network before.
        x: (n_in,), the drawing before.
        deeds: what is done.
        loss: a name out of ``engine.losses.LOSSES``.
        rate: η of a step of the weights.
        ink_rate: η of a step of the drawing.
    """
    for deed in deeds:
        if deed.what == "weights":
            layers = weight_steps(layers, x, deed.target, loss, rate, deed.times)
        else:
            for _ in range(deed.times):
                x = ink_step(layers, x, deed.target, loss, ink_rate)
    return layers, x


def _wanted(layers: Sequence[Layer], target: int) -> Array:
    wanted: Array = np.eye(layers[-1].n_out)[target]
    return wanted
