"""A training step that is really broken: one classic mistake at a time, in a program of its own.

Nothing here is the engine's, and nothing else may use it: the page about debugging prints what it computes. Without a
fault it gives the engine's numbers; with one, those that a program with this mistake prints, all that follows included.
"""

from collections.abc import Sequence

import numpy as np

from app.covering import key_of
from engine.arrays import Array, readonly
from engine.network import Layer

FAULTS = ("bias", "transpose", "gain", "jacobian", "updated")
"""The bias forgotten; W for its transpose; no σ′; softmax as if its outputs did not meet; weights updated too early."""


def broken_step(
    layers: Sequence[Layer], x: Array, target: Array, loss: str, learning_rate: float, fault: str = ""
) -> dict[str, float]:
    """Every number of both passes and the gradients, by its id on the page and in the order of computation.

    Args:
        layers: the network; only its last layer may be a softmax.
        x: (n_in,), the one example.
        target: (n_out,).
        loss: ``half_squared_error`` or ``squared_error``.
        learning_rate: η.
        fault: one of ``FAULTS``, or "" for none.
    """
    printed: dict[str, float] = {}

    def put(quantity: str, layer: int, values: Array) -> None:
        for to, value in enumerate(np.atleast_1d(values), 1):
            printed[key_of((quantity, (layer, to)))] = float(value)

    a_prev, inputs, zs = x, [], []
    for number, layer in enumerate(layers, 1):
        z = layer.W @ a_prev if fault == "bias" else layer.W @ a_prev + layer.b
        a = _softmax(z) if layer.activation.name == "softmax" else layer.activation.value(readonly(z))
        put("z", number, z)
        put("a", number, a)
        inputs.append(a_prev)
        zs.append(z)
        a_prev = a

    half = loss == "half_squared_error"
    error = a_prev - target
    printed["C"] = float(np.sum(error**2) * (0.5 if half else 1.0))
    arriving = error if half else 2.0 * error
    put("dC_dy", len(layers), arriving)

    gradients: dict[int, tuple[Array, Array]] = {}
    for number in range(len(layers), 0, -1):
        layer, z = layers[number - 1], zs[number - 1]
        if layer.activation.name == "softmax":
            y = _softmax(z)
            jacobian = np.diag(y * (1.0 - y)) if fault == "jacobian" else np.diag(y) - np.outer(y, y)
            delta = jacobian @ arriving
        elif fault == "gain":
            delta = arriving
        else:
            delta = layer.activation.derivative(readonly(z)) * arriving
        put("dC_dz", number, delta)
        gradients[number] = np.outer(delta, inputs[number - 1]), delta
        if number > 1:
            sent_by = layer.W - learning_rate * gradients[number][0] if fault == "updated" else layer.W
            # Where the shapes do not fit, a program with the wrong transpose stops, and prints nothing wrong.
            turned = fault == "transpose" and sent_by.shape[0] == sent_by.shape[1]
            arriving = sent_by @ delta if turned else sent_by.T @ delta
            put("dC_da", number - 1, arriving)

    for number in range(1, len(layers) + 1):
        matrix, column = gradients[number]
        for (to, source), value in np.ndenumerate(matrix):
            printed[key_of(("dC_dw", (number, to + 1, source + 1)))] = float(value)
        put("dC_db", number, column)
    return printed


def _softmax(z: Array) -> Array:
    raised = np.exp(z - np.max(z))
    shares: Array = raised / np.sum(raised)
    return shares
