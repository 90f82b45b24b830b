"""axe finds nothing to complain of, on any page, in both themes, on a desktop, a phone and a projector."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = (
    "/", "/lesson?at=loss&focus=w-3-1-1&guide=falls", "/lesson?at=dC_dz-2-1&screen=projector",
    "/lesson?preset=mosher&updates=1&focus=z-2-1&open=figures,settings,table", "/lesson?at=dC_da-2-1", "/lesson",
    "/lesson?layers=16-24-24-10&at=dC_da-2-1", "/lesson?at=gradient&focus=C", "/lesson?lr=minus",
    "/lesson?at=gradient&focus=w-2-1-1&screen=projector", "/lesson?at=loss&guide=all", "/api",
)  # fmt: skip

Theme = Literal["light", "dark"]


@pytest.mark.parametrize(
    ("width", "theme", "addresses"),
    [(1440, "light", PAGES), (1440, "dark", PAGES[::3]), (390, "light", PAGES[1::3]), (390, "dark", PAGES[:4])],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)
def test_axe_finds_nothing(
    page: Page, complaints: list[str], width: int, theme: Theme, addresses: tuple[str, ...]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    axe = Axe()
    for address in addresses:
        page.goto(address)
        report = axe.run(page)
        assert report.violations_count == 0, f"{address}\n{report.generate_report()}"
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


def test_every_page_has_one_main_heading_and_no_id_twice(page: Page) -> None:
    for address in PAGES[:4]:
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(set(ids)) == len(ids), address
