"""What keeps a network from learning: neurons without gain, dead or alike, gradients that do not pass its layers."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.backward import BackwardTrace
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
"""Of the largest parameter of either neuron: far above what rounding leaves between neurons that started alike (some
1e-16 after thousands of updates), and far below any difference that was drawn."""

VANISHED, EXPLODED = 1e-3, 1e3
"""∂C/∂z of the first layer as a multiple of the last one's: while one of them learns, the other stands still."""

Mask = NDArray[np.bool_]

Where = tuple[int, tuple[int, ...], float, float]
"""Layer and neurons, counted from 1; the number that says so, and what it was held against."""


def network_faults(
    layers: Sequence[Layer], trace: ForwardTrace, gradients: BackwardTrace, loss: str
) -> dict[Fault, list[Where]]:
    """All that is wrong with a network as it stands, layer by layer.

    Args:
        layers: the network.
        trace: its forward pass over the training set.
        gradients: its backward pass.
        loss: the name of the loss.
    """
    targets = gradients.targets
    ratio = layer_ratio(gradients)
    found: dict[Fault, list[Where]] = {
        "symmetric": symmetric(layers),
        "dead": [],
        "saturated": [],
        "exploding": [(1, (), ratio, EXPLODED)] if ratio > EXPLODED else [],
        "vanishing": [(1, (), ratio, VANISHED)] if ratio < VANISHED else [],
    }
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


def layer_ratio(gradients: BackwardTrace) -> float:
    """∂C/∂z of the first layer as a multiple of the last one's: root mean squares over examples and neurons.

    Of each example's own loss and for each neuron, so that neither the sizes of the layers nor a last layer whose
    gradients cancel out over the examples count. 1 where the last layer has none either, or one is not finite.
    """
    first, last = (_rms(record.dC_dz) for record in (gradients.layers[0], gradients.layers[-1]))
    return first / last if 0.0 < last < np.inf and first < np.inf else 1.0


def symmetric(layers: Sequence[Layer]) -> list[Where]:
    """Neurons of a hidden layer with the same weights and bias before them and the same weights after them.

    Their z, a, ∂C/∂a and ∂C/∂z are the same for every example, and so are all their gradients: no update parts them.
    """
    found: list[Where] = []
    for number, (layer, following) in enumerate(pairwise(layers), 1):
        about = np.hstack([layer.matrix, following.W.T])  # one row a neuron
        size = np.abs(about).max(axis=1)
        tolerance = ALIKE * np.minimum(size[:, np.newaxis], size)
        apart = np.abs(about[:, np.newaxis, :] - about[np.newaxis, :, :]).max(axis=2)
        twins = (apart <= tolerance) & ~np.eye(layer.n_out, dtype=bool)
        if twins.any():
            found.append((number, _numbers(twins.any(axis=1)), float(apart[twins].max()), float(tolerance.max())))
    return found


def _rms(values: Array) -> float:
    largest = float(np.abs(values).max())
    if not 0.0 < largest < np.inf:
        return largest
    return largest * float(np.sqrt(np.square(values / largest).mean()))  # squares neither overflow nor underflow


def _dead(layer: Layer, z: Array) -> Mask:
    name, slope = layer.activation.name, layer.activation.negative_slope
    if name == "relu" or (name == "leaky_relu" and slope == 0.0):
        return np.asarray((z <= 0.0).all(axis=0))
    return np.zeros(layer.n_out, dtype=bool)


def _stuck(y: Array, targets: Array) -> Mask:
    """The outputs that are far from their target in more than a few examples: by half of all that targets differ."""
    spread = targets.max() - targets.min() or 1.0
    stuck: Mask = (np.abs(y - targets) > 0.5 * spread).mean(axis=0) >= WRONG
    return stuck


def _numbers(chosen: Mask) -> tuple[int, ...]:
    return tuple(int(index) + 1 for index in np.flatnonzero(chosen))
