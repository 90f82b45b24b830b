"""Sharing in a browser: a dialog that follows the choices, a page without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.lesson_page import follow

LESSON = "/lesson?preset=mazur&at=dC_dz-1-1"


def opened(page: Page, address: str = LESSON) -> None:
    page.goto(address)
    page.locator("#share").click()
    expect(page.locator("#share-dialog")).to_be_visible()


def test_the_dialog_is_about_what_is_seen_now(page: Page, base_url: str) -> None:
    page.goto(LESSON)
    follow(page, "step")
    page.locator("#share").click()
    expect(page.locator("#copy-link")).to_have_value(page.url)
    assert page.url == f"{base_url}/lesson?preset=mazur&at=dC_dz-1-2"
    preview = page.frame_locator(".preview")
    expect(preview.locator("#sentence")).to_have_text(page.locator("#sentence").inner_text())


def test_the_fields_and_the_preview_follow_the_choices(page: Page, complaints: list[str]) -> None:
    opened(page)
    frame = page.locator("#copy-iframe")
    expect(frame).to_have_value(re.compile("Backward, z₁"))
    page.get_by_label("From the start").check()
    expect(frame).to_have_value(re.compile(r'/embed\?preset=mazur" title="Mazur\'s example: Nothing'))
    expect(page.locator("#share-text")).to_have_attribute("placeholder", re.compile("^Nothing is computed"))
    page.get_by_label("Colours").select_option("dark")
    expect(frame).to_have_value(re.compile("preset=mazur&amp;theme=dark"))
    expect(page.frame_locator(".preview").locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_label("Title", exact=True).press_sequentially("Mine")
    expect(frame).to_have_value(re.compile('title="Mine: Nothing'))
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    page.get_by_label("Height, pixels").fill("9")
    expect(page.locator("#share-dialog .problem")).to_contain_text("height")
    page.get_by_label("Height, pixels").fill("400")
    expect(frame).to_have_value(re.compile('height="400"'))
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


def test_the_preview_loses_controls_and_changes_its_language(page: Page, complaints: list[str]) -> None:
    opened(page)
    page.locator(".share-controls summary").click()
    page.get_by_label("Editing").check()
    page.get_by_role("checkbox", name="Steps").check()
    frame = page.locator("#copy-iframe")
    expect(frame).to_have_value(
        re.compile(r"/embed/controls=sizes,timeline,inspector,questions,panels,views,links\?preset")
    )
    preview = page.frame_locator(".preview")
    expect(preview.locator("#sizes, .transport .sizes")).to_be_visible()
    expect(preview.locator("#step")).to_have_count(0)
    page.get_by_label("Language").select_option("zh")
    expect(frame).to_have_value(re.compile("/zh/embed/controls=sizes"))
    expect(page.locator("#copy-link")).to_have_value(re.compile("/zh/lesson"))
    expect(preview.locator("html")).to_have_attribute("lang", "zh")
    expect(page.get_by_label("Editing")).to_be_checked()
    assert complaints == []


def test_the_keys_of_the_page_rest_and_escape_closes_the_dialog_alone(page: Page) -> None:
    opened(page, f"{LESSON}&focus=z-1-1")
    address = page.url
    page.locator("#share-dialog .share-close").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("b")
    page.keyboard.press("Escape")
    expect(page.locator("#share-dialog")).not_to_be_visible()
    assert page.url == address
    expect(page.locator("#share")).to_be_focused()
    page.locator("#share").press("Enter")
    expect(page.locator("#share-dialog")).to_be_visible()


def test_what_is_copied_is_what_the_field_holds(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    page.get_by_role("button", name="Copy: HTML").click()
    expect(page.locator("#shared")).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#copy-iframe").input_value()


def test_without_javascript_it_is_a_page(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(LESSON)
    page.locator("#share").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Share")
    page.get_by_label("From the start").check()
    page.get_by_role("button", name="Update").click()
    expect(page.locator("#copy-link")).to_have_value(f"{base_url}/lesson?preset=mazur")
    page.get_by_role("link", name="Back to").click()
    expect(page.locator("#picture")).to_be_visible()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_it(page: Page, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    opened(page)
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto("/share?of=/train%3Fupdates%3D3")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == width
