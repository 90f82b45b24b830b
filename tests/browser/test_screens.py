"""On every screen the page is as wide as the window: only what says so scrolls sideways, and nothing is cut off."""

import pytest
from playwright.sync_api import Page

SCREENS = [(320, 640), (390, 844), (768, 1024), (1440, 900)]
MOMENTS = (
    "/", "/lesson", "/lesson?at=dC_da-2-1", "/lesson?at=gradient&focus=w-2-1-1&unfold=2",
    "/lesson?updates=1&focus=z-3-1&open=figures,settings,table", "/lesson?at=loss&focus=w-3-1-1&guide=falls",
    "/lesson?preset=mosher&at=gradient", "/lesson?preset=softmax&at=dC_dz-1-1", "/lesson?layers=2-4-4-1&at=loss",
    "/lesson?layers=10-10-10&at=dC_da-1-1", "/lesson?layers=16-24-24-10&at=gradient",
    "/nowhere", "/lesson?lr=minus", "/api",
)  # fmt: skip

# What sticks out of the window although nothing around it scrolls.
_OUTSIDE = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = one => one && (/(auto|scroll)/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
    return [...document.body.querySelectorAll("*")].filter(one => {
        if (!one.checkVisibility() || one.closest(".unseen, .skip, #readout, option") || scrolls(one)) return false;
        const box = one.getBoundingClientRect();
        return box.width && (box.left < -0.5 || box.right > width + 0.5);
    }).map(one => one.outerHTML.slice(0, 100));
}"""
# What is larger than its box, where that hides the rest.
_CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter(one => {
    if (!one.checkVisibility() || one.closest(".unseen, svg, math, select")) return false;
    const hides = !/(auto|scroll|visible)/.test(getComputedStyle(one).overflowX);
    return hides && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map(one => one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("root", ["", "/zh"])
@pytest.mark.parametrize("screen", SCREENS, ids=[str(width) for width, _ in SCREENS])
def test_the_page_never_scrolls_sideways_and_nothing_is_cut_off(
    page: Page, complaints: list[str], screen: tuple[int, int], root: str
) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    for address in (f"{root}{moment}" for moment in MOMENTS):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= screen[0], address
        assert page.evaluate(_OUTSIDE) == [], address
        assert page.evaluate(_CUT_OFF) == [], address
    assert all("404" in complaint or "422" in complaint for complaint in complaints)
    complaints.clear()
