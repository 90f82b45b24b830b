from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app import store
from app.errors import BadInput
from app.lesson_url import parse
from app.own_weights import is_name, keep, resolve
from app.weight_exports import state_json
from app.weight_files import Weights, read_weights
from app.weight_lessons import checked_loss, lesson_query
from engine.activations import Activation
from engine.lesson import start
from engine.network import Initialisation, LayerSpec, NetworkSpec, initialise


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(store, "_current", store.Store(tmp_path / "store"))


def weights(*sizes: int, output: str = "softmax", **more: Any) -> Weights:
    spec = NetworkSpec(
        sizes[0], (*(LayerSpec(n, Activation("tanh")) for n in sizes[1:-1]), LayerSpec(sizes[-1], Activation(output)))
    )
    return read_weights(state_json(initialise(spec, Initialisation("xavier"), 5), **more).encode())


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
    assert len(lesson_query(own, "mse")) < 200
    assert is_name(said["w"])
    w, b = resolve(said["w"])
    assert [float(one) for one in w.split(";")[0].split(",")] == own.layers[0][0].ravel().tolist()
    assert b.count(";") == 7
    assert keep(w, b) == said["w"]


def test_what_the_file_says_beside_the_weights_is_the_lessons() -> None:
    own = weights(
        2, 3, 2, inputs=[[1, 2], [3, 4.5]], targets=[[1, 0], [0, 1]], loss="mse", learning_rate=0.25, reduction="mean"
    )
    recipe = parse(parse_qsl(lesson_query(own, ""))).recipe
    assert (recipe.inputs, recipe.targets) == (((1, 2), (3, 4.5)), ((1, 0), (0, 1)))
    assert (recipe.loss, recipe.learning_rate, recipe.reduction) == ("mse", 0.25, "mean")
    assert parse(parse_qsl(lesson_query(own, "squared_error"))).recipe.loss == "squared_error"
    assert parse(parse_qsl(lesson_query(weights(2, 2, inputs=[3, 4], loss=0.5), ""))).recipe.inputs == ((3, 4),)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"inputs": [1, 2, 3]}, "x"), ({"inputs": [[1, 2]] * 2}, "target"), ({"learning_rate": -1}, "lr"),
     ({"reduction": "max"}, "reduction"), ({"loss": "none"}, "loss"), ({"inputs": [[1 / 3, 2 / 3]] * 200}, "inputs")],
)  # fmt: skip
def test_examples_that_do_not_fit_are_refused(more: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        lesson_query(weights(2, 3, 2, **more), "")
    assert caught.value.field == field


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
        checked_loss(Activation(output), loss)
    assert caught.value.field == "loss"
    assert "mse" in (caught.value.allowed or "")
