"""The way to other colours leads to colours that are not shown now, whatever the device has."""

from typing import Literal

import pytest
from playwright.sync_api import Page

PAGES = (
    "/lesson", "/train?layers=2-2-1&data=xor:40:0.1:1&updates=5", "/digit",
    "/compare?layers=2-2-1&data=xor:40:0.1:1&vs=lr%3D0.1",
)  # fmt: skip
GROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize(("shown", "other"), [("light", "dark"), ("dark", "light")])
@pytest.mark.parametrize("address", PAGES, ids=lambda one: one.split("?")[0])
def test_each_way_to_other_colours_changes_what_is_seen(
    page: Page, address: str, shown: Literal["light", "dark"], other: str
) -> None:
    page.emulate_media(color_scheme=shown)
    page.goto(address)
    before, ways = page.evaluate(GROUND), page.locator(".looks a:visible", has_text="Colours:")
    assert ways.all_inner_texts() == [f"Colours: {other}"]
    ways.click()
    page.wait_for_url(f"**theme={other}*")
    assert page.evaluate(GROUND) != before
    assert ways.all_inner_texts() == [f"Colours: {shown}", "Colours: automatic"]
    ways.first.click()
    page.wait_for_url(f"**theme={shown}*")
    assert page.evaluate(GROUND) == before
