"""The page of an animation: it shows how far it is, previews only what was asked for, and works without scripts."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from app import raster
from tests.browser.intercepting import intercept

pytestmark = pytest.mark.skipif(not raster.available(), reason="resvg-py or a font is not installed")

ADDRESS = "/animate?of=/lesson%3Fpreset%3Dmazur&step=layer&width=300"


def test_it_is_made_part_by_part_and_shown(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, reduced_motion="no-preference")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ADDRESS)
    expect(page.locator("#preview")).to_be_hidden()
    assert not [address for address in asked if ".gif" in address]
    page.locator("#make").click()
    expect(page.locator("#preview")).to_be_visible(timeout=20_000)
    expect(page.locator("#preview")).to_have_js_property("naturalWidth", 300)
    parts = [address for address in asked if "&part=" in address]
    assert [int(address.rpartition("=")[2]) for address in parts] == list(range(len(parts)))
    assert len(parts) == int(page.locator("#animation").get_attribute("data-parts") or 0) == 3
    whole = page.request.get(page.locator("#animation").get_attribute("data-address") or "").body()
    assert Image.open(io.BytesIO(whole)).n_frames == 12  # type: ignore[attr-defined]
    assert (page.locator("#preview").get_attribute("src") or "").startswith("blob:")
    context.close()


def test_where_less_motion_is_asked_for_nothing_plays_by_itself(page: Page) -> None:
    page.goto(ADDRESS)
    page.locator("#make").click()
    expect(page.locator("#still")).to_be_visible(timeout=20_000)
    expect(page.locator("#preview")).to_be_hidden()
    page.locator("#play").click()
    expect(page.locator("#preview")).to_be_visible()


def test_a_server_that_does_not_answer_is_said(page: Page, complaints: list[str]) -> None:
    page.goto(ADDRESS)
    intercept(page, "**/*part=1*", lambda route: route.abort())
    page.locator("#make").click()
    expect(page.locator("#failed")).to_be_visible(timeout=20_000)
    expect(page.locator("#make")).to_be_enabled()
    complaints.clear()


def test_without_scripts_it_is_a_form_and_a_link(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESS)
    expect(page.locator("#make")).to_be_hidden()
    page.locator("[name=pace]").fill("500")
    page.locator("form.animate button").click()
    assert "pace=500" in (page.locator("#download").get_attribute("href") or "")
    assert "preset=mazur" in (page.locator("#download").get_attribute("href") or "")
    context.close()


@pytest.mark.parametrize("address", [ADDRESS, "/animate?of=/train%3Fpreset%3Dxor"])
@pytest.mark.parametrize("width", [320, 1280])
def test_anyone_can_use_it(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
