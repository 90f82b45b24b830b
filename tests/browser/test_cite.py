"""Citing a step and the notebook's cell in a browser: fields to copy, nothing that overflows, nobody asked."""

from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.notebook import show
from tests.browser.lesson_page import follow

LESSON = "/lesson?preset=mazur&at=dC_dz-1-1"
CITE = f"/cite?of={quote(LESSON)}"


def test_from_the_lesson_it_is_about_the_step_that_is_seen_now(page: Page) -> None:
    page.goto(LESSON)
    follow(page, "step")
    page.locator("#cite").click()
    assert "dC_dz-1-2" in page.locator("#cite-citation").input_value()


def test_a_field_is_copied_by_its_button(page: Page, base_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page.goto(CITE)
    page.get_by_role("button", name="Copy: NumPy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == page.locator("#cite-numpy").input_value().strip()
    assert "W1 = np.array([[0.15, 0.2], [0.25, 0.3]])" in copied


def test_a_file_is_loaded(page: Page) -> None:
    page.goto(CITE)
    with page.expect_download() as loading:
        page.get_by_role("link", name="Download numpy.py").click()
    assert loading.value.suggested_filename == "numpy.py"
    assert Path(loading.value.path()).read_text().startswith("# Mazur's example")


@pytest.mark.parametrize("language", ["", "/zh"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (320, 640)])
def test_axe_finds_nothing_and_nothing_overflows(page: Page, size: tuple[int, int], theme: str, language: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{language}{CITE}")
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_without_javascript_the_fields_are_there_and_no_idle_button(browser: Browser, base_url: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=base_url) as context:
        page = context.new_page()
        page.goto(CITE)
        expect(page.locator("#cite-pytorch")).to_be_visible()
        expect(page.get_by_role("button", name="Copy: PyTorch")).not_to_be_visible()
        expect(page.get_by_role("link", name="Download pytorch.py")).to_be_visible()


def test_the_cell_of_a_notebook_steps_and_asks_nobody(page: Page, tmp_path: Path) -> None:
    cell = show("preset=mazur&at=dC_dz-1-1&step=operation")._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!doctype html><meta charset=utf-8><title>A notebook</title>{cell}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "notebook.html").as_uri())
    frame = page.frame_locator("iframe")
    expect(frame.locator(".moment:visible .sentence")).to_contain_text("Backward")
    before = frame.locator(".moment:visible .place").inner_text()
    frame.locator("#next").click()
    expect(frame.locator(".moment:visible .place")).not_to_have_text(before)
    assert len(asked) == 1
