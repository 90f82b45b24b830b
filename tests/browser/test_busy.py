"""A busy server is asked again by the page itself, which says so; nothing is lost, and after some tries it gives up."""

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Route, expect

from app import answers
from app.errors import Busy
from app.guard import Guard
from app.main import create_app
from app.settings import Settings
from tests.browser.intercepting import intercept
from tests.browser.lesson_page import opened_cold, working_area

AT = "/lesson?at=dC_dz-2-1"
NEXT = "/lesson?at=dC_dz-2-2"
T = TypeVar("T")


class Reluctant(Guard):
    """Sends away as many as it is told to, and then works like any other."""

    def __init__(self) -> None:
        super().__init__(2)
        self.refusals = 0

    async def run(self, work: Callable[[], T]) -> T:
        if self.refusals > 0:
            self.refusals -= 1
            raise Busy
        return await super().run(work)


class Server:
    """A server in a thread of this process, so that a test can make it busy."""

    def __init__(self) -> None:
        self.guard = Reluctant()
        config = uvicorn.Config(create_app(Settings(), self.guard), port=0, log_level="warning")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    it = Server()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.problems.RETRY_SECONDS", (1, 1))
        it.thread.start()
        while not it.server.started:
            it.thread.join(0.01)
        yield it
        it.server.should_exit = True
        it.thread.join()


@pytest.fixture(autouse=True)
def _willing(server: Server, complaints: list[str]) -> Iterator[None]:
    server.guard.refusals = 0
    answers.clear()  # what is kept needs no guard
    yield
    server.guard.refusals = 0
    # The browser notes each refusal; nothing else is allowed.
    noted = ("503 (Service Unavailable)", "Error Code 503", "historyCacheMissLoadError")
    complaints[:] = [one for one in complaints if not any(note in one for note in noted)]


@pytest.fixture(scope="module")
def browser_context_args(browser_context_args: dict[str, Any], server: Server) -> dict[str, Any]:
    return {**browser_context_args, "base_url": server.address}


SAID = re.compile(r"The server is busy\s+Nothing is lost: it is asked again in [12] s")


def test_a_step_that_is_sent_away_twice_is_asked_again_and_arrives(page: Page, server: Server) -> None:
    page.goto(AT)
    before, place = working_area(page), page.locator("#step").bounding_box()
    server.guard.refusals = 2
    page.locator("#step").click()
    busy = page.locator("#problem").get_by_role("status")
    expect(busy).to_have_text(SAID)
    assert page.locator("#step").bounding_box() == place
    expect(busy).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(re.compile(re.escape(AT) + "$"))
    assert working_area(page) == before
    expect(page).to_have_url(re.compile(re.escape(NEXT) + "$"), timeout=15_000)
    expect(page.locator("#problem > *")).to_have_count(0)
    assert server.guard.refusals == 0
    assert working_area(page)[1:] == opened_cold(page)[1:]


def test_what_is_clicked_while_the_server_is_busy_is_not_lost(page: Page, server: Server) -> None:
    page.goto(AT)
    for _ in range(3):
        page.locator("#step").click()
        page.wait_for_timeout(300)
    three_on = page.url
    page.goto(AT)
    answers.clear()
    server.guard.refusals = 1
    page.locator("#step").click(click_count=3)
    expect(page).to_have_url(three_on, timeout=15_000)


def test_a_form_that_is_sent_away_is_sent_again(page: Page, server: Server) -> None:
    page.goto(f"{AT}&focus=w-2-1-1")
    server.guard.refusals = 1
    page.locator("#field-w-2-1-1").fill("2.5")
    page.keyboard.press("Enter")
    expect(page.locator("#problem").get_by_role("status")).to_be_visible()
    expect(page).to_have_url(re.compile("set=w"), timeout=15_000)
    assert page.url.count("2.5") == 1
    expect(page.locator("#problem > *")).to_have_count(0)


def test_who_goes_back_meanwhile_stays_there(page: Page, server: Server) -> None:
    page.goto(AT)
    page.locator("#step").click()
    expect(page).to_have_url(re.compile(re.escape(NEXT) + "$"))
    server.guard.refusals = 1
    page.locator("#step").click()
    expect(page.locator("#problem").get_by_role("status")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(re.escape(AT) + "$"))
    expect(page.locator("#problem > *")).to_have_count(0)
    page.wait_for_timeout(2500)
    expect(page).to_have_url(re.compile(re.escape(AT) + "$"))
    assert working_area(page)[1:] == opened_cold(page)[1:]


def test_the_browsers_way_back_to_a_busy_server_arrives(page: Page, server: Server) -> None:
    page.goto(AT)
    page.locator("#step").click()
    expect(page).to_have_url(re.compile(re.escape(NEXT) + "$"))
    answers.clear()
    server.guard.refusals = 2
    page.go_back()
    expect(page.locator("#picture")).to_be_visible(timeout=15_000)
    expect(page).to_have_url(re.compile(re.escape(AT) + "$"))
    expect(page.locator("#step")).to_have_attribute("href", NEXT)
    assert server.guard.refusals == 0


def test_a_server_that_stays_busy_is_left_alone_until_the_button_is_pressed(page: Page, server: Server) -> None:
    page.goto(AT)
    before = working_area(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.install()
    server.guard.refusals = 1000
    page.locator("#step").click()
    for _ in range(7):
        expect(page.locator("#problem .busy")).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.clock.fast_forward(60_000)
    gave_up = page.locator("#problem .gave-up")
    expect(gave_up).to_contain_text("It stays busy. Nothing is lost")
    assert 2 <= len(asked) <= 7
    count = len(asked)
    page.clock.fast_forward(600_000)
    assert len(asked) == count
    assert working_area(page) == before
    expect(page).to_have_url(re.compile(re.escape(AT) + "$"))
    server.guard.refusals = 0
    gave_up.get_by_role("button").click()
    expect(page).to_have_url(re.compile(re.escape(NEXT) + "$"))
    expect(page.locator("#problem > *")).to_have_count(0)


def test_a_proxy_whose_server_is_being_started_again_is_asked_again(page: Page, complaints: list[str]) -> None:
    page.goto(AT)
    failures = [502, 504]

    def fail(route: Route) -> None:
        if failures:
            route.fulfill(status=failures.pop(), content_type="text/html", body="<h1>Bad Gateway</h1>")
        else:
            route.continue_()

    intercept(page, "**/step?*", fail)
    page.locator("#step").click()
    expect(page.locator("#problem").get_by_role("status")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(NEXT) + "$"), timeout=20_000)
    complaints.clear()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_page_that_is_sent_away_comes_by_itself(browser: Browser, server: Server, javascript: bool) -> None:
    context = browser.new_context(java_script_enabled=javascript, base_url=server.address)
    page = context.new_page()
    address = f"/lesson?preset=mazur&seed={7 + javascript}"
    server.guard.refusals = 2
    response = page.goto(address)
    assert response is not None
    assert response.status == 503
    expect(page.get_by_text("by itself in 1 second")).to_be_visible()
    expect(page.locator("#picture")).to_be_visible(timeout=15_000)
    assert page.url.endswith(address)
    context.close()


def test_the_link_of_that_page_leads_to_the_same_address(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=server.address)
    page = context.new_page()
    server.guard.refusals = 1
    page.goto("/lesson?preset=mazur&seed=9")
    page.get_by_role("link", name="Try again now").click()
    expect(page.locator("#picture")).to_be_visible()
    assert page.url.endswith("/lesson?preset=mazur&seed=9")
    context.close()


def test_playing_goes_on_after_a_busy_moment(page: Page, server: Server) -> None:
    page.goto("/train?preset=xor")
    server.guard.refusals = 1
    page.locator("#play").click()
    expect(page.locator("#problem .busy")).to_be_visible()
    expect(page.locator("#player")).to_have_attribute("data-drawn", re.compile("[1-9]"), timeout=15_000)
    expect(page.locator("#problem > *")).to_have_count(0)
    page.locator("#play").click()
    expect(page).to_have_url(re.compile("updates=[1-9]"))


def test_the_maps_of_a_busy_moment_come_later(page: Page, server: Server) -> None:
    page.goto("/train?preset=xor")
    painted = page.locator("#picture").screenshot()
    answers.clear()

    def answer_the_page_and_be_busy(route: Route) -> None:
        route.fulfill(response=route.fetch())
        server.guard.refusals = 2

    page.route("**/train?preset=xor", answer_the_page_and_be_busy)
    page.goto("/train?preset=xor")
    expect(page.locator("#problem .busy")).to_be_visible()
    expect(page.locator("#problem > *")).to_have_count(0, timeout=15_000)
    page.wait_for_timeout(500)
    assert page.locator("#picture").screenshot() == painted


def test_a_dragged_idea_follows_after_a_busy_moment(page: Page, server: Server) -> None:
    page.goto("/ideas/neuron")
    slider = page.locator("form[data-live] input[type=range]").first
    server.guard.refusals = 1
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#problem .busy")).to_be_visible()
    expect(page.locator("#problem > *")).to_have_count(0, timeout=15_000)
    expect(page).not_to_have_url(re.compile("/ideas/neuron$"))
