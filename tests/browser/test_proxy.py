"""Behind README's nginx: https and a path prefix, pages and frames of another site alike."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.host_page import another_site, embedded
from tests.servers import needed, nginx, running


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    needed("nginx")
    with running("--port", "0", "--root-path", "/backprop") as (_, address):
        behind = httpx.URL(address).netloc.decode()
        with nginx(tmp_path_factory.mktemp("nginx"), behind) as front:
            yield front


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The certificate is the test's own."""
    return {**browser_context_args, "ignore_https_errors": True}


def test_a_lesson_is_stepped_through_there(page: Page, site: str) -> None:
    page.goto(f"{site}/lesson?at=z-2-1")
    page.locator("#step").click()
    expect(page).to_have_url(f"{site}/lesson?at=z-2-2")
    expect(page.locator("#sentence")).to_contain_text("z₄")
    page.go_back()
    expect(page).to_have_url(f"{site}/lesson?at=z-2-1")
    assert page.evaluate("isSecureContext")


def test_a_frame_of_another_site_steps_there(page: Page, site: str) -> None:
    with another_site() as publish:
        frame = embedded(page, publish, f"{site}/embed?at=z-2-1")
        frame.locator("#step").click()
        expect(frame.locator("#sentence")).to_contain_text("z₄")
        assert frame.url == f"{site}/embed?at=z-2-2"
        expect(frame.locator("#full")).to_have_attribute("href", f"{site}/lesson?at=z-2-2")


def test_what_is_shared_names_https_and_the_prefix(page: Page, site: str) -> None:
    page.goto(f"{site}/lesson?preset=mazur")
    link = page.locator("link[rel=canonical]")
    expect(link).to_have_attribute("href", f"{site}/lesson?preset=mazur")
