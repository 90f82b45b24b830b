import itertools

import numpy as np
import pytest

from engine.activations import Activation
from engine.arrays import ShapeError
from engine.backward import BackwardTrace, backward
from engine.forward import ForwardTrace, forward
from engine.network import Initialisation, Layer, LayerSpec, NetworkSpec, initialise
from engine.paths import path_count, paths_from_input, products_from_input, products_from_weight

CASES = [
    ((2, 2, 2, 2), "sigmoid", "sigmoid", "half_squared_error"),
    ((5, 4, 3), "tanh", "softmax", "cross_entropy"),
    ((3, 1, 4, 2, 3), "softplus", "linear", "mse"),
    ((4, 3), "relu", "softmax", "squared_error"),
]


def worked_out(
    sizes: tuple[int, ...], hidden: str, output: str, loss: str
) -> tuple[tuple[Layer, ...], ForwardTrace, BackwardTrace]:
    spec = NetworkSpec(
        sizes[0],
        tuple(
            LayerSpec(size, Activation(output if place == len(sizes) - 1 else hidden))
            for place, size in enumerate(sizes[1:], 1)
        ),
    )
    layers = initialise(spec, Initialisation("normal"), 5)
    x = np.sin(np.arange(2 * sizes[0]).reshape(2, -1) + 1.0)
    targets = np.full((2, sizes[-1]), 1 / sizes[-1])
    trace = forward(layers, x)
    return layers, trace, backward(layers, trace, targets, loss)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("example", [0, 1])
def test_all_paths_from_an_input_add_up_to_its_slope(case: tuple[tuple[int, ...], str, str, str], example: int) -> None:
    layers, _, back = worked_out(*case)
    for source in range(1, case[0][0] + 1):
        products = products_from_input(layers, back, source, example)
        assert products.size == path_count(case[0])
        assert abs(products.sum() - back.dC_dx[example, source - 1]) <= 1e-12 * np.abs(products).sum()


@pytest.mark.parametrize("case", CASES)
def test_all_paths_from_a_weight_add_up_to_its_slope(case: tuple[tuple[int, ...], str, str, str]) -> None:
    layers, trace, back = worked_out(*case)
    for layer, (n_in, n_out) in enumerate(itertools.pairwise(case[0]), 1):
        for to, source in itertools.product(range(1, n_out + 1), range(1, n_in + 1)):
            products = products_from_weight(layers, trace, back, (layer, to, source), 1)
            slope = back.layers[layer - 1].dC_dz[1, to - 1] * trace.a_prev(layer - 1)[1, source - 1]
            assert abs(products.sum() - slope) <= 1e-12 * np.abs(products).sum()


@pytest.mark.parametrize("case", CASES)
def test_all_paths_from_a_bias_add_up_to_its_slope(case: tuple[tuple[int, ...], str, str, str]) -> None:
    layers, trace, back = worked_out(*case)
    for layer, n_out in enumerate(case[0][1:], 1):
        for to in range(1, n_out + 1):
            products = products_from_weight(layers, trace, back, (layer, to, 0))
            assert abs(products.sum() - back.layers[layer - 1].dC_dz[0, to - 1]) <= 1e-12 * np.abs(products).sum()


def test_a_path_is_the_product_along_its_way() -> None:
    layers, _, back = worked_out((2, 2, 2, 2), "sigmoid", "sigmoid", "half_squared_error")
    first, second = back.layers[0].da_dz, back.layers[1].da_dz
    assert first is not None
    assert second is not None
    by_hand: dict[tuple[int, ...], float] = {}
    for j, k, m in itertools.product(range(2), repeat=3):
        by_hand[j + 1, k + 1, m + 1] = (
            layers[0].W[j, 1] * first[0, j] * layers[1].W[k, j] * second[0, k] * layers[2].W[m, k]
            * back.layers[2].dC_dz[0, m]
        )  # fmt: skip
    found = paths_from_input(layers, back, 2, 99)
    assert {path.neurons for path in found} == set(by_hand)
    for path in found:
        assert path.product == pytest.approx(by_hand[path.neurons], rel=1e-12)


def test_the_largest_come_first_and_no_more_than_asked_for() -> None:
    layers, _, back = worked_out((5, 4, 3), "tanh", "softmax", "cross_entropy")
    found = paths_from_input(layers, back, 3, 5)
    every = np.sort(np.abs(products_from_input(layers, back, 3)).ravel())[::-1]
    assert [abs(path.product) for path in found] == every[:5].tolist()


def test_of_equal_paths_the_one_with_smaller_numbers_comes_first() -> None:
    spec = NetworkSpec(1, (LayerSpec(3, Activation("linear")), LayerSpec(2, Activation("linear"))))
    layers = initialise(spec, Initialisation("constant", 1.0), 0)
    back = backward(layers, forward(layers, [1.0]), [0.0, 0.0], "half_squared_error")
    found = [path.neurons for path in paths_from_input(layers, back, 1)]
    assert found == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)]


def test_too_many_paths_are_refused_with_their_number() -> None:
    layers, _, back = worked_out((1, 110, 110, 110), "tanh", "linear", "mse")
    with pytest.raises(ShapeError, match="1,331,000 paths are more than 1,000,000"):
        products_from_input(layers, back, 1)
