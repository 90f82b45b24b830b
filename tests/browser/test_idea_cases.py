"""The idea «cases» in a browser: from question to number by keyboard alone, and without JavaScript."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.lesson_page import follow, swap
from tests.browser.test_labels import MEETING

PAGES = (
    "/ideas/cases", "/ideas/cases?done=1&answer=back", "/ideas/cases?done=5&answer=-0.388", "/ideas/cases?done=9",
    "/ideas/cases?preset=softmax&done=1",
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


@pytest.mark.parametrize("network", ["", "preset=mazur&", "layers=3-4-3&"])
def test_no_two_labels_meet_at_any_step(page: Page, network: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/ideas/cases?{network}")
    while page.locator("#show").count():
        assert page.evaluate(MEETING) == [], page.url
        follow(page, "show")
        assert page.evaluate(MEETING) == [], page.url
        follow(page, "next")


def test_a_right_answer_by_keyboard_leads_on(page: Page) -> None:
    page.goto("/ideas/cases?done=5")
    field = page.locator("#answer-answer")
    field.focus()
    field.type("−0.0458")
    with swap(page):
        field.press("Enter")
    expect(page.locator(".reply")).to_contain_text("Right.")
    expect(page.locator("#dC_dz-2-1")).to_have_text("−0.0458")
    with swap(page):
        page.locator("#next").press("Enter")
    assert "done=6" in page.url
    assert "answer" not in page.url


def test_it_works_without_javascript(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/ideas/cases")
    page.get_by_role("button", name="∂C/∂z₃ and ∂C/∂z₄").click()
    expect(page.locator(".reply")).to_contain_text("Right.")
    page.locator("#next").click()
    page.get_by_role("button", name="∂C/∂z₄, of the neuron beside it").click()
    expect(page.locator(".reply")).to_contain_text("do not feed each other")
    context.close()
