"""Everything that is timed: the engine in its two forms, and what it is compared with.

Each contender is made for one case and gives a function that runs n training steps (forward pass, backward pass, update
of all parameters, gradients summed over the batch, float64) and returns the parameters, W and b of every layer.
"""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from engine.arrays import Array
from engine.backward import backward
from engine.descent import gradient_step
from engine.forward import forward
from engine.training import train
from tests.bench.cases import LEARNING_RATE, Case
from tests.bench.frameworks import jax_jit, torch_eager

Parameters = list[tuple[Array, Array]]
Run = Callable[[int], Parameters | None]
Maker = Callable[[Case], Run]


def fast(case: Case) -> Run:
    """The engine's training loop."""
    layers, (x, targets) = case.layers, case.data

    def run(n: int) -> Parameters:
        trained = train(layers, x, targets, case.loss, LEARNING_RATE, "sum", n)
        return [(layer.W, layer.b) for layer in trained]

    return run


def traced(case: Case) -> Run:
    """The engine with every quantity of every step kept, read-only."""
    start, (x, targets) = case.layers, case.data

    def run(n: int) -> Parameters:
        layers = start
        for _ in range(n):
            layers = gradient_step(layers, backward(layers, forward(layers, x), targets, case.loss), LEARNING_RATE)
        return [(layer.W, layer.b) for layer in layers]

    return run


def plain(case: Case) -> Run:
    """NumPy as one writes it on a first day."""
    x, targets = case.data

    def value(name: str, z: Array) -> Array:
        a: Array
        match name:
            case "sigmoid":
                a = 1 / (1 + np.exp(-z))
            case "tanh":
                a = np.tanh(z)
            case "relu":
                a = np.maximum(z, 0)
            case _:
                powers = np.exp(z - z.max(axis=1, keepdims=True))
                a = powers / powers.sum(axis=1, keepdims=True)
        return a

    def gain(name: str, a: Array) -> Array:
        match name:
            case "sigmoid":
                return a * (1 - a)
            case "tanh":
                return 1 - a**2
        return (a > 0).astype(np.float64)

    def run(n: int) -> Parameters:
        parameters = case.parameters
        for _ in range(n):
            read = [x]
            for (W, b), name in zip(parameters, case.activations, strict=True):
                read.append(value(name, read[-1] @ W.T + b))
            delta = read[-1] - targets
            if case.loss == "half_squared_error":
                delta = delta * gain(case.activations[-1], read[-1])
            new = []
            for k in range(len(parameters) - 1, -1, -1):
                W, b = parameters[k]
                new.append((W - LEARNING_RATE * delta.T @ read[k], b - LEARNING_RATE * delta.sum(axis=0)))
                if k:
                    delta = delta @ W * gain(case.activations[k - 1], read[k])
            parameters = new[::-1]
        return parameters

    return run


def products(case: Case) -> Run:
    """The matrix products alone, the biases in them, into buffers: what no NumPy program can be faster than."""
    x, _ = case.data
    rows = np.column_stack((x, np.ones(case.batch)))
    read = [rows.T, *(np.ones((n + 1, case.batch)) for n in case.sizes[1:-1])]
    matrices = [layer.matrix.copy() for layer in case.layers]
    outs = [np.empty((n, case.batch)) for n in case.sizes[1:]]
    deltas = [np.ones((n, case.batch)) for n in case.sizes[1:]]
    gradients = [np.empty_like(matrix) for matrix in matrices]
    calls = [(matrix.dot, (a, z)) for matrix, a, z in zip(matrices, read, outs, strict=True)]
    for k in range(len(matrices) - 1, 0, -1):
        calls.append((deltas[k].dot, (read[k].T, gradients[k])))
        calls.append((matrices[k].T.dot, (deltas[k], np.empty_like(read[k]))))
    calls.append((deltas[0].dot, (rows, gradients[0])))

    def run(n: int) -> None:
        for _ in range(n):
            for function, arguments in calls:
                function(*arguments)

    return run


def contenders() -> dict[str, Maker]:
    """By name, the engine's training loop first; PyTorch and JAX where they are installed."""
    found: dict[str, Maker] = {"fast": fast, "traced": traced, "plain NumPy": plain, "products": products}
    if find_spec("torch"):
        found["PyTorch eager"] = torch_eager
    if find_spec("jax"):
        found["JAX jit"] = jax_jit
    return found


def agree(case: Case, runs: dict[str, Run]) -> None:
    """Nothing happens when all contenders have the same parameters after three steps: only then is a race fair."""
    expected = runs["fast"](3)
    assert expected is not None
    for title, run in runs.items():
        result = run(3)
        if result is None:
            continue
        for mine, theirs in zip(expected, result, strict=True):
            for one, other in zip(mine, theirs, strict=True):
                np.testing.assert_allclose(other, one, rtol=1e-9, atol=1e-12, err_msg=f"{title} on {case.name}")
