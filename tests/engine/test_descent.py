import numpy as np
import pytest

from engine.arrays import ShapeError
from engine.backward import BackwardTrace, backward
from engine.descent import Frozen, changes, gradient_step
from engine.forward import forward
from engine.network import Layer, NetworkSpec
from tests.engine.networks import batch, network

SIZES = (2, 3, 2)


def step_of(layers: tuple[Layer, ...]) -> BackwardTrace:
    x, targets = batch(SIZES, 3, "mse")
    return backward(layers, forward(layers, x), targets, "mse")


@pytest.fixture
def layers() -> tuple[Layer, ...]:
    return network(SIZES, ("tanh", "linear"))


def test_every_parameter_moves_against_its_gradient(layers: tuple[Layer, ...]) -> None:
    back = step_of(layers)
    before = [layer.matrix.tobytes() for layer in layers]
    moved = gradient_step(layers, back, 0.25)
    assert [layer.matrix.tobytes() for layer in layers] == before
    moves = changes(layers, back, 0.25)
    for old, new, record, (dW, db) in zip(layers, moved, back.layers, moves, strict=True):
        for row in range(old.n_out):
            for column in range(old.n_in):
                change = -0.25 * float(record.dC_dW[row, column])
                assert dW[row, column] == change
                assert new.W[row, column] == float(old.W[row, column]) + change
            assert db[row] == -0.25 * float(record.dC_db[row])
            assert new.b[row] == float(old.b[row]) + float(db[row])
        assert new.activation == old.activation
        for array in (new.W, new.b, dW, db):
            assert not array.flags.writeable


def test_a_small_step_lowers_the_loss_by_the_slope(layers: tuple[Layer, ...]) -> None:
    back = step_of(layers)
    steepness = sum(float((record.dC_dW**2).sum() + (record.dC_db**2).sum()) for record in back.layers)
    after = step_of(gradient_step(layers, back, 1e-7)).loss
    assert back.loss - after == pytest.approx(1e-7 * steepness, rel=1e-4)


def test_frozen_parameters_stay_to_the_bit(layers: tuple[Layer, ...]) -> None:
    spec, back = NetworkSpec.of(layers), step_of(layers)
    free = gradient_step(layers, back, 0.25)
    biases_held = gradient_step(layers, back, 0.25, Frozen.biases(spec))
    for old, moved, held in zip(layers, free, biases_held, strict=True):
        assert held.W.tobytes() == moved.W.tobytes()
        assert held.b.tobytes() == old.b.tobytes()
    one = [(np.zeros((3, 2), bool), np.zeros(3, bool)), (np.ones((2, 3), bool), np.ones(2, bool))]
    one[0][0][1, 0] = True
    frozen = Frozen(tuple(one))
    partly = gradient_step(layers, back, 0.25, frozen)
    assert partly[1].matrix.tobytes() == layers[1].matrix.tobytes()
    assert partly[0].W[1, 0] == layers[0].W[1, 0]
    assert np.array_equal(partly[0].W != layers[0].W, ~one[0][0])
    moves = changes(layers, back, 0.25, frozen)
    assert moves[0][0][1, 0] == 0.0
    assert not moves[1][0].any()
    assert not moves[1][1].any()
    nothing = gradient_step(layers, back, 0.25, Frozen.none(spec))
    assert [layer.matrix.tobytes() for layer in nothing] == [layer.matrix.tobytes() for layer in free]


def test_a_frozen_parameter_stays_even_where_its_gradient_is_infinite(layers: tuple[Layer, ...]) -> None:
    back = step_of(layers)
    held = gradient_step(layers, back, np.inf, Frozen.biases(NetworkSpec.of(layers)))
    assert [layer.b.tolist() for layer in held] == [layer.b.tolist() for layer in layers]
    assert not np.isfinite(held[0].W).any()


def test_no_change_is_a_zero_without_a_sign() -> None:
    dead = network((1, 1), ("relu",))  # w is positive, so z is negative here
    back = backward(dead, forward(dead, [-9.0]), [0.0], "mse")
    for change in changes(dead, back, 0.1)[0]:
        assert not change.any()
        assert not np.signbit(change).any()


def test_masks_of_another_network_are_refused(layers: tuple[Layer, ...]) -> None:
    other = NetworkSpec.of(network((2, 4, 2), ("tanh", "linear")))
    with pytest.raises(ShapeError, match="shapes of the network's weights and biases"):
        gradient_step(layers, step_of(layers), 0.1, Frozen.none(other))
