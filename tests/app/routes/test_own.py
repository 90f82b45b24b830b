"""The page of own data and weights over HTTP: what is sent leads to an address, or comes back with what is wrong."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import numpy as np
import pytest

from app import store
from app.lesson_url import parse
from app.own_data import table_of
from engine.forward import forward
from engine.lesson import replay
from tests.app.given_weights import API, GOOD
from tests.app.test_csv_data import IRIS
from tests.client import Client
from tests.reading import Element, read, submitted


@pytest.fixture(autouse=True)
def _own_store(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The application's store, empty."""
    del client
    monkeypatch.setattr(store, "_current", store.Store(tmp_path / "store.sqlite3"))


def sent(client: Client, path: str, file: bytes = b"", **fields: str) -> httpx.Response:
    """What a browser sends: all fields of the form, and a file without name or content where none was chosen."""
    chosen = ("table.csv", file) if file else ("", b"")
    return client.post(path, data={"text": "", **fields}, files={"file": chosen})


def led_to(client: Client, response: httpx.Response, path: str) -> tuple[str, Element]:
    assert response.status_code == 303, response.text
    address = response.headers["location"]
    assert urlsplit(address).path == path
    page = client.get(address)
    assert page.status_code == 200, page.text
    return address, read(page.text)


def refused(response: httpx.Response, status: int = 422) -> Element:
    assert response.status_code == status
    assert response.headers["cache-control"] == "no-store"
    return read(response.text)


def test_the_forms_work_without_javascript(client: Client) -> None:
    page = read(client.get("/own").text)
    for action in ("/own/data", "/own/weights"):
        (form,) = page.all("form", action=action)
        assert (form["method"], form["enctype"]) == ("post", "multipart/form-data")
        for field in form.walk():
            if "name" in field:
                assert len(page.all("label", **{"for": field["id"]})) == 1
    assert not page.all(role="alert")
    again = client.get("/own", headers={"If-None-Match": client.get("/own").headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("how", ["pasted", "a file"])
def test_a_pasted_csv_of_iris_trains_and_separates(client: Client, how: str) -> None:
    file = IRIS.encode() if how == "a file" else b""
    _, page = led_to(
        client, sent(client, "/own/data", file, text="" if file else IRIS.replace("\n", "\r\n")), "/own/data"
    )
    assert "150 rows, 5 columns" in page.all("h1")[0].text
    response = client.get(submitted(page.by_id("columns")))
    assert response.status_code == 303
    address = urlsplit(response.headers["location"])
    assert address.path == "/train"
    lesson = parse(parse_qsl(address.query))
    recipe = lesson.recipe
    assert (recipe.sizes, recipe.loss, recipe.reduction) == ((4, 8, 3), "cross_entropy", "mean")
    assert len(recipe.inputs) + len(recipe.test_inputs) == 150
    output = forward(replay(recipe, lesson.edits, 200).layers, np.array(recipe.test_inputs)).output
    assert (output.argmax(axis=1) == np.argmax(recipe.test_targets, axis=1)).mean() > 0.9


def test_numbers_are_learnt_with_a_linear_output(client: Client) -> None:
    _, page = led_to(client, sent(client, "/own/data", text="x,y\n1.5,2\n2.5,4\n3.5,6.5\n"), "/own/data")
    response = client.get(submitted(page.by_id("columns")))
    said = dict(parse_qsl(urlsplit(response.headers["location"]).query))
    assert (said["layers"], said["act"]) == ("1-8-1", "tanh,linear")
    assert said["data"].endswith(":1:2:numbers:all")
    assert "test" not in said


def test_a_bad_row_is_named_and_nothing_typed_is_lost(client: Client) -> None:
    text = "\nx,y,class\n1,2,<b>\n3,4\n"
    page = refused(sent(client, "/own/data", text=text))
    (alert,) = page.all(role="alert")
    assert "Line 4, column 3 (“class”): the cell is missing" in alert.text
    field = page.by_id("table-text")
    assert "aria-invalid" in field
    assert alert["id"] in field["aria-describedby"].split()
    # The first line break of a text field is not part of its text.
    assert "".join(part for part in field.content if isinstance(part, str)) == "\n" + text


def test_a_bad_file_can_be_corrected_in_the_field(client: Client) -> None:
    page = refused(sent(client, "/own/data", "ä,b\n1\n".encode(), text="other"))
    assert page.by_id("table-text").text == "ä,b 1"


@pytest.mark.parametrize(
    ("file", "reason"),
    [(b"", "There is nothing in it"), (b"," * 5_000_000, "longer than 256 KB"), (b"\x00\xff" * 50, "no text"),
     (b"1,2\n3,nan", "")],
)  # fmt: skip
def test_what_is_no_table_is_refused(client: Client, file: bytes, reason: str) -> None:
    response = sent(client, "/own/data", file)
    if reason:
        assert reason in refused(response).all(role="alert")[0].text
    else:
        assert response.status_code == 303


def test_ten_megabytes_are_too_many(client: Client) -> None:
    assert sent(client, "/own/data", b"," * 10_000_000).status_code == 413
    assert sent(client, "/own/data", text="," * 10_000_000).status_code == 413


def test_a_cell_that_will_not_do_is_named_beside_what_was_chosen(client: Client) -> None:
    _, page = led_to(client, sent(client, "/own/data", text="a,b,c\n\n1,x,3\n2,y,\n3,x,5\n"), "/own/data")
    again = refused(client.get(submitted(page.by_id("columns"), c3="input", kind="classes", scale="raw")))
    assert "Line 4, column 3 (“c”): a number is missing" in again.all(role="alert")[0].text
    chosen = {one["name"]: one.all("option", selected="")[0]["value"] for one in again.by_id("columns").all("select")}
    assert chosen == {"c1": "out", "c2": "target", "c3": "input", "kind": "classes", "scale": "raw"}


def test_a_target_has_to_be_chosen(client: Client) -> None:
    _, page = led_to(client, sent(client, "/own/data", text=IRIS), "/own/data")
    again = refused(client.get(submitted(page.by_id("columns"), c5="out")))
    assert "Choose a column as target" in again.all(role="alert")[0].text


def test_the_first_row_changes_sides(client: Client) -> None:
    _, page = led_to(client, sent(client, "/own/data", text="x,y\n1,a\n2,b\n"), "/own/data")
    token = page.all("input", name="table")[0]["value"]
    address, bare = led_to(client, sent(client, "/own/header", table=token), "/own/data")
    assert "3 rows" in bare.all("h1")[0].text
    other = dict(parse_qsl(urlsplit(address).query))["table"]
    assert table_of(other).rows[0] == ("x", "y")
    address, _ = led_to(client, sent(client, "/own/header", table=other), "/own/data")
    assert dict(parse_qsl(urlsplit(address).query))["table"] == token
    few = sent(client, "/own/data", text="1,2\n3,4\n").headers["location"].partition("=")[2]
    assert client.post("/own/header", data={"table": few}).status_code == 422


@pytest.mark.parametrize("token", ["", ".x", "~" + "a" * 24, ".eNpL"])
@pytest.mark.parametrize("path", ["/own/data", "/own/train"])
def test_a_table_that_is_not_there_is_an_error_page(client: Client, path: str, token: str) -> None:
    response = client.get(path, params={"table": token})
    assert response.status_code == 422
    assert ("upload it again" in response.text) == token.startswith("~")


LARGE = "\n".join(f"{k * 0.7319 % 1},{k * 0.3917 % 1},{'ab'[k % 2]}" for k in range(500))


def test_a_large_table_has_a_short_address_as_long_as_it_is_kept(client: Client) -> None:
    address, page = led_to(client, sent(client, "/own/data", text=LARGE), "/own/data")
    assert len(address) < 60
    assert "does not fit an address" in page.text
    location = client.get(submitted(page.by_id("columns"))).headers["location"]
    assert len(location) < 250
    assert len(parse(parse_qsl(urlsplit(location).query)).recipe.inputs) == 400


def test_a_store_that_cannot_be_written_is_said_in_the_form(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "broken").write_text("no store" * 1000)
    monkeypatch.setattr(store, "_current", store.Store(tmp_path / "broken"))
    page = refused(sent(client, "/own/data", text=LARGE), 503)
    assert "small ones, which fit into the address, still work" in page.all(role="alert")[0].text
    assert page.by_id("table-text").text.startswith("0.0,0.0,a")
    led_to(client, sent(client, "/own/data", text=IRIS), "/own/data")


@pytest.mark.parametrize("kind", ["the API's JSON", "npz of PyTorch's names", "safetensors"])
def test_a_file_of_weights_opens_its_lesson(client: Client, kind: str) -> None:
    response = sent(client, "/own/weights", GOOD[kind], hidden="relu", output="tanh", loss="mse")
    assert response.status_code == 303
    lesson = parse(parse_qsl(urlsplit(response.headers["location"]).query, keep_blank_values=True))
    names = [activation.name for activation in lesson.recipe.spec.activations]
    assert names == (["tanh", "sigmoid"] if kind == "the API's JSON" else ["relu", "tanh"])
    assert lesson.recipe.loss == "mse"
    assert [list(layer or ()) for layer in lesson.recipe.weights] == [
        [one for row in layer["weights"] for one in row] for layer in API["layers"]
    ]


def test_pasted_weights_open_their_lesson_as_a_page(client: Client) -> None:
    response = sent(client, "/own/weights", text=json.dumps(API))
    page = client.get(response.headers["location"], follow_redirects=True)
    assert page.status_code == 200
    assert read(page.text).by_id("w-1-2-1")["data-value"] == "0.5"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": "{"}, "line 1, column 2: this is not JSON"),
        ({"text": json.dumps(API), "loss": "cross"}, "there is no loss"),
        ({"text": json.dumps(API), "hidden": "step"}, "there is no activation"),
        ({"text": '{"W1": [[1]]}', "output": "relu", "loss": "cross_entropy"}, "takes logarithms"),
        ({"text": '{"W1": [[1]], "W2": [[1]]}', "hidden": "softmax"}, "softmax can only be"),
    ],
)
def test_weights_that_will_not_do_come_back(client: Client, fields: dict[str, str], reason: str) -> None:
    page = refused(sent(client, "/own/weights", b"", **fields))
    assert reason in page.all(role="alert")[0].text.replace("Line", "line").replace("There", "there").replace(
        "Softm", "softm"
    )
    assert page.by_id("weights-text").text == fields["text"]
    for name in {"hidden", "output"} & set(fields) - {"hidden"}:
        assert page.by_id(f"own-{name}").all("option", selected="")[0]["value"] == fields[name]


def test_a_pickle_is_refused_with_the_command_that_helps(client: Client) -> None:
    page = refused(sent(client, "/own/weights", b"\x80\x04\x95"))
    assert "never opened here" in page.all(role="alert")[0].text
    assert page.by_id("weights-text").text == ""


def test_large_weights_go_by_name(client: Client) -> None:
    body = {"layers": [{"weights": np.full((32, 32), 1 / 3).tolist(), "activation": "tanh"}] * 8}
    location = sent(client, "/own/weights", json.dumps(body).encode()).headers["location"]
    said = dict(parse_qsl(urlsplit(location).query))
    assert said["w"].startswith("~")
    assert len(location) < 200


@pytest.mark.parametrize("path", ["/own/data", "/own/weights", "/own/header"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", ""), (b"x", "text/plain"), (b"{}", "application/json"), (b"text=1,2", "application/x-www-form-urlencoded"),
     (b"no parts", "multipart/form-data; boundary=b"), (b"--b\r\n\r\n", "multipart/form-data"),
     (b"--b\r\nContent-Disposition: form-data; name=text\r\n\r\n\xff\xfe\x00\r\n--b--",
      "multipart/form-data; boundary=b")],
)  # fmt: skip
def test_no_body_is_a_fault_of_the_server(client: Client, path: str, content: bytes, kind: str) -> None:
    response = client.post(path, content=content, headers={"Content-Type": kind} if kind else {})
    assert response.status_code in (400, 422)


def test_all_works_below_a_prefix(client_for: Callable[..., Client], tmp_path: Path) -> None:
    prefixed = client_for(root_path="/bp", store=tmp_path / "store")
    page = read(prefixed.get("/bp/own").text)
    assert {form["action"] for form in page.all("form")} == {"/bp/own/data", "/bp/own/weights"}
    address: Any = sent(prefixed, "/bp/own/data", text=IRIS).headers["location"]
    assert address.startswith("/bp/own/data?")
    form = read(prefixed.get(address).text).by_id("columns")
    assert prefixed.get(submitted(form)).headers["location"].startswith("/bp/train?")


@pytest.mark.parametrize(
    ("address", "parameter"),
    [("/own/data?table=xx", "table"), ("/own/train?table=~zz", "table"), ("/lesson?w=~zzz", "w")],
)
def test_what_stands_for_nothing_is_refused_by_the_name_of_its_parameter(
    client: Client, address: str, parameter: str
) -> None:
    response = client.get(address)
    assert response.status_code == 422
    assert f"<code>{parameter}</code>" in response.text
