"""The training pages where the room is another: a projector's last row reads them, a phone has the outputs in sight."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap

XOR = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=xor:200:0.05:1&test=0.3&reduction=mean"
DEAD = "layers=2-8-1&act=relu,linear&data=moons:200:0.1:1&init=he&lr=50&reduction=mean&updates=5"
THREE = "layers=2-4-3&act=tanh,softmax&loss=cross_entropy&data=three:150:0.15:1&test=0.3&lr=0.3&reduction=mean"
# Text that is too small, with the scale of the drawing that it stands in, or that a drawing or the page cuts off.
_UNREADABLE = """() => {
    const found = [], walker = document.createTreeWalker(document.querySelector("#lesson"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode, one = text.parentElement, said = text.textContent.trim();
        if (!said || !one.checkVisibility() || one.closest("option, .unseen, .flag")) continue;
        const net = one.closest("svg"), range = document.createRange();
        const size = parseFloat(getComputedStyle(one).fontSize) * (net ? net.getScreenCTM().a : 1);
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        const frame = net ? net.getBoundingClientRect() : { left: 0, right: innerWidth };
        const cut = box.left < Math.max(frame.left - 1, 8) || box.right > frame.right + 1;
        if (size < 20 || cut) found.push([said, size, box.left]);
    }
    return found;
}"""


@pytest.mark.parametrize(
    "address",
    [
        f"/train?{XOR}&updates=60",
        f"/train?{DEAD}",
        f"/train?{XOR}&updates=40&focus=w-2-1-1&open=figures",
        f"/compare?{XOR}&updates=60&vs=lr%3D2",
    ],
)
def test_a_projector_shows_all_text_large_and_whole(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    page.goto(f"{address}&screen=projector")
    assert page.evaluate(_UNREADABLE) == []


@pytest.mark.parametrize("address", [f"{XOR}&updates=60", f"{THREE}&updates=60", f"{XOR}&updates=60&focus=z-1-2"])
def test_a_projector_shows_curves_and_marks_without_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    page.goto(f"/train?{address}&screen=projector")
    seen = [*page.locator(".curves .chart").all(), page.locator("#net")]
    seen += [page.locator(".map-key")] if "focus" not in address else []
    assert len(seen) >= 4
    for one in seen:
        expect(one).to_be_visible()
        box = one.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 760


def test_a_tile_that_is_clicked_shows_its_neuron_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/train?{THREE}&updates=20")
    page.locator("#neuron-1-2 .rim").click()
    expect(page.locator("#neuron h2")).to_contain_text("z₂")
    expect(page.locator("#neuron .neuron-map")).to_be_in_viewport(ratio=0.95)


def test_what_differs_is_said_on_a_projector(page: Page) -> None:
    page.goto(f"/compare?{XOR}&updates=60&vs=lr%3D2&screen=projector")
    expect(page.get_by_text("learning rate η: A 0.5, B 2")).to_be_visible()


def test_on_a_phone_the_outputs_of_both_runs_are_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/compare?{XOR}&updates=60&vs=lr%3D2")
    for output in page.locator(".output .body").all():
        box = output.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


def test_the_scrubber_of_two_runs_goes_where_it_is_let_go(page: Page) -> None:
    page.goto(f"/compare?{XOR}&updates=60&vs=lr%3D2")
    expect(page.locator("#go")).to_be_hidden()
    page.locator("#scrub").focus()
    with swap(page):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#sentence")).to_have_text("After 59 updates")
    expect(page.locator("#go")).to_be_hidden()
    assert "updates=59&run=60" in page.url
