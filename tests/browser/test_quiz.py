"""Predict, then reveal, in a browser: by keyboard alone, without JavaScript, on a narrow screen, for every reader."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import mark_document, numbers, numbers_of_address, same_document, swap

QUESTION = "/lesson?preset=mazur&at=gradient&cover=dC_dz-1-1,dC_dw-2-1-1"
PASS = "/lesson?preset=mazur&at=gradient&cover=pass"
RIGHT = {"dC_dz-1-1": "0.00877", "dC_dw-2-1-1": "0.0822"}


def test_a_quiz_by_keyboard_alone(page: Page) -> None:
    page.goto(QUESTION)
    mark_document(page)
    page.locator("#answer-dC_dw-2-1-1").focus()
    page.keyboard.type("0.1")
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator("#said-dC_dw-2-1-1")).to_be_visible()
    expect(page.locator("#answer-dC_dw-2-1-1")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(RIGHT["dC_dw-2-1-1"])
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator("#reply")).to_contain_text("Right. ∂C/∂w₅ is 0.0822")
    expect(page.locator("#announcer")).to_contain_text("Right. ∂C/∂w₅ is 0.0822")
    # the next question has the keyboard
    expect(page.locator("#answer-dC_dz-1-1")).to_be_focused()
    page.keyboard.type(RIGHT["dC_dz-1-1"])
    with swap(page):
        page.keyboard.press("Enter")
    expect(page.locator(".score")).to_have_text("2 of 2 right, 1 at the first try")
    expect(page.locator("#quiz-again")).to_be_focused()
    assert same_document(page)
    assert numbers(page).items() <= numbers_of_address(page).items()


def test_the_back_button_goes_back_to_the_question(page: Page) -> None:
    page.goto(QUESTION)
    page.locator("#answer-dC_dw-2-1-1").fill(RIGHT["dC_dw-2-1-1"])
    with swap(page):
        page.locator("#check-dC_dw-2-1-1").click()
    expect(page.locator(".score")).to_contain_text("1 of 2 right")
    page.go_back()
    expect(page.locator(".score")).to_contain_text("0 of 2 right")
    expect(page.locator("#answer-dC_dw-2-1-1")).to_be_visible()


def test_the_picture_has_a_question_mark_and_no_number(page: Page) -> None:
    page.goto(QUESTION)
    neuron = page.locator("#neuron-1-1")
    expect(neuron.locator(".asked")).to_have_text("?")
    expect(page.locator("#dC_dz-1-1")).to_have_count(0)
    neuron.hover()
    expect(page.locator("#readout")).not_to_contain_text("0.0087")
    assert "0.00877" not in page.content()


def test_the_result_line_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{QUESTION}&answers=dC_dz-1-1:{RIGHT['dC_dz-1-1']},dC_dw-2-1-1:show")
    line = page.locator("#result-line").text_content()
    page.get_by_role("button", name="Copy the result").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == line
    assert line is not None
    assert "1 of 2 right" in line


def test_without_javascript(plain: Page) -> None:
    plain.goto("/lesson?preset=mazur&at=gradient&focus=z-1-1")
    plain.locator("#cover-dC_dz-1-1").click()
    plain.locator("#answer-dC_dz-1-1").fill("0.036350306")  # ∂C/∂a₁
    plain.locator("#check-dC_dz-1-1").click()
    expect(plain.locator("#said-dC_dz-1-1")).to_contain_text("σ′(z) is forgotten")
    plain.locator("#answer-dC_dz-1-1").fill("0,00877")
    plain.locator("#check-dC_dz-1-1").click()
    expect(plain.locator(".score")).to_contain_text("1 of 1 right")
    plain.locator("#uncover").click()
    plain.locator("#quiz-me").click()
    expect(plain.locator(".score")).to_have_text("0 of 8 right")
    plain.locator("#quiz .ask a").first.click()
    expect(plain.locator("#reply")).to_contain_text("Shown.")


def test_a_word_for_a_number_is_refused_in_place(page: Page, complaints: list[str]) -> None:
    page.goto(QUESTION)
    page.locator("#answer-dC_dw-2-1-1").fill("much")
    page.locator("#check-dC_dw-2-1-1").click()
    expect(page.get_by_role("alert")).to_contain_text("much")
    expect(page.locator("#answer-dC_dw-2-1-1")).to_have_value("much")
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


@pytest.mark.parametrize("address", [QUESTION, PASS, f"{QUESTION}&answers=dC_dz-1-1:5"])
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark"), (320, "light")])
def test_every_screen_and_reader(page: Page, width: int, theme: Literal["light", "dark"], address: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes: list[list[float]] = page.locator("#quiz a, #quiz button, #quiz input:not([type=hidden])").evaluate_all(
        "all => all.filter(one => one.offsetHeight).map(one => [one.offsetWidth, one.offsetHeight])"
    )
    assert sizes
    assert min(map(min, sizes)) >= 24
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
