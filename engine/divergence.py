"""Which operation of a training step is the first whose result is not finite."""

from collections.abc import Iterator

import numpy as np

from engine.arrays import Array
from engine.lesson import TrainingStep
from engine.losses import is_fused
from engine.operations import Kind, Operation


def first_not_finite(step: TrainingStep, loss: str) -> tuple[Operation, float, int] | None:
    """The first operation of the step that gives inf or nan, that number, and the example's row, counted from 1.

    In the order of ``engine.operations``; the row is 0 where the number belongs to all examples. ∂C/∂y is left out
    where ∂C/∂z does not use it: there it may be infinite, and nothing is wrong. None where all is finite.

    Args:
        step: a traced training step.
        loss: the name of the loss.
    """
    for kind, layer, values, per_example in _results(step, loss):
        wrong = ~np.isfinite(values)
        if not wrong.any():
            continue
        # The first neuron of the layer comes first, then the first example.
        neuron = int(wrong.any(axis=0).argmax()) if values.ndim == 2 else 0
        column = values[:, neuron] if values.ndim == 2 else values
        row = int((~np.isfinite(column)).argmax())
        operation = Operation(kind, layer, 0 if kind == "loss" else neuron + 1)
        return operation, float(column[row]), row + 1 if per_example else 0
    return None


def _results(step: TrainingStep, loss: str) -> Iterator[tuple[Kind, int, Array, bool]]:
    """What each operation gave, one row an example (or a parameter) and one column a neuron, in order."""
    layers, trace, back = step.layers, step.trace, step.gradients
    last = len(layers)
    for number, seen in enumerate(trace.layers, 1):
        yield "z", number, seen.z, True
        yield "a", number, seen.a, True
    yield "loss", last, back.loss_per_example, True
    yield "loss", last, np.array([back.loss]), False
    if not is_fused(layers[-1].activation.name, loss):
        yield "dC_dy", last, back.dC_dy, True
    for number in range(last, 0, -1):
        if number < last:
            yield "dC_da", number, back.layers[number - 1].dC_da, True
        yield "dC_dz", number, back.layers[number - 1].dC_dz, True
    summed = len(trace.x) > 1
    if summed:  # a product of one example, then the sum over all
        for number in range(1, last + 1):
            yield "dC_dw", number, _largest_product(trace.a_prev(number - 1), back.layers[number - 1].dC_dz), True
    for number, gradient in enumerate(back.buffers.gradients, 1):
        yield "dL_dw" if summed else "dC_dw", number, gradient.T, False
    for number, layer in enumerate(step.updated, 1):
        yield "update", number, layer.matrix.T, False


def _largest_product(a_prev: Array, dC_dz: Array) -> Array:
    """For every example and neuron ∂C/∂w of the input with the largest |a|: if that is finite, all are."""
    with np.errstate(all="ignore"):
        products: Array = np.abs(a_prev).max(axis=1, keepdims=True) * dC_dz
    return products
