from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app import own_weights, store, tokens
from app.errors import BadInput
from app.lesson_url import parse
from app.limits import MAX_ADDRESS
from app.own_weights import checked_loss, is_name, keep, lesson_query, resolve
from app.weight_exports import state_json
from app.weight_files import Weights, read_weights
from engine.activations import Activation
from engine.lesson import start
from engine.network import Initialisation, LayerSpec, NetworkSpec, initialise


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(store, "_current", store.Store(tmp_path / "store"))


def weights(*sizes: int, output: str = "softmax") -> Weights:
    spec = NetworkSpec(
        sizes[0], (*(LayerSpec(n, Activation("tanh")) for n in sizes[1:-1]), LayerSpec(sizes[-1], Activation(output)))
    )
    return read_weights(state_json(initialise(spec, Initialisation("xavier"), 5)).encode())


def test_short_weights_are_in_the_address_of_their_lesson() -> None:
    own = weights(2, 3, 2)
    lesson = parse(parse_qsl(lesson_query(own, ""), keep_blank_values=True))
    assert lesson.recipe.loss == "cross_entropy"
    for layer, (W, b) in zip(start(lesson.recipe).layers, own.layers, strict=True):
        assert np.array_equal(layer.W, W)
        assert np.array_equal(layer.b, b)


def test_long_weights_go_by_name() -> None:
    own = weights(32, 32, 32, 32, 32, 32, 32, 32, 32)
    said = dict(parse_qsl(lesson_query(own, "mse")))
    assert set(said) == {"layers", "act", "loss", "w"}
    assert len(lesson_query(own, "mse")) < 200 < MAX_ADDRESS
    assert is_name(said["w"])
    w, b = resolve(said["w"])
    assert [float(one) for one in w.split(";")[0].split(",")] == own.layers[0][0].ravel().tolist()
    assert b.count(";") == 7
    assert keep(w, b) == said["w"]


def test_data_is_no_weights() -> None:
    assert not is_name("1,2;3")
    for name in (tokens.kept("a,b"), tokens.kept("a,b\n1,2\n3,4\n"), "~" + "a" * 24):
        with pytest.raises(BadInput) as caught:
            resolve(name)
        assert caught.value.field == "weights"


@pytest.mark.parametrize(
    ("output", "loss", "used"),
    [("softmax", "", "cross_entropy"), ("sigmoid", "", "half_squared_error"), ("relu", "mse", "mse"),
     ("sigmoid", "binary_cross_entropy", "binary_cross_entropy")],
)  # fmt: skip
def test_a_loss_that_suits(output: str, loss: str, used: str) -> None:
    assert checked_loss(Activation(output), loss) == used


@pytest.mark.parametrize(("output", "loss"), [("relu", "cross_entropy"), ("relu", "nothing")])
def test_a_loss_that_does_not_suit_is_refused(output: str, loss: str) -> None:
    with pytest.raises(BadInput) as caught:
        own_weights.checked_loss(Activation(output), loss)
    assert caught.value.field == "loss"
    assert "mse" in (caught.value.allowed or "")
