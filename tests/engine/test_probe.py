"""A probe moves one parameter and nothing else."""

from math import exp

import numpy as np
import pytest

from engine.activations import Activation
from engine.arrays import readonly
from engine.backward import backward
from engine.forward import forward
from engine.network import Layer
from engine.probe import Probe, Quantity

X, TARGETS = readonly([[0.05, 0.1]]), readonly([[0.01, 0.99]])


def mazur() -> tuple[Layer, ...]:
    sigmoid = Activation("sigmoid")
    return (
        Layer(readonly([[0.15, 0.2], [0.25, 0.3]]), readonly([0.35, 0.35]), sigmoid),
        Layer(readonly([[0.4, 0.45], [0.5, 0.55]]), readonly([0.6, 0.6]), sigmoid),
    )


def by_hand(w5: float = 0.4, b1: float = 0.35) -> float:
    """Mazur's total error, number by number."""

    def s(z: float) -> float:
        return 1 / (1 + exp(-z))

    h1, h2 = s(0.15 * 0.05 + 0.2 * 0.1 + b1), s(0.25 * 0.05 + 0.3 * 0.1 + 0.35)
    o1, o2 = s(w5 * h1 + 0.45 * h2 + 0.6), s(0.5 * h1 + 0.55 * h2 + 0.6)
    return 0.5 * (0.01 - o1) ** 2 + 0.5 * (0.99 - o2) ** 2


def probe(layer: int, quantity: Quantity, *index: int) -> Probe:
    return Probe(mazur(), X, TARGETS, "half_squared_error", "sum", layer, quantity, index)


@pytest.mark.parametrize("value", [-3.0, 0.4, 0.35891648, 7.0])
def test_the_loss_with_one_weight_or_bias_moved(value: float) -> None:
    assert probe(1, "W", 0, 0).at(value) == pytest.approx(by_hand(w5=value), rel=1e-14)
    assert probe(0, "b", 0).at(value) == pytest.approx(by_hand(b1=value), rel=1e-14)


def test_nothing_stays_moved() -> None:
    it = probe(1, "W", 0, 0)
    it.at(5.0)
    assert it.value == 0.4
    assert it.at(it.value) == pytest.approx(by_hand(), rel=1e-15)


def test_the_difference_is_the_published_slope() -> None:
    assert probe(1, "W", 0, 0).difference(1e-5) == pytest.approx(0.082167041, abs=5e-10)
    assert probe(0, "W", 0, 0).difference(1e-5) == pytest.approx(0.000438568, abs=5e-10)


def test_the_difference_is_off_by_a_multiple_of_h_squared() -> None:
    it = probe(1, "W", 0, 0)
    slope = float(backward(it.layers, forward(it.layers, X), TARGETS, it.loss).layers[1].dC_dW[0, 0])
    errors = [abs(it.difference(h) - slope) for h in (1e-1, 1e-2)]
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.02)


def test_a_corner_is_where_a_relu_changes_sides() -> None:
    layers = (
        Layer(readonly([[1.0]]), readonly([0.0]), Activation("relu")),
        Layer(readonly([[2.0]]), readonly([0.0]), Activation("linear")),
    )
    x, targets = np.array([[0.5], [-0.25]]), np.array([[1.0], [1.0]])
    it = Probe(layers, x, targets, "squared_error", "mean", 0, "b", (0,))
    assert it.corner_between(-0.6, -0.4)  # the first example's z goes through 0 at b = -0.5
    assert it.corner_between(0.2, 0.3)  # the second's at b = 0.25
    assert not it.corner_between(-0.4, 0.2)
    assert not probe(1, "W", 0, 0).corner_between(-10, 10)
