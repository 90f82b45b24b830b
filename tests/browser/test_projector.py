"""The projector view: picture with the targets, phase, sentence, question, equation, large enough for the last row.

Nothing else is on it.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap
from tests.browser.measuring import DRAWN, OVERLAPPING

WIDTH, HEIGHT = 1440, 760

# The size on screen of every visible piece of text: its font size times the scale of the drawing that it stands in.
_SIZES = """() => {
    const sizes = [], walker = document.createTreeWalker(document.querySelector("#lesson"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const one = walker.currentNode.parentElement, said = walker.currentNode.textContent.trim();
        if (!said || !one.checkVisibility() || one.closest("#transport, option")) continue;
        const net = one.closest("svg"), scale = net ? net.getScreenCTM().a : 1;
        const css = one.getAttribute("class") || one.tagName, lit = one.matches(".num.lit, .figure:not(mtable *)");
        sizes.push({ said, css, lit, size: parseFloat(getComputedStyle(one).fontSize) * scale });
    }
    return sizes;
}"""
_INSIDE = """selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
}"""


# Marks that the drawing itself cuts off.
_MARKED_OUTSIDE = """() => {
    const net = document.querySelector(".net").getBoundingClientRect();
    return [...document.querySelectorAll(".net .body, .net .plate")].filter(one => {
        const box = one.getBoundingClientRect();
        const within = box.top >= net.top && box.bottom <= net.bottom && box.left >= net.left && box.right <= net.right;
        return box.width && !within;
    }).map(one => one.parentNode.id);
}"""


def opened(page: Page, moment: str) -> None:
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.goto(f"/lesson?{moment}&screen=projector")


def test_the_last_row_can_read_every_step_of_the_notes_network(page: Page) -> None:
    opened(page, "")
    while "updates=1" not in page.url:
        with swap(page):
            page.keyboard.press("ArrowRight")
        sizes = page.evaluate(_SIZES)
        small = [one for one in sizes if one["size"] < 22 - 0.1]
        assert small == [], page.url
        lit = [one for one in sizes if one["lit"] and one["size"] < 30 - 0.1]
        assert lit == [], page.url
        assert page.evaluate("document.documentElement.scrollHeight") <= HEIGHT, page.url
        for part in ("#picture", "#sentence", ".question", ".equation .line:first-child", ".phase"):
            assert not page.locator(part).count() or page.evaluate(_INSIDE, part), (page.url, part)


def test_a_focus_is_as_large(page: Page) -> None:
    for moment in ("at=gradient&focus=w-2-1-1", "at=gradient&focus=z-2-1", "updates=1&focus=b-3-1", "at=loss&focus=C"):
        opened(page, moment)
        assert [one for one in page.evaluate(_SIZES) if one["size"] < 22 - 0.1 and one["css"][0] != "m"] == []
        assert page.evaluate("document.documentElement.scrollHeight") <= HEIGHT, moment
        expect(page.locator("#inspector .line").first).to_be_in_viewport(ratio=1)


def test_nothing_else_is_on_the_screen(page: Page) -> None:
    opened(page, "at=dC_dz-2-1")
    for part in (
        ".brand",
        "nav[aria-label=Site]",
        ".foot",
        "#timeline",
        ".toggles",
        ".legend",
        ".status",
        ".sizes",
    ):
        expect(page.locator(part)).to_be_hidden()
    for part in ("#picture", ".phase", "#sentence", ".question", ".equation"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    assert page.locator("#transport").evaluate("one => getComputedStyle(one).opacity") == "0"
    page.locator("#step").focus()
    assert page.locator("#transport").evaluate("one => getComputedStyle(one).opacity") == "1"
    page.locator("#step").hover()
    assert page.locator("#transport").evaluate("one => getComputedStyle(one).opacity") == "1"


LARGER = (
    "layers=3-4-3&at=dC_dz-2-1", "layers=2-4-4-1&at=dC_da-1-1", "preset=mosher&at=dC_dw-1-1",
    "layers=8-10-10&at=dC_dz-1-9", "layers=16-24-24-10&at=dC_da-2-20",
)  # fmt: skip


@pytest.mark.parametrize("moment", LARGER)
def test_larger_networks_are_as_legible_and_scroll_within_their_frame(page: Page, moment: str) -> None:
    opened(page, moment)
    assert page.evaluate(_MARKED_OUTSIDE) == []
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [
        WIDTH, HEIGHT,
    ]  # fmt: skip
    sizes = page.evaluate(_SIZES)
    assert [one for one in sizes if one["size"] < 22 - 0.1 and one["css"][0] != "m"] == []
    assert [one for one in sizes if one["lit"] and one["size"] < 30 - 0.1] == []
    expect(page.locator(".question")).to_be_in_viewport(ratio=1)
    assert page.evaluate(_INSIDE, ".mark.lit :is(.body, .plate)")


def test_a_narrower_projector_shows_the_whole_picture(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto("/lesson?at=dC_dz-2-1&screen=projector")
    assert page.locator("#picture").evaluate("one => one.scrollWidth - one.clientWidth") == 0
    assert page.evaluate("document.documentElement.scrollHeight") <= 768


SCREENS = (1440, 760), (1440, 900), (1920, 1080)
SHOWN = (
    "at=dC_dz-2-1", "at=dC_dw-2-1", "at=gradient", "at=loss", "updates=1", "preset=mosher&at=dC_dz-1-1",
    "preset=softmax&at=dC_dz-1-1", "layers=4-8-5&at=dC_dz-1-1", "layers=8-12-8-4&at=gradient",
    "at=dC_dz-2-1&view=reversed", "layers=8-12-8-4&at=dC_dz-2-3&view=reversed",
)  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("moment", SHOWN)
def test_targets_and_the_question_are_on_every_projector_and_nothing_meets(
    page: Page, moment: str, screen: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(f"/lesson?{moment}&screen=projector")
    assert page.evaluate(DRAWN) == []
    assert page.evaluate(OVERLAPPING) == []
    for part in (".question", "#sentence", ".equation .line >> nth=0", "#picture [id^=target-]"):
        for one in page.locator(part).all():
            expect(one).to_be_in_viewport(ratio=0.99)
    assert page.locator("#picture [id^=target-]").count() > 0
    assert page.evaluate("document.documentElement.scrollHeight") <= screen[1]


def test_a_bias_says_whose_number_it_shows(page: Page) -> None:
    opened(page, "at=gradient")
    for layer, neuron, name in ((1, 1, "b₁"), (2, 2, "b₄"), (3, 2, "b₆")):
        said = page.locator(f"#bias-{layer}-{neuron} text:visible").all_text_contents()
        assert said[0] == f"∂L/∂{name}"
    opened(page, "at=dC_dz-2-1")
    assert page.locator("#bias-1-1 text:visible").all_text_contents() == ["b₁", "1", "1"]


def test_a_number_is_printed_alike_in_the_picture_and_in_the_vector(page: Page) -> None:
    opened(page, "at=gradient")
    printed = page.locator("#dL_dw-1-1-1").text_content()
    assert printed == "−0.00357"
    expect(page.locator(".equation")).to_contain_text(printed)


def test_a_picture_takes_the_height_there_is_before_it_leaves_quantities_out(page: Page) -> None:
    opened(page, "preset=mosher&at=dC_dz-1-1")
    for key in ("z-1-1", "a-1-1", "da_dz-1-1", "dC_da-1-1", "dC_dz-1-1"):
        expect(page.locator(f"#{key}")).to_be_in_viewport(ratio=1)
