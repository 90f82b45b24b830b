"""The idea «backward» in a browser: z is dragged and the gain follows; no label meets another."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import follow, swap
from tests.browser.test_labels import MEETING

PAGES = ("/ideas/backward", "/ideas/backward?answer=1&z=8&twice=1&times=-1", "/ideas/backward?preset=softmax&reveal=1")
_AMPLIFIER = MEETING.replace("#picture text", "#one-neuron > text")


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


@pytest.mark.parametrize("width", [1440, 900, 320])
def test_no_two_labels_of_the_neuron_meet(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for said in (
        "",
        "reveal=1",
        "reveal=1&z=-9.7&w3=-9.75&d3=-0.125&w4=8.25&d4=0.0625",
        "reveal=1&function=gelu&z=3.3",
    ):
        page.goto(f"/ideas/backward?{said}")
        assert page.evaluate(_AMPLIFIER) == [], said


def test_the_gain_follows_z_while_it_is_dragged_and_the_address_follows(page: Page) -> None:
    page.goto("/ideas/backward?reveal=1")
    slider = page.locator("#slide-z")
    slider.focus()
    for _ in range(20):
        slider.press("ArrowRight")
    expect(page.locator("#at-z")).to_have_text("2")
    expect(page.locator("#gain")).to_have_text("0.105")
    expect(page.locator("#dC_dz")).to_have_text("0.105")
    page.wait_for_url("**z=2*")
    expect(page.locator("#announcer")).to_contain_text("At z = 2")


def test_the_answer_comes_only_after_a_guess(page: Page) -> None:
    page.goto("/ideas/backward")
    assert "?" in str(page.locator("#one-neuron").text_content())
    page.locator("#answer-answer").fill("1")
    with swap(page):
        page.locator("#ask-answer button").click()
    expect(page.locator(".reply").first).to_contain_text("σ′(z) is forgotten")
    expect(page.locator("#dC_dz")).to_have_text("0.25")


def test_twice_as_much_is_seen_on_the_whole_network(page: Page) -> None:
    page.goto("/ideas/backward?twice=1")
    before = page.locator("#dC_dz-1-1").get_attribute("data-value")
    follow(page, "times-4")
    after = page.locator("#dC_dz-1-1").get_attribute("data-value")
    assert float(str(after)) == pytest.approx(2 * float(str(before)), rel=1e-12)
    with swap(page):
        page.locator("#neuron-2-1").click()
    assert page.url.split("?")[0].endswith("/ideas/backward")
    expect(page.locator("#neuron-2-1.focused")).to_have_count(1)
