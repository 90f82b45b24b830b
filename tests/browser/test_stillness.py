"""From step to step nothing jumps: what one looks at and what one presses stay where they are."""

import pytest
from playwright.sync_api import Page

from tests.browser.lesson_page import follow, swap

_PLACES = """parts => parts.map(part => {
    const box = document.querySelector(part).getBoundingClientRect();
    return [part, Math.round(box.x), Math.round(box.y), Math.round(box.width), Math.round(box.height)];
})"""
_NODES = """() => [...document.querySelectorAll("#picture .body, #picture .plate")].map(one =>
    [one.parentNode.id, one.getAttribute("x"), one.getAttribute("y")])"""


@pytest.mark.parametrize(
    ("lesson", "screen", "parts"),
    [
        ("", (1440, 900), ["#picture", "#explanation", "#transport", "#step", "#timeline"]),
        (
            "preset=mosher&reduction=mean&step=operation",
            (1440, 900),
            ["#picture", "#explanation", "#transport", "#step", "#timeline"],
        ),
        ("layers=2-4-4-1&step=operation", (1440, 900), ["#picture", "#explanation", "#transport", "#step"]),
        ("screen=projector&step=operation", (1440, 760), ["#picture", ".headline"]),
        ("step=operation", (390, 844), ["#picture", "#step"]),
    ],
    ids=["notes", "mosher", "2-4-4-1", "projector", "phone"],
)
def test_picture_transport_and_timeline_stay_in_place(
    page: Page, lesson: str, screen: tuple[int, int], parts: list[str]
) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(f"/lesson?{lesson}")
    first, nodes = page.evaluate(_PLACES, parts), page.evaluate(_NODES)
    while "updates=1" not in page.url:
        with swap(page):
            page.keyboard.press("ArrowRight")
        assert page.evaluate(_PLACES, parts) == first, page.url
        assert page.evaluate(_NODES) == nodes


def test_a_step_does_not_scroll_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 1024, "height": 600})
    page.goto("/lesson?at=dC_dz-2-1&open=settings,table")
    page.evaluate("window.scrollTo(0, 250)")
    for control in ("step", "back", "toggle-table", "operation-2"):
        page.locator(f"#{control}").scroll_into_view_if_needed()
        before = page.evaluate("window.scrollY")
        follow(page, control)
        assert page.evaluate("window.scrollY") == before
