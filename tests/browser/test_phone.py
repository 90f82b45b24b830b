"""On a phone: Back and Step at the thumb on every screenful, what is lit in view, the equation under the picture."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import follow

_LIT_IN_VIEW = """() => {
    const frame = document.querySelector("#picture").getBoundingClientRect();
    const all = (marks) => [...document.querySelectorAll(marks)];
    const results = all(".mark.lit.fore, .mark.lit.back");
    const lit = results.length ? results : all(".mark.lit, .mark.focused");
    return lit.length === 0 || lit.some(mark => {
        const box = mark.querySelector(".body, .plate").getBoundingClientRect();
        const across = box.left >= frame.left && box.right <= frame.right;
        return across && box.top >= frame.top && box.bottom <= frame.bottom + 1;
    });
}"""


@pytest.fixture(autouse=True)
def phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})


def test_what_is_lit_stays_in_view_from_step_to_step(page: Page) -> None:
    page.goto("/lesson")
    for _ in range(33):
        follow(page, "step")
        assert page.evaluate(_LIT_IN_VIEW), page.url


@pytest.mark.parametrize("moment", ["dC_dz-3-2", "a-1-1", "update-3-2", "gradient&focus=w-3-2-2"])
def test_what_is_lit_is_in_view_on_arrival(page: Page, moment: str) -> None:
    page.goto(f"/lesson?at={moment}")
    assert page.evaluate(_LIT_IN_VIEW)


def test_where_nothing_is_lit_the_picture_stays_where_it_was_pushed(page: Page) -> None:
    page.goto("/lesson?at=gradient")
    page.locator("#picture").evaluate("stage => { stage.scrollLeft = 333; }")
    follow(page, "toggle-table")
    assert page.locator("#picture").evaluate("stage => stage.scrollLeft") == 333


def test_step_and_back_are_always_at_the_thumb(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-2-1&open=settings,table")
    for share in (0, 0.5, 1):
        page.evaluate("share => window.scrollTo(0, share * document.body.scrollHeight)", share)
        for control in ("step", "back"):
            expect(page.locator(f"#{control}")).to_be_in_viewport(ratio=1)
            box = page.locator(f"#{control}").bounding_box()
            assert box
            assert box["height"] >= 44
            assert box["y"] > 844 - 100


def test_the_thumbs_keys_cover_nothing_at_the_end_of_the_page(page: Page) -> None:
    page.goto("/lesson?at=loss")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    last, keys = page.locator(".foot p").bounding_box(), page.locator(".transport .keys").bounding_box()
    assert last
    assert keys
    assert last["y"] + last["height"] <= keys["y"]


def test_sentence_and_equation_follow_the_picture(page: Page) -> None:
    page.goto("/lesson?at=dC_da-2-1")
    order = [page.locator(part).bounding_box() for part in ("#picture", "#sentence", ".equation .line", "#timeline")]
    tops = [box["y"] for box in order if box]
    assert tops == sorted(tops)
    assert len(tops) == 4


# Links inside running text may be as small as the text.
_TOO_SMALL = """() => {
    const controls = document.querySelectorAll(".control, .stop, .size, .nudge, .quiet, nav a, button, input, select");
    return [...controls].filter(one => {
        const box = one.getBoundingClientRect();
        const pressed = one.checkVisibility() && !one.matches("[type=hidden], .api nav a");
        return pressed && (box.width < 20 || box.height < 24);
    }).map(one => one.outerHTML.slice(0, 80));
}"""


def test_every_control_is_large_enough_for_a_finger(page: Page) -> None:
    for address in ("/", "/lesson?preset=mosher&at=dC_dz-1-1&focus=w-1-1-1&open=settings,table", "/api"):
        page.goto(address)
        assert page.evaluate(_TOO_SMALL) == []


def test_a_tap_shows_the_equations_of_a_neuron(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-2-1")
    page.locator("#neuron-2-1 .body").click()
    expect(page.locator("#inspector .letter")).to_have_text("z₃")
    assert page.evaluate(_LIT_IN_VIEW)
