"""All paths, slips and beliefs in a browser: by keyboard, without JavaScript, on every screen, with nothing for axe."""

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.lesson_page import swap

WIDE = "/ideas/paths?layers=4-8-8-8-3"
STATES = (
    "/ideas/paths", "/ideas/paths?reveal=1", f"{WIDE}&reveal=1", "/ideas/slips?sum=a&reveal=1", "/ideas/beliefs?zero=a",
    "/ideas/beliefs?reveal=1",
)  # fmt: skip


def test_the_paths_are_counted_then_added_up_then_compared_by_keyboard(page: Page) -> None:
    page.goto("/ideas/paths")
    expect(page.locator("#paths")).to_have_count(0)
    with swap(page):
        page.locator("#answer-count").focus()
        page.keyboard.type("8")
        page.keyboard.press("Enter")
    expect(page.locator("#ask-count .reply")).to_contain_text("leads to z₁ alone")
    expect(page.locator("#total")).to_have_count(0)
    with swap(page):
        page.locator("#answer-sum").focus()
        page.keyboard.type("−0.00357")
        page.keyboard.press("Enter")
    expect(page.locator("#ask-sum .reply")).to_contain_text("Right.")
    total = float(page.locator("#total").get_attribute("data-value") or "")
    backward = float(page.locator("#backward").get_attribute("data-value") or "")
    assert total == pytest.approx(backward, rel=1e-12)
    with swap(page):
        page.get_by_role("button", name="about 660 times").press("Enter")
    expect(page.locator("#times-digits")).to_have_text("664")


def test_a_path_is_lit_by_choosing_it_and_stands_out_while_one_points_at_it(page: Page) -> None:
    page.goto("/ideas/paths?reveal=1")
    lit = page.locator("#picture .wire.fore.lit[id^=wire-]")
    assert lit.evaluate_all("all => all.map(one => one.id)") == ["wire-1-1-1", "wire-2-2-1", "wire-3-2-2"]
    with swap(page):
        page.locator("#light-2").press("Enter")
    assert lit.evaluate_all("all => all.map(one => one.id)") == ["wire-1-1-1", "wire-2-1-1", "wire-3-1-1"]
    expect(page.locator("#light-2")).to_have_attribute("aria-current", "true")
    assert "path=2" in page.url
    page.locator("#light-4").hover()
    expect(page.locator("#wire-3-1-2")).to_have_class(re.compile(r"\btied\b"))
    page.locator("h1").hover()
    expect(page.locator("#wire-3-1-2")).not_to_have_class(re.compile(r"\btied\b"))


def test_another_weight_is_chosen_in_the_picture(page: Page) -> None:
    page.goto("/ideas/paths?count=4")
    with swap(page):
        page.locator("#edge-2-1-1 .plate").click()
    expect(page.locator("#parameter-name")).to_have_value("w5")
    expect(page.locator("#paths")).to_have_count(0)
    expect(page.locator("#ask-count")).to_contain_text("How many paths lead from w₅ to C?")


def test_slips_are_answered_one_by_one_without_losing_the_others(page: Page) -> None:
    page.goto("/ideas/slips")
    for name, button, score in (("sum", 1, "1 of 10 answered, 1 right"), ("n", 1, "2 of 10 answered, 1 right")):
        with swap(page):
            page.locator(f"#ask-{name} button").nth(button).press("Enter")
        expect(page.locator("#sentence")).to_have_text(score)
    expect(page.locator("#item-sum .evidence")).to_be_visible()
    with swap(page):
        page.locator("#again").click()
    expect(page.locator(".evidence")).to_have_count(0)


def test_the_picture_of_a_page_of_questions_leads_to_the_lesson(page: Page) -> None:
    page.goto("/ideas/beliefs")
    page.locator("#neuron-2-1").click()
    page.wait_for_url("**/lesson?**focus=z-2-1")
    expect(page.locator("h1")).to_have_text("The notes' network")


def test_all_of_it_works_without_javascript(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/ideas/paths")
    page.locator("#answer-count").fill("4")
    page.locator("#ask-count button").click()
    page.locator("#answer-sum").fill("1")
    page.locator("#ask-sum button").click()
    expect(page.locator("#total")).to_be_visible()
    page.locator("#light-3").click()
    expect(page.locator("#light-3")).to_have_attribute("aria-current", "true")
    page.goto("/ideas/beliefs")
    page.locator("#ask-negative button").first.click()
    page.locator("#answer-of-x").fill("20")
    page.locator("#ask-of-x button").click()
    expect(page.locator("#sentence")).to_have_text("2 of 10 answered, 0 right")
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_they_fit_every_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in STATES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        small = page.locator("#lesson :is(.control, .quiet, .stop, button, input)").evaluate_all(
            """all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24)
            .map(one => one.outerHTML)"""
        )
        assert small == [], address


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_axe_finds_nothing(page: Page, width: int, theme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    for address in STATES:
        page.goto(address)
        report = Axe().run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"


def test_the_legend_of_the_letters_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-2-1&notation=common")
    legend = page.locator("#letters")
    expect(legend).to_be_hidden()
    page.get_by_role("button", name="Legend").press("Enter")
    expect(legend).to_be_visible()
    expect(legend).to_contain_text("δ")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    page.keyboard.press("Escape")
    expect(legend).to_be_hidden()
