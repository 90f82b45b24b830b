"""Worksheets in a browser: a form without JavaScript, one page of A4 on paper, and every reader."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

LEAST = 7.0 * 96 / 72  # CSS pixels of seven points


def test_a_sheet_and_its_key_without_javascript(plain: Page) -> None:
    plain.goto("/lesson?preset=mazur&at=loss")
    plain.locator("#worksheet").click()
    plain.locator("#sheet-blanks").fill("4")
    plain.locator("#of-update").uncheck()
    plain.locator("#sheet-rules").check()
    plain.get_by_role("button", name="Make it").click()
    expect(plain.locator(".sheet-answers li")).to_have_count(4)
    expect(plain.locator(".sheet-rules li")).to_have_count(6)
    names = plain.locator(".sheet-answers li").all_text_contents()
    plain.locator("#sheet-other").click()
    answers = plain.locator(".sheet-answers li").all_text_contents()
    assert [one.split("=")[0].strip() for one in answers] == [one.split("=")[0].strip() for one in names]
    assert all(one.split("=")[1].strip() for one in answers)
    plain.locator("#sheet-next").click()
    assert "sheet=2" in plain.url
    assert "key" not in plain.url
    plain.locator("#sheet-lesson").click()
    expect(plain.locator(".heading")).to_have_text("Mazur's example")


@pytest.mark.parametrize("address", ["/worksheet", "/worksheet?preset=mosher&key=1&rules=1&blanks=12"])
def test_on_paper_it_is_one_page_that_can_be_read(page: Page, address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 680, "height": 1024})  # A4 without its margins, at 96 pixels an inch
    page.goto(address)
    for hidden in (".bar", ".foot", "#sheet-form"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollHeight") <= 1024
    sizes: list[float] = page.evaluate(
        """() => [...document.querySelectorAll(".sheet td, .sheet th, .sheet li, .sheet p, .sheet-net text:not(.more)")]
            .map(one => { const box = one.closest("svg"), size = parseFloat(getComputedStyle(one).fontSize);
                return box ? size * box.getBoundingClientRect().width / box.viewBox.baseVal.width : size; })"""
    )
    assert min(sizes) >= LEAST
    # black on white, whatever the screen's colours are
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    clipped = page.locator(".sheet-tables .scroll").evaluate_all(
        "all => all.some(one => one.scrollWidth > one.clientWidth)"
    )
    assert not clipped


@pytest.mark.parametrize("address", ["/worksheet?preset=mazur", "/worksheet?layers=4-8-8-3&key=1&rules=1"])
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark"), (320, "light")])
def test_every_screen_and_reader(page: Page, width: int, theme: Literal["light", "dark"], address: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
