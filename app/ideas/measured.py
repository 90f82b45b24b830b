"""Slopes measured by trial: a number is moved a little to either side, and the network is run forward again."""

from collections.abc import Sequence

from engine.arrays import Array
from engine.evaluation import batch_loss
from engine.forward import forward
from engine.gradcheck import central_difference
from engine.lesson import Recipe, TrainingStep
from engine.network import Layer

H = 1e-5


def loss_of(recipe: Recipe, step: TrainingStep, layers: Sequence[Layer]) -> float:
    """L of other layers on the same examples."""
    return batch_loss(layers, forward(layers, step.trace.x), step.gradients.targets, recipe.loss, recipe.reduction)


def by_weight(recipe: Recipe, step: TrainingStep, layer: int, to: int, source: int) -> float:
    """ΔL/Δw of a weight, over the batch; places are counted from 1."""
    return central_difference(
        step.layers, step.trace.x, step.gradients.targets, recipe.loss, recipe.reduction, layer - 1, "W",
        (to - 1, source - 1), H,
    )  # fmt: skip


def by_bias(recipe: Recipe, step: TrainingStep, layer: int, to: int) -> float:
    """ΔL/Δb of a bias, which is ΔL/Δz of its neuron where the batch is one example."""
    return central_difference(
        step.layers, step.trace.x, step.gradients.targets, recipe.loss, recipe.reduction, layer - 1, "b", (to - 1,), H
    )


def by_activation(recipe: Recipe, step: TrainingStep, layer: int, neuron: int) -> float:
    """ΔL/Δa of what a neuron sends on; the layers behind are run again. Of an input in layer 0."""
    behind = step.layers[layer:]

    def loss(by: float) -> float:
        a: Array = step.trace.a_prev(layer).copy()
        a[:, neuron - 1] += by
        return batch_loss(behind, forward(behind, a), step.gradients.targets, recipe.loss, recipe.reduction)

    return (loss(H) - loss(-H)) / (2 * H)


def z_by_weight(step: TrainingStep, layer: int, to: int, source: int, example: int = 0) -> float:
    """Δz/Δw of a weight into z, for one example (from 0)."""
    row = step.trace.a_prev(layer - 1)[example]

    def z(by: float) -> float:
        weights = step.layers[layer - 1].W[to - 1].copy()
        weights[source - 1] += by
        return float(weights @ row + step.layers[layer - 1].b[to - 1])

    return (z(H) - z(-H)) / (2 * H)
