"""The pages of the two chain rules: by keyboard, by dragging, without JavaScript, on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = (
    "/ideas/chain-1", "/ideas/chain-1?answer=6", "/ideas/chain-1?g=sigmoid&h=sigmoid&reveal=1",
    "/ideas/chain-2", "/ideas/chain-2?answer=6&why=share", "/ideas/chain-2?g=cos&h=sin&f=squares&s=0.8&reveal=1",
)  # fmt: skip


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark"), (320, "light")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for address in PAGES:
        page.goto(address)
        report = Axe().run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_question_is_answered_by_keyboard_and_the_picture_opens(page: Page) -> None:
    page.goto("/ideas/chain-1")
    assert page.locator("#dz_dx").count() == 0
    page.locator("#answer-answer").focus()
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_contain_text("That is dz/dx")
    expect(page.locator("#dz_dx")).to_have_text("6")
    assert page.url.endswith("?answer=6")
    assert page.evaluate("document.activeElement.id") == "answer-answer"


def test_the_slider_moves_the_picture_at_once_and_the_address_follows(page: Page) -> None:
    page.goto("/ideas/chain-1?reveal=1")
    page.locator("#slide-x").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#value-x")).to_have_text("1.7")
    expect(page.locator("#dz_dx")).to_have_text("6.8")
    page.wait_for_url(re.compile(r"x=1\.7&reveal=1$"))
    assert page.evaluate("document.activeElement.id") == "slide-x"
    expect(page.locator("#announcer")).to_contain_text("x = 1.7")
    shown = page.locator("#lines").inner_html()
    page.reload()
    assert page.locator("#lines").inner_html() == shown
    page.go_back()
    expect(page.locator("#value-x")).to_have_text("1.5")


def test_a_slider_that_is_dragged_uncovers_nothing(page: Page) -> None:
    page.goto("/ideas/chain-2")
    page.locator("#slide-s").fill("2")
    expect(page.locator("#value-s")).to_have_text("2")
    page.wait_for_url(re.compile(r"s=2$"))
    assert page.locator("#dz_ds").count() == 0


def test_another_function_is_drawn_as_soon_as_it_is_chosen(page: Page) -> None:
    page.goto("/ideas/chain-2?reveal=1")
    page.locator("#choose-f").select_option("sum")
    expect(page.locator("#dz_ds")).to_have_text("4")
    assert "f=sum" in page.url


def test_without_javascript_every_form_has_its_button(browser: Browser, live_server: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=live_server) as context:
        page = context.new_page()
        page.goto("/ideas/chain-1")
        page.locator("#slide-x").press("ArrowRight")
        page.locator("#choose-g").select_option("sin")
        page.locator("#settings button").click()
        expect(page).to_have_url(re.compile(r"\?g=sin&x=1\.55$"))
        page.locator("#reveal").click()
        expect(page.locator("#dz_dx")).to_have_count(1)
        page.locator("#again").click()
        expect(page.locator("#dz_dx")).to_have_count(0)
