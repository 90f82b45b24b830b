"""Playing: what the server computed, at the display's rate, with few requests, and a page of the server's at rest."""

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import pairwise
from time import monotonic
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.intercepting import intercept
from tests.browser.lesson_page import mark_document, opened_cold, same_document, swap, working_area

XOR = "/train?layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=xor:200:0.05:1&test=0.3&reduction=mean"
DIVERGING = XOR.replace("act=tanh,sigmoid&loss=binary_cross_entropy", "act=relu,linear") + "&init=he&lr=50"
_SHOWN = """() => ({
    updates: Number(document.querySelector('[data-frame="updates"]').textContent),
    heading: document.querySelector("#sentence").textContent,
    readings: Object.fromEntries(["loss-train", "loss-test", "accuracy-train", "gradient-1", "gradient-2"].map(
        id => [id, [document.getElementById(id).textContent, document.getElementById(id).dataset.value]])),
    wires: [...document.querySelectorAll("#net .wire")].map(wire => wire.getAttribute("class")),
    scrub: [Number(document.querySelector("#scrub").value), Number(document.querySelector("#scrub").max)],
})"""
_FRAME_TIMES = """() => {
    window.frameTimes = [];
    const seen = new MutationObserver(() => window.frameTimes.push(performance.now()));
    seen.observe(document.querySelector("#player"), { attributes: true, attributeFilter: ["data-drawn"] });
}"""
# What the canvas shows in the middle of every cell of the output's map, and the level that this colour means.
_CANVAS = """() => {
    const canvas = document.querySelector("#maps-canvas"), frame = canvas.getBoundingClientRect();
    const box = document.querySelector("#neuron-2-1 .body").getBoundingClientRect(), cells = 40, levels = [];
    const scale = canvas.width / frame.width;
    const whole = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    for (let row = 0; row < cells; row += 1) for (let column = 0; column < cells; column += 1) {
        const x = (box.left - frame.left + (column + 0.5) * box.width / cells) * scale;
        const y = (box.top - frame.top + (row + 0.5) * box.height / cells) * scale;
        const [red, green, , alpha] = whole.data.slice(4 * (Math.floor(y) * canvas.width + Math.floor(x)));
        levels.push(Math.sign(red - green) * alpha / 2);
    }
    return [Number(document.querySelector('[data-frame="updates"]').textContent), levels];
}"""


@pytest.fixture
def training(page: Page) -> Page:
    page.emulate_media(reduced_motion="no-preference")
    page.goto(XOR)
    return page


def drawn(page: Page, least: int = 3) -> None:
    """Frames are played until so many were drawn."""
    for _ in range(300):
        if int(page.locator("#player").get_attribute("data-drawn") or 0) >= least:
            return
        page.wait_for_timeout(30)
    raise AssertionError(f"{least} frames were not drawn")


def pause(page: Page) -> None:
    """It stops, and the page of that update is there."""
    with swap(page):
        page.click("#play")
    expect(page.locator("#play")).to_have_text(re.compile("Play"))


def frame_of(page: Page, updates: int) -> dict[str, Any]:
    """What the server says of one update."""
    address = page.locator("#player").get_attribute("data-frames")
    frames = page.request.get(f"{address}&first={updates}&count=1&stride=1").json()["frames"]
    frame: dict[str, Any] = frames[0]
    return frame


def signed(text: str) -> list[int]:
    numbers: list[int] = np.frombuffer(b64decode(text), np.int8).tolist()
    return numbers


def frame_requests(page: Page) -> list[str]:
    """A list that grows with every request for frames."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/frames" in request.url else None)
    return asked


def test_it_never_starts_by_itself(page: Page) -> None:
    asked = frame_requests(page)
    page.emulate_media(reduced_motion="no-preference")
    page.goto(XOR)
    page.wait_for_timeout(700)
    assert asked == []
    assert page.locator("#player").get_attribute("data-drawn") is None
    expect(page.locator("#maps-canvas")).to_be_hidden()


def test_what_is_shown_is_what_the_server_computed(training: Page) -> None:
    training.click("#play")
    drawn(training)
    shown = training.evaluate(_SHOWN)
    frame = frame_of(training, shown["updates"])
    assert shown["heading"] == f"After {shown['updates']} updates"
    assert shown["readings"] == {name: frame["readings"][name] for name in shown["readings"]}
    assert shown["scrub"] == [shown["updates"], shown["updates"]]
    assert shown["wires"] == [f"wire fore w{abs(step)}{' neg' if step < 0 else ''}" for step in signed(frame["wires"])]
    expect(training.locator("#neuron-1-1 .map")).to_be_hidden()


def test_the_maps_are_the_servers_levels(training: Page) -> None:
    training.click("#play")
    drawn(training)
    updates, levels = training.evaluate(_CANVAS)
    assert levels == signed(frame_of(training, updates)["faces"])[-1600:]


def test_at_rest_the_page_is_the_servers_own(training: Page) -> None:
    mark_document(training)
    training.click("#play")
    drawn(training, 10)
    pause(training)
    assert same_document(training)
    reached = re.search(r"updates=(\d+)", training.url)
    assert reached is not None
    assert int(reached[1]) >= 10
    expect(training.locator('#scrubber [data-frame="updates"]')).to_have_text(reached[1])
    expect(training.locator("#maps-canvas")).to_be_hidden()
    played, cold = working_area(training), opened_cold(training)
    assert (played[0], played[2]) == (cold[0], cold[2])
    training.go_back()
    expect(training.locator('#scrubber [data-frame="updates"]')).to_have_text("0")


def test_it_goes_on_from_where_it_paused(training: Page) -> None:
    training.click("#play")
    drawn(training, 5)
    pause(training)
    before = int(training.locator("#scrub").input_value())
    expect(training.locator("#play")).to_be_focused()
    training.keyboard.press("Enter")
    drawn(training)
    assert before < int(training.locator("#scrub").input_value()) < before + 60


def test_two_requests_a_second_are_the_most_and_none_overlap(training: Page) -> None:
    starts: list[float] = []
    under_way = [0, 0]

    def begun(request: Request) -> None:
        if "/frames" in request.url:
            starts.append(monotonic())
            under_way[0] += 1
            under_way[1] = max(under_way)

    def ended(request: Request) -> None:
        under_way[0] -= "/frames" in request.url

    training.on("request", begun)
    training.on("requestfinished", ended)
    training.on("requestfailed", ended)
    training.click("#play")
    for _ in range(3):
        training.click("#faster")
    training.wait_for_timeout(2500)
    pause(training)
    count = len(starts)
    assert 2 <= count <= 6
    assert min(after - before for before, after in pairwise(starts)) > 0.4
    training.wait_for_timeout(800)
    assert (len(starts), under_way[0]) == (count, 0)
    assert under_way[1] <= 2  # one that was given up may end after the next has begun


def test_the_speed_is_the_one_that_is_said(training: Page) -> None:
    training.click("#slower")
    expect(training.locator("#speed")).to_have_text("5 updates a second")
    training.click("#play")
    drawn(training, 2)
    first = int(training.locator("#scrub").input_value())
    training.wait_for_timeout(2000)
    assert 8 <= int(training.locator("#scrub").input_value()) - first <= 12
    training.click("#slower")
    expect(training.locator("#speed")).to_have_text("1 update a second")
    expect(training.locator("#slower")).to_be_disabled()


def test_with_reduced_motion_it_moves_twice_a_second_at_most(page: Page) -> None:
    page.goto(XOR)
    page.evaluate(_FRAME_TIMES)
    page.click("#play")
    drawn(page, 4)
    times = page.evaluate("window.frameTimes")
    assert min(after - before for before, after in pairwise(times)) >= 500


def test_another_control_starts_from_where_it_stopped(training: Page) -> None:
    training.click("#play")
    drawn(training, 5)
    training.click("#step-100")
    expect(training.locator("#player")).to_have_attribute("data-updates", re.compile("^1..$"))
    expect(training.locator("#lesson")).not_to_have_class(re.compile("playing"))
    assert 105 <= int(training.locator("#scrub").input_value()) < 200


def test_it_stops_at_the_end_of_the_lesson(training: Page) -> None:
    most = int(training.locator("#player").get_attribute("data-most") or "")
    training.goto(f"{XOR}&updates={most - 7}")
    training.click("#play")
    expect(training.locator("#play")).to_be_disabled()
    assert f"updates={most}" in training.url
    expect(training.locator("#lesson")).not_to_have_class(re.compile("playing"))


def test_a_run_that_diverges_stops_there(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    page.goto(DIVERGING)
    with swap(page):
        page.click("#play")
    expect(page.locator("#ended")).to_contain_text("not finite")
    expect(page.locator("#play")).to_be_disabled()


@pytest.mark.parametrize("how", ["silent", "broken"])
def test_a_server_that_fails_is_said_and_nothing_is_lost(training: Page, complaints: list[str], how: str) -> None:
    def refuse(route: Route) -> None:
        if how == "silent":
            route.abort()
        else:
            route.fulfill(status=500, body="no")

    intercept(training, "**/frames?**", refuse)
    training.click("#play")
    expect(training.locator("#problem")).to_contain_text("Nothing is lost")
    expect(training.locator("#play")).to_have_text(re.compile("Play"))
    complaints.clear()
    training.unroute("**/frames?**")
    training.click("#play")
    drawn(training)
    expect(training.locator("#problem")).to_be_empty()


def test_the_scrubber_leads_to_its_update(training: Page) -> None:
    training.goto(f"{XOR}&updates=60")
    with swap(training):
        training.locator("#scrub").fill("25")
    assert "updates=25&run=60" in training.url
    expect(training.locator("#sentence")).to_have_text("After 25 updates")


def test_p_plays_and_pauses(training: Page) -> None:
    training.keyboard.press("p")
    drawn(training)
    with swap(training):
        training.keyboard.press("p")
    assert "updates=" in training.url


def test_pointing_at_a_map_reads_its_value(training: Page) -> None:
    training.goto(f"{XOR}&updates=400")
    box = training.locator("#neuron-2-1 .body").bounding_box()
    assert box is not None
    network = training.request.get(training.url.replace("/train", "/train/network.json")).json()
    readout = training.locator("#readout")
    for across, down in ((0.02, 0.03), (0.97, 0.04), (0.98, 0.97)):
        training.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        expect(readout).to_contain_text("→")
        x1, x2, y = (float(n.replace("−", "-")) for n in re.findall(r"(?<=[ ≈])−?\d+\.?\d*", readout.inner_text()))
        answer = training.request.post(
            "/api/forward", data={"layers": network["layers"], "inputs": [x1, x2], "loss": network.get("loss", "mse")}
        )
        assert answer.json()["output"][0] == pytest.approx(y, abs=0.03)


def test_while_it_plays_no_number_of_the_resting_page_is_read(training: Page) -> None:
    training.click("#play")
    drawn(training)
    training.locator("#edge-1-1-1 .hit").hover(force=True)
    expect(training.locator("#readout")).to_have_text("w₁, x₁ → z₁")
    training.locator("#neuron-2-1 .rim").hover(force=True, position={"x": 8, "y": 80})
    expect(training.locator("#readout")).to_contain_text("→ y₁ ≈")


def test_a_click_on_a_point_makes_it_the_example(training: Page) -> None:
    with swap(training):
        training.locator("#point-7").click(force=True)
    expect(training.locator(".map-key")).to_contain_text("ringed: example 7")


@pytest.fixture
def plain(browser: Browser, browser_context_args: dict[str, Any], base_url: str) -> Iterator[Page]:
    context = browser.new_context(**{**browser_context_args, "base_url": base_url, "java_script_enabled": False})
    yield context.new_page()
    context.close()


def test_without_javascript_the_links_and_the_scrubber_do(plain: Page) -> None:
    plain.goto(f"{XOR}&updates=60")
    for name in ("play", "faster", "slower"):
        expect(plain.locator(f"#{name}")).to_be_hidden()
    plain.click("#step-10")
    expect(plain.locator("#sentence")).to_have_text("After 70 updates")
    plain.locator("#scrub").fill("30")
    plain.click("#go")
    expect(plain.locator("#sentence")).to_have_text("After 30 updates")
    assert "updates=30&run=70" in plain.url


def test_what_does_nothing_while_it_plays_says_so_and_is_told_again_at_rest(page: Page) -> None:
    page.goto(XOR)
    back, resting = page.locator("#first"), "to the start, before any update"
    expect(back).to_have_attribute("title", resting)
    page.locator("#play").click()
    expect(back).to_have_attribute("title", "not while it plays: press Pause first")
    page.locator("#play").click()
    expect(back).to_have_attribute("title", resting)
