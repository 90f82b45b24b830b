"""``POST /api/digit``: the engine's numbers, a blank sheet, and every refusal."""

import copy
import json
from typing import Any, get_args

import numpy as np
import pytest

from app import limits
from app.api_digit import EXAMPLE, DigitNetworkName
from engine import digits
from engine.backward import backward
from engine.digit_images import scanned
from engine.digit_networks import DEFAULT_NETWORK, DIGIT_NETWORKS, digit_network
from engine.digits import see
from engine.forward import forward
from tests.client import Client

Json = dict[str, Any]
IMAGE = EXAMPLE["image"]


def answer(client: Client, body: Json) -> Json:
    response = client.post("/api/digit", json=body)
    assert response.status_code == 200, response.text
    found: Json = response.json()
    return found


def refusal(client: Client, body: Json) -> Json:
    response = client.post("/api/digit", content=json.dumps(body))
    assert response.status_code == 422, response.text
    error: Json = response.json()["error"]
    return error


def changed(row: int, column: int, value: Any) -> Json:
    image = copy.deepcopy(IMAGE)
    image[row][column] = value
    return {"image": image}


def test_names_and_bounds_are_the_engines() -> None:
    assert get_args(DigitNetworkName) == DIGIT_NETWORKS
    assert (limits.MIN_IMAGE_SIDE, limits.MAX_IMAGE_SIDE) == (digits.SMALLEST, digits.LARGEST)


@pytest.mark.parametrize("network", DIGIT_NETWORKS)
def test_a_seven_is_a_seven_in_the_engines_numbers(client: Client, network: str) -> None:
    found = answer(client, {"image": IMAGE, "network": network})
    x, _ = see(IMAGE)
    y = forward(digit_network(network), x).output[0]
    assert found == {"x": x.tolist(), "y": y.tolist(), "digit": 7, "network": network, "blank": False}
    assert sum(found["y"]) == pytest.approx(1.0)


def test_without_a_name_it_is_the_default_network(client: Client) -> None:
    assert answer(client, {"image": IMAGE}) == answer(client, {"image": IMAGE, "network": DEFAULT_NETWORK})


@pytest.mark.parametrize("target", range(10))
def test_a_target_brings_the_loss_and_its_derivatives(client: Client, target: int) -> None:
    found = answer(client, {"image": IMAGE, "network": "16-16-tanh", "target": target})
    layers, wanted = digit_network("16-16-tanh"), np.eye(10)[target]
    back = backward(layers, forward(layers, found["x"]), wanted, "cross_entropy")
    assert found["loss"] == back.loss == pytest.approx(-np.log(found["y"][target]))
    assert found["dC_dz"] == [record.dC_dz[0].tolist() for record in back.layers]
    assert found["dC_dx"] == back.dC_dx[0].tolist()
    assert np.allclose(found["dC_dz"][-1], np.array(found["y"]) - wanted, atol=1e-12)


def test_the_pixel_gradient_is_the_slope_of_the_loss(client: Client) -> None:
    found = answer(client, {"image": IMAGE, "network": "32-tanh", "target": 3})
    layers, x, h = digit_network("32-tanh"), np.array(found["x"]), 1e-5
    for pixel in (40, 100, 136, 200):
        step = h * np.eye(256)[pixel]
        up, down = (-np.log(forward(layers, x + sign * step).output[0, 3]) for sign in (1, -1))
        assert found["dC_dx"][pixel] == pytest.approx((up - down) / (2 * h), rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("extra", [{}, {"target": 3}])
def test_a_blank_sheet_says_so(client: Client, extra: Json) -> None:
    found = answer(client, {"image": [[0] * 20] * 9, **extra})
    assert found["blank"] is True
    assert found["digit"] is None
    assert not any(found["x"])
    assert ("dC_dx" in found) == bool(extra)


def test_the_scanned_digits_are_recognised_over_http(client: Client) -> None:
    pixels, digits = scanned()
    found = [answer(client, {"image": (image / 16).tolist()})["digit"] for image in pixels[:60]]
    assert np.mean(np.array(found) == digits[:60]) >= 0.9


@pytest.mark.parametrize("shape", [(8, 512), (512, 8), (33, 200)])
def test_any_shape_is_answered(client: Client, shape: tuple[int, int]) -> None:
    image = np.zeros(shape)
    image[2:-2, 3:5] = 1
    assert len(answer(client, {"image": image.tolist()})["x"]) == 256


def test_the_largest_drawing_fits_into_the_body(client: Client) -> None:
    image = np.linspace(0.1, 0.9, 512 * 512).reshape(512, 512).tolist()
    assert not answer(client, {"image": image})["blank"]


@pytest.mark.parametrize(
    ("value", "allowed"),
    [
        (-0.001, "at least 0"),
        (1.001, "at most 1"),
        (255, "at most 1"),
        (float("nan"), "a finite number"),
        (float("inf"), "a finite number"),
        (True, "a number"),
        (None, "a number"),
        ("1", "a number"),
        ([0], "a number"),
    ],
)
def test_what_is_no_ink_is_refused_where_it_stands(client: Client, value: Any, allowed: str) -> None:
    error = refusal(client, changed(3, 4, value))
    assert error["field"] == "image[3][4]"
    assert error["allowed"].startswith(allowed)


@pytest.mark.parametrize(
    ("image", "field", "allowed"),
    [
        ([[0] * 8] * 7, "image", "at least 8 items"),
        ([[0] * 8] * 513, "image", "at most 512 items"),
        ([[0] * 7] * 8, "image[0]", "at least 8 items"),
        ([[0] * 513] * 8, "image[0]", "at most 512 items"),
        ([[0] * 8] * 7 + [[0] * 9], "image[7]", "8 numbers"),
        ([[0] * 9] * 3 + [[0] * 8] * 9, "image[3]", "9 numbers"),
        ([0] * 64, "image[0]", "a list"),
        ([], "image", "at least 8 items"),
        ("0" * 64, "image", "a list"),
        (None, "image", "a list"),
    ],
)
def test_what_is_no_drawing_is_refused(client: Client, image: Any, field: str, allowed: str) -> None:
    error = refusal(client, {"image": image})
    assert error["field"] == field
    assert error["allowed"].startswith(allowed)


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("network", "64-relu", "one of '32-sigmoid', "),
        ("network", 32, "one of '32-sigmoid', "),
        ("network", None, "one of '32-sigmoid', "),
        ("target", 10, "at most 9"),
        ("target", -1, "at least 0"),
        ("target", 3.5, "a number"),
        ("target", "3", "a number"),
        ("target", True, "a number"),
        ("pen", 1, "only the fields"),
    ],
)
def test_what_else_does_not_fit_is_named(client: Client, field: str, value: Any, allowed: str) -> None:
    error = refusal(client, {"image": IMAGE, field: value})
    assert error["field"] == field
    assert error["allowed"].startswith(allowed), error


def test_an_image_is_needed(client: Client) -> None:
    assert refusal(client, {"network": "32-relu"})["message"] == "image is missing."
