"""Every bound of the JSON API: the largest request that it lets pass is answered, the next one names it."""

import json
from itertools import pairwise
from typing import Any

import pytest

from app import limits
from tests.client import Client

Json = dict[str, Any]


def network(*sizes: int, examples: int = 1) -> Json:
    """A network of zeros."""
    layers = [
        {"weights": [[0] * n_in] * n_out, "biases": [0] * n_out, "activation": "relu"}
        for n_in, n_out in pairwise(sizes)
    ]
    return {"layers": layers, "inputs": [[0] * sizes[0]] * examples}


def bound(client: Client, largest: Json, beyond: Json, field: str, named: object) -> None:
    """The largest request that a bound lets pass is answered, the next one refused by that bound."""
    assert client.post("/api/forward", json=largest).status_code == 200
    response = client.post("/api/forward", json=beyond)
    assert response.status_code == 422
    error = response.json()["error"]
    assert error["field"] == field
    assert str(named) in error["allowed"]


def test_bound_of_layers(client: Client) -> None:
    sizes = [1] * (limits.MAX_LAYERS + 1)
    bound(client, network(*sizes), network(1, *sizes), "layers", limits.MAX_LAYERS)


def test_bound_of_width(client: Client) -> None:
    most = limits.MAX_WIDTH
    bound(client, network(1, most, 1), network(1, most + 1, 1), "layers[0].weights", most)
    bound(client, network(most, 1), network(most + 1, 1), "layers[0].weights[0]", most)


def test_bound_of_parameters(client: Client) -> None:
    assert limits.MAX_PARAMETERS == 511 * 256 + 256
    bound(client, network(511, 256), network(511, 257), "layers", limits.MAX_PARAMETERS)


def test_bound_of_examples(client: Client) -> None:
    most = limits.MAX_EXAMPLES
    bound(client, network(1, 1, examples=most), network(1, 1, examples=most + 1), "inputs", most)


def test_bound_of_examples_times_neurons(client: Client) -> None:
    assert limits.MAX_ACTIVITY == 512 * 128
    bound(client, network(127, 1, examples=512), network(128, 1, examples=512), "inputs", limits.MAX_ACTIVITY)


@pytest.mark.parametrize("sign", [1, -1])
def test_bound_of_magnitude(client: Client, sign: int) -> None:
    most = sign * limits.MAX_MAGNITUDE
    fits, beyond = network(1, 1), network(1, 1)
    fits["inputs"][0][0] = fits["layers"][0]["weights"][0][0] = fits["layers"][0]["biases"][0] = most
    beyond["layers"][0]["biases"][0] = 1.0000001 * most
    bound(client, fits, beyond, "layers[0].biases[0]", f"{most:g}")


def test_bound_of_the_body(client: Client) -> None:
    content = json.dumps(network(1, 1))
    fits = content + " " * (limits.MAX_BODY_BYTES - len(content))
    assert client.post("/api/forward", content=fits).status_code == 200
    response = client.post("/api/forward", content=fits + " ")
    assert response.status_code == 413
    error = response.json()["error"]
    assert error["field"] == "body"
    assert str(limits.MAX_BODY_BYTES) in error["allowed"]


def test_the_largest_network_fits_into_the_body() -> None:
    digits = 20
    assert (limits.MAX_PARAMETERS + limits.MAX_ACTIVITY) * digits < limits.MAX_BODY_BYTES
