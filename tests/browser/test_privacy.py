"""Nobody else is asked for anything, nothing is kept: all requests of every page, and of all that there is to do."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.lesson_page import follow, swap
from tests.browser.states import REFUSED, STATES

IRIS = Path(__file__).parents[1] / "data" / "iris.csv"
# Whatever keeps something in a browser throws when it is touched, as where cookies are blocked.
THROWING = """for (const [owner, name] of [[window, "localStorage"], [window, "sessionStorage"], [window, "indexedDB"],
        [window, "caches"], [Document.prototype, "cookie"], [Navigator.prototype, "serviceWorker"]])
    Object.defineProperty(owner, name, { get() { throw new DOMException("none", "SecurityError"); },
        set() { throw new DOMException("none", "SecurityError"); }, configurable: true });"""
_KEPT = """async () => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie,
    (await indexedDB.databases()).length]"""


@pytest.fixture
def asked(page: Page) -> list[Request]:
    """Every request of the page, of its frames and of its workers."""
    requests: list[Request] = []
    page.context.on("request", lambda request: requests.append(request))
    return requests


def others(asked: list[Request], base_url: str) -> set[str]:
    """Who else was asked for something; what a page has within itself is asked of nobody."""
    within = ("data:", "blob:", "about:")
    asked_for = {request.url for request in asked if not request.url.startswith(within)}
    return {url for url in asked_for if urlsplit(url).netloc != urlsplit(base_url).netloc}


def kept(page: Page, base_url: str) -> list[object]:
    """All that the site has put into this browser: read on an address of it without scripts, in the same tab."""
    page.goto(f"{base_url}/healthz")
    found: list[object] = [one for one in page.evaluate(_KEPT) if one]
    return found + list(page.context.cookies())


def step(page: Page, root: str) -> None:
    page.goto(f"{root}/")
    follow(page, "guess-falls")
    page.goto(f"{root}/lesson?preset=mazur")
    for _ in range(3):
        follow(page, "step")
    follow(page, "neuron-1-1")
    follow(page, "toggle-settings")
    follow(page, "toggle-table")
    with swap(page):
        page.go_back()


def train(page: Page, root: str) -> None:
    page.goto(f"{root}/train?layers=2-3-1&data=xor:60:0.1:1")
    page.locator("#play").click()
    expect(page.locator("[data-frame=updates]").first).to_have_text(re.compile("[1-9]"))
    page.locator("#play").click()
    expect(page).to_have_url(re.compile("updates=[1-9]"))


def draw(page: Page, root: str) -> None:
    page.goto(f"{root}/digit")
    expect(page.locator("#pad.ready")).to_be_visible()
    box = page.locator("#canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.15)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.85, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("[?&]ink="))
    expect(page.locator(".answer")).to_contain_text("1")


def share(page: Page, root: str) -> None:
    page.goto(f"{root}/lesson?at=dC_dz-2-1")
    page.locator("#share").click()
    expect(page.locator("#share-dialog")).to_be_visible()
    expect(page.frame_locator(".preview").locator("#sentence")).to_be_visible()


def bring_data(page: Page, root: str) -> None:
    page.goto(f"{root}/own")
    page.locator("input[type=file]").first.set_input_files(IRIS)
    page.locator("form:has(#table-text) [type=submit]").click()
    page.locator("form:has(#c1) [type=submit].primary").click()
    expect(page.locator("#play")).to_be_visible()
    assert "/train?" in page.url


def take_a_course(page: Page, root: str) -> None:
    page.goto(f"{root}/course/backpropagation/at-the-output")
    page.locator("#course-after").click()
    expect(page.locator("#picture")).to_be_visible()


def animate(page: Page, root: str) -> None:
    page.goto(f"{root}{STATES['animate']}")
    page.locator("#make").click()
    page.locator("#play").click()
    expect(page.locator("#preview")).to_be_visible()


FLOWS = (step, train, draw, share, bring_data, take_a_course, animate)


def test_no_page_asks_anybody_else_or_keeps_anything(
    page: Page, asked: list[Request], base_url: str, complaints: list[str]
) -> None:
    for name, address in STATES.items():
        page.goto(address)
        assert page.evaluate("document.cookie") == "", name
    assert others(asked, base_url) == set()
    assert len(asked) > 5 * len(STATES)
    assert kept(page, base_url) == []
    assert len(complaints) == len(REFUSED)
    complaints.clear()


@pytest.mark.parametrize("root", ["", "/zh"], ids=["english", "chinese"])
@pytest.mark.parametrize("flow", FLOWS)
def test_no_use_of_it_asks_anybody_else_or_keeps_anything(
    page: Page, asked: list[Request], base_url: str, flow: Callable[[Page, str], None], root: str
) -> None:
    flow(page, root)
    assert others(asked, base_url) == set()
    assert kept(page, base_url) == []
    assert all("cookie" not in {name.lower() for name in request.headers} for request in asked)


@pytest.mark.parametrize("flow", FLOWS)
def test_all_of_it_works_where_nothing_may_be_kept(page: Page, flow: Callable[[Page, str], None]) -> None:
    page.add_init_script(THROWING)
    flow(page, "")
    assert page.evaluate("() => { try { document.cookie; return false; } catch { return true; } }")


def test_what_is_kept_would_be_seen(page: Page, base_url: str) -> None:
    page.goto("/healthz")
    page.evaluate("sessionStorage.setItem('a', '1'), localStorage.setItem('b', '1'), document.cookie = 'c=1'")
    page.goto("/lesson")
    assert kept(page, base_url)[:3] == [["b"], ["a"], "c=1"]
