"""The digit page over HTTP: every drawn number is the engine's, and everything that is asked wrongly is named."""

import io
import json
import math
from typing import Any

import numpy as np
import pytest
from PIL import Image

from app.drawing import first_drawing
from app.ink import pixels, written
from engine.arrays import Array
from engine.backward import BackwardTrace, backward
from engine.digit_examples import ambiguous_examples, class_examples
from engine.digit_images import enlarged
from engine.digit_networks import DIGIT_NETWORKS, digit_network, with_outputs
from engine.digits import see
from engine.forward import ForwardTrace, forward
from engine.network import Layer
from engine.operations import program
from tests.client import Client
from tests.reading import Element, read

THREE = written(class_examples()[3][1])


def shown(client: Client, address: str) -> Element:
    response = client.get(address)
    if response.status_code == 303:
        response = client.get(response.headers["location"])
    assert response.status_code == 200, response.text
    return read(response.text)


def worked_out(
    name: str, ink: str, target: int, outputs: str = "softmax"
) -> tuple[tuple[Layer, ...], ForwardTrace, BackwardTrace]:
    from app.ink import read as read_ink

    layers = with_outputs(digit_network(name), outputs)
    trace = forward(layers, pixels(read_ink(ink)))
    loss = "cross_entropy" if outputs == "softmax" else "binary_cross_entropy"
    return layers, trace, backward(layers, trace, np.eye(10)[target], loss)


def expected(key: str, layers: tuple[Layer, ...], trace: ForwardTrace, back: BackwardTrace) -> float:
    """The engine's own value of what an id names."""
    quantity, *rest = key.split("-")
    place = [int(part) for part in rest]
    if quantity == "C":
        return float(back.loss_per_example[0])
    layer, to = place[0] - 1, place[1] - 1
    if len(place) == 3:
        w = layers[layer].W[to, place[2] - 1]
        a, delta = trace.a_prev(layer)[0, place[2] - 1], back.layers[layer].dC_dz[0, to]
        return float({"forward": w * a, "backward": w * delta, "dC_dw": a * delta}[quantity])
    if quantity == "y":
        return float(trace.output[0, to])
    record: Any = trace.layers[layer] if quantity in ("z", "a") else back.layers[layer]
    return float(getattr(record, quantity)[0, to])


def agree(page: Element, numbers: tuple[tuple[Layer, ...], ForwardTrace, BackwardTrace]) -> set[str]:
    """Every number of the picture is the engine's; returns the quantities that were seen."""
    found = page.numbers
    assert len(found) == len({*found})
    for key, element in found.items():
        if key.startswith("y_new"):
            continue
        assert float(element["data-value"]) == expected(key, *numbers), key
    return {key.split("-")[0] for key in found}


@pytest.mark.parametrize("name", DIGIT_NETWORKS)
def test_every_drawn_number_is_the_engines(client: Client, name: str) -> None:
    page = shown(client, f"/digit?ink={THREE}&net={name}&target=8&edges=500")
    numbers = worked_out(name, THREE, 8)
    assert {"a", "da_dz", "dC_dz", "y", "C", "dC_dw"} <= agree(page, numbers)
    x, slope = (
        json.loads(page.by_id(key)[data]) for key, data in (("live-pixels", "data-x"), ("overlay", "data-slope"))
    )
    assert x == numbers[1].x[0].tolist()
    assert slope == numbers[2].dC_dx[0].tolist()


MOMENTS = {
    "": set(),
    "input": set(),
    "z-1-32": {"forward"},
    "a-1-32": {"forward", "a", "da_dz"},
    "loss": {"forward", "a", "da_dz", "y", "C"},
    "dC_dz-2-10": {"forward", "a", "da_dz", "y", "C", "dC_dz"},
    "dC_da-1-32": {"backward", "a", "da_dz", "y", "C", "dC_dz"},
    "dC_dx-0-256": {"backward", "a", "da_dz", "y", "C", "dC_dz"},
    "dC_dw-1-32": {"dC_dw", "a", "da_dz", "y", "C", "dC_dz"},
    "update-2-10": {"dC_dw", "a", "da_dz", "y", "y_new", "C", "dC_dz"},
}


@pytest.mark.parametrize("at", MOMENTS)
def test_what_is_not_computed_yet_is_not_drawn(client: Client, at: str) -> None:
    page = shown(client, f"/panels/digit?ink={THREE}&target=8&at={at}")
    assert agree(page, worked_out("32-relu", THREE, 8)) == MOMENTS[at]
    assert bool(page.by_id("live-pixels")["data-x"]) == (at != "")
    assert ("beside each digit" in page.all(class_="legend")[0].text) == bool(page.by_id("overlay")["data-slope"])
    assert bool(page.by_id("overlay")["data-slope"]) == (at.startswith(("dC_dx", "dC_dw", "update")))
    assert (page["data-y"] if "data-y" in page else page.by_id("lesson")["data-y"] != "") == ("y" in MOMENTS[at])


def test_outputs_may_be_those_of_the_notes(client: Client) -> None:
    page = shown(client, f"/digit?ink={THREE}&outputs=sigmoid&target=3")
    assert "da_dz" in agree(page, worked_out("32-relu", THREE, 3, "sigmoid"))
    outputs = [float(page.numbers[f"y-2-{n}"]["data-value"]) for n in range(1, 11)]
    assert np.argmax(outputs) == 3
    assert abs(sum(outputs) - 1) > 1e-6


def test_the_notes_outputs_recognise_as_well_as_the_softmax() -> None:
    for name in DIGIT_NETWORKS:
        z = (
            forward(digit_network(name), np.array([pixels(ink) for inks in class_examples() for ink in inks]))
            .layers[-1]
            .z
        )
        y = 1 / (1 + np.exp(-z))
        known = np.repeat(np.arange(10), len(z) // 10)
        assert (y[np.arange(len(z)), known] > 0.5).mean() > 0.9
        assert abs(y.sum() / len(z) - 1) < 0.35


def test_the_update_shows_the_outputs_before_and_after(client: Client) -> None:
    page = shown(client, f"/digit?ink={THREE}&target=8&at=update-2-10")
    before = {n: float(page.numbers[f"y-2-{n}"]["data-value"]) for n in range(1, 11)}
    new = {n: float(page.numbers[f"y_new-2-{n}"]["data-value"]) for n in range(1, 11)}
    assert new[9] > before[9]
    after = shown(client, f"/digit?ink={THREE}&target=8&steps=w8")
    assert {n: float(after.numbers[f"y-2-{n}"]["data-value"]) for n in range(1, 11)} == new


def test_a_step_of_the_drawing_changes_the_pixels_and_not_the_network(client: Client) -> None:
    before, after = (
        shown(client, f"/digit?ink={THREE}&target=8"),
        shown(client, f"/digit?ink={THREE}&target=8&steps=x8"),
    )
    x = np.array(json.loads(before.by_id("live-pixels")["data-x"]))
    slope = np.array(json.loads(before.by_id("overlay")["data-slope"]))
    assert json.loads(after.by_id("live-pixels")["data-x"]) == np.clip(x - slope, 0, 1).tolist()
    assert float(after.numbers["C"]["data-value"]) < float(before.numbers["C"]["data-value"])
    sprites = [{image["href"] for image in page.all("image")} for page in (before, after)]
    assert sprites[0] == sprites[1]
    assert f"/digit?ink={THREE}&target=8" in after.by_id("undo")["href"]


def test_the_edges_are_the_largest_with_their_share(client: Client) -> None:
    layers, trace, back = worked_out("32-relu", THREE, 8)
    every = np.sort(np.concatenate([
        np.abs(back.layers[n].dC_dz[0][:, None] * trace.a_prev(n)[0]).ravel() for n in range(len(layers))
    ]))[::-1]  # fmt: skip
    page = shown(client, f"/digit?ink={THREE}&target=8&edges=20")
    drawn = sorted(
        (abs(float(one["data-value"])) for key, one in page.numbers.items() if key.startswith("dC_dw")), reverse=True
    )
    assert drawn == every[:20].tolist()
    share = f"{100 * every[:20].sum() / every.sum():.3g} %"
    assert f"20 of 8,512 edges, {share} of Σ|∂C/∂w|" in page.all(class_="legend")[0].text
    assert len(page.all(class_="edge")) == 20


def test_all_edges_are_a_few_paths(client: Client) -> None:
    page = shown(client, f"/digit?ink={THREE}&target=8&edges=all")
    _, trace, back = worked_out("32-relu", THREE, 8)
    bulk = page.all("path", class_="bulk")
    assert len(bulk) <= 14
    lines = sum(one["d"].count("L") for one in bulk)
    assert lines == sum(np.count_nonzero(back.layers[n].dC_dz[0][:, None] * trace.a_prev(n)[0]) for n in range(2))
    assert "8,512 of 8,512 edges, 100 %" in page.all(class_="legend")[0].text


def test_a_pixel_says_its_ten_paths(client: Client) -> None:
    page = shown(client, f"/digit?ink={THREE}&target=8&focus=x-0-120")
    layers, _, back = worked_out("32-relu", THREE, 8)
    gain = back.layers[0].da_dz
    assert gain is not None
    products = (layers[0].W[:, 119] * gain[0])[:, None] * layers[1].W.T * back.layers[1].dC_dz[0]
    largest = sorted(products.ravel().tolist(), key=abs, reverse=True)[:10]
    (section,) = page.all(class_="paths")
    assert [float(one["data-value"]) for one in section.all("b")] == pytest.approx(largest, rel=1e-12)
    assert "of 320" in section.text
    first = np.unravel_index(abs(products).argmax(), products.shape)[1]
    assert f"({first}) → C" in section.all("li")[0].text


@pytest.mark.parametrize("focus", ["z-1-5", "z-2-3", "w-1-5-120", "w-2-3-5", "b-1-2", "x-0-1", "C"])
@pytest.mark.parametrize("at", ["", "loss", "gradient", "update-2-10"])
def test_anything_can_be_in_focus_at_any_time(client: Client, focus: str, at: str) -> None:
    page = shown(client, f"/panels/digit?focus={focus}&at={at}")
    assert page.by_id("unfocus")["href"] == ("/digit" if at == "gradient" else f"/digit?at={at}")
    assert page.by_id("inspector").all("math") or focus.startswith("x")
    shown(client, f"/panels/digit-peek?focus={focus}&at={at}")


def test_a_neuron_in_focus_shows_all_its_edges(client: Client) -> None:
    page = shown(client, f"/panels/digit?ink={THREE}&target=8&focus=z-1-3&edges=0")
    _, trace, back = worked_out("32-relu", THREE, 8)
    into = np.count_nonzero(back.layers[0].dC_dz[0, 2] * trace.x[0])
    onward = np.count_nonzero(back.layers[1].dC_dz[0] * trace.a_prev(1)[0, 2])
    assert sum(one["d"].count("C") for one in page.all("path", class_="of-focus")) == into + onward


def test_a_pixel_in_focus_shows_the_edges_of_its_ten_paths(client: Client) -> None:
    page = shown(client, f"/panels/digit?ink={THREE}&target=8&focus=x-0-120&edges=0")
    layers, _, back = worked_out("32-relu", THREE, 8)
    gain = back.layers[0].da_dz
    assert gain is not None
    products = abs((layers[0].W[:, 119] * gain[0])[:, None] * layers[1].W.T * back.layers[1].dC_dz[0])
    ways = np.argsort(-products, axis=None)[:10]
    assert sum(one["d"].count("C") for one in page.all("path", class_="of-focus")) == len(set(ways // 10)) + 10


@pytest.mark.parametrize(("at", "count"), [("", 0), ("loss", 1), ("gradient", 1)])
def test_an_edge_in_focus_is_shown_alone(client: Client, at: str, count: int) -> None:
    page = shown(client, f"/panels/digit?focus=w-1-5-1&edges=0&at={at}")
    assert sum(one["d"].count("C") for one in page.all("path", class_="of-focus")) == count


def test_right_and_sure_there_is_hardly_anything_to_learn(client: Client) -> None:
    page = shown(client, f"/digit?ink={THREE}&target=own")
    assert "Hardly anything to learn here" in page.all(class_="hint")[0].text
    other = shown(client, page.by_id("runner-up")["href"])
    assert "Hardly anything" not in other.text

    def strongest(one: Element) -> float:
        return max(
            (float(path["fill-opacity"]) for path in one.by_id("overlay").all("path") if "fill-opacity" in path),
            default=0.0,
        )

    def scale(one: Element) -> str:
        return one.all(class_="scale")[0].text

    assert scale(page) == scale(other)
    assert strongest(page) < 0.3 < strongest(other)


def test_an_eight_has_its_own_article(client: Client) -> None:
    page = shown(client, f"/digit?ink={written(class_examples()[8][0])}&target=8")
    assert "takes it for an 8:" in page.by_id("answer").text
    assert page.by_id("teach").text.endswith("an 8")
    assert page.by_id("morph").text.endswith("an 8")
    assert "were a " in page.by_id("runner-up").text


def test_a_blank_drawing_says_so_and_computes_nothing(client: Client) -> None:
    page = shown(client, "/digit?ink=")
    assert not page.numbers
    assert "Nothing is drawn yet." in page.by_id("answer").text
    legend = page.all(class_="legend")[0].text
    assert legend.endswith(" on")
    assert ",;" not in legend
    assert all("aria-disabled" in page.by_id(control).attributes for control in ("step", "to-update", "teach", "morph"))


def test_other_words_for_a_drawing_lead_to_its_one_address(client: Client) -> None:
    response = client.get("/digit?target=3&v=1&edges=20")
    assert (response.status_code, response.headers["location"]) == (303, "/digit?edges=20")


def test_the_same_address_gives_the_same_bytes_and_304(client: Client) -> None:
    first = client.get(f"/digit?ink={THREE}")
    assert client.get(f"/digit?ink={THREE}").content == first.content
    again = client.get(f"/digit?ink={THREE}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_no_link_leads_astray(client: Client) -> None:
    seen: set[str] = set()
    for address in (
        "/digit",
        f"/digit?ink={THREE}&net=16-16-tanh&seed=4&trained=100&steps=x3:2,w1&at=a-1-16&focus=z-2-3",
    ):
        for target in sorted(shown(client, address).targets):
            if target not in seen and len(seen) < 160:
                seen.add(target)
                assert client.get(target).status_code == 200, target
    assert len(seen) > 100


def test_another_example_of_a_class_follows_and_they_come_round(client: Client) -> None:
    address, met = "/digit", set()
    for _ in range(len(class_examples()[7])):
        page = shown(client, address)
        met.add(page.by_id("lesson")["data-ink"])
        (seven,) = [one for one in page.all("a", class_="now") if one.text == "7"]
        address = seven["href"]
    assert met == {written(ink) for ink in class_examples()[7]}


def test_ambiguous_drawings_are_ambiguous() -> None:
    for pair, inks in ambiguous_examples().items():
        for ink in inks:
            y = forward(digit_network("32-relu"), pixels(ink)).output[0]
            assert {*np.argsort(-y)[:2].tolist()} == {*pair}
            assert y[[*pair]].min() > 0.25


# The drawing in progress.


def image(number: int = 7, side: int = 64) -> bytes:
    large: Array = np.kron(enlarged()[number], np.ones((side // 32, side // 32)))
    return np.rint(large * 255).astype(np.uint8).tobytes()


def test_the_pens_answer_is_what_the_page_then_shows(client: Client) -> None:
    response = client.post("/digit/pen?net=16-16-relu", content=image())
    assert response.headers["cache-control"] == "no-store"
    pen = read(response.text).by_id("pen")
    page = shown(client, pen["data-href"])
    assert pen["data-get"].replace("/panels/digit", "/digit") == pen["data-href"]
    assert pen["data-seen"] == page.by_id("lesson")["data-seen"]
    assert pen["data-y"] == page.by_id("lesson")["data-y"]
    assert pen["data-digit"] == "7"
    for one in pen.walk():
        if "data-live" in one and "data-value" in one:
            assert page.by_id(one["id"])["data-value"] == one["data-value"]
    x, _ = see(np.frombuffer(image(), np.uint8).reshape(64, 64) / 255)
    assert json.loads(page.by_id("live-pixels")["data-x"]) == x.tolist()


def test_every_live_piece_has_its_place_on_the_page(client: Client) -> None:
    pen = read(client.post("/digit/pen", content=image()).text)
    places = shown(client, "/digit?at=").ids
    live = [one["id"] for one in pen.walk() if "data-live" in one]
    assert len(live) == 2 * 32 + 2 * 10 + 2
    assert set(live) <= set(places)


def test_the_target_of_a_new_drawing_is_the_networks_own_until_one_is_chosen(client: Client) -> None:
    def target(query: str) -> str:
        return read(client.post(f"/digit/pen{query}", content=image()).text).by_id("pen")["data-href"]

    assert "target=own" in target("")
    assert "target=own" in target("?ink=&target=5")
    assert "target=5" in target(f"?ink={THREE}&target=5&steps=w3")
    assert "steps" not in target(f"?ink={THREE}&target=5&steps=w3")


def test_an_empty_sheet_is_blank(client: Client) -> None:
    pen = read(client.post("/digit/pen", content=bytes(4096)).text).by_id("pen")
    assert (pen["data-digit"], pen["data-y"]) == ("", "")
    assert pen["data-href"] == "/digit?ink=&target=own"


@pytest.mark.parametrize("size", [0, 1, 49, 4095, 129 * 129])
def test_what_is_no_square_is_refused(client: Client, size: int) -> None:
    response = client.post("/digit/pen", content=bytes(size))
    assert response.status_code == 422
    assert "bytes are no such square" in response.text


# Files.


def sent(client: Client, data: bytes, name: str = "seven.png") -> Any:
    edge = "edge-of-a-part"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="picture"; filename="{name}"\r\n'
        "Content-Type: image/png\r\n\r\n"
    ).encode() + data + f"\r\n--{edge}--\r\n".encode()  # fmt: skip
    return client.post("/digit/upload", content=body, headers={"Content-Type": f"multipart/form-data; boundary={edge}"})


def test_an_uploaded_picture_is_looked_at_like_a_drawing(client: Client) -> None:
    picture = Image.fromarray(np.rint(255 - 255 * np.kron(enlarged()[7], np.ones((6, 6)))).astype(np.uint8))
    out = io.BytesIO()
    picture.save(out, "PNG")
    response = sent(client, out.getvalue())
    assert response.status_code == 303
    assert "takes it for a 7" in shown(client, response.headers["location"]).by_id("answer").text


@pytest.mark.parametrize(("data", "reason"), [(b"no picture", "no picture of a kind"), (b"", "no picture of a kind")])
def test_a_file_that_is_no_picture_is_refused(client: Client, data: bytes, reason: str) -> None:
    response = sent(client, data)
    assert response.status_code == 422
    assert reason in response.text


def test_a_picture_without_ink_is_refused(client: Client) -> None:
    out = io.BytesIO()
    Image.new("L", (50, 50), 200).save(out, "PNG")
    response = sent(client, out.getvalue())
    assert response.status_code == 422
    assert "no ink is found on it" in response.text


def test_an_upload_without_a_picture_is_refused(client: Client) -> None:
    response = client.post(
        "/digit/upload", content=b"picture=7", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert response.status_code == 422


def test_what_the_network_sees_is_a_picture(client: Client) -> None:
    response = client.get(f"/digit.png?ink={THREE}")
    assert response.headers["content-type"] == "image/png"
    seen = np.asarray(Image.open(io.BytesIO(response.content)))[10::20, 10::20]
    from app.ink import read as read_ink

    assert np.array_equal(seen, np.rint(255 * (1 - pixels(read_ink(THREE)).reshape(16, 16))))


def test_the_weights_are_tiles(client: Client) -> None:
    response = client.get("/digit/weights.png?net=32-tanh")
    sheet = np.asarray(Image.open(io.BytesIO(response.content)))
    W = digit_network("32-tanh")[0].W
    assert sheet.shape == (4 * 17, 8 * 17, 4)
    tile = W[9].reshape(16, 16)
    here = sheet[17:33, 17:33]
    strong = np.abs(tile) > np.quantile(np.abs(W), 0.9)
    assert (here[strong & (tile > 0), 0] > here[strong & (tile > 0), 1]).all()
    assert (here[strong & (tile < 0), 0] < here[strong & (tile < 0), 1]).all()


def test_all_numbers_come_as_json(client: Client) -> None:
    found = client.get(f"/digit.json?ink={THREE}&target=8").json()
    _, trace, back = worked_out("32-relu", THREE, 8)
    assert found["inputs"] == trace.x[0].tolist()
    assert found["layers"][0]["dC_dW"] == back.layers[0].dC_dW.tolist()
    assert found["dC_dx"] == back.dC_dx[0].tolist()
    assert (found["digit"], found["target"], found["operation"]) == (3, 8, "gradient")
    body = {
        "layers": [{key: layer[key] for key in ("weights", "biases", "activation")} for layer in found["layers"]],
        "loss": found["loss_function"], "inputs": found["inputs"], "targets": found["targets"],
        "learning_rate": found["learning_rate"],
    }  # fmt: skip
    again = client.post("/api/step", json=body).json()
    assert again["updated"] == found["updated"]
    assert math.isclose(again["loss"], found["loss"])


def test_the_operations_of_the_page_are_those_of_the_engine(client: Client) -> None:
    drawing = first_drawing()
    assert drawing.program == program((256, 32, 10), 1, with_dC_dx=True)
    page = shown(client, "/digit?at=")
    met = []
    for _ in range(len(drawing.program)):
        if "href" not in page.by_id("step"):
            break
        met.append(page.by_id("step")["hx-push-url"])
        if "at=update-2" in met[-1]:
            break
        page = shown(client, page.by_id("step")["hx-get"])
    assert len(met) == len(drawing.program.boundaries["layer"])
