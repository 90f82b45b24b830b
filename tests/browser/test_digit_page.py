"""The picture of a digit network in a browser: what is pointed at, what is clicked, and the way through it by keys."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.ink import written
from engine.digit_examples import class_examples
from tests.browser.digit_page import SEVEN, draw, opened, rested
from tests.browser.lesson_page import swap

THREE = written(class_examples()[3][1])
AT = f"/digit?ink={THREE}&target=8"


def at_pixel(page: Page, pixel: int) -> tuple[float, float]:
    box = page.locator("#pixels").bounding_box()
    assert box
    row, column = divmod(pixel - 1, 16)
    return box["x"] + (column + 0.5) * box["width"] / 16, box["y"] + (row + 0.5) * box["height"] / 16


def test_the_digit_that_is_clicked_becomes_the_target(page: Page) -> None:
    opened(page)
    draw(page, SEVEN)
    rested(page)
    sure = page.locator("#overlay").inner_html()
    with swap(page):
        page.locator("#neuron-2-4").click()
    expect(page.locator("#neuron-2-4.target")).to_be_visible()
    assert page.locator("#overlay").inner_html() != sure
    assert page.url.endswith(page.locator("#lesson").get_attribute("data-ink") or "-")
    with swap(page):
        page.locator("#neuron-2-9").click()
    assert "target=8" in page.url


def test_a_pixel_that_is_pointed_at_says_its_numbers_and_its_paths(page: Page) -> None:
    opened(page, AT)
    page.mouse.move(*at_pixel(page, 120))
    box = page.locator("#peek-text")
    x = json.loads(page.locator("#live-pixels").get_attribute("data-x") or "")[119]
    expect(box).to_contain_text(f"x = {x}") if x not in (0, 1) else None
    expect(box.locator("li")).to_have_count(10)
    slope = json.loads(page.locator("#overlay").get_attribute("data-slope") or "")[119]
    expect(box).to_contain_text(repr(slope))
    page.mouse.move(5, 5)
    expect(box).to_be_empty()


def test_a_pixel_that_is_clicked_is_in_focus(page: Page) -> None:
    opened(page, AT)
    with swap(page):
        page.mouse.click(*at_pixel(page, 103))
    expect(page).to_have_url(re.compile("focus=x-0-103"))
    expect(page.locator(".paths li")).to_have_count(10)
    expect(page.locator(".pixel-focus")).to_have_attribute("x", "6")


def test_a_neuron_and_a_pixel_are_an_edge(page: Page) -> None:
    opened(page, AT)
    with swap(page):
        page.locator("#neuron-1-3 .body").click()
    expect(page).to_have_url(re.compile("focus=z-1-3"))
    with swap(page):
        page.mouse.click(*at_pixel(page, 103))
    expect(page).to_have_url(re.compile("focus=w-1-3-103"))
    expect(page.locator("#inspector")).to_contain_text("the weight from pixel in row 7, column 7 to z₃")


def test_all_edges_of_a_neuron_show_while_it_is_pointed_at(page: Page) -> None:
    opened(page, AT)
    assert page.locator("#peek path").count() == 0
    page.locator("#neuron-1-3 .body").hover()
    expect(page.locator("#peek path").first).to_be_attached()
    shown = sum((one.get_attribute("d") or "").count("C") for one in page.locator("#peek path").all())
    assert shown > 100
    expect(page.locator("#peek-text")).to_contain_text("z₃")
    expect(page.locator("#readout")).to_be_hidden()
    page.mouse.move(5, 5)
    expect(page.locator("#peek path")).to_have_count(0)


def test_the_slider_chooses_how_many_edges(page: Page) -> None:
    opened(page, AT)
    with swap(page):
        page.locator("#edge-count").fill("100")
    expect(page).to_have_url(re.compile("edges=100"))
    expect(page.locator(".digits .edge")).to_have_count(100)


def test_steps_by_keys_from_the_start_to_the_update(page: Page) -> None:
    opened(page, f"{AT}&at=")
    for _ in range(5):
        with swap(page):
            page.keyboard.press("ArrowRight")
    expect(page.locator(".phase")).to_have_text("← Backward")
    with swap(page):
        page.keyboard.press("u")
    expect(page.locator("[id^=y_new-2-]")).to_have_count(10)
    with swap(page):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("steps=w8"))
    with swap(page):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("at=update-2-10"))
    assert "steps" not in page.url


def test_the_drawing_is_made_more_like_the_target_and_back(page: Page) -> None:
    opened(page, AT)
    seen = page.locator("#lesson").get_attribute("data-seen")
    before = float(page.locator("#C").get_attribute("data-value") or "")
    with swap(page):
        page.locator("#morph").click()
    assert float(page.locator("#C").get_attribute("data-value") or "") < before
    assert page.locator("#lesson").get_attribute("data-seen") != seen
    with swap(page):
        page.locator("#undo").click()
    assert page.locator("#lesson").get_attribute("data-seen") == seen


def test_arrows_walk_to_the_pixels_and_enter_shows_one(page: Page) -> None:
    opened(page, f"{AT}&edges=0")
    page.locator("#neuron-1-1").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#pixels")).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("#announcer")).to_contain_text("row 2, column 2")
    with swap(page):
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("focus=x-0-18"))


def test_without_javascript_everything_but_the_pen_works(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(AT)
    expect(page.locator("noscript p")).to_contain_text("Drawing needs JavaScript.")
    page.locator("#neuron-2-10").click()
    expect(page).to_have_url(re.compile("target=9"))
    page.locator("#to-update").click()
    expect(page.locator("[id^=y_new-2-]")).to_have_count(10)
    page.get_by_role("link", name="4 or 9?").click()
    assert THREE not in page.url
    context.close()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_axe_finds_nothing(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    axe = Axe()
    for address in (AT, "/digit?ink=", f"{AT}&focus=x-0-120", f"{AT}&at=update-2-10&net=16-16-tanh&screen=projector"):
        opened(page, address)
        report = axe.run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"


def test_no_id_stands_twice_and_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, AT)
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(set(ids)) == len(ids)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1280, 1440])
def test_nothing_jumps_from_step_to_step(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, f"{AT}&at=")
    # On a phone the equations below have the height that they need.
    still, boxes = ("#picture", "#transport", ".deeds" if width < 800 else "#explanation"), set()
    for _ in range(8):
        boxes.add(str([page.locator(one).bounding_box() for one in still]))
        with swap(page):
            page.keyboard.press("ArrowRight")
    assert len(boxes) == 1


def test_a_network_is_trained_in_front_of_the_user_until_it_is_stopped(page: Page) -> None:
    page.goto("/digit?seed=1")
    expect(page.locator(".choices .help").first).to_contain_text("0 updates")
    began = len(page.evaluate("() => Array.from({ length: history.length })"))
    page.get_by_role("button", name="Watch it learn").click()
    expect(page.locator(".choices .help").first).to_contain_text("75 updates", timeout=10_000)
    page.get_by_role("button", name="Pause").click()
    expect(page).to_have_url(re.compile(r"trained=\d+"))
    rested = page.locator(".choices .help").first.text_content()
    page.wait_for_timeout(900)
    assert page.locator(".choices .help").first.text_content() == rested
    assert page.evaluate("history.length") <= began + 1
    page.reload()
    assert page.locator(".choices .help").first.text_content() == rested


def test_pausing_while_an_answer_is_under_way_still_rests_at_an_address(page: Page) -> None:
    page.add_init_script(
        "const send = XMLHttpRequest.prototype.send;"
        "XMLHttpRequest.prototype.send = function (body) { setTimeout(() => send.call(this, body), 600); };"
    )
    page.goto("/digit?seed=1")
    page.get_by_role("button", name="Watch it learn").click()
    page.get_by_role("button", name="Pause").click()
    expect(page).to_have_url(re.compile(r"trained=\d+"))
    rested = page.locator(".choices .help").first.text_content()
    page.reload()
    assert page.locator(".choices .help").first.text_content() == rested
