"""What the documentation says of the API is true: its examples and commands are sent, its bounds are the real ones."""

import html
import json
import re
import shlex
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from app import limits
from app.api_docs import endpoint_views, error_example, laid_out
from app.api_endpoints import ENDPOINTS, NETWORK_ENDPOINTS, Endpoint
from engine.activations import Activation
from engine.backward import backward
from engine.descent import gradient_step
from engine.forward import forward
from engine.network import Layer
from tests.client import Client

Json = dict[str, Any]


def examples_of(endpoints: tuple[Endpoint, ...]) -> list[ParameterSet]:
    return [
        pytest.param(endpoint, body, id=f"{endpoint.name}: {title}")
        for endpoint in endpoints
        for title, body in endpoint.examples.items()
    ]


def layers_of(body: Json) -> tuple[Layer, ...]:
    return tuple(
        Layer(layer["weights"], layer["biases"], Activation(layer["activation"], layer.get("negative_slope", 0.01)))
        for layer in body["layers"]
    )


@pytest.mark.parametrize(("endpoint", "body"), examples_of(NETWORK_ENDPOINTS))
def test_each_example_is_answered_with_the_engines_numbers(client: Client, endpoint: Endpoint, body: Json) -> None:
    answer = client.post(f"/api/{endpoint.name}", json=body).json()
    layers = layers_of(body)
    trace = forward(layers, body["inputs"])
    one = not isinstance(body["inputs"][0], list)

    def rows(array: Any) -> Any:
        return array[0].tolist() if one else array.tolist()

    assert answer["output"] == rows(trace.output)
    if "targets" not in body:
        return
    back = backward(layers, trace, body["targets"], body["loss"], body.get("reduction", "sum"))
    assert answer["loss"] == back.loss
    if endpoint.name == "forward":
        return
    assert answer["dC_dx"] == rows(back.dC_dx)
    for layer, record in zip(answer["layers"], back.layers, strict=True):
        assert layer["dC_dW"] == record.dC_dW.tolist()
        assert layer["dC_dz"] == rows(record.dC_dz)
    if endpoint.name == "step":
        updated = gradient_step(layers, back, body["learning_rate"])
        assert [layer["weights"] for layer in answer["updated"]["layers"]] == [layer.W.tolist() for layer in updated]


@pytest.mark.parametrize(("endpoint", "body"), examples_of(ENDPOINTS))
def test_each_answer_has_the_documented_shape(client: Client, endpoint: Endpoint, body: Json) -> None:
    endpoint.answer.model_validate(client.post(f"/api/{endpoint.name}", json=body).json())


def test_openapi_has_the_same_examples_and_every_shape(client: Client) -> None:
    description = client.get("/openapi.json").json()
    schemas = description["components"]["schemas"]
    for endpoint in ENDPOINTS:
        operation = description["paths"][f"/api/{endpoint.name}"]["post"]
        content = operation["requestBody"]["content"]["application/json"]
        assert [example["value"] for example in content["examples"].values()] == list(endpoint.examples.values())
        assert {"200", "413", "422"} <= set(operation["responses"])
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(description)))
    assert references <= set(schemas)
    assert schemas["ForwardBody"]["properties"]["layers"]["maxItems"] == limits.MAX_LAYERS


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_the_page_shows_a_command_and_its_real_answer(client: Client, endpoint: Endpoint) -> None:
    page = client.get("/api").text
    listings = [html.unescape(text) for text in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)]
    command = next(text for text in listings if text.startswith("curl ") and f"/api/{endpoint.name} " in text)
    program, _, address, option, body = shlex.split(command)
    assert (program, option, address) == ("curl", "-d", f"http://testserver/api/{endpoint.name}")
    # As curl sends it: without saying that it is JSON.
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post(f"/api/{endpoint.name}", content=body, headers=headers).json()
    assert answer in [json.loads(text) for text in listings if text.startswith("{")]


def test_the_page_names_every_field_and_asks_nobody_else(client: Client) -> None:
    page = client.get("/api").text
    for endpoint in ENDPOINTS:
        for field in (*endpoint.body.model_fields, *endpoint.answer.model_fields):
            assert f"<code>{field}</code>" in page
    assert set(re.findall(r'(?:src|href)="([^"#]*)', page)).isdisjoint({"http:", "https:", "//"})
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_the_error_on_the_page_is_a_real_one() -> None:
    assert json.loads(error_example())["error"]["field"] == "layers[0].weights[0][1]"


def test_every_documented_field_says_what_it_means() -> None:
    for view in endpoint_views():
        assert all(row.meaning for row in view.fields + view.answer_fields)


def test_a_listing_keeps_short_things_on_one_line() -> None:
    matrix = [[0.125] * 8] * 3
    assert json.loads(laid_out({"m": matrix, "s": "ŷ"})) == {"m": matrix, "s": "ŷ"}
    assert laid_out([1, [2]]) == "[1, [2]]"
    assert max(map(len, laid_out({"layers": [matrix] * 9}).splitlines())) <= 110


def test_a_listing_fills_its_lines_with_numbers() -> None:
    numbers = [round(k / 7, 9) for k in range(100)] + [None]
    text = laid_out({"x": numbers})
    assert json.loads(text) == {"x": numbers}
    assert max(map(len, text.splitlines())) <= 110
    assert len(text.splitlines()) < 20
