"""Neurons that cannot learn: without gain, dead, or the same as another."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import Array
from engine.findings import Fault
from engine.forward import ForwardTrace
from engine.losses import is_fused
from engine.network import Layer

LARGEST_GAIN = {"sigmoid": 0.25, "tanh": 1.0, "softplus": 1.0, "gelu": 1.1289041186}
"""The largest σ'(z) of every activation that can saturate; gelu's lies at z = √2."""

NO_GAIN = 0.01
"""Of the largest gain: with less the neuron learns a hundred times slower than it could (|z| > 6 of a sigmoid)."""

NEARLY_ALL = 0.95
"""Of the examples: the few that still pass a gradient cannot move a neuron that the others hold where it is."""

WRONG = 0.1
"""Of the examples: an output at the right end of its range has learnt; it is stuck when this share is at the wrong."""

ALIKE = 1e-9
"""Of the largest parameter of the layer: what rounding leaves between neurons that started alike (some 1e-16 an
update), and far below any difference that was drawn."""

Where = tuple[int, tuple[int, ...], float, float]
"""Layer and neurons, counted from 1; the number that says so, and what it was held against."""


def neuron_faults(layers: Sequence[Layer], trace: ForwardTrace, targets: Array, loss: str) -> dict[Fault, list[Where]]:
    """All such neurons of a network, layer by layer.

    Args:
        layers: the network.
        trace: its forward pass over the training set.
        targets: (N, n_out).
        loss: the name of the loss.
    """
    found: dict[Fault, list[Where]] = {"symmetric": symmetric(layers), "dead": [], "saturated": []}
    for number, (layer, seen) in enumerate(zip(layers, trace.layers, strict=True), 1):
        output = number == len(layers)
        stuck = _stuck(seen.a, targets) if output else np.ones(layer.n_out, dtype=bool)
        if output and is_fused(layer.activation.name, loss):
            continue  # its σ'(z) is not part of ∂C/∂z
        dead = stuck & _dead(layer, seen.z)
        if dead.any():
            found["dead"].append((number, _numbers(dead), float(seen.z[:, dead].max()), 0.0))
        largest = LARGEST_GAIN.get(layer.activation.name)
        if largest is None:
            continue
        gain = np.abs(layer.activation.derivative(seen.z))
        saturated = stuck & ((gain < NO_GAIN * largest).mean(axis=0) >= NEARLY_ALL)
        if saturated.any():
            found["saturated"].append(
                (number, _numbers(saturated), float(gain[:, saturated].mean()), NO_GAIN * largest)
            )
    return found


def symmetric(layers: Sequence[Layer]) -> list[Where]:
    """Neurons of a hidden layer with the same weights and bias before them and the same weights after them.

    Their z, a, ∂C/∂a and ∂C/∂z are the same for every example, and so are all their gradients: no update parts them.
    """
    found: list[Where] = []
    for number, (layer, following) in enumerate(zip(layers, layers[1:], strict=False), 1):
        about = np.hstack([layer.matrix, following.W.T])  # one row a neuron
        tolerance = ALIKE * float(np.abs(about).max())
        apart = np.abs(about[:, np.newaxis, :] - about[np.newaxis, :, :]).max(axis=2)
        twins = (apart <= tolerance) & ~np.eye(layer.n_out, dtype=bool)
        if twins.any():
            found.append((number, _numbers(twins.any(axis=1)), float(apart[twins].max()), tolerance))
    return found


def _dead(layer: Layer, z: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    name, slope = layer.activation.name, layer.activation.negative_slope
    if name == "relu" or (name == "leaky_relu" and slope == 0.0):
        dead: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (z <= 0.0).all(axis=0)
        return dead
    return np.zeros(layer.n_out, dtype=bool)


def _stuck(y: Array, targets: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The outputs that are far from their target in more than a few examples: by half of all that targets differ."""
    spread = targets.max() - targets.min() or 1.0
    stuck: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (
        np.abs(y - targets) > 0.5 * spread
    ).mean(axis=0) >= WRONG  # fmt: skip
    return stuck


def _numbers(chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[int, ...]:
    return tuple(int(index) + 1 for index in np.flatnonzero(chosen))
