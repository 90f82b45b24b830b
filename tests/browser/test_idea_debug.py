"""The broken programs in a browser: by keyboard alone, without JavaScript, on a narrow screen, for every reader."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import mark_document, same_document, swap


def test_a_program_is_debugged_by_keyboard_alone(page: Page) -> None:
    page.goto("/ideas/debug")
    mark_document(page)
    page.locator("#pick-dC_dz-1-1").focus()
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator("#picked")).to_contain_text("is wrong, but not the first")
    page.locator("#pick-dC_dz-2-1").focus()
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator("#picked")).to_contain_text("Yes: ∂C/∂z₃ is the first wrong number.")
    page.locator("#mistake-updated").focus()
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator("#named")).to_contain_text("Not that one")
    page.locator("#mistake-gain").focus()
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator("#named")).to_contain_text("Yes.")
    expect(page.locator(".debug-score")).to_have_text("1 of 5 found")
    page.locator("#next-case").focus()
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator("#sentence")).to_contain_text("Program 2")
    assert same_document(page)


def test_without_javascript(plain: Page) -> None:
    plain.goto("/ideas/debug?case=2")
    plain.locator("#pick-z-2-1").click()
    plain.locator("#mistake-bias").click()
    expect(plain.locator("#named")).to_contain_text("The bias is forgotten")
    plain.locator("#open-lesson").click()
    expect(plain.locator(".phase")).to_have_text("Gradients")


@pytest.mark.parametrize(
    "address",
    ["/ideas/debug", "/ideas/debug?case=3&pick=dC_dz-2-1&mistake=jacobian", "/ideas/debug?case=4&pick=dC_dz-1-1"],
)
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark"), (320, "light")])
def test_every_screen_and_reader(page: Page, width: int, theme: Literal["light", "dark"], address: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.locator(".debug-printed a, .debug-side a[id]:not(.mark), .debug-side button").evaluate_all(
        "all => all.filter(one => one.offsetHeight && one.offsetHeight < 24).map(one => one.id)"
    )
    assert small == []
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
