"""What is clicked or typed while the server still thinks is never lost, and never mixes two moments."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.intercepting import intercept
from tests.browser.lesson_page import follow, opened_cold, swap, working_area


class SlowServer:
    """Holds every answer back until it is told to let go."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._held: list[Route] = []
        self._open = False
        intercept(page, lambda url: any(f"/{path}?" in url for path in ("step", "panels/lesson", "change")), self._take)

    def _take(self, route: Route) -> None:
        if self._open:
            route.continue_()
        else:
            self._held.append(route)

    def lets_go(self) -> None:
        """Every answer held so far arrives, and every later one at once."""
        with swap(self._page):
            self._open = True
            for route in self._held:
                route.continue_()

    def gives_up(self) -> None:
        """No answer arrives."""
        for route in self._held:
            route.abort()


def steps_on(page: Page, count: int, control: str = "step") -> str:
    """The address so many clicks away, each on a page that is fully there."""
    start = page.url
    for _ in range(count):
        page.goto(page.locator(f"#{control}").get_attribute("href") or "")
    there = page.url
    page.goto(start)
    return there


@pytest.mark.parametrize("control", ["step", "back"])
def test_double_and_triple_clicks_are_two_and_three_steps(page: Page, control: str) -> None:
    page.goto("/lesson?at=dC_dz-2-1")
    for clicks in (2, 3):
        there = steps_on(page, clicks, control)
        page.locator(f"#{control}").click(click_count=clicks)
        expect(page).to_have_url(there)
        expect(page.locator("#lesson.htmx-settling")).to_have_count(0)
        assert working_area(page) == opened_cold(page)


def test_three_clicks_before_the_first_answer(page: Page) -> None:
    page.goto("/lesson?at=loss")
    there = steps_on(page, 3)
    server = SlowServer(page)
    for _ in range(3):
        page.locator("#step").click()
    server.lets_go()
    expect(page).to_have_url(there)


def test_a_click_that_is_pressed_before_an_answer_and_released_after_it_is_a_step(page: Page) -> None:
    page.goto("/lesson?at=loss")
    there = steps_on(page, 2)
    server = SlowServer(page)
    page.locator("#step").click()
    page.mouse.down()
    server.lets_go()
    page.mouse.up()
    expect(page).to_have_url(there)


def test_what_is_pressed_and_not_released_there_is_no_click(page: Page) -> None:
    page.goto("/lesson?at=loss")
    there = steps_on(page, 1)
    server = SlowServer(page)
    page.locator("#step").click()
    page.mouse.down()
    server.lets_go()
    page.locator("#sentence").hover()
    page.mouse.up()
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(there)


def test_a_step_on_and_back_before_the_first_answer(page: Page) -> None:
    page.goto("/lesson?at=loss")
    start = page.url
    server = SlowServer(page)
    page.locator("#step").click()
    page.locator("#back").click()
    server.lets_go()
    expect(page).to_have_url(start)


def _opens_the_table(page: Page) -> None:
    page.locator("#toggle-table").click()


def _focuses_a_weight(page: Page) -> None:
    page.locator("#edge-3-1-1 .plate").click()


def _focuses_a_neuron_by_keyboard(page: Page) -> None:
    page.locator("#neuron-2-1").focus()
    page.keyboard.press("Enter")


def _sets_a_weight(page: Page) -> None:
    page.locator("#field-w-2-1-1").fill("7")
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("does", "finds"),
    [
        (_opens_the_table, "#table table"),
        (_focuses_a_weight, "#field-w-3-1-1"),
        (_focuses_a_neuron_by_keyboard, "#field-b-2-1"),
        (_sets_a_weight, "#w-2-1-1[data-value='7.0']"),
    ],
)
def test_a_step_is_not_lost_to_what_is_done_before_its_answer(
    page: Page, does: Callable[[Page], None], finds: str
) -> None:
    page.goto("/lesson?at=loss&focus=w-2-1-1")
    server = SlowServer(page)
    page.locator("#step").click()
    does(page)
    server.lets_go()
    expect(page.locator(finds).first).to_be_visible()
    expect(page).to_have_url(re.compile("at=dC_dy-3-1"))
    assert working_area(page) == opened_cold(page)


def test_a_key_that_is_held_down_stops_when_it_is_let_go(page: Page) -> None:
    page.goto("/lesson?at=loss")
    there = steps_on(page, 1)
    server = SlowServer(page)
    for _ in range(5):
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    server.lets_go()
    expect(page).to_have_url(there)
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(there)


def test_the_browsers_back_overtakes_a_step_under_way(page: Page, complaints: list[str]) -> None:
    page.goto("/lesson?at=loss")
    follow(page, "step")
    server = SlowServer(page)
    page.locator("#step").click()
    with swap(page):
        page.go_back()
    server.gives_up()
    assert "at=loss" in page.url
    assert working_area(page) == opened_cold(page)
    # htmx reports the step that was called off.
    assert all(complaint.startswith("htmx:") for complaint in complaints)
    complaints.clear()
