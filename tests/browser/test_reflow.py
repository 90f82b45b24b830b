"""Zoomed to 200 and 400 %, set wide, by finger: nothing is cut off, nothing overlaps, no page scrolls sideways."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.measuring import CUT_OFF, DRAWN, OVERLAPPING, SMALL_TARGETS, SPACED
from tests.browser.states import REFUSED, STATES

# A screen of 1280 pixels zoomed to 200 and 400 % is 640 and 320 wide.
WIDTHS = (1280, 768, 640, 320)


def wrong(page: Page) -> list[object]:
    """All that is wrong with the layout of a page, at every width."""
    found: list[object] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, one) for script in (CUT_OFF, OVERLAPPING, SMALL_TARGETS) for one in page.evaluate(script)]
        if width in (WIDTHS[0], WIDTHS[-1]):
            found += [(width, one) for one in page.evaluate(DRAWN)]
    return found


@pytest.mark.parametrize("root", ["", "/zh"], ids=["english", "chinese"])
def test_every_page_fits_every_width(page: Page, complaints: list[str], root: str) -> None:
    found = {}
    for name, address in STATES.items():
        page.goto(root + address)
        if it := wrong(page):
            found[name] = it
    assert found == {}
    assert len(complaints) == len(REFUSED)
    complaints.clear()


@pytest.mark.parametrize("root", ["", "/zh"], ids=["english", "chinese"])
def test_text_set_wide_loses_nothing(browser: Browser, base_url: str, root: str) -> None:
    context = browser.new_context(
        base_url=base_url, bypass_csp=True, reduced_motion="reduce", viewport={"width": 320, "height": 900}
    )
    page, found = context.new_page(), {}
    for name, address in STATES.items():
        page.goto(root + address)
        page.add_style_tag(content=SPACED)
        if it := page.evaluate(CUT_OFF) + page.evaluate(OVERLAPPING):
            found[name] = it
    context.close()
    assert found == {}


def test_the_measures_find_what_is_wrong(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/lesson?at=loss")
    page.locator("#step").evaluate("one => { one.style.width = '2rem'; one.style.minWidth = 0; }")
    assert "#step" in str(page.evaluate(CUT_OFF))
    page.locator(".headline .status").evaluate("one => { one.style.marginLeft = '-14rem'; }")
    assert page.evaluate(OVERLAPPING)
    page.locator("#a-1-1").evaluate("one => one.setAttribute('x', document.querySelector('#z-1-1').getAttribute('x'))")
    assert "#z-1-1" in str(page.evaluate(DRAWN))
    page.locator("#first").evaluate("one => { Object.assign(one.style, { minHeight: 0, height: '9px', padding: 0 }); }")
    page.locator("#back").evaluate("one => { one.style.marginLeft = '-2rem'; }")
    assert "#first" in str(page.evaluate(SMALL_TARGETS))
