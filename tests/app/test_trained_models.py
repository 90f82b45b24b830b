"""Models of other libraries are read with every weight in its place, or refused with the reason."""

from typing import Any

import numpy as np
import pytest

from app.trained_models import Unshowable, read_model
from engine.forward import forward
from engine.network import Layer
from tests.app.stand_ins import Linear, MLPClassifier, Sequential, module

W1, B1, W2, B2 = [[0.5, -1.0], [2.0, 0.25], [1.5, -0.75]], [0.1, -0.2, 0.3], [[1.0, 2.0, -3.0]], [0.5]


def names(it: object, output: str = "") -> list[str]:
    return [activation.name for _, _, activation in read_model(it, output).layers]


def layers_of(it: object) -> list[Layer]:
    return [Layer(W, b, activation) for W, b, activation in read_model(it).layers]


def test_a_sequential() -> None:
    inner = Sequential(Linear(W2, None), module("Identity"))
    it = read_model(Sequential(module("Flatten"), Linear(W1, B1), module("Tanh"), module("Dropout"), inner))
    assert it.name == "Sequential"
    assert it.sizes == (2, 3, 1)
    assert [W.tolist() for W, _, _ in it.layers] == [W1, W2]
    assert [b.tolist() for _, b, _ in it.layers] == [B1, [0.0]]
    assert [one.name for _, _, one in it.layers] == ["tanh", "linear"]


@pytest.mark.parametrize(
    ("one", "name"),
    [
        (module("Sigmoid"), "sigmoid"), (module("ReLU"), "relu"), (module("Softplus", beta=1), "softplus"),
        (module("GELU", approximate="none"), "gelu"), (module("Softmax", dim=1), "softmax"),
        (module("Softmax", dim=-1), "softmax"), (module("LeakyReLU", negative_slope=0.2), "leaky_relu"),
    ],
)  # fmt: skip
def test_its_activations(one: object, name: str) -> None:
    assert names(Sequential(Linear(W1, B1), one)) == [name]  # type: ignore[arg-type]


def test_a_slope_is_kept() -> None:
    it = read_model(Sequential(Linear(W1, B1), module("LeakyReLU", negative_slope=0.2)))
    assert it.layers[0][2].negative_slope == 0.2


def test_one_linear_alone() -> None:
    assert names(Linear(W1, B1)) == ["linear"]


def test_outputs_that_are_logits_get_their_activation() -> None:
    assert names(Sequential(Linear(W1, B1), module("ReLU"), Linear(W2, B2)), "sigmoid") == ["relu", "sigmoid"]


def test_a_perceptron_of_scikit_learn_has_its_weights_the_other_way_round() -> None:
    it = read_model(
        MLPClassifier(
            [np.array(W1).T, np.array(W2).T], [np.array(B1), np.array(B2)], "logistic", "logistic", ["a", "b"]
        )
    )
    assert [W.tolist() for W, _, _ in it.layers] == [W1, W2]
    assert [one.name for _, _, one in it.layers] == ["sigmoid", "sigmoid"]
    assert (it.loss, it.classes) == ("binary_cross_entropy", ("a", "b"))


def test_plain_arrays() -> None:
    out = forward(layers_of([(W1, B1, "tanh"), (np.array(W2, dtype=np.float32), B2, "linear")]), [1.0, 2.0]).output
    hidden = np.tanh(np.array(W1) @ [1, 2] + B1)
    np.testing.assert_allclose(out, [np.array(W2) @ hidden + B2], 1e-12)


LINEAR = Linear(W1, B1)
WIDE = [[0.0] * 33]


@pytest.mark.parametrize(
    ("it", "said"),
    [
        (Sequential(LINEAR, module("BatchNorm1d")), "[1] is a BatchNorm1d, which is not known here"),
        (Sequential(LINEAR, Sequential(module("Conv2d"))), "[1][0] is a Conv2d"),
        (Sequential(module("ReLU"), LINEAR), "[0] (ReLU) comes before the first Linear"),
        (Sequential(LINEAR, module("ReLU"), module("Tanh")), "[2] (Tanh) follows another activation"),
        (Sequential(module("Flatten")), "there is no Linear in this Sequential"),
        (Sequential(LINEAR, module("Softplus", beta=2)), "Softplus with beta=2"),
        (Sequential(LINEAR, module("GELU", approximate="tanh")), "approximate='tanh'"),
        (Sequential(LINEAR, module("Softmax", dim=0)), "dim=0"),
        (Sequential(LINEAR, module("Softmax", dim=1), Linear(W2, B2)), "softmax is the activation of layer 1"),
        (Sequential(LINEAR, Linear(WIDE, [0])), "layer 2 takes 33 inputs, but 3 neurons are before it"),
        (Linear(WIDE, [0]), "layer 1 has 33 inputs"),
        (Sequential(*[Linear([[1.0]], [0.0])] * 9), "9 layers"),
        (Linear([[float("nan")]], [0]), "weight holds a number that is too large, or none"),
        (Linear([[1e7]], [0]), "weight holds a number that is too large"),
        (Linear([[1.0, 2.0]], [0, 0]), "weights (1, 2) and biases (2,)"),
        (MLPClassifier([[[1.0]]], [[0.0]], "relu", "swish"), "'swish'"),
        (type("MLPRegressor", (), {})(), "this MLPRegressor is not fitted yet"),
        ([], "there are no layers"),
        ([(W1, B1)], "[0] is no (W, b, activation)"),
        ([(W1, B1, "sine")], "no activation 'sine'"),
        ([([[1], [2, 3]], B1, "relu")], "[0].W is no array of numbers"),
        ({"W": 1}, "dict is no model that is known here"),
        (3, "int is no model"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_with_the_reason_and_what_is_allowed(it: Any, said: str) -> None:
    with pytest.raises(Unshowable) as refused:
        read_model(it)
    assert said in str(refused.value)
    assert ". Allowed: " in str(refused.value)


def test_a_perceptron_that_scikit_learn_trained() -> None:
    sklearn = pytest.importorskip("sklearn.neural_network", reason="scikit-learn is not installed")
    rng = np.random.default_rng(1)
    X = rng.normal(size=(60, 3))
    for activation in ("identity", "logistic", "tanh", "relu"):
        labels = np.array(["a", "b", "c"])[(X @ [1, 2, 3] > 0).astype(int) + (X[:, 0] > 1)]
        for classes, y in ((2, (X[:, 0] > 0).astype(int)), (3, labels)):
            model = sklearn.MLPClassifier(
                hidden_layer_sizes=(4, 2), activation=activation, max_iter=20, tol=1.0, random_state=1
            ).fit(X, y)
            ours = forward(layers_of(model), X).output
            theirs = model.predict_proba(X)
            np.testing.assert_allclose(ours, theirs[:, 1:] if classes == 2 else theirs, 1e-9, 1e-12)
        model = sklearn.MLPRegressor(hidden_layer_sizes=(4,), activation=activation, max_iter=20, tol=1.0).fit(
            X, X @ [1, 2, 3]
        )
        np.testing.assert_allclose(forward(layers_of(model), X).output[:, 0], model.predict(X), 1e-9, 1e-12)


def test_a_sequential_of_pytorch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    nn = torch.nn
    torch.manual_seed(1)
    for output in (nn.Sigmoid(), nn.Softmax(dim=1), nn.Identity(), nn.GELU(), nn.LeakyReLU(0.3), nn.Softplus()):
        model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Dropout(), nn.Sequential(nn.Linear(4, 2), output)).double()
        x = torch.randn(5, 3, dtype=torch.float64)
        theirs = model.eval()(x).detach().numpy()
        np.testing.assert_allclose(forward(layers_of(model), x.numpy()).output, theirs, 1e-9, 1e-12)
