import numpy as np
import pytest

from engine.arrays import Array, readonly
from engine.backward import backward
from engine.descent import gradient_step
from engine.digit_examples import class_examples
from engine.digit_networks import digit_network
from engine.drawing_steps import Deed, after, ink_step, weight_steps
from engine.forward import forward
from engine.network import Layer

LOSS = "cross_entropy"


def seven() -> Array:
    return readonly(np.frombuffer(class_examples()[7][0], np.uint8) / 15)


def loss_of(layers: tuple[Layer, ...], x: Array, target: int) -> float:
    return -float(np.log(forward(layers, x).output[0, target]))


@pytest.mark.parametrize("name", ["32-relu", "16-16-sigmoid"])
def test_a_step_of_the_drawing_goes_against_the_measured_slope(name: str) -> None:
    layers, x, rate, h = digit_network(name), seven(), 1e-3, 1e-6
    moved = ink_step(layers, x, 3, LOSS, rate)
    inside = np.flatnonzero((x > 0.01) & (x < 0.99))[::7]
    for pixel in inside:
        up, down = x.copy(), x.copy()
        up[pixel] += h
        down[pixel] -= h
        slope = (loss_of(layers, up, 3) - loss_of(layers, down, 3)) / (2 * h)
        assert moved[pixel] - x[pixel] == pytest.approx(-rate * slope, rel=1e-4, abs=1e-9)


def test_the_drawing_stays_between_paper_and_ink() -> None:
    moved = ink_step(digit_network("32-relu"), seven(), 3, LOSS, 1e6)
    assert set(np.unique(moved)) == {0.0, 1.0}
    assert not moved.flags.writeable


def test_a_step_of_the_weights_is_a_traced_update() -> None:
    layers, x = digit_network("32-tanh"), seven()
    traced = layers
    for _ in range(3):
        trace = forward(traced, x)
        traced = gradient_step(traced, backward(traced, trace, np.eye(10)[3], LOSS), 0.1)
    for mine, theirs in zip(weight_steps(layers, x, 3, LOSS, 0.1, 3), traced, strict=True):
        assert np.array_equal(mine.matrix, theirs.matrix)


def test_everything_is_done_in_its_order() -> None:
    layers, x = digit_network("32-relu"), seven()
    deeds = [Deed("ink", 3, 2), Deed("weights", 1, 1), Deed("ink", 1, 1)]
    now, drawing = after(layers, x, deeds, LOSS, 0.1, 0.5)
    step = ink_step(layers, ink_step(layers, x, 3, LOSS, 0.5), 3, LOSS, 0.5)
    taught = weight_steps(layers, step, 1, LOSS, 0.1, 1)
    assert np.array_equal(drawing, ink_step(taught, step, 1, LOSS, 0.5))
    assert all(np.array_equal(a.matrix, b.matrix) for a, b in zip(now, taught, strict=True))
    swapped, _ = after(layers, x, deeds[::-1], LOSS, 0.1, 0.5)
    assert not np.array_equal(swapped[0].matrix, now[0].matrix)


def test_the_drawing_becomes_what_it_is_drawn_towards() -> None:
    layers, x = digit_network("32-relu"), seven()
    assert forward(layers, x).output[0].argmax() == 7
    same, drawing = after(layers, x, [Deed("ink", 3, 20)], LOSS, 0.1, 0.3)
    assert same is layers
    assert forward(layers, drawing).output[0].argmax() == 3


def test_the_weights_learn_what_it_is_called() -> None:
    layers, x = digit_network("32-relu"), seven()
    taught, drawing = after(layers, x, [Deed("weights", 3, 20)], LOSS, 0.1, 0.3)
    assert drawing is x
    assert forward(taught, x).output[0].argmax() == 3
    assert forward(layers, x).output[0].argmax() == 7
