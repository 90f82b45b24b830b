"""Backpropagation once more, with nothing but Python's floats and loops over neurons: an independent truth.

Written from the chain rule as the lecture notes state it. Softmax and the losses with logarithms use their textbook
formulas, so this is right for moderate z only.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.network import Layer

Rows = list[list[float]]


@dataclass
class Step:
    """Forward and backward pass of one example; lists have one entry a layer."""

    z: Rows = field(default_factory=list)
    a: Rows = field(default_factory=list)
    terms: list[float] = field(default_factory=list)
    dC_dy: list[float] = field(default_factory=list)
    da_dz: Rows = field(default_factory=list)
    dC_da: Rows = field(default_factory=list)
    dC_dz: Rows = field(default_factory=list)
    dC_dW: list[Rows] = field(default_factory=list)
    dC_dx: list[float] = field(default_factory=list)


def value(name: str, z: float) -> float:
    return {
        "sigmoid": lambda: 1.0 / (1.0 + math.exp(-z)),
        "tanh": lambda: math.tanh(z),
        "relu": lambda: max(z, 0.0),
        "leaky_relu": lambda: z if z > 0.0 else 0.01 * z,
        "softplus": lambda: math.log(1.0 + math.exp(z)),
        "gelu": lambda: 0.5 * z * (1.0 + math.erf(z / math.sqrt(2.0))),
        "linear": lambda: z,
    }[name]()


def slope(name: str, z: float) -> float:
    sigma = 1.0 / (1.0 + math.exp(-z))
    return {
        "sigmoid": lambda: sigma * (1.0 - sigma),
        "tanh": lambda: 1.0 - math.tanh(z) ** 2,
        "relu": lambda: 1.0 if z > 0.0 else 0.0,
        "leaky_relu": lambda: 1.0 if z > 0.0 else 0.01,
        "softplus": lambda: sigma,
        "gelu": lambda: (
            0.5 * (1.0 + math.erf(z / math.sqrt(2.0))) + z * math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
        ),
        "linear": lambda: 1.0,
    }[name]()


def term_and_slope(loss: str, y: float, t: float, n_out: int) -> tuple[float, float]:
    if loss == "cross_entropy":
        return -t * math.log(y), -t / y
    if loss == "binary_cross_entropy":
        return -t * math.log(y) - (1.0 - t) * math.log(1.0 - y), -t / y + (1.0 - t) / (1.0 - y)
    factor = {"half_squared_error": 0.5, "squared_error": 1.0, "mse": 1.0 / n_out}[loss]
    return factor * (y - t) ** 2, 2.0 * factor * (y - t)


def scalar_step(layers: Sequence[Layer], x: Sequence[float], target: Sequence[float], loss: str) -> Step:
    step = Step()
    weights = [layer.W.tolist() for layer in layers]
    inputs = list(x)
    read = []
    for layer, rows, biases in zip(layers, weights, (layer.b.tolist() for layer in layers), strict=True):
        read.append(inputs)
        z = [
            sum(w * a for w, a in zip(row, inputs, strict=True)) + bias for row, bias in zip(rows, biases, strict=True)
        ]
        name = layer.activation.name
        if name == "softmax":
            total = sum(math.exp(number) for number in z)
            inputs = [math.exp(number) / total for number in z]
        else:
            inputs = [value(name, number) for number in z]
        step.z.append(z)
        step.a.append(inputs)
    for output, t in zip(inputs, target, strict=True):
        term, dy = term_and_slope(loss, output, t, len(target))
        step.terms.append(term)
        step.dC_dy.append(dy)
    dC_da = step.dC_dy
    for k in reversed(range(len(layers))):
        name, y = layers[k].activation.name, step.a[k]
        if name == "softmax":
            gain: list[float] = []
            dC_dz = [
                math.fsum(dC_da[j] * y[j] * ((1.0 if i == j else 0.0) - y[i]) for j in range(len(y)))
                for i in range(len(y))
            ]
        else:
            gain = [slope(name, number) for number in step.z[k]]
            dC_dz = [g * d for g, d in zip(gain, dC_da, strict=True)]
        step.da_dz.insert(0, gain)
        step.dC_da.insert(0, dC_da)
        step.dC_dz.insert(0, dC_dz)
        step.dC_dW.insert(0, [[d * a for a in read[k]] for d in dC_dz])
        dC_da = [math.fsum(weights[k][j][i] * dC_dz[j] for j in range(len(dC_dz))) for i in range(len(read[k]))]
    step.dC_dx = dC_da
    return step
