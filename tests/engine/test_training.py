import numpy as np
import pytest

from engine.activations import DomainError
from engine.arrays import ShapeError
from engine.backward import backward
from engine.descent import Frozen, gradient_step
from engine.forward import forward
from engine.losses import TargetError
from engine.network import Layer, NetworkError, NetworkSpec
from engine.training import train
from tests.engine.networks import ELEMENTWISE, PAIRS, batch, network


def bits(layers: tuple[Layer, ...]) -> list[bytes]:
    return [layer.matrix.tobytes() for layer in layers]


def traced(
    layers: tuple[Layer, ...], count: int, loss: str, reduction: str, updates: int, frozen: Frozen | None = None
) -> tuple[Layer, ...]:
    x, targets = batch(NetworkSpec.of(layers).sizes, count, loss)
    for _ in range(updates):
        back = backward(layers, forward(layers, x), targets, loss, reduction)
        layers = gradient_step(layers, back, 0.03, frozen)
    return layers


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_training_is_the_traced_steps_bit_for_bit(hidden: str, output: str, loss: str, count: int) -> None:
    sizes = (3, 5, 4, 3)
    layers = network(sizes, (hidden, "tanh", output))
    x, targets = batch(sizes, count, loss)
    for reduction in ("sum", "mean"):
        trained = train(layers, x, targets, loss, 0.03, reduction, 7)
        assert bits(trained) == bits(traced(layers, count, loss, reduction, 7))
        assert bits(trained) != bits(layers)


@pytest.mark.parametrize(("sizes", "count"), [((1, 1), 1), ((7, 1, 9), 3), ((40, 33, 17, 10), 33), ((2, 2, 2, 2), 1)])
def test_bits_are_equal_whatever_the_sizes(sizes: tuple[int, ...], count: int) -> None:
    layers = network(sizes, ["sigmoid"] * (len(sizes) - 1))
    x, targets = batch(sizes, count, "binary_cross_entropy")
    trained = train(layers, x, targets, "binary_cross_entropy", 0.03, "sum", 20)
    assert bits(trained) == bits(traced(layers, count, "binary_cross_entropy", "sum", 20))


def test_training_in_two_parts_is_training_in_one() -> None:
    layers = network((2, 4, 1), ("tanh", "sigmoid"))
    x, targets = batch((2, 4, 1), 4, "binary_cross_entropy")
    once = train(layers, x, targets, "binary_cross_entropy", 0.5, "mean", 30)
    first = train(layers, x, targets, "binary_cross_entropy", 0.5, "mean", 13)
    assert bits(train(first, x, targets, "binary_cross_entropy", 0.5, "mean", 17)) == bits(once)


def test_frozen_parameters_stay_and_the_others_learn_the_same_bits() -> None:
    layers = network((3, 4, 2), ("tanh", "softmax"))
    x, targets = batch((3, 4, 2), 3, "cross_entropy")
    masks = [(np.zeros((4, 3), bool), np.zeros(4, bool)), (np.zeros((2, 4), bool), np.ones(2, bool))]
    masks[0][0][2, 1] = True
    frozen = Frozen(tuple(masks))
    trained = train(layers, x, targets, "cross_entropy", 0.03, "sum", 9, frozen)
    assert bits(trained) == bits(traced(layers, 3, "cross_entropy", "sum", 9, frozen))
    assert trained[0].W[2, 1] == layers[0].W[2, 1]
    assert trained[1].b.tolist() == layers[1].b.tolist()


def test_no_update_changes_nothing_and_nothing_given_is_changed() -> None:
    layers = network((3, 4, 2), ("gelu", "linear"))
    x, targets = batch((3, 4, 2), 3, "mse")
    before = [*bits(layers), x.tobytes(), targets.tobytes()]
    assert bits(train(layers, x, targets, "mse", 0.5, "sum", 0)) == bits(layers)
    trained = train(layers, x, targets, "mse", 0.5, "sum", 3)
    assert [*bits(layers), x.tobytes(), targets.tobytes()] == before
    assert not any(array.flags.writeable for layer in trained for array in (layer.W, layer.b, layer.matrix))


def test_xor_is_learnt() -> None:
    layers = network((2, 4, 1), ("tanh", "sigmoid"))
    x, targets = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [[0.0], [1.0], [1.0], [0.0]]
    trained = train(layers, x, targets, "binary_cross_entropy", 0.5, "sum", 2000)
    np.testing.assert_allclose(forward(trained, x).output, targets, atol=0.01)


def test_divergence_ends_without_a_warning() -> None:
    layers = network((2, 3, 1), ("linear", "linear"))
    x, targets = batch((2, 3, 1), 4, "squared_error")
    trained = train(layers, x, targets, "squared_error", 1e6, "sum", 100)
    assert not np.isfinite(trained[0].W).all()


def test_what_cannot_be_is_refused_before_any_update() -> None:
    layers = network((2, 2), ("tanh",))
    with pytest.raises(ShapeError, match="inputs"):
        train(layers, [1.0], [1.0, 0.0], "mse", 0.1, "sum", 1)
    with pytest.raises(DomainError, match="logarithms"):
        train(layers, [1.0, 2.0], [1.0, 0.0], "cross_entropy", 0.1, "sum", 1)
    with pytest.raises(TargetError, match="finite"):
        train(layers, [1.0, 2.0], [1.0, np.inf], "mse", 0.1, "sum", 1)
    with pytest.raises(NetworkError, match="at least one layer"):
        train([], [1.0, 2.0], [1.0, 0.0], "mse", 0.1, "sum", 1)
