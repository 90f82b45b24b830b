"""One's own data and weights in a browser: with and without JavaScript, on a phone, for axe."""

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

IRIS = Path(__file__).parents[1] / "data" / "iris.csv"
WEIGHTS = '{"layers": [{"weights": [[1, 2], [3, 4]], "biases": [0, 1], "activation": "tanh"}]}'


def test_a_file_and_its_columns_without_javascript(
    browser: Browser, browser_context_args: dict[str, Any], base_url: str
) -> None:
    context = browser.new_context(**{**browser_context_args, "base_url": base_url, "java_script_enabled": False})
    page = context.new_page()
    page.goto("/own")
    page.get_by_label("or choose a file").first.set_input_files(IRIS)
    page.get_by_role("button", name="Read the table").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your data: 150 rows, 5 columns")
    expect(page.get_by_label("species")).to_have_value("target")
    page.get_by_role("button", name="It is data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your data: 151 rows, 5 columns")
    page.go_back()
    page.get_by_label("sepal length").select_option("out")
    page.get_by_role("button", name="Train a network on it").click()
    assert "/train?" in page.url
    assert ":2-3-4:5:classes:standard" in page.url
    context.close()


def test_pasted_weights_become_a_lesson(page: Page, complaints: list[str]) -> None:
    page.goto("/own")
    page.get_by_label("Paste JSON here").fill(WEIGHTS)
    page.get_by_role("button", name="Open it as a lesson").click()
    expect(page.locator("#w-1-2-1")).to_have_attribute("data-value", "3.0")
    assert not complaints


def test_after_a_mistake_the_field_with_it_has_the_focus(page: Page, complaints: list[str]) -> None:
    page.goto("/own")
    page.get_by_label("Paste JSON here").fill("{}")
    page.get_by_role("button", name="Open it as a lesson").click()
    field = page.get_by_label("Paste JSON here")
    expect(field).to_be_focused()
    expect(field).to_have_value("{}")
    expect(field).to_be_in_viewport()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, complaints: list[str], width: int, theme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)

    def check() -> None:
        report = Axe().run(page)
        assert report.violations_count == 0, report.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto("/own")
    check()
    page.get_by_label("Paste it here").fill(f"x,y,class\n1,2,{'long' * 30}\n3")
    with page.expect_navigation():
        page.get_by_role("button", name="Read the table").click()
    check()
    page.get_by_label("Paste it here").fill(IRIS.read_text().replace("setosa", "a" * 70))
    with page.expect_navigation():
        page.get_by_role("button", name="Read the table").click()
    check()
    page.get_by_label("sepal length").select_option("target")
    with page.expect_navigation():
        page.get_by_role("button", name="Train a network on it").click()
    check()
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()
