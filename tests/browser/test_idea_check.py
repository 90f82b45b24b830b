"""Check it, in a browser: asked first, nudged by hand and by keyboard, from the lesson and back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap

MAZUR = "/ideas/check?preset=mazur&focus=w-2-1-1"
STATES = (MAZUR, f"{MAZUR}&predict=%2B", f"{MAZUR}&predict=%2B&amount=2", f"{MAZUR}&reveal=1")


def value(page: Page, key: str) -> float:
    return float(page.locator(f"#{key}").get_attribute("data-value") or "")


def test_from_the_lesson_through_both_questions_and_back(page: Page) -> None:
    page.goto("/lesson?preset=mazur&updates=2&at=loss&focus=w-2-1-1")
    page.locator("#check").click()
    expect(page.locator("#update-number")).to_have_value("2")
    expect(page.locator("#gradient")).to_have_count(0)
    with swap(page):
        page.get_by_role("button", name="it rises").click()
    with swap(page):
        page.locator("#answer-amount").fill("7")
        page.keyboard.press("Enter")
    expect(page.locator("#ask-amount .reply")).to_contain_text("Not so")
    assert value(page, "gradient") == pytest.approx(0.0839, abs=5e-4)
    page.get_by_role("link", name="Open as a lesson").click()
    expect(page).to_have_url("/lesson?preset=mazur&updates=2&at=loss&focus=w-2-1-1")


def test_the_slider_is_followed_while_it_moves_and_the_address_when_it_rests(page: Page) -> None:
    page.goto(f"{MAZUR}&reveal=1")
    gradient = value(page, "gradient")
    slider = page.locator("#nudge-slider")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#nudge-number")).to_have_value("0.53")
    expect(slider).to_be_focused()
    assert value(page, "predicted") == pytest.approx(gradient * 0.53, rel=1e-12)
    page.wait_for_url("**nudge=0.53**")
    box = slider.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    there = float(slider.input_value())
    assert -1 <= there < -0.5
    page.wait_for_url(f"**nudge={there}**")
    assert value(page, "predicted") == pytest.approx(gradient * there, rel=1e-12)
    actual = value(page, "actual")
    page.reload()
    assert value(page, "actual") == actual


def test_a_weight_clicked_in_the_picture_is_checked_without_a_new_page(page: Page) -> None:
    page.goto(f"{MAZUR}&reveal=1")
    page.evaluate("window.first = true")
    with swap(page):
        page.locator("#edge-1-1-1 .plate").click()
    assert value(page, "gradient") == pytest.approx(0.000438568, abs=5e-10)
    assert page.evaluate("window.first")
    with swap(page):
        page.locator("#parameter-name").fill("b3")
        page.keyboard.press("Enter")
    expect(page.locator("#nudge-title")).to_contain_text("bias of z₃")
    with swap(page):
        page.locator("#update-after").click()
    expect(page.locator("#update-number")).to_have_value("1")
    page.go_back()
    expect(page.locator("#update-number")).to_have_value("0")


def test_a_weight_that_is_not_there_is_said_and_nothing_is_lost(page: Page, complaints: list[str]) -> None:
    page.goto(f"{MAZUR}&reveal=1")
    page.locator("#parameter-name").fill("w77")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("w1 … w8")
    expect(page.locator("#gradient")).to_be_visible()
    complaints.clear()


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
