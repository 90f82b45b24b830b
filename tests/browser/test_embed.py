"""In a frame of another site: it steps, fills no history, takes no focus, needs no storage, and fits any box."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.browser.host_page import another_site, embedded, history_length

THROWING = """for (const storage of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, storage, { get() { throw new DOMException("none", "SecurityError"); } });"""
SIZES = ((320, 240), (640, 360), (1440, 760))
ADDRESSES = {
    "lesson": "/embed?preset=mazur&at=dC_dz-1-1",
    "projector": "/embed?at=dC_dz-2-1&screen=projector",
    "train": "/embed/train?layers=2-4-1&act=tanh,sigmoid&data=xor:80:0.1:1&updates=20",
    "digit": "/embed/digit",
    "chain-1": "/embed/ideas/chain-1",
    "check": "/embed/ideas/check",
}
KINDS = {"cross-origin": 'width="640" height="360"', "sandbox": 'width="640" height="360" sandbox="allow-scripts"'}


@pytest.fixture(scope="module")
def publish() -> Iterator[Callable[[str], str]]:
    """Publishes a page on another site; its address."""
    with another_site() as publish:
        yield publish


def step(frame: Frame) -> None:
    """The sentence of the next step is there."""
    before = frame.locator("#sentence").inner_text()
    frame.locator("#step").click()
    expect(frame.locator("#sentence")).not_to_have_text(before)


@pytest.mark.parametrize("attributes", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("storage", ["allowed", "throwing"])
def test_it_steps_there_and_the_history_of_the_page_around_stays_as_it_was(
    page: Page, base_url: str, publish: Callable[[str], str], attributes: str, storage: str
) -> None:
    if storage == "throwing":
        page.add_init_script(THROWING)
    frame = embedded(page, publish, f"{base_url}/embed?at=z-2-1", attributes)
    length = history_length(page)
    for _ in range(3):
        step(frame)
    expect(frame.locator("#sentence")).to_contain_text("a₄")
    assert frame.url == f"{base_url}/embed?at=a-2-2"
    expect(frame.locator("#full")).to_have_attribute("href", f"{base_url}/lesson?at=a-2-2")
    frame.locator("#neuron-1-1").click()
    expect(frame.locator("#inspector h2")).to_contain_text("z₁")
    assert frame.url == f"{base_url}/embed?at=a-2-2&focus=z-1-1"
    assert history_length(page) == length


@pytest.mark.parametrize("attributes", KINDS.values(), ids=KINDS)
def test_forms_work_there_even_where_the_sandbox_forbids_them(
    page: Page, base_url: str, publish: Callable[[str], str], attributes: str
) -> None:
    frame = embedded(page, publish, f"{base_url}/embed?at=z-1-1&focus=w-1-1-1", attributes)
    length = history_length(page)
    frame.locator("#field-w-1-1-1").fill("0.75")
    frame.locator("#field-w-1-1-1").press("Enter")
    expect(frame.locator("#w-1-1-1")).to_have_attribute("data-value", "0.75")
    frame.locator("#toggle-settings").click()
    frame.locator("#set-lr").fill("0.125")
    frame.get_by_role("button", name="Apply").click()
    expect(frame.locator(".status")).to_contain_text("η 0.125")
    assert history_length(page) == length


def test_a_link_to_another_page_replaces_this_one_in_the_frame(
    page: Page, base_url: str, publish: Callable[[str], str]
) -> None:
    frame = embedded(page, publish, f"{base_url}/embed?at=loss")
    length = history_length(page)
    frame.locator("#train").click()
    expect(frame.locator("#play")).to_be_visible()
    assert frame.url.startswith(f"{base_url}/embed/train")
    frame.locator("#inside").click()
    expect(frame.locator("#transport")).to_be_visible()
    assert frame.url.startswith(f"{base_url}/embed?")
    assert history_length(page) == length


def test_a_slider_that_is_dragged_there_fills_no_history(
    page: Page, base_url: str, publish: Callable[[str], str]
) -> None:
    frame = embedded(page, publish, f"{base_url}/embed/ideas/chain-1")
    length = history_length(page)
    slider = frame.locator("#settings input[type=range]").first
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    frame.wait_for_url(re.compile(r"/embed/ideas/chain-1\?"))
    assert history_length(page) == length


@pytest.mark.parametrize("attributes", KINDS.values(), ids=KINDS)
def test_a_digit_is_drawn_there(page: Page, base_url: str, publish: Callable[[str], str], attributes: str) -> None:
    frame = embedded(page, publish, f"{base_url}/embed/digit", attributes)
    length = history_length(page)
    expect(frame.locator("#pad.ready")).to_be_visible()
    box = frame.locator("#canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.15)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.85, steps=12)
    page.mouse.up()
    frame.wait_for_url(re.compile(r"[?&]ink="))
    expect(frame.locator(".answer")).to_contain_text("1")
    assert history_length(page) == length


def test_nothing_plays_by_itself_and_what_is_played_fills_no_history(
    page: Page, base_url: str, publish: Callable[[str], str]
) -> None:
    frame = embedded(page, publish, base_url + ADDRESSES["train"])
    length = history_length(page)
    page.wait_for_timeout(600)
    assert frame.url == base_url + ADDRESSES["train"]
    frame.locator("#play").click()
    expect(frame.locator("[data-frame=updates]")).not_to_have_text("20")
    frame.locator("#play").click()
    frame.wait_for_url(lambda url: "updates=20" not in url)
    assert history_length(page) == length


@pytest.mark.parametrize("name", ADDRESSES)
def test_it_never_takes_the_focus(page: Page, base_url: str, publish: Callable[[str], str], name: str) -> None:
    frame = embedded(page, publish, base_url + ADDRESSES[name])
    assert page.evaluate("document.activeElement.id") == "note"
    page.keyboard.type("mine")
    for control in ("#step", "#toggle-settings"):
        if frame.locator(control).count():
            # As a slow answer to an earlier click: the frame swaps while one writes in the page around it.
            frame.locator(control).focus()
            page.locator("#note").focus()
            frame.evaluate(
                """control => new Promise(settled => {
                    document.addEventListener("htmx:afterSettle", settled, { once: true });
                    document.querySelector(control).click();
                })""",
                control,
            )
            assert page.evaluate("document.activeElement.id") == "note"
            page.keyboard.type("!")
    assert page.locator("#note").input_value().startswith("mine")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ADDRESSES)
def test_it_is_right_in_a_box_of_any_size(
    page: Page, base_url: str, name: str, size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.goto(base_url + ADDRESSES[name])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    expect(page.locator("#full")).to_be_in_viewport(ratio=1)
    if name in ("lesson", "projector"):
        expect(page.locator("#step")).to_be_in_viewport(ratio=1)
        expect(page.locator("#picture .mark.lit").first).to_be_in_viewport(ratio=0.5)
        page.mouse.wheel(0, 3000)
        expect(page.locator("#step")).to_be_in_viewport(ratio=1)
    if name == "train":
        expect(page.locator("#play")).to_be_in_viewport(ratio=1)


def test_the_beacon_tells_the_height_of_the_whole_whatever_the_height_of_the_frame(
    page: Page, base_url: str, publish: Callable[[str], str]
) -> None:
    said = []
    for height in (200, 900):
        embedded(page, publish, base_url + ADDRESSES["lesson"], f'width="1000" height="{height}"')
        page.wait_for_function("said.length > 0")
        page.wait_for_timeout(200)
        said.append(page.evaluate("said.slice(-2)"))
    assert said[0][0]["type"] == "backprop-visualizer:resize"
    assert said[0][1]["subject"] == "lti.frameResize"
    assert said[0][0]["height"] == said[0][1]["height"] > 300
    assert abs(said[0][0]["height"] - said[1][0]["height"]) <= 2


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_that_obeys_the_beacon_comes_to_rest_with_the_whole_in_sight(
    page: Page, base_url: str, publish: Callable[[str], str], name: str
) -> None:
    frame = embedded(page, publish, base_url + ADDRESSES[name], 'width="900" height="240"')
    page.wait_for_function("said.length > 0")
    page.evaluate("document.body.dataset.obeys = 'yes'; document.getElementById('frame').height = said.at(-1).height")
    page.wait_for_timeout(700)
    times = page.evaluate("said.length")
    page.wait_for_timeout(500)
    assert page.evaluate("said.length") == times <= 8
    inside, own = frame.evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert inside <= own + 1


def test_below_a_prefix_it_works_as_well(page: Page, prefixed_server: str, publish: Callable[[str], str]) -> None:
    frame = embedded(page, publish, f"{prefixed_server}/embed?at=z-1-1", KINDS["sandbox"])
    length = history_length(page)
    step(frame)
    frame.locator("#neuron-1-1").click()
    expect(frame.locator("#inspector h2")).to_contain_text("z₁")
    assert frame.url == f"{prefixed_server}/embed?at=z-1-2&focus=z-1-1"
    expect(frame.locator("#full")).to_have_attribute("href", f"{prefixed_server}/lesson?at=z-1-2&focus=z-1-1")
    assert history_length(page) == length


def test_a_page_that_is_opened_from_a_disk_may_frame_it(page: Page, base_url: str, tmp_path: Path) -> None:
    deck = tmp_path / "deck.html"
    deck.write_text(f'<iframe src="{base_url}/embed?at=loss" width="640" height="360"></iframe>')
    page.goto(deck.as_uri())
    expect(page.frame_locator("iframe").locator("#C")).to_have_attribute("data-value", re.compile(r"^0\.41"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_axe_finds_nothing_in_it(
    page: Page, complaints: list[str], size: tuple[int, int], theme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme)
    for address in (*ADDRESSES.values(), "/embed?cover=pass&at=loss", "/embed?guide=ask&at=loss", "/embed?at=nowhere"):
        page.goto(address)
        report = Axe().run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


@pytest.mark.parametrize("attributes", KINDS.values(), ids=KINDS)
def test_nobody_else_is_asked_for_anything_and_nothing_is_kept(
    page: Page, base_url: str, publish: Callable[[str], str], attributes: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES.values():
        frame = embedded(page, publish, base_url + address, attributes)
        if frame.locator("#step").count():
            frame.locator("#step").click()
        page.wait_for_timeout(300)
    ours, host = urlsplit(base_url).netloc, urlsplit(page.url).netloc
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {ours, host}
    inside = [urlsplit(url).path for url in asked if urlsplit(url).netloc == ours]
    assert all(path == "/embed" or path.startswith("/embed/") for path in inside)
    assert page.context.cookies() == []
