"""Every refusal of a body: each names the field and what is allowed, and nothing is guessed or converted."""

import copy
import json
from typing import Any, get_args

import pytest

from app import api_models
from engine.activations import ACTIVATIONS
from engine.losses import LOSSES
from tests.client import Client

Json = dict[str, Any]

BODY: Json = {
    "layers": [
        {"weights": [[0.1, 0.2], [0.3, 0.4]], "biases": [0, 0], "activation": "tanh"},
        {"weights": [[0.1, 0.2]], "biases": [0], "activation": "sigmoid"},
    ],
    "loss": "binary_cross_entropy",
    "inputs": [[1, 2], [3, 4]],
    "targets": [[0], [1]],
    "learning_rate": 0.1,
}


def test_the_names_are_the_engines() -> None:
    assert get_args(api_models.ActivationName) == ACTIVATIONS
    assert get_args(api_models.LossName) == LOSSES


def changed(path: str, value: Any) -> Json:
    """BODY with one place changed; the path is written as an error writes it."""
    body = copy.deepcopy(BODY)
    keys: list[Any] = [int(key) if key.isdigit() else key for key in path.replace("]", "").replace("[", ".").split(".")]
    place: Any = body
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return body


def refusal(client: Client, body: Json | str, name: str = "step") -> Json:
    response = client.post(f"/api/{name}", content=body if isinstance(body, str) else json.dumps(body))
    assert response.status_code == 422, response.text
    assert response.headers["cache-control"] == "no-store"
    error: Json = response.json()["error"]
    assert set(error) == {"field", "value", "message", "allowed"}
    return error


def accepted(client: Client, body: Json, name: str = "step") -> bool:
    return client.post(f"/api/{name}", json=body).status_code == 200


def test_the_body_of_these_tests_is_accepted_everywhere(client: Client) -> None:
    assert all(accepted(client, BODY, name) for name in ("forward", "backward", "step"))


@pytest.mark.parametrize(
    "path", ["layers[0].weights[1][0]", "layers[1].biases[0]", "inputs[1][0]", "targets[0][0]", "learning_rate"]
)
@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        ("1", "a number"),
        (True, "a number"),
        (None, "a number"),
        ([], "a number"),
        (float("nan"), "a finite number"),
        (float("inf"), "a finite number"),
        (-float("inf"), "a finite number"),
        (10**400, "a finite number"),
        (1.1e300, "at most 1e+300"),
    ],
)
def test_what_is_no_number_is_refused_where_it_stands(client: Client, path: str, value: Any, allowed: str) -> None:
    error = refusal(client, changed(path, value))
    assert error["field"] == path
    assert error["allowed"].startswith(allowed)


def test_an_integer_that_no_parser_takes_is_refused(client: Client) -> None:
    body = json.dumps(BODY).replace("0.1", "1" * 5000)
    assert refusal(client, body)["field"] == "body"


@pytest.mark.parametrize("value", [-1e-9, -1])
def test_a_negative_learning_rate_is_refused(client: Client, value: float) -> None:
    assert refusal(client, changed("learning_rate", value))["allowed"] == "at least 0"


@pytest.mark.parametrize("path", ["surprise", "layers[0].surprise"])
def test_an_unknown_field_is_refused(client: Client, path: str) -> None:
    assert refusal(client, changed(path, 1))["field"] == path


def test_an_error_is_short_whatever_was_sent(client: Client) -> None:
    response = client.post("/api/step", json={**BODY, "x" * 100_000: "y" * 100_000})
    assert response.status_code == 422
    assert len(response.content) < 1000


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("forward", "layers"),
        ("forward", "inputs"),
        ("backward", "targets"),
        ("backward", "loss"),
        ("step", "learning_rate"),
    ],
)
def test_a_missing_field_is_named(client: Client, name: str, field: str) -> None:
    error = refusal(client, {key: value for key, value in BODY.items() if key != field}, name)
    assert error["field"] == field
    assert error["message"] == f"{field} is missing."


@pytest.mark.parametrize("body", ["", "null", "[]", "7", "{", "\xff", "[" * 100_000, '{"layers": 1}x'])
def test_a_body_that_is_no_object_is_refused(client: Client, body: str) -> None:
    assert refusal(client, body)["field"] == "body"


@pytest.mark.parametrize(
    ("path", "value", "field", "allowed"),
    [
        ("layers", [], "layers", "at least one item"),
        ("layers[0].weights", [], "layers[0].weights", "at least one item"),
        ("layers[0].weights[0]", [], "layers[0].weights[0]", "at least one item"),
        ("layers[0].weights[1]", [1, 2, 3], "layers[0].weights[1]", "2 numbers"),
        ("layers[0].biases", [1], "layers[0].biases", "2 numbers"),
        ("layers[1].weights[0]", [1], "layers[1].weights[0]", "2 numbers"),
        ("layers[0].activation", "swish", "layers[0].activation", "one of 'sigmoid', "),
        ("layers[0].activation", "softmax", "layers[0].activation", "any other"),
        ("layers[0].negative_slope", 0.1, "layers[0].negative_slope", "nothing"),
        ("layers", {}, "layers", "a list"),
        ("layers[0]", [], "layers[0]", "an object"),
        ("inputs", [], "inputs", "at least one item"),
        ("inputs", [[]], "inputs[0]", "at least one item"),
        ("inputs", [1], "inputs", "2 numbers"),
        ("inputs", [[1, 2], [3]], "inputs[1]", "2 numbers"),
        ("inputs", [[1, 2], 3], "inputs[1]", "a list"),
        ("inputs", "[1, 2]", "inputs", "a list"),
        ("targets", [[0]], "targets", "2 lists"),
        ("targets", [1], "targets", "2 lists"),
        ("targets", [[0], [0, 1]], "targets[1]", "1 numbers"),
        ("targets", [[0], [1.5]], "targets[1][0]", "0 to 1"),
        ("targets", None, "targets", "a list"),
        ("loss", "hinge", "loss", "one of 'cross_entropy', "),
        ("reduction", "max", "reduction", "one of 'sum' or 'mean'"),
    ],
)
def test_what_does_not_fit_is_named(client: Client, path: str, value: Any, field: str, allowed: str) -> None:
    error = refusal(client, changed(path, value))
    assert error["field"] == field
    assert error["allowed"].startswith(allowed), error


def test_a_loss_with_a_logarithm_needs_a_sigmoid_or_softmax_output(client: Client) -> None:
    error = refusal(client, changed("layers[1].activation", "tanh"))
    assert (error["field"], error["value"]) == ("loss", "binary_cross_entropy")
    assert error["allowed"] == "one of half_squared_error, squared_error, mse"
    assert "logarithm" in error["message"]


def test_targets_of_cross_entropy_are_at_least_0(client: Client) -> None:
    body = {**BODY, "loss": "cross_entropy", "inputs": [1, 2], "targets": [-0.5]}
    error = refusal(client, body)
    assert (error["field"], error["value"], error["allowed"]) == ("targets[0]", -0.5, "at least 0")
    assert accepted(client, {**body, "targets": [1.5]})


def test_forward_with_targets_needs_a_loss(client: Client) -> None:
    body = {name: BODY[name] for name in ("layers", "inputs", "targets")}
    assert refusal(client, body, "forward")["field"] == "loss"


@pytest.mark.parametrize(("slope", "fits"), [(0, True), (0.999, True), (1, False), (-0.1, False)])
def test_negative_slope_lies_between_relu_and_linear(client: Client, slope: float, fits: bool) -> None:
    body = changed("layers[0].activation", "leaky_relu")
    body["layers"][0]["negative_slope"] = slope
    if fits:
        assert accepted(client, body)
    else:
        assert refusal(client, body)["field"] == "layers[0].negative_slope"
