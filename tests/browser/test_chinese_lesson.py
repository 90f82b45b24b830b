"""The lesson in Chinese, in a browser: no label meets another, no button breaks, what goes wrong is said in Chinese."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.intercepting import intercept
from tests.browser.lesson_page import follow
from tests.browser.test_labels import MEETING, STICKING_OUT

# Buttons and links of the bar and of the working area whose words take more than one line.
_BROKEN = """() => [...document.querySelectorAll(".bar nav a, .bar nav button, .control, .size, .stop, .zooms span")]
    .filter(one => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const boxes = [...range.getClientRects()].filter(box => box.width);
        const lines = new Set(boxes.map(box => Math.round(box.bottom / 12)));
        return one.checkVisibility() && lines.size > 1;
    }).map(one => one.textContent)"""
_ROWS = """() => new Set([...document.querySelectorAll(".bar nav > *")].filter(one => one.checkVisibility()
    && !one.matches(".language")).map(one => one.getBoundingClientRect().top)).size"""


@pytest.mark.parametrize("network", ["", "preset=mosher", "layers=4-8-5&act=relu,softmax&loss=cross_entropy&view=both"])
def test_no_two_labels_meet_at_any_step(page: Page, network: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/zh/lesson?{network}{'&' if network else ''}step=operation")
    while True:
        assert page.evaluate(MEETING) == [], page.url
        assert page.evaluate(STICKING_OUT) == [], page.url
        if "updates=1" in page.url:
            break
        follow(page, "step")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_button_breaks_over_two_lines(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/zh/", "/zh/lesson?at=gradient&focus=w-2-1-1", "/zh/lesson?preset=mosher&updates=1&open=settings"):
        page.goto(address)
        assert page.evaluate(_BROKEN) == [], address


@pytest.mark.parametrize("root", ["", "/zh"])
def test_the_links_of_the_site_stand_in_one_line_on_the_smallest_telephone(page: Page, root: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/", "/lesson?at=loss", "/api"):
        page.goto(f"{root}{address}")
        assert page.evaluate(_ROWS) == 1


def test_a_server_that_does_not_answer_is_told_of_in_chinese(page: Page, complaints: list[str]) -> None:
    def drop(route: Route) -> None:
        route.abort()

    page.goto("/zh/lesson?at=dC_dz-2-1")
    intercept(page, "**/step?*", drop)
    page.locator("#step").click()
    expect(page.get_by_role("alert")).to_contain_text("服务器没有回应。")
    expect(page.get_by_role("alert")).to_contain_text("什么也没有丢失")
    complaints.clear()


def test_each_step_is_heard_in_chinese_and_the_other_language_follows_it(page: Page) -> None:
    page.goto("/zh/lesson?at=dC_dz-2-1")
    follow(page, "step")
    expect(page).to_have_url("/zh/lesson?at=dC_dz-2-2")
    expect(page.locator("#announcer")).to_contain_text("反向，z₄")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url("/lesson?at=dC_dz-2-2")
    expect(page.locator("#sentence")).to_contain_text("Backward, z₄")
