"""Wherever it is put it lives: below a path prefix, without cookies or storage, asking nobody else for anything."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.lesson_page import follow, mark_document, same_document, swap

_THROWING = """for (const storage of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, storage, { get() { throw new DOMException("none", "SecurityError"); } });"""


@pytest.fixture
def asked(page: Page) -> list[Request]:
    """Every request of the page."""
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    return requests


def a_walk_through(page: Page) -> None:
    """The first minute, steps, a focus, an edit, panels, errors, the way back."""
    follow(page, "guess-falls")
    follow(page, "guide-on")
    follow(page, "guide-steps")
    follow(page, "step")
    follow(page, "edge-2-1-1")
    page.locator("#field-w-2-1-1").fill("2.5")
    with swap(page):
        page.keyboard.press("Enter")
    follow(page, "toggle-settings")
    follow(page, "toggle-table")
    follow(page, "back")
    with swap(page):
        page.go_back()


def test_no_page_asks_another_host_for_anything_or_sets_a_cookie(
    page: Page, asked: list[Request], base_url: str
) -> None:
    page.goto("/")
    mark_document(page)
    a_walk_through(page)
    assert same_document(page)
    page.goto("/api")
    page.goto("/lesson?screen=projector&theme=dark")
    hosts = {urlsplit(request.url).netloc for request in asked if not request.url.startswith("data:")}
    assert hosts == {urlsplit(base_url).netloc}
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_below_a_prefix_everything_works_and_nothing_leaves_it(
    page: Page, asked: list[Request], prefixed_server: str
) -> None:
    page.goto(f"{prefixed_server}/")
    mark_document(page)
    a_walk_through(page)
    assert same_document(page)
    follow(page, "bias-1-1")
    page.goto(page.url)
    page.get_by_role("link", name="Projector").click()
    page.get_by_role("link", name="Leave projector").click()
    page.get_by_role("navigation", name="Site").get_by_role("link", name="API").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("JSON API")
    page.locator(".brand").click()
    page.get_by_role("link", name="Mazur's example").click()
    expect(page.locator("#C")).to_have_attribute("data-value", "0.2983711087600027")
    prefix = urlsplit(prefixed_server).path
    paths = [urlsplit(request.url).path for request in asked if not request.url.startswith("data:")]
    assert {path.startswith(f"{prefix}/") for path in paths} == {True}
    assert any(path.endswith("/static/style.css") for path in paths)


def test_a_prefix_that_looks_like_an_address_of_the_lesson_works(page: Page, serve: Callable[..., str]) -> None:
    page.goto(f"{serve('--root-path', '/lesson')}/lesson?at=loss")
    mark_document(page)
    follow(page, "neuron-2-1")
    expect(page.locator("#inspector .letter")).to_have_text("z₃")
    assert same_document(page)


def test_it_works_where_storage_throws(page: Page) -> None:
    page.add_init_script(_THROWING)
    page.goto("/")
    assert page.evaluate("() => { try { sessionStorage; return false; } catch { return true; } }")
    mark_document(page)
    a_walk_through(page)
    assert same_document(page)
