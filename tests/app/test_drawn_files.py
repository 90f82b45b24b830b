"""Pictures of a run and of a drawn digit as files: the page's own numbers, in need of nothing."""

import io
import re
from base64 import b64decode
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from app import raster
from app.checkpoints import state_at
from app.drawing_lesson import seen
from app.drawing_url import parse_drawing
from app.lesson_url import parse
from app.picture_sheets import sheets
from app.picture_style import style_of
from app.prepared_runs import PREPARED_RUNS
from tests.client import Client

SVG = "{http://www.w3.org/2000/svg}"
RUNS = (PREPARED_RUNS[0].address, "preset=xor&updates=300", "layers=1-4-1&updates=10", "layers=3-4-2&updates=5")
needs_resvg = pytest.mark.skipif(not raster.available(), reason="resvg-py or a font is not installed")


def drawn(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    return ElementTree.fromstring(answer.text)


@pytest.mark.parametrize("said", RUNS)
def test_the_wires_of_a_run_are_its_weights(client: Client, said: str) -> None:
    lesson = parse(parse_qsl(said))
    state = state_at(lesson.recipe, lesson.edits, lesson.time // len(lesson.program))
    wires = [
        float(one.get("data-value") or "nan")
        for one in drawn(client, f"/train.svg?{said}").iter(f"{SVG}path")
        if one.get("data-value")
    ]
    weights = np.concatenate([layer.W.ravel() for layer in state.layers])
    assert sorted(wires) == sorted(weights[: len(wires)] if len(wires) < len(weights) else weights)


def test_the_numbers_of_a_drawing_are_the_engines(client: Client) -> None:
    said = "at=dC_dz-2-1"
    moment = seen(parse_drawing(parse_qsl(said))).moment
    picture = drawn(client, f"/digit.svg?{said}")
    shown = {one.get("id"): one.get("data-value") for one in picture.iter() if one.get("id") and one.get("data-value")}
    for key, value in shown.items():
        quantity, *place = str(key).split("-")
        assert float(value or "nan") == moment.truth(quantity, *map(int, place)), key
    assert len(shown) > 60


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("address", [f"/train.svg?{RUNS[0]}", f"/train.svg?{RUNS[3]}", "/digit.svg?"])
def test_they_need_nothing_from_anywhere(client: Client, address: str, theme: str) -> None:
    text = client.get(address + (f"&theme={theme}" if theme != "auto" else "")).text
    assert not re.search(r"@import|<script|\bon\w+=|http(?!://www\.w3\.org/2000/svg)|light-dark|color-mix|calc\(", text)
    assert {one[:5] for one in re.findall(r'href="([^"]*)"', text)} <= {"data:", "#draw"}
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {"#shade", "#half-shade"}
    assert ("var(" in text) == (theme == "auto")


def test_a_tile_has_its_own_part_of_the_maps(client: Client) -> None:
    said = RUNS[0]
    whole = Image.open(io.BytesIO(client.get(f"/train/maps.png?{said}").content))
    images = list(drawn(client, f"/train.svg?{said}").iter(f"{SVG}image"))
    lesson = parse(parse_qsl(said))
    assert len(images) == sum(lesson.recipe.sizes)
    first = Image.open(io.BytesIO(b64decode(images[0].attrib["href"].partition(",")[2])))
    assert first.tobytes() == whole.crop((0, 0, *first.size)).tobytes()


def test_a_run_says_its_updates_and_its_loss(client: Client) -> None:
    said = (drawn(client, "/train.svg?preset=xor&updates=300").findtext(f"{SVG}desc")) or ""
    assert re.fullmatch(r"After 300 updates.*; the loss is 0\.\d+\.", said)


@needs_resvg
@pytest.mark.parametrize(
    ("page", "image"), [(f"/train?{RUNS[1]}", "/train.png"), ("/digit?at=dC_dz-2-1", "/digit-network.png")]
)
def test_a_page_names_its_picture_for_previews(client_for: Callable[..., Client], page: str, image: str) -> None:
    client = client_for()
    named = re.search(r'<meta property="og:image" content="([^"]+)">', client.get(page).text)
    assert named
    assert unescape(named[1]) == f"http://testserver{image}?{page.partition('?')[2]}"
    answer = client.get(unescape(named[1]).removeprefix("http://testserver"))
    assert answer.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).width == 1200
    assert "og:image" not in client.get(f"/embed{page}").text


def test_what_a_drawing_alone_looks_like_keeps_its_address(client: Client) -> None:
    assert Image.open(io.BytesIO(client.get("/digit.png").content)).size == (320, 320)


@pytest.mark.parametrize("address", ["/train.svg?layers=0", "/train.png?updates=-1", "/digit.svg?at=nowhere"])
def test_bad_addresses_are_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 422


def test_mixed_colours_are_worked_out() -> None:
    style = style_of(frozenset({"pt", "plus", "s4", "not-lit"}), "light", "train.css")
    assert ".pt.plus.s4 { fill: #af8dc0 }" in style  # half #5f1b80, half white
    assert ".pt { stroke: #ffffff; stroke-width: 1.3" in style or ".pt { stroke-width: 1.3; stroke: #ffffff" in style
    assert sheets(("style.css", "train.css")).palette["map-plus"] == ("#8a3fa8", "#8a3fa8")
