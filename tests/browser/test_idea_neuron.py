"""One neuron, in a browser: three questions, then everything follows the sliders."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.lesson_page import swap

STATES = (
    "/ideas/neuron", "/ideas/neuron?input=w1", "/ideas/neuron?input=x1&hard=both",
    "/ideas/neuron?input=x1&hard=dC_dz&slope=1", "/ideas/neuron?reveal=1&nudge=-0.5&move=b",
)  # fmt: skip


def value(page: Page, key: str) -> float:
    return float(page.locator(f"#{key}").get_attribute("data-value") or "")


def test_three_questions_one_after_another(page: Page) -> None:
    page.goto("/ideas/neuron")
    with swap(page):
        page.get_by_role("button", name="w₁ = 0.75").click()
    expect(page.locator("#ask-input .reply")).to_contain_text("other factor")
    assert value(page, "dz_dw") == 1.5
    with swap(page):
        page.get_by_role("button", name="both").click()
    expect(page.locator("#ask-hard .reply")).to_contain_text("all that comes after z")
    expect(page.locator("#change-C")).to_have_count(0)
    with swap(page):
        page.locator("#answer-slope").fill("0.22")
        page.keyboard.press("Enter")
    expect(page.locator("#ask-slope .reply")).to_contain_text("Right")
    assert value(page, "dz_dw") * value(page, "dC_dz") == pytest.approx(value(page, "dC_dw"), rel=1e-12)


def test_everything_follows_a_slider(page: Page) -> None:
    page.goto("/ideas/neuron?reveal=1")
    page.locator("#slide-x1").focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#dz_dw")).to_have_text("1.3")
    expect(page.locator("#at-x1")).to_have_text("1.3")
    assert value(page, "x-0-1") == 1.3
    assert value(page, "change-z") == pytest.approx(0.4 * 1.3)
    page.wait_for_url("**x1=1.3**")
    expect(page.locator("#slide-x1")).to_be_focused()
    with swap(page):
        page.locator("#choose-act").select_option("relu")
    assert value(page, "da_dz") == 1.0
    with swap(page):
        page.locator("#bias-1-1 .plate").click()
    assert value(page, "dz_dw") == 1.0
    expect(page.locator("#chain h2").first).to_have_text("b")


def test_without_a_script(browser: Browser, browser_context_args: dict[str, Any], base_url: str) -> None:
    context = browser.new_context(**{**browser_context_args, "base_url": base_url, "java_script_enabled": False})
    plain = context.new_page()
    plain.goto("/ideas/neuron?reveal=1")
    plain.locator("#slide-nudge").fill("1")
    plain.locator("#settings button").click()
    assert value(plain, "change-z") == 1.5
    plain.goto("/ideas/check?reveal=1")
    plain.locator("#nudge-number").fill("-0.25")
    plain.locator("#nudge-by-hand button").click()
    expect(plain.locator("#nudge-table caption")).to_contain_text("to 2.75")
    plain.goto("/ideas/forward")
    plain.locator("#edge-1-1-1 .plate").click()
    plain.locator("#answer-answer").fill("1")
    plain.locator("#ask-answer button").click()
    expect(plain.locator(".reply")).to_contain_text("Right")
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_it_fits_every_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in STATES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for address in STATES:
        page.goto(address)
        report = Axe().run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"
