"""The network in reverse gives what the backward pass gives, and is linear."""

import numpy as np
import pytest

from engine.activations import Activation
from engine.arrays import ShapeError
from engine.backward import BackwardTrace, backward
from engine.forward import forward
from engine.network import Layer
from engine.reverse import run_in_reverse

RNG = np.random.Generator(np.random.PCG64(5))


def network(*kinds: str) -> tuple[tuple[Layer, ...], BackwardTrace]:
    sizes = [3, 4, 2, 3][: len(kinds) + 1]
    layers = tuple(
        Layer(RNG.normal(size=(n_out, n_in)), RNG.normal(size=n_out), Activation(kind))
        for n_in, n_out, kind in zip(sizes, sizes[1:], kinds, strict=False)
    )
    x, target = RNG.normal(size=(5, 3)), np.eye(sizes[-1])[[0, 1, 0, 1, 0]]
    return layers, backward(layers, forward(layers, x), target, "squared_error")


@pytest.mark.parametrize("kinds", [("sigmoid",), ("tanh", "sigmoid"), ("relu", "gelu", "softmax")])
def test_with_the_engines_own_signal_it_is_the_backward_pass(kinds: tuple[str, ...]) -> None:
    layers, back = network(*kinds)
    run = run_in_reverse(layers, back, back.layers[-1].dC_dz)
    for mine, record in zip(run.dC_dz, back.layers, strict=True):
        assert mine == pytest.approx(record.dC_dz, rel=1e-12, abs=1e-15)
    for mine, record in zip(run.dC_da, back.layers[:-1], strict=True):
        assert mine == pytest.approx(record.dC_da, rel=1e-12, abs=1e-15)
    assert run.dC_dx == pytest.approx(back.dC_dx, rel=1e-12, abs=1e-15)


def test_it_is_linear_in_what_enters() -> None:
    layers, back = network("tanh", "sigmoid", "linear")
    first, second = RNG.normal(size=(2, 5, 3))
    one, other = run_in_reverse(layers, back, first), run_in_reverse(layers, back, second)
    both = run_in_reverse(layers, back, 2 * first - 3 * second)
    assert both.dC_dx == pytest.approx(2 * one.dC_dx - 3 * other.dC_dx, rel=1e-12, abs=1e-13)
    for mixed, a, b in zip(both.dC_dz, one.dC_dz, other.dC_dz, strict=True):
        assert mixed == pytest.approx(2 * a - 3 * b, rel=1e-12, abs=1e-13)


def test_a_signal_of_another_shape_is_refused() -> None:
    layers, back = network("tanh")
    with pytest.raises(ShapeError, match="does not enter"):
        run_in_reverse(layers, back, np.zeros((5, 7)))
