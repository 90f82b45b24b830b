"""axe finds nothing to complain of, on any page, in both themes, on a desktop, a phone and a projector."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGES = (
    "/", "/lesson?at=loss&focus=w-3-1-1&guide=falls", "/lesson?at=loss&guide=all", "/lesson", "/lesson?at=dC_da-2-1",
    "/lesson?preset=mosher&updates=1&focus=z-2-1&open=figures,settings,table", "/lesson?at=gradient&focus=C",
    "/lesson?layers=16-24-24-10&at=dC_da-2-1", "/lesson?at=dC_dz-2-1&screen=projector",
    "/lesson?at=gradient&focus=w-2-1-1&screen=projector", "/lesson?lr=minus", "/api",
)  # fmt: skip


@pytest.fixture
def reader(
    browser: Browser, browser_context_args: dict[str, Any], base_url: str, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of the given width and theme."""
    width, theme = request.param
    size = {"width": width, "height": 900}
    context = browser.new_context(
        **{**browser_context_args, "base_url": base_url, "viewport": size, "color_scheme": theme}
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("reader", [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")], indirect=True)
def test_axe_finds_nothing(reader: Page) -> None:
    axe = Axe()
    for address in PAGES:
        reader.goto(address)
        report = axe.run(reader)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"


def test_every_page_has_one_main_heading_and_no_id_twice(page: Page) -> None:
    for address in (PAGES[0], PAGES[5], PAGES[8]):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(set(ids)) == len(ids), address
