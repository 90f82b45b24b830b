"""The surface and the descent on it: against a parabola found by hand, central differences and the training loop."""

import numpy as np
import pytest

from engine.activations import Activation
from engine.arrays import ShapeError, readonly
from engine.gradcheck import central_difference
from engine.network import Layer
from engine.parameters import Parameter
from engine.surface import Slice, descend, slope_of, value_of
from engine.training import Training

W1, B1 = Parameter("w", 1, 1, 1), Parameter("b", 1, 1)


def line_through(*points: tuple[float, float]) -> Slice:
    """One linear neuron y = w x + b, L = ½ Σ (y - ŷ)²."""
    x, targets = readonly([[one] for one, _ in points]), readonly([[other] for _, other in points])
    layer = Layer(readonly([[0.5]]), readonly([0.25]), Activation("linear"))
    return Slice((layer,), x, targets, "half_squared_error", "sum", W1, B1)


def deep() -> Slice:
    rng = np.random.default_rng(7)
    layers = (
        Layer(readonly(rng.normal(size=(3, 2))), readonly(rng.normal(size=3)), Activation("tanh")),
        Layer(readonly(rng.normal(size=(1, 3))), readonly(rng.normal(size=1)), Activation("sigmoid")),
    )
    x, targets = readonly(rng.normal(size=(5, 2))), readonly(rng.uniform(size=(5, 1)))
    return Slice(
        layers, x, targets, "half_squared_error", "sum", Parameter("w", 1, 2, 1), Parameter("b", 2, 1)
    )  # fmt: skip


def test_the_surface_of_a_linear_neuron_is_the_parabola() -> None:
    """Points (1, 2) and (2, 3): L = ½ (w + b - 2)² + ½ (2w + b - 3)², 0 at w = b = 1."""
    on = line_through((1.0, 2.0), (2.0, 3.0))
    w, b = np.array([-1.0, 0.0, 1.0]), np.array([0.0, 1.0])
    expected = [[0.5 * (p + q - 2) ** 2 + 0.5 * (2 * p + q - 3) ** 2 for p in w] for q in b]
    assert on.grid(w, b) == pytest.approx(np.array(expected), abs=1e-15)
    assert on.loss_at(1.0, 1.0) == 0.0


def test_the_gradient_is_that_of_central_differences() -> None:
    on = deep()
    trace = on.backward_at(0.3, -0.4)
    layers = on.at(0.3, -0.4)
    for one, quantity, index in ((on.across, "W", (1, 0)), (on.up, "b", (0,))):
        assert slope_of(trace, one) == pytest.approx(
            central_difference(layers, on.x, on.targets, on.loss, on.reduction, one.layer - 1, quantity, index),  # type: ignore[arg-type]
            rel=1e-6,
        )
        assert value_of(layers, one) in (0.3, -0.4)


def test_nothing_but_the_two_parameters_moves() -> None:
    on = deep()
    moved = on.at(9.0, 8.0)
    differs = [(one.matrix != other.matrix).sum() for one, other in zip(on.layers, moved, strict=True)]
    assert differs == [1, 1]
    assert sum(int((~weights).sum() + (~biases).sum()) for weights, biases in on.held().layers) == 2


def test_one_step_by_hand() -> None:
    """At w = b = 0 the errors are -2 and -3, so ∂L/∂w = -8 and ∂L/∂b = -5; η = 0.1 leads to (0.8, 0.5)."""
    run = descend(line_through((1.0, 2.0), (2.0, 3.0)), (0.0, 0.0), 0.1, 1)
    assert run.gradients[0].tolist() == [-8.0, -5.0]
    assert run.points[1].tolist() == pytest.approx([0.8, 0.5])
    assert run.losses.tolist() == pytest.approx([6.5, 0.5 * 0.7**2 + 0.5 * 0.9**2])


def test_the_descent_is_the_training_loop_with_all_else_frozen() -> None:
    on = deep()
    run = descend(on, (0.3, -0.4), 0.7, 20)
    training = Training(on.at(0.3, -0.4), on.x, on.targets, on.loss, 0.7, on.reduction, on.held())
    assert training.run_finite(20)
    assert [value_of(training.layers, one) for one in (on.across, on.up)] == run.points[-1].tolist()


def test_a_step_too_large_diverges_and_is_told() -> None:
    """The steepest curvature of this bowl is 6.85, so beyond η = 2 / 6.85 = 0.29 each step lands higher."""
    bowl = line_through((1.0, 2.0), (2.0, 3.0))
    assert np.all(np.diff(descend(bowl, (0.0, 0.0), 0.28, 50).losses) < 0)
    wild = descend(bowl, (0.0, 0.0), 0.6, 2000)
    assert np.all(np.diff(wild.losses[:100]) > 0)
    assert wild.diverged == len(wild.losses)
    assert np.all(np.isfinite(wild.losses))


def test_two_parameters_are_two() -> None:
    on = deep()
    with pytest.raises(ShapeError, match="two parameters"):
        Slice(on.layers, on.x, on.targets, on.loss, on.reduction, W1, W1)
