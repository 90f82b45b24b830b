from itertools import count as counting

import numpy as np
import pytest

from engine.forward import forward
from engine.gradcheck import Comparison, central_difference, check_gradients
from engine.network import Layer
from tests.engine.networks import ELEMENTWISE, PAIRS, batch, network

KINKED = ("relu", "leaky_relu")
SIZES = (2, 3, 2)


def away_from_kinks(
    hidden: str, output: str, loss: str, count: int
) -> tuple[tuple[Layer, ...], np.ndarray, np.ndarray]:
    """The first network and batch in which no z of a layer with a kink lies near it."""
    for seed in counting():
        layers = network(SIZES, (hidden, output), seed)
        x, targets = batch(SIZES, count, loss, seed)
        kinked = [
            record.z
            for record, layer in zip(forward(layers, x).layers, layers, strict=True)
            if layer.activation.name in KINKED
        ]
        if all(abs(z).min() > 0.01 for z in kinked):
            return layers, x, targets
    raise AssertionError


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_every_gradient_is_the_slope_found_by_trial(hidden: str, output: str, loss: str, count: int) -> None:
    layers, x, targets = away_from_kinks(hidden, output, loss, count)
    comparisons = check_gradients(layers, x, targets, loss, "sum" if count != 2 else "mean")
    assert len(comparisons) == 17
    for comparison in comparisons:
        assert comparison.gradient == pytest.approx(comparison.difference, rel=1e-6, abs=1e-8)


def test_the_difference_of_a_parabola_is_its_slope() -> None:
    """C = (w x + b - t)², so ∂C/∂w = 2 (w x + b - t) x, and a central difference has no error but rounding."""
    layers = network((1, 1), ("linear",))
    w, b = layers[0].W.item(), layers[0].b.item()
    args = layers, [3.0], [0.5], "squared_error", "sum", 0
    slope = 2.0 * (3.0 * w + b - 0.5)
    assert central_difference(*args, "W", (0, 0), 0.5) == pytest.approx(3.0 * slope, rel=1e-13)
    assert central_difference(*args, "b", (0,), 0.5) == pytest.approx(slope, rel=1e-13)


def test_the_trial_changes_nothing() -> None:
    layers = network(SIZES, ("tanh", "sigmoid"))
    before = [layer.matrix.tobytes() for layer in layers]
    check_gradients(layers, [1.0, 2.0], [0.0, 1.0], "mse")
    assert [layer.matrix.tobytes() for layer in layers] == before


def test_the_error_is_relative_to_both() -> None:
    assert Comparison(0, "W", (0, 0), 3.0, 1.0).error == 0.5
    assert Comparison(0, "b", (0,), 0.0, 0.0).error == 0.0
