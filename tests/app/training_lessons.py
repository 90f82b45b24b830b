"""Small lessons with data to train on, for the tests of what is drawn of them."""

import numpy as np

from engine.activations import Activation
from engine.network import Initialisation, LayerSpec, NetworkSpec
from engine.recipe import Recipe, Rows

LOSSES = {"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy"}


def recipe(sizes: tuple[int, ...], output: str = "sigmoid", count: int = 12, tested: int = 5) -> Recipe:
    """Points in so many dimensions, in as many classes as there are outputs, or in two; tanh before the outputs."""
    random = np.random.default_rng(7)
    points = random.uniform(-1.0, 1.0, (count + tested, sizes[0]))
    classes = np.arange(count + tested) % max(2, sizes[-1])
    targets = np.eye(sizes[-1])[classes] if sizes[-1] > 1 else classes[:, np.newaxis].astype(np.float64)
    last = len(sizes) - 1
    names = ["tanh"] * (last - 1) + [output]
    layers = tuple(LayerSpec(size, Activation(name)) for size, name in zip(sizes[1:], names, strict=True))
    return Recipe(
        NetworkSpec(sizes[0], layers), (None,) * last, (None,) * last, Initialisation("xavier"), 1,
        LOSSES.get(output, "mse"), rows(points[:count]), rows(targets[:count]), 0.5, "mean",
        test_inputs=rows(points[count:]), test_targets=rows(targets[count:]),
    )  # fmt: skip


def rows(matrix: np.ndarray) -> Rows:
    """As a recipe holds them."""
    return tuple(tuple(map(float, row)) for row in matrix)
