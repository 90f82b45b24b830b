"""The training page over HTTP: canonical, named when refused, whole, and its numbers those of the engine."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, quote

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.csv_data import read_table
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.limits import MAX_FRAMES, most_frames
from app.numbers import data
from app.own_data import Choice, token_of, write_choice
from app.prepared_runs import PREPARED_RUNS
from engine.forward import forward
from engine.history import measured
from engine.lesson import replay
from tests.app.real_lessons import lessons
from tests.app.routes.pages import assert_canonical, followed, opened
from tests.client import Client
from tests.reading import Element, read, submitted
from tests.templates.test_lesson_page import assert_announced, assert_whole

MOONS = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:40:0.1:1&test=0.3&init=xavier&lr=0.5"
DIVERGING = "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:60:0.1:1&init=he&lr=50&reduction=mean"
BUSY = (
    f"{MOONS}&opt=adam&batch=6&set=w1:0.5@9,lr:0.1@12,n3:out@13,w2:frozen@14,layer2:free@15&updates=26&run=40"
    "&focus=w-2-1-3&open=figures,settings"
)
PAGES = [
    *(one.address for one in PREPARED_RUNS),
    BUSY,
    f"{MOONS}&updates=7&focus=b-1-2&screen=projector&theme=dark&notation=common",
    f"{MOONS}&batch=6&example=6&updates=4&focus=z-1-2",
    f"{DIVERGING}&updates=500",
    f"{DIVERGING}&updates=40&run=500&focus=w-1-1-1&open=figures",
    "preset=notes",
    "preset=mosher&updates=3&focus=w-1-1-1&open=figures,settings",
    "preset=softmax&updates=1&focus=w-1-2-2",
    "layers=1-3-1&act=tanh,linear&loss=mse&data=&x=1;2&target=1;2&updates=2&focus=b-2-1",
    "layers=2-4-4&act=tanh,softmax&loss=cross_entropy&data=four:100:0.1:1&test=0.5&updates=5&focus=w-2-4-1",
]


def said(address: str) -> str:
    return query(of_address(address))


def of_address(address: str) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True))


def page_at(client: Client, address: str, root: str = "", path: str = "/train") -> Element:
    """The page of an address, where it leads included."""
    response = client.get(f"{root}{path}?{said(address)}".rstrip("?"))
    return followed(client, response) if response.status_code == 303 else read_ok(response)


def read_ok(response: Any) -> Element:
    assert response.status_code == 200, response.text[:500]
    return read(response.text)


def assert_finite(page: Element) -> None:
    """Nothing is drawn at a place that is no number."""
    for one in page.walk():
        for name in ("d", "points", "x", "y", "cx", "cy", "r", "width", "height", "viewBox", "transform"):
            assert not re.search("nan|inf|none", one.get(name), re.IGNORECASE), (one.tag, one.attributes)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_alone_its_area_is_the_same(client: Client, address: str) -> None:
    page = page_at(client, address)
    assert_whole(page)
    assert_announced(page)
    assert_finite(page)
    assert not page.all("style")
    area = client.get(f"/panels/train?{said(address)}".rstrip("?"))
    response = client.get(f"/train?{said(address)}".rstrip("?"))
    whole = response if response.status_code == 200 else client.get(response.headers["location"])
    assert area.text.strip() in whole.text


@pytest.mark.parametrize("root", ["", "/backprop"])
def test_every_address_on_it_is_canonical_and_keeps_the_prefix(client_for: Callable[..., Client], root: str) -> None:
    client = client_for(root_path=root)
    for address in (BUSY, f"{DIVERGING}&updates=500", f"{MOONS}&batch=6&updates=4", "preset=mosher&focus=w-1-1-1"):
        page = page_at(client, address, root)
        assert len(page.targets) > 25
        for target in page.targets:
            assert_canonical(target, root)
        for one in page.walk():
            for name in ("href", "src", "action", "hx-get", "data-frames", "data-maps", "data-within", "data-beyond"):
                value = one.get(name)
                assert not value.startswith("/") or value.startswith(f"{root}/"), (one.tag, name, value)
        assert page.by_id("player")["data-frames"].startswith(f"{root}/frames?")
        (canonical,) = page.all("link", rel="canonical")
        assert canonical["href"].startswith(f"http://testserver{root}/train?")
        if "layers=2" in address:
            images = page.all("image")
            assert images
            assert all(one["href"].startswith(f"{root}/train/maps.png?") for one in images)
            assert client.get(images[0]["href"]).content.startswith(b"\x89PNG")


@pytest.mark.parametrize("address", [BUSY, f"{DIVERGING}&updates=500"])
def test_every_link_of_a_page_is_answered(client: Client, address: str) -> None:
    targets = sorted(page_at(client, address).targets)
    for target in targets[::12]:
        assert client.get(target).status_code == 200, target


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("data=moons&layers=2-1&act=sigmoid&loss=mse", "layers=2-1&loss=mse&data=moons:200:0.05:1"),
        ("updates=5&run=3", "updates=5"),
        ("updates=5&run=9&preset=notes", "updates=5&run=9"),
        ("opt=momentum:0.9&batch=all", "opt=momentum"),
        ("set=lr:0.2@5,w1:1", "set=w1:1,lr:0.2@5"),
        ("run=0", ""),
        ("v=1", ""),
    ],
)
def test_another_way_to_say_it_is_sent_to_the_canonical_address(client: Client, asked: str, canonical: str) -> None:
    response = client.get(f"/train?{asked}")
    assert (response.status_code, response.headers["location"]) == (303, f"/train?{canonical}".rstrip("?"))
    assert client.get(response.headers["location"]).status_code == 200


BAD = [
    ("data=moon", "data", "moon", "xor"),
    ("layers=3-1&act=sigmoid&loss=mse&data=moons", "data", "moons", "moons:200:0.05:1"),
    ("test=0.3", "test", "0.3", "a share"),
    ("opt=sgd", "opt", "sgd", "momentum:0.9"),
    ("batch=0", "batch", "0", "from 1 to 1000"),
    ("run=10001", "run", "10001", "from 0 to 10000"),
    ("set=n9:out", "set", "n9:out", "n17:out@90"),
    ("updates=x", "updates", "x", "from 0 to 10000"),
    ("sead=1", "sead", "1", "seed"),
]


@pytest.mark.parametrize(("asked", "field", "value", "allowed"), BAD)
def test_bad_input_is_named_in_the_form_that_was_asked_for(
    client: Client, asked: str, field: str, value: str, allowed: str
) -> None:
    for path in ("/train", "/panels/train", "/train/change", "/train/maps.png", "/train/curves.csv"):
        response = client.get(f"{path}?{asked}")
        assert response.status_code == 422
        assert response.headers["cache-control"] == "no-store"
        assert response.text.startswith("<!doctype html>") == (path != "/panels/train")
        text = read(response.text).text
        assert f'data-field="{field}"' in response.text
        assert value in text
        assert allowed in text
    for path in ("/train/network.json", "/frames"):
        response = client.get(f"{path}?{asked}&first=0&count=1&stride=1" if path == "/frames" else f"{path}?{asked}")
        assert response.status_code == 422
        error = response.json()["error"]
        assert (error["field"], error["value"]) == (field, value)
        assert allowed in error["allowed"]


def test_without_a_plane_there_are_no_maps(client: Client) -> None:
    for address in ("preset=softmax", "layers=1-3-1&act=tanh,linear&loss=mse&x=1;2&target=1;2"):
        response = client.get(f"/train/maps.png?{address}")
        assert response.status_code == 422
        assert "2 inputs" in response.text
        assert not page_at(client, address).all("image")


@given(lessons())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_lesson_can_be_trained(client: Client, it: Lesson) -> None:
    short = it.at(it.time % (30 * len(it.program)))
    lesson = replace(short, view=replace(short.view, run=0))
    page = read_ok(client.get(f"/panels/train?{query(lesson)}"))
    assert_whole(page)
    assert_finite(page)
    answer = client.get(f"/frames?{query(lesson)}&first=0&count=3&stride=9")
    assert answer.status_code == 200
    json.loads(answer.text, parse_constant=lambda name: pytest.fail(name))
    assert client.get(f"/train/curves.csv?{query(lesson)}").status_code == 200
    both = client.get(f"/compare?{query(lesson)}&vs=lr%3D2")
    assert both.status_code in (200, 303)


NAMES = ("data", "test", "opt", "batch", "run", "set", "updates", "layers", "act", "loss", "focus", "example", "at",
         "first", "count", "stride", "vs", "fit", "lr", "open", "preset", "x", "w")  # fmt: skip
PIECES = st.sampled_from(
    ["moons", "own", "xor-gate", "three", "0", "1", "-1", "0.5", "1e9", "1e999", "nan", ":", ",", "@", ";", "~", ".",
     "n1", "w1", "lr", "out", "in", "frozen", "free", "adam", "momentum", "gd", "all", "layer1", "2-2-1", "3-3", "tanh",
     "softmax", "é", "%", "&", "=", "lr=1", "data=", "w-1-1-1", "z-1-1", "figures", "settings", "99999999999", "mosher",
     "\u0663", "\x00", "+"]
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(PIECES, max_size=5).map("".join), max_size=4))
@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_is_refused_or_means_something(client: Client, junk: dict[str, str]) -> None:
    address = "&".join(f"{name}={quote(value)}" for name, value in junk.items())
    for path in (
        "/train",
        "/panels/train",
        "/train/change",
        "/frames",
        "/compare",
        "/compare/change",
        "/train/maps.png",
    ):
        response = client.get(f"{path}?{address}")
        assert response.status_code in (200, 303, 422, 503), (path, address)
        if response.status_code == 303:
            assert client.get(response.headers["location"]).status_code in (200, 303), (path, address)


def test_a_page_is_kept_by_its_address(client: Client) -> None:
    paths = [
        "/train",
        "/panels/train",
        "/train/maps.png",
        "/train/curves.csv",
        "/train/network.json",
        "/train/network.npz",
    ]
    tags = set()
    for path in (*paths, "/frames"):
        address = f"{path}?{said(BUSY)}" + ("&first=0&count=2&stride=1" if path == "/frames" else "")
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, no-cache"
        tag = response.headers["etag"]
        tags.add(tag)
        again = client.get(address, headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert (
            client.get(address.replace("updates=26", "updates=27"), headers={"if-none-match": tag}).status_code == 200
        )
    assert len(tags) == len(paths) + 1


def exact(lesson: Lesson, updates: int) -> dict[str, float]:
    """What the page has to say after so many updates, by the ids of its readings."""
    of = measured(lesson.recipe, lesson.edits, replay(lesson.recipe, lesson.edits, updates))
    found = {"loss-train": of.loss, "rate": of.learning_rate}
    for name, value in (
        ("loss-test", of.test_loss),
        ("accuracy-train", of.accuracy),
        ("accuracy-test", of.test_accuracy),
    ):
        if value is not None:
            found[name] = value
    return found | {f"gradient-{layer}": norm for layer, norm in enumerate(of.gradient_norms, 1)}


@pytest.mark.parametrize(
    "address",
    [
        BUSY,
        f"{MOONS}&batch=1",
        f"{MOONS}&batch=9&set=n3:out@13&updates=26",  # from then on an epoch has one update less
        f"{DIVERGING}&updates=3",
        "preset=mosher",
        PREPARED_RUNS[4].address,
    ],
)
def test_a_frame_says_what_the_page_of_its_update_says_and_both_the_truth(client: Client, address: str) -> None:
    lesson = of_address(address)
    answer = client.get(f"/frames?{query(lesson)}&first=11&count=3&stride=2").json()
    assert [frame["updates"] for frame in answer["frames"]] == [11, 13, 15]
    assert answer["diverged"] is None
    for frame in answer["frames"]:
        updates = frame["updates"]
        page = page_at(client, query(lesson.at(updates * len(lesson.program))))
        truth = exact(lesson, updates)
        assert {name: float(full) for name, (_, full) in frame["readings"].items()} == truth
        assert len(assert_reads(page, frame["readings"])) == len(truth)
        assert [one.text for one in page.all(**{"data-frame": "epoch"})] == [frame["epoch"]]
        assert page.by_id("curves-after").text == frame["after"][0].lower() + frame["after"][1:]
        state = replay(lesson.recipe, lesson.edits, updates)
        lines = {one["id"]: one["data-value"] for one in page.by_id("net").all("path") if "data-value" in one}
        flat = [data(value) for layer in state.layers for value in layer.W.ravel().tolist()]
        assert list(lines.values()) == flat


def assert_reads(page: Element, readings: dict[str, tuple[str, str]]) -> set[str]:
    """What a frame and the page both show is the same; returns what that is."""
    both = set(page.ids) & set(readings)
    for name in both:
        printed, full = readings[name]
        assert (page.by_id(name).text, page.by_id(name)["data-value"]) == (printed, full), name
    return both


def test_frames_are_bounded(client: Client) -> None:
    base = f"/frames?{said(MOONS)}"
    bad_ones = [
        ("first", "-1"), ("first", "10001"), ("first", ""), ("count", "0"), ("count", str(MAX_FRAMES + 1)),
        ("count", "1.5"), ("stride", "0"), ("stride", "x"),
    ]  # fmt: skip
    for name, bad in bad_ones:
        asked = {"first": "0", "count": "1", "stride": "1"} | {name: bad}
        response = client.get(base + "".join(f"&{key}={value}" for key, value in asked.items()))
        error = response.json()["error"]
        assert response.status_code == 422
        assert (error["field"], error["value"]) == (name, bad or None)
        assert "a whole number from" in error["allowed"]
    for missing in ("first=0&count=1", "first=0&stride=1", "count=1&stride=1", ""):
        assert client.get(f"{base}&{missing}".rstrip("&")).status_code == 422
    assert client.get(f"{base}&first=0&first=1&count=1&stride=1").json()["error"]["field"] == "first"
    most = of_address(MOONS).most_updates
    answer = client.get(f"{base}&first={most - 1}&count=5&stride=1").json()
    assert [frame["updates"] for frame in answer["frames"]] == [most - 1, most]
    answer = client.get(f"{base}&first=0&count={MAX_FRAMES}&stride=1").json()
    assert len(answer["frames"]) == MAX_FRAMES


LARGE = "layers=2-32-32-32-32-32-32-32-1&act=tanh,tanh,tanh,tanh,tanh,tanh,tanh,sigmoid&loss=binary_cross_entropy"


def test_a_large_network_is_played_in_smaller_pieces_without_a_gap(client: Client) -> None:
    base = f"/frames?{LARGE}&data=moons:20:0.1:1&init=xavier&count={MAX_FRAMES}&stride=3"
    most = most_frames((2, *[32] * 7, 1))
    assert 1 < most < 30
    first = [frame["updates"] for frame in client.get(f"{base}&first=5").json()["frames"]]
    assert first == list(range(5, 5 + 3 * most, 3))
    again = client.get(f"{base}&first={first[-1] + 3}").json()["frames"]
    assert again[0]["updates"] == first[-1] + 3


@pytest.mark.parametrize("first", [0, 170, 178, 400, 3000])
def test_frames_of_a_run_that_diverges_end_with_its_last_finite_state(client: Client, first: int) -> None:
    lesson = of_address(DIVERGING)
    end = replay(lesson.recipe, (), 1000).updates
    response = client.get(f"/frames?{query(lesson)}&first={first}&count=100&stride=3")
    assert response.status_code == 200
    answer = json.loads(response.text, parse_constant=lambda name: pytest.fail(name))
    assert answer["diverged"] == end + 1
    assert answer["frames"][-1]["updates"] == end
    page = page_at(client, f"{DIVERGING}&updates=3000")
    assert "loss-train" in assert_reads(page, answer["frames"][-1]["readings"])
    assert read(answer["curves"]).by_id("ended").text == page.by_id("ended").text


def test_the_curves_as_csv_are_the_engines(client: Client) -> None:
    lesson = of_address(BUSY)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/train/curves.csv?{query(lesson)}").text)))
    assert [int(row["update"]) for row in rows] == list(range(41))
    for row in rows[::7]:
        truth = exact(lesson, int(row["update"]))
        assert float(row["loss"]) == truth["loss-train"]
        assert float(row["test_loss"]) == truth["loss-test"]
        assert float(row["accuracy"]) == truth["accuracy-train"]
        assert float(row["gradient_norm_2"]) == truth["gradient-2"]
        assert float(row["learning_rate"]) == truth["rate"]


def test_the_network_can_be_sent_to_the_api(client: Client) -> None:
    lesson = of_address(f"{MOONS}&act=leaky_relu:0.2,sigmoid&updates=26".replace("&act=tanh,sigmoid", ""))
    body = client.get(f"/train/network.json?{query(lesson)}").json()
    x, targets = lesson.recipe.inputs[:5], lesson.recipe.targets[:5]
    answer = client.post("/api/forward", json={**body, "inputs": x, "targets": targets})
    assert answer.status_code == 200, answer.text
    trace = forward(replay(lesson.recipe, (), 26).layers, np.array(x))
    assert answer.json()["output"] == trace.output.tolist()


def test_the_network_as_arrays_is_the_engines(client: Client) -> None:
    lesson = of_address(BUSY)
    response = client.get(f"/train/network.npz?{query(lesson)}")
    with np.load(io.BytesIO(response.content), allow_pickle=False) as arrays:
        layers = replay(lesson.recipe, lesson.edits, 26).layers
        assert set(arrays) == {"W1", "b1", "W2", "b2", "activations"}
        for number, layer in enumerate(layers, 1):
            assert np.array_equal(arrays[f"W{number}"], layer.W)
            assert np.array_equal(arrays[f"b{number}"], layer.b)
        assert arrays["activations"].tolist() == ["tanh", "sigmoid"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"lr": "0.25"}, {"lr": "0.25"}),
        ({"layers": "2-8-1"}, {"layers": "2-8-1", "dropped": "edits"}),
        ({"data": "spiral:30:0.1:2"}, {"data": "spiral:30:0.1:2"}),
        ({"data": "moons:3:0.1:1", "test": "0"}, {"data": "moons:3:0.1:1"}),
        ({"batch": "all"}, {}),
        ({"opt": "gd"}, {}),
        ({"test": "0"}, {}),
        ({"data": "", "loss": "mse"}, {"loss": "mse"}),
    ],
)
def test_the_settings_lead_to_a_run(client: Client, typed: dict[str, str], kept: dict[str, str]) -> None:
    address = f"{MOONS}&opt=momentum&batch=6&set=w1:0.5@9&updates=12&focus=w-2-1-4&open=settings"
    page = page_at(client, address)
    response = client.get(submitted(page.by_id("change"), **typed))
    assert response.status_code == 303, read(response.text).text[:400]
    there = dict(parse_qsl(response.headers["location"].partition("?")[2], keep_blank_values=True))
    for name, value in kept.items():
        assert there[name] == value
    for name in set(typed) - set(kept):
        assert name not in there
    assert_whole(opened(client, response.headers["location"]))


def test_own_data_trains(client: Client) -> None:
    table = read_table("height,weight,ill\n0,1,no\n1,2,yes\n2,0,no\n5,4,yes\n0,0,no\n")
    choice = write_choice(Choice(token_of(table), (1, 2), (3,), "classes", "standard"))
    address = f"layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=own:{choice}&test=0.2&batch=3&updates=5"
    page = page_at(client, address)
    assert_whole(page)
    assert "Your data" in page.text
    lesson = of_address(address)
    assert float(page.by_id("loss-train")["data-value"]) == exact(lesson, 5)["loss-train"]
    assert client.get(f"/frames?{query(lesson)}&first=0&count=3&stride=1").status_code == 200
    assert_whole(page_at(client, address, path="/lesson"))
    assert_whole(opened(client, f"/compare?{query(lesson)}&vs=lr%3D2"))


def test_own_data_that_the_store_keeps_trains(client: Client) -> None:
    places = np.random.default_rng(3).uniform(-1, 1, (400, 2)).tolist()
    table = read_table("\n".join(["a,b,side", *(f"{a!r},{b!r},{'left' if a < b else 'right'}" for a, b in places)]))
    choice = write_choice(Choice(token_of(table), (1, 2), (3,), "classes", "raw"))
    assert len(choice) < 100
    address = f"layers=2-1&act=sigmoid&loss=binary_cross_entropy&data=own:{choice}&reduction=mean&lr=5&updates=300"
    lesson = of_address(address)
    assert lesson.recipe.inputs == tuple(tuple(row) for row in places)
    page = page_at(client, address)
    assert_whole(page)
    assert float(page.by_id("accuracy-train")["data-value"]) > 0.95
    assert {"left", "right"} <= set(page.text.replace(":", " ").split())


@pytest.mark.parametrize("root", ["", "/backprop"])
def test_the_curves_that_come_with_frames_are_those_of_the_longer_run(
    client_for: Callable[..., Client], root: str
) -> None:
    client = client_for(root_path=root)
    lesson = of_address(f"{MOONS}&updates=5&run=12")
    curves = read(client.get(f"{root}/frames?{query(lesson)}&first=6&count=10&stride=3").json()["curves"])
    assert curves.targets
    for target in curves.targets:
        assert_canonical(target, root)
        assert target.startswith((f"{root}/train?", f"{root}/panels/train?"))
    longer = page_at(client, f"{MOONS}&updates=33", root).by_id("curves")
    assert curves.by_id("loss-train")["data-value"] == data(exact(lesson, 33)["loss-train"])
    assert curves.by_id("loss-train").text == longer.by_id("loss-train").text


@pytest.mark.parametrize(("address", "asked"), [("/train", False), ("/train?preset=mosher", True)])
def test_another_point_is_offered_where_there_is_one(client: Client, address: str, asked: bool) -> None:
    assert ("click a point for another" in client.get(address).text) == asked
