"""axe finds nothing to complain of: on every page and in every state of it, in both themes, in English and Chinese."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from anyio.from_thread import start_blocking_portal
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from app.errors import Busy
from app.guard import Guard
from app.main import create_app
from app.settings import Settings
from tests.browser.states import REFUSED, STATES
from tests.client import Client

T = TypeVar("T")
# What depends on the theme: the same page, once more.
_IN_THE_DARK = """() => axe.run(document, { runOnly: ["color-contrast"], resultTypes: ["violations"] })
    .then(report => report.violations.flatMap(it => it.nodes.map(node => [node.target, node.failureSummary])))"""
SOME = dict(list(STATES.items())[::7]) | {"front": "/", "own": "/own"}


def complaints_of_axe(page: Page) -> list[object]:
    """What axe finds on the page as it is, and its colours in the dark."""
    page.emulate_media(color_scheme="light")
    found: list[object] = [
        (it["id"], [node["target"] for node in it["nodes"]])
        for it in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    ]
    page.emulate_media(color_scheme="dark")
    dark: list[object] = page.evaluate(_IN_THE_DARK)
    return found + dark


@pytest.mark.parametrize(
    ("root", "width", "states"),
    [("", 1280, STATES), ("", 390, SOME), ("/zh", 1280, SOME), ("/zh", 390, SOME)],
    ids=["all", "phone", "chinese", "chinese-phone"],
)
def test_axe_finds_nothing(page: Page, complaints: list[str], root: str, width: int, states: dict[str, str]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for name, address in states.items():
        page.goto(root + address)
        if it := complaints_of_axe(page):
            found[name] = it
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert len(set(ids)) == len(ids), name
        assert page.locator("h1").count() == 1, name
    assert found == {}
    assert len(complaints) == len(set(REFUSED) & set(states))
    complaints.clear()


def test_axe_finds_nothing_in_what_opens_over_a_page(page: Page) -> None:
    for opener, opened in (
        ("[popovertarget=keys]", "#keys"),
        ("#share", "#share-dialog"),
        (".looks :text('Legend')", ".letters"),
    ):
        page.goto("/lesson?at=dC_dz-2-1")
        page.locator(opener).first.click()
        expect(page.locator(opened)).to_be_visible()
        assert complaints_of_axe(page) == [], opened


def test_axe_finds_it_where_there_is_something(page: Page) -> None:
    page.goto("/lesson")
    page.locator("#sentence").evaluate(
        "one => { one.style.color = 'rgb(130, 130, 130)'; one.style.fontSize = '12px'; }"
    )
    found = str(complaints_of_axe(page))
    assert "'color-contrast', [['#sentence']]" in found


class Full(Guard):
    """Has room for nobody."""

    async def run(self, work: Callable[[], T]) -> T:  # noqa: ARG002
        raise Busy


@pytest.fixture
def sent_away(page: Page) -> None:
    """Whoever asks for a lesson gets the page of a server that is busy."""
    with start_blocking_portal() as portal:
        answer = Client(portal, create_app(Settings(), Full(1))).get("/lesson?preset=mazur")
    assert answer.status_code == 503

    def busy(route: Route) -> None:
        route.fulfill(status=503, content_type="text/html; charset=utf-8", body=answer.text)

    page.route("**/lesson?*", busy)


@pytest.mark.usefixtures("sent_away")
def test_axe_finds_nothing_on_the_page_of_a_busy_server(page: Page, complaints: list[str]) -> None:
    page.goto("/lesson?preset=mazur")
    expect(page.get_by_text("busy").first).to_be_visible()
    assert complaints_of_axe(page) == []
    complaints.clear()
