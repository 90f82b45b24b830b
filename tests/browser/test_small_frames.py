"""In the smallest frames of course sites: what is drawn can be read, and what is shown comes before what changes it."""

import pytest
from playwright.sync_api import Page, expect

SMALL = ((320, 240), (640, 360))
PAGES = (
    "/embed?at=dC_dz-2-1", "/embed?preset=mosher&at=dC_dz-1-1", "/embed?layers=8-12-8-4&at=dC_dz-2-3",
    "/embed?layers=2-6-6-6-1&at=loss", "/embed?layers=10-10-10&at=dC_dz-1-1", "/embed?at=gradient&view=reversed",
    "/embed/train?layers=2-4-1&act=tanh,sigmoid&data=xor:80:0.1:1&updates=20", "/embed/digit",
    "/embed/ideas/check", "/embed/ideas/chain-1", "/embed/ideas/chain-2", "/embed/ideas/forward", "/embed/ideas/loss",
)  # fmt: skip
# The letters that are painted lower than so many pixels, whatever they are drawn in and zoomed by.
_TINY = """least => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const one = node.parentElement, said = node.textContent.trim();
        if (!said || !one.checkVisibility() || one.closest(".unseen, .skip, script, template, math")) continue;
        const text = one.closest("text"), own = text && text.getBBox();
        const scale = own && own.height ? text.getBoundingClientRect().height / own.height : 1;
        const size = parseFloat(getComputedStyle(one).fontSize) * scale;
        if (size < least) found.push([size, said]);
    }
    return found;
}"""


@pytest.mark.parametrize("size", SMALL, ids=str)
@pytest.mark.parametrize("address", PAGES)
def test_no_letter_is_painted_smaller_than_ten_pixels(page: Page, address: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    assert page.evaluate(_TINY, 9.95) == []


@pytest.mark.parametrize("size", SMALL, ids=str)
@pytest.mark.parametrize("lesson", ["at=z-2-1", "at=dC_dz-2-1", "preset=mosher&at=dC_dz-1-1", "at=loss"])
def test_what_is_lit_its_sentence_and_the_way_on_are_in_one_look(
    page: Page, lesson: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/embed?{lesson}")
    for one in ("#sentence", "#step"):
        expect(page.locator(one)).to_be_in_viewport(ratio=1)
    expect(page.locator("#picture .mark.lit").first).to_be_in_viewport(ratio=0.7)
    picture, sentence, step = (page.locator(one).bounding_box() for one in ("#picture", "#sentence", "#step"))
    assert picture
    assert sentence
    assert step
    assert picture["y"] + picture["height"] <= sentence["y"] + 1
    assert sentence["y"] + sentence["height"] <= step["y"]


@pytest.mark.parametrize("size", SMALL, ids=str)
def test_beside_the_pad_stand_what_the_network_sees_and_its_answer(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/embed/digit")
    for one, share in (("#canvas", 1), (".answer", 1), ("#picture .pixels .paper", 0.85), ("#step", 1)):
        expect(page.locator(one).first).to_be_in_viewport(ratio=share)


@pytest.mark.parametrize("size", SMALL, ids=str)
@pytest.mark.parametrize("idea", ["check", "chain-1", "chain-2", "forward", "framework", "paths", "cases", "loss"])
def test_an_idea_shows_its_picture_and_asks_before_its_controls(page: Page, idea: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/embed/ideas/{idea}")
    picture = page.locator("#lesson .stage, #lesson svg").first.bounding_box()
    question = page.locator("#lesson .ask").first.bounding_box()
    assert picture
    assert question
    assert picture["y"] < 60
    assert picture["y"] < question["y"]
    for control in page.locator("#lesson :is(.chooser form, .idea-settings, .prepared, .chooser .zooms)").all():
        box = control.bounding_box()
        assert box is None or box["y"] > question["y"]
