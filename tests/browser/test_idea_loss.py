"""The landscape of a loss: by mouse, by finger, by keyboard and without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

VALLEY = "preset=nielsen&act=linear&x=1;2;3&target=3;3.2;4.2&w=0.6&b=2.2&from-across=2.6&from-up=0.4&span=4"
PAGES = (
    "/ideas/loss", f"/ideas/loss?{VALLEY}&lr=0.125&which=-", f"/ideas/loss?{VALLEY}&lr=0.115&reveal=1",
    "/ideas/loss?preset=xor&span=8&reveal=1", "/ideas/loss?preset=cs231n&which=-&rises=higher",
)  # fmt: skip


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "dark"), (320, "light")])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for address in PAGES:
        page.goto(address)
        report = Axe().run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def place(page: Page, across: float, up: float) -> tuple[float, float]:
    """Where a share of the plot is on the screen."""
    box = page.locator(".plot-frame").bounding_box()
    assert box
    return box["x"] + across * box["width"], box["y"] + (1 - up) * box["height"]


def test_the_start_is_dragged_and_the_address_follows(page: Page) -> None:
    page.goto(f"/ideas/loss?{VALLEY}&lr=0.06&reveal=1")
    box = page.locator(".start-mark").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    stops = [place(page, 0.8 - 0.09 * step, 0.5) for step in range(1, 6)]
    page.mouse.down()
    for x, y in stops:
        page.mouse.move(x, y, steps=3)
    page.mouse.up()
    expect(page.locator("#start-a")).to_have_value(re.compile(r"^-0\.\d+$"))
    page.wait_for_url(re.compile(r"from-across=-0\.\d+&from-up=2\.\d+"))
    drawn = page.locator("#map").inner_html()
    page.reload()
    assert page.locator("#map").inner_html() == drawn


def test_a_click_begins_where_it_was(page: Page) -> None:
    page.goto(f"/ideas/loss?{VALLEY}&lr=0.06")
    page.mouse.click(*place(page, 0.25, 0.75))
    page.wait_for_url(re.compile(r"from-across=-1\.\d+&from-up=4\.\d+"))
    assert page.locator(".gradient").count() == 0


def test_eta_is_dragged_on_a_scale_of_powers_of_ten(page: Page) -> None:
    page.goto(f"/ideas/loss?{VALLEY}&lr=0.1&reveal=1")
    slider = page.locator("#slide-rate")
    assert float(slider.input_value()) == pytest.approx(-1.0, abs=0.011)
    slider.fill("-0.7")
    expect(page.locator("#rate")).to_have_value("0.2")
    expect(page.locator("#sentence")).to_contain_text("diverge")
    page.wait_for_url(re.compile(r"lr=0\.2&"))


def test_the_steps_are_walked_with_the_arrow_keys(page: Page) -> None:
    page.goto(f"/ideas/loss?{VALLEY}&lr=0.115&steps=0&reveal=1")
    for count in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        expect(page.locator(".stop-mark")).to_have_count(count)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".stop-mark")).to_have_count(2)
    page.keyboard.press("End")
    expect(page.locator(".stop-mark")).to_have_count(200)


def test_the_questions_are_answered_by_keyboard(page: Page) -> None:
    page.goto(f"/ideas/loss?{VALLEY}&lr=0.125")
    page.get_by_role("button", name="left: w₁ falls").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reply")).to_contain_text("Right.")
    expect(page.locator(".landing")).to_have_count(1)
    page.get_by_role("button", name="lower").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".reply").nth(1)).to_contain_text("this one is too long")
    expect(page.locator("#sentence")).to_contain_text("diverges")


def test_a_refused_number_is_said_and_nothing_is_lost(page: Page, complaints: list[str]) -> None:
    page.goto("/ideas/loss?reveal=1")
    page.locator("#rate").fill("-3")
    page.locator("#rate").press("Enter")
    expect(page.locator("#problem")).to_contain_text("lr")
    assert page.locator("#map").count() == 1
    complaints.clear()


def test_without_javascript_the_map_is_a_grid_of_links(browser: Browser, live_server: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=live_server) as context:
        page = context.new_page()
        page.goto(f"/ideas/loss?{VALLEY}&lr=0.06")
        assert not page.locator("#slide-rate").is_visible()
        page.mouse.click(*place(page, 0.26, 0.76))
        page.wait_for_url(re.compile(r"from-across=-1\.4&from-up=4\.2"))
        page.locator("#rate").fill("0,2")
        page.get_by_role("button", name="Set").click()
        page.wait_for_url(re.compile(r"lr=0\.2&"))
        page.locator("#choose-up").select_option("w1")
        page.locator("#choose-across").select_option("b1")
        page.get_by_role("button", name="Draw this map").click()
        assert "across=b1&up=w1" in page.url


def test_a_finger_drags_the_start_and_scrolls_elsewhere(browser: Browser, live_server: str) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True, base_url=live_server
    ) as context:
        page = context.new_page()
        page.goto(f"/ideas/loss?{VALLEY}&lr=0.06")
        grip = page.locator(".grip").bounding_box()
        assert grip
        assert grip["width"] >= 24
        page.touchscreen.tap(*place(page, 0.25, 0.75))
        page.wait_for_url(re.compile(r"from-across=-1\.\d+&from-up=4\.\d+"))
