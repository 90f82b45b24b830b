"""The network in reverse in a browser: the switch, walking within each network, screens of every size, and axe."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.lesson_page import follow, numbers, numbers_of_address, opened_cold, working_area
from tests.browser.test_labels import MEETING

PAGES = (
    "/lesson?at=dC_da-2-1&view=reversed", "/lesson?at=dC_dz-1-1&focus=z-2-1&view=both",
    "/lesson?preset=softmax&at=gradient&dx=1&view=reversed", "/lesson?layers=16-24-24-10&at=dC_da-2-1&view=both",
    "/lesson?layers=4-8-5&at=dC_dz-1-4&view=reversed", "/lesson?at=dC_dz-2-1&view=reversed&screen=projector",
)  # fmt: skip


def test_the_switch_leads_there_and_back_and_stepping_stays_there(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-3-2")
    follow(page, "view-reversed")
    follow(page, "step")
    assert "view=reversed" in page.url
    assert page.locator("#dC_da-2-1").text_content() == "−0.388"
    assert working_area(page) == opened_cold(page)
    assert numbers(page).items() <= numbers_of_address(page).items()
    follow(page, "view-both")
    assert page.locator("#picture svg").count() == 2
    follow(page, "view-forward")
    assert page.locator(".net.reversed").count() == 0


def test_the_gains_come_with_the_forward_pass_and_the_signals_with_the_backward_pass(page: Page) -> None:
    page.goto("/lesson?view=reversed")
    follow(page, "to-forward")
    kinds = {key.split("-")[0] for key in numbers(page)}
    assert "da_dz" in kinds
    assert not kinds & {"dC_dz", "dC_da", "dC_dy", "backward", "z", "a", "b", "forward"}
    follow(page, "to-backward")
    assert {"dC_dz", "dC_da", "dC_dy", "backward"} <= {key.split("-")[0] for key in numbers(page)}


@pytest.mark.parametrize("view", ["reversed", "both"])
def test_the_arrows_walk_within_one_network(page: Page, view: str) -> None:
    page.goto(f"/lesson?at=dC_da-2-1&view={view}")
    prefix = "reversed-" if view == "both" else ""
    page.locator(f"#{prefix}neuron-3-1").focus()
    for key, place in (
        ("ArrowLeft", "edge-3-1-1"), ("ArrowDown", "edge-3-2-1"), ("ArrowLeft", "neuron-2-1"),
        ("ArrowDown", "neuron-2-2"), ("ArrowLeft", "edge-2-2-1"), ("ArrowRight", "neuron-2-2"),
        ("ArrowUp", "neuron-2-1"), ("ArrowRight", "edge-3-1-1"), ("ArrowRight", "neuron-3-1"), ("ArrowRight", "loss"),
        ("ArrowLeft", "neuron-3-2"),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == prefix + place
    assert "gain σ′(z₆) 0.142" in str(page.locator(f"#{prefix}neuron-3-2").get_attribute("aria-label"))


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (320, "light"), (390, "dark")])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_screen(
    page: Page, width: int, theme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 760})
    page.emulate_media(color_scheme=theme)
    axe = Axe()
    for address in PAGES if width == 1440 else PAGES[:3]:
        page.goto(address)
        report = axe.run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_nothing_moves_while_one_steps(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/lesson?view=reversed&step=layer")
    place = page.locator("#step").bounding_box()
    while "updates=1" not in page.url:
        follow(page, "step")
        assert page.locator("#step").bounding_box() == place, page.url


_SMALLEST = """() => Math.min(...[...document.querySelectorAll("#picture text")]
    .filter(one => one.checkVisibility() && one.textContent)
    .map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a))"""


@pytest.mark.parametrize("network", ["", "preset=mazur", "preset=softmax", "preset=mosher", "layers=3-4-3"])
def test_on_a_projector_no_text_is_small_and_none_meets_another(page: Page, network: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    for at in ("loss", "dC_dz-1-1", "gradient"):
        page.goto(f"/lesson?{network}&at={at}&dx=1&view=reversed&screen=projector")
        assert page.evaluate(_SMALLEST) > 21.9, page.url
        assert page.evaluate(MEETING) == [], page.url
