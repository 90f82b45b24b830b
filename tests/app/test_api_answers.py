"""The JSON API against the published worked examples, and what it says of numbers that are not finite."""

import json
import math
from typing import Any

import numpy as np
import pytest

from app.limits import INLINE_BODY_BYTES
from tests.client import Client

Json = dict[str, Any]


def post(client: Client, name: str, body: Json) -> Json:
    response = client.post(f"/api/{name}", json=body)
    assert response.status_code == 200, response.text
    answer: Json = response.json()
    return answer


def body_of(case: Json) -> Json:
    body = {"layers": case["layers"], "inputs": case["inputs"]}
    if case["loss"] is not None:
        body |= {"loss": case["loss"], "targets": case["targets"], "reduction": case["batch_reduction"]}
    return body


def assert_close(actual: Any, expected: Any) -> None:
    np.testing.assert_allclose(np.array(actual, float), np.array(expected, float), rtol=1e-9, atol=1e-12)


def test_forward_agrees_with_every_worked_example(client: Client, worked_example: Json) -> None:
    answer = post(client, "forward", body_of(worked_example))
    expected = worked_example["expected"]
    for index, layer in enumerate(answer["layers"]):
        assert_close(layer["z"], expected["z"][index])
        assert_close(layer["a"], expected["a"][index])
    assert answer["output"] == answer["layers"][-1]["a"]
    if worked_example["loss"] is None:
        assert set(answer) == {"layers", "output"}
    else:
        assert set(answer) == {"layers", "output", "loss", "loss_per_example"}
        assert_close(answer["loss"], expected["loss"])
        assert_close(answer["loss_per_example"], expected["per_example_loss"])


def test_backward_agrees_with_every_worked_example(client: Client, worked_example: Json) -> None:
    if worked_example["loss"] is None:
        return
    answer = post(client, "backward", body_of(worked_example))
    expected = worked_example["expected"]
    # The reference scales each example's derivatives by the reduction; the API does not.
    scale = len(worked_example["inputs"]) if worked_example["batch_reduction"] == "mean" else 1
    for index, layer in enumerate(answer["layers"]):
        assert set(layer) == {"z", "a", "da_dz", "dC_da", "dC_dz", "dC_dW", "dC_db"}
        for name in ("dC_da", "dC_dz"):
            assert_close(layer[name], scale * np.array(expected[name][index], float))
        for name in ("dC_dW", "dC_db"):
            assert_close(layer[name], expected[name][index])
        if worked_example["layers"][index]["activation"] == "softmax":
            assert layer["da_dz"] is None
        elif worked_example["layers"][index]["activation"] == "sigmoid":
            assert_close(layer["da_dz"], np.array(layer["a"]) * (1 - np.array(layer["a"])))
    assert_close(answer["dC_dx"], scale * np.array(expected["dC_dx"]))
    assert_close(answer["loss"], expected["loss"])


def test_step_agrees_with_every_worked_example(client: Client, worked_example: Json) -> None:
    after = worked_example["expected"].get("after_update")
    if after is None:
        return
    answer = post(client, "step", {**body_of(worked_example), "learning_rate": after["learning_rate"]})
    updated = answer["updated"]
    assert set(updated) == {"layers", "loss"}
    for index, layer in enumerate(updated["layers"]):
        assert set(layer) == {"weights", "biases"}
        assert_close(layer["weights"], after["weights"][index])
        assert_close(layer["biases"], after["biases"][index])
    assert_close(updated["loss"], after["loss"])


NETWORK: Json = {
    "layers": [
        {"weights": [[0.5, -1.0, 2.0]], "biases": [0.25], "activation": "leaky_relu"},
        {"weights": [[1.5], [-0.5]], "biases": [0.0, 0.1], "activation": "softmax"},
    ],
    "loss": "cross_entropy",
}


def test_one_example_comes_back_without_the_outer_list(client: Client) -> None:
    one = post(client, "backward", {**NETWORK, "inputs": [1, 2, 3], "targets": [0, 1]})
    several = post(client, "backward", {**NETWORK, "inputs": [[1, 2, 3]], "targets": [[0, 1]]})
    for single, batch in zip(one["layers"], several["layers"], strict=True):
        for name in ("z", "a", "da_dz", "dC_da", "dC_dz"):
            assert batch[name] == (None if single[name] is None else [single[name]])
        assert (single["dC_dW"], single["dC_db"]) == (batch["dC_dW"], batch["dC_db"])
    for name in ("output", "dC_dx", "loss_per_example"):
        assert several[name] == [one[name]]
    assert one["loss"] == several["loss"]


def test_the_mean_scales_the_batch_and_no_example(client: Client) -> None:
    batch = {**NETWORK, "inputs": [[1, 2, 3], [-1, 0, 1]], "targets": [[0, 1], [1, 0]]}
    total = post(client, "backward", batch)
    mean = post(client, "backward", {**batch, "reduction": "mean"})
    assert mean["loss"] == pytest.approx(total["loss"] / 2)
    for averaged, added in zip(mean["layers"], total["layers"], strict=True):
        assert_close(averaged["dC_dW"], np.array(added["dC_dW"]) / 2)
        assert_close(averaged["dC_db"], np.array(added["dC_db"]) / 2)
        assert (averaged["dC_da"], averaged["dC_dz"]) == (added["dC_da"], added["dC_dz"])
    assert (mean["dC_dx"], mean["loss_per_example"]) == (total["dC_dx"], total["loss_per_example"])


def test_negative_slope_is_the_slope_below_zero(client: Client) -> None:
    layer = {"weights": [[1.0]], "biases": [0.0], "activation": "leaky_relu"}
    default = post(client, "forward", {"layers": [layer], "inputs": [-2]})
    steeper = post(client, "forward", {"layers": [{**layer, "negative_slope": 0.25}], "inputs": [-2]})
    assert default["output"] == [-0.02]
    assert steeper["output"] == [-0.5]


def one_neuron(weight: float, activation: str, loss: str, target: float) -> Json:
    layer = {"weights": [[weight]], "biases": [0.0], "activation": activation}
    return {"layers": [layer], "loss": loss, "inputs": [1.0], "targets": [target]}


def test_an_infinite_slope_of_a_saturated_output_is_no_divergence(client: Client) -> None:
    answer = post(client, "backward", one_neuron(-800, "sigmoid", "cross_entropy", 1.0))
    assert answer["layers"][0]["dC_da"] == [None]
    assert answer["layers"][0]["dC_dz"] == [-1.0]
    assert answer["loss"] == 800
    assert "diverged" not in answer


@pytest.mark.parametrize("name", ["forward", "backward"])
def test_the_first_place_that_is_not_finite_is_named(client: Client, name: str) -> None:
    layer = {"weights": [[1e200, 0], [0, 1]], "biases": [0, 0], "activation": "linear"}
    body = {"layers": [layer, layer], "loss": "mse", "inputs": [[0, 1], [1e200, 1]], "targets": [[0, 0], [0, 0]]}
    answer = post(client, name, body)
    assert answer["diverged"] is True
    assert answer["first_non_finite"] == "layers[0].z[1][0]"
    assert answer["layers"][0]["z"] == [[0, 1], [None, 1]]
    assert answer["loss"] is None


def test_the_place_in_a_single_example_has_no_example_index(client: Client) -> None:
    answer = post(client, "forward", {**one_neuron(1e200, "linear", "mse", 0.0), "inputs": [1e200]})
    assert answer["first_non_finite"] == "layers[0].z[0]"


def test_a_divergence_of_the_update_is_found_there(client: Client) -> None:
    body = {**one_neuron(1e100, "linear", "squared_error", 0.0), "learning_rate": 1e250}
    answer = post(client, "step", body)
    assert answer["first_non_finite"] == "updated.layers[0].weights[0][0]"
    assert answer["updated"]["layers"][0]["weights"] == [[None]]
    assert math.isfinite(answer["loss"])


def test_learning_rate_zero_changes_nothing(client: Client) -> None:
    body = {**NETWORK, "inputs": [1, 2, 3], "targets": [0, 1], "learning_rate": 0}
    answer = post(client, "step", body)
    for before, after in zip(NETWORK["layers"], answer["updated"]["layers"], strict=True):
        assert after == {"weights": before["weights"], "biases": before["biases"]}
    assert answer["updated"]["loss"] == answer["loss"]


def test_a_large_body_is_answered_like_a_small_one(client: Client) -> None:
    body = {**NETWORK, "inputs": [1, 2, 3], "targets": [0, 1]}
    padding = " " * INLINE_BODY_BYTES
    assert client.post("/api/backward", content=json.dumps(body) + padding).json() == post(client, "backward", body)
