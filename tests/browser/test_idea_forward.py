"""∂z/∂w is the input, in a browser: a question, another weight, and a whole round by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap

ROUND = "/ideas/forward?round=3"
STATES = (
    "/ideas/forward", "/ideas/forward?answer=4", f"{ROUND}&turn=2&a1=1", f"{ROUND}&turn=2&a1=1&a2=7",
    f"{ROUND}&turn=5&a1=1&a2=7&a3=show&a4=2&a5=3", "/ideas/forward?preset=mosher&reveal=1",
)  # fmt: skip


def answer(page: Page, given: str) -> None:
    field = page.locator(".ask input[inputmode=decimal]")
    with swap(page):
        field.fill(given)
        field.press("Enter")


def test_a_wrong_answer_is_met_and_the_right_number_is_lit(page: Page) -> None:
    page.goto("/ideas/forward")
    expect(page.locator("#picture .mark.lit")).to_have_count(0)
    answer(page, "4")
    expect(page.locator(".reply")).to_contain_text("inside the neuron")
    expect(page.locator("#neuron-1-1")).to_have_class("mark neuron lit fore")
    with swap(page):
        page.locator("#edge-3-1-2 .plate").click()
    expect(page.locator("#sentence")).to_contain_text("∂z₅/∂w₁₀ is 0.111")
    with swap(page):
        page.locator("#cover").click()
    expect(page.locator(".forward-why")).to_have_text("")


def test_a_round_by_keyboard_alone(page: Page) -> None:
    page.goto("/ideas/forward")
    with swap(page):
        page.locator("#begin-round").press("Enter")
    for turn in range(1, 6):
        expect(page.locator(".turns .now")).to_contain_text(str(turn))
        answer(page, "123")
        if turn < 5:
            with swap(page):
                page.locator("#next-question").press("Enter")
    expect(page.locator("#result")).to_have_value("∂z/∂w read off, network 2-2-2-2, round 1: 0 of 5 right ✗✗✗✗✗")
    cold = page.content()
    page.reload()
    expect(page.locator("#score")).to_have_text("0 right of 5 answered")
    assert "123" in cold
    with swap(page):
        page.locator("#another-round").press("Enter")
    expect(page.locator("#score")).to_have_text("0 right of 0 answered")


def test_who_does_not_know_is_shown(page: Page) -> None:
    page.goto(ROUND)
    with swap(page):
        page.locator("#give-up").click()
    expect(page.locator("#sentence")).to_contain_text("Shown.")
    expect(page.locator("#score")).to_have_text("0 right of 1 answered")


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
