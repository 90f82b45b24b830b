"""Pointing: all digits of what one points at, and a term of the equation tied to its place in the picture."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap

AT = "/lesson?at=dC_da-2-1"


def test_pointing_at_a_number_shows_all_its_digits(page: Page) -> None:
    page.goto(AT)
    readout = page.locator("#readout")
    expect(readout).to_be_hidden()
    for key in ("dC_da-2-1", "w-3-1-1", "z-1-1", "y-3-2", "C", "backward-3-1-1"):
        page.locator(f"#{key}").hover()
        digits = page.locator(f"#{key}").get_attribute("data-value") or ""
        assert len(digits) >= 3
        expect(readout).to_contain_text(digits)
        expect(readout).to_be_in_viewport(ratio=1)
    page.locator(".brand").hover()
    expect(readout).to_be_hidden()


def test_pointing_at_a_figure_of_the_equation_too(page: Page) -> None:
    page.goto(AT)
    figure = page.locator(".equation [data-ref=w-3-1-1][data-value]").first
    figure.hover()
    expect(page.locator("#readout")).to_contain_text(page.locator("#w-3-1-1").get_attribute("data-value") or "")


@pytest.mark.parametrize("address", [AT, f"{AT}&screen=projector"])
def test_every_term_of_the_equation_is_tied_to_its_place(page: Page, address: str) -> None:
    page.goto(address)
    terms = page.locator(".equation [data-ref]")
    keys = set(terms.evaluate_all("terms => terms.map(term => term.dataset.ref)"))
    assert {"w-3-1-1", "w-3-2-1", "dC_dz-3-1", "dC_dz-3-2", "dC_da-2-1"} <= keys
    for key in keys:
        place = page.locator(f"[id='{key}']")
        expect(place).to_be_visible()
        page.locator(f".equation [data-ref='{key}']").first.hover()
        expect(place).to_have_class(re.compile(r"\btied\b"))
        expect(page.locator(".mark.tied")).to_have_count(1)
        page.mouse.move(0, 0)
        expect(page.locator(".tied")).to_have_count(0)


def test_a_weights_term_also_lights_its_wire(page: Page) -> None:
    page.goto(AT)
    page.locator(".equation [data-ref='w-3-2-1']").first.hover()
    expect(page.locator("#wire-3-2-1.tied")).to_be_attached()


def test_pointing_at_the_picture_marks_the_term(page: Page) -> None:
    page.goto(AT)
    page.locator("#dC_dz-3-2").hover()
    expect(page.locator(".equation [data-ref='dC_dz-3-2'].tied").first).to_be_visible()


def test_a_mark_says_everything_and_shows_what_had_no_room(page: Page) -> None:
    page.goto("/lesson?layers=3-4-3&at=gradient")
    page.locator("#neuron-2-1 .body").hover(position={"x": 5, "y": 60})
    expect(page.locator("#readout")).to_contain_text(page.locator("#neuron-2-1").get_attribute("aria-label") or "")
    page.locator("#edge-2-1-1 .plate").hover()
    for one in page.locator("#edge-2-1-1 .more").all():
        expect(one).to_be_visible()
    with swap(page):
        page.mouse.down()
        page.mouse.up()
    for one in page.locator("#edge-2-1-1 .more").all():
        expect(one).to_be_visible()
