import math

import numpy as np
import pytest

from engine.activations import Activation
from engine.arrays import ShapeError
from engine.network import (
    SCHEMES,
    Initialisation,
    Layer,
    LayerSpec,
    NetworkError,
    NetworkSpec,
    check,
    initialise,
)
from tests.engine.networks import network


def spec(*sizes: int, last: str = "sigmoid") -> NetworkSpec:
    hidden = [LayerSpec(n, Activation("tanh")) for n in sizes[1:-1]]
    return NetworkSpec(sizes[0], (*hidden, LayerSpec(sizes[-1], Activation(last))))


def test_a_specification_counts_what_the_notes_count() -> None:
    notes = spec(2, 2, 2, 2)
    assert notes.sizes == (2, 2, 2, 2)
    assert (notes.n_edges, notes.n_parameters) == (12, 18)
    assert spec(256, 16, 16, 10).n_edges == 4512
    assert [activation.name for activation in notes.activations] == ["tanh", "tanh", "sigmoid"]


def test_a_specification_is_a_value() -> None:
    assert spec(2, 3, 1) == spec(2, 3, 1)
    assert len({spec(2, 3, 1), spec(2, 3, 1), spec(2, 3, 1, last="softmax"), spec(2, 4, 1)}) == 3
    assert NetworkSpec.of(network((2, 3, 1), ("tanh", "sigmoid"))) == spec(2, 3, 1)


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(NetworkError, match="at least one layer"):
        NetworkSpec(2, ())
    with pytest.raises(NetworkError, match=r"at least one neuron, but the sizes are \(2, 0, 1\)"):
        spec(2, 0, 1)
    with pytest.raises(NetworkError, match="softmax can only be"):
        NetworkSpec(2, (LayerSpec(2, Activation("softmax")), LayerSpec(2, Activation("linear"))))
    with pytest.raises(NetworkError, match="at least one layer"):
        check([])
    with pytest.raises(NetworkError, match="layer 1 has 3 neurons, but layer 2 takes 2"):
        check([*network((2, 3), ("tanh",)), *network((2, 1), ("tanh",))])
    with pytest.raises(NetworkError, match="softmax can only be"):
        check(network((2, 2, 2), ("softmax", "sigmoid")))


def test_a_layer_holds_copies_that_cannot_be_written() -> None:
    W, b = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([7.0, 8.0])
    layer = Layer(W, b, Activation("relu"))
    W[:], b[:] = 0.0, 0.0
    assert (layer.n_in, layer.n_out) == (3, 2)
    assert layer.W.tolist() == [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    assert layer.b.tolist() == [7.0, 8.0]
    assert layer.matrix.tolist() == [[1.0, 2.0, 3.0, 7.0], [4.0, 5.0, 6.0, 8.0]]
    assert layer.matrix.flags.c_contiguous  # another order would give other bits
    for array in (layer.W, layer.b, layer.matrix):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0
    assert layer != Layer(layer.W, layer.b, layer.activation)


def test_a_layer_of_no_shape_is_refused() -> None:
    for W, b in (([[1.0, 2.0]], [1.0, 2.0]), ([[]], [1.0]), ([1.0], [1.0]), ([[1.0]], [[1.0]])):
        with pytest.raises(ShapeError, match=r"weights|biases"):
            Layer(W, b, Activation("relu"))  # type: ignore[arg-type]


def test_initialisations_are_pinned_to_their_numbers() -> None:
    expected = {
        "xavier": [
            [[0.8652546732784265, 0.2882686302665044], [-0.2504928516368037, -0.49114639591644715]],
            [[-0.12176690694737864, -0.6591146143265936]],
        ],
        "he": [
            [[-0.41627471763146173, -0.3796671337605914], [-0.4154805703709882, 1.2927899628814439]],
            [[-0.13317694263969374, 1.2444401694446139]],
        ],
        "normal": [
            [[-0.20813735881573087, -0.1898335668802957], [-0.2077402851854941, 0.6463949814407219]],
            [[-0.06658847131984687, 0.6222200847223069]],
        ],
        "zeros": [[[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0]]],
        "constant": [[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5]]],
    }
    for scheme in SCHEMES:
        layers = initialise(spec(2, 2, 1), Initialisation(scheme, 0.5), seed=1)
        for layer, weights in zip(layers, expected[scheme], strict=True):
            np.testing.assert_allclose(layer.W, weights, rtol=1e-14)
            assert layer.b.tolist() == [0.0] * layer.n_out
    assert [layer.activation.name for layer in layers] == ["tanh", "sigmoid"]


def test_a_layer_draws_by_its_place_and_not_by_its_neighbours() -> None:
    small = initialise(spec(2, 3, 1), Initialisation("normal"), seed=5)
    large = initialise(spec(7, 3, 4, 2), Initialisation("normal"), seed=5)
    assert small[1].W.tolist() == large[1].W[:1].tolist()
    assert small[1].W.tolist()[0] != initialise(spec(2, 3, 1), Initialisation("normal"), seed=6)[1].W.tolist()[0]


def test_schemes_spread_as_their_papers_say() -> None:
    wide = spec(300, 200)
    xavier = initialise(wide, Initialisation("xavier"), seed=0)[0].W
    bound = math.sqrt(6.0 / 500.0)
    assert bound * 0.999 < abs(xavier).max() <= bound
    assert abs(xavier.std() / (bound / math.sqrt(3.0)) - 1.0) < 0.01
    he = initialise(wide, Initialisation("he"), seed=0)[0].W
    assert abs(he.std() / math.sqrt(2.0 / 300.0) - 1.0) < 0.015


def test_a_scheme_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NetworkError, match="no initialisation 'magic'; choose one of xavier, he"):
        Initialisation("magic")  # type: ignore[arg-type]
