"""The idea «framework» in a browser: cells are asked for by table and by picture, and covered until then."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import follow, swap

PAGES = (
    "/ideas/framework", "/ideas/framework?answer=0.9&view=both", "/ideas/framework?seen=all&view=reversed",
    "/ideas/framework?layers=8-16-10&answer=show",
)  # fmt: skip


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (320, "light"), (390, "dark")])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_screen(
    page: Page, width: int, theme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    for address in PAGES:
        page.goto(address)
        report = Axe().run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_the_whole_table_of_the_notes_network_is_in_one_view(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/ideas/framework")
    bottoms = page.locator(".product").evaluate_all("all => all.map(one => one.getBoundingClientRect().bottom)")
    assert len(bottoms) == 3
    assert max(bottoms) < 900


def test_a_cell_is_asked_for_predicted_and_then_seen(page: Page) -> None:
    page.goto("/ideas/framework")
    follow(page, "ask-dC_dw-3-1-2")
    expect(page.locator("label[for=answer-answer]")).to_have_text("What is ∂C/∂w₁₀?")
    expect(page.locator("#edge-3-1-2.focused")).to_have_count(1)
    page.locator("#answer-answer").fill("-0.0100")
    with swap(page):
        page.locator("#answer-answer").press("Enter")
    expect(page.locator(".reply")).to_contain_text("Right.")
    expect(page.locator("#ask-dC_dw-3-1-2 b")).to_have_text("−0.0100")
    assert page.locator(".covered").count() == 17
    follow(page, "next")
    assert page.locator(".covered").count() == 17


def test_a_wire_asks_for_its_product_in_both_pictures(page: Page) -> None:
    page.goto("/ideas/framework?view=both")
    with swap(page):
        page.locator("#reversed-edge-1-2-1 .plate").click()
    assert page.url.split("?")[0].endswith("/ideas/framework")
    expect(page.locator("label[for=answer-answer]")).to_have_text("What is ∂C/∂w₃?")
