"""A server that does not answer, or answers with an error: it is said, nothing is lost, and trying again works."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.intercepting import intercept
from tests.browser.lesson_page import follow, opened_cold, swap, working_area

AT = "/lesson?at=dC_dz-2-1"
# The controls whose place is the error's as well.
COVERED = """() => {
    const it = document.querySelector("[role=alert]").getBoundingClientRect();
    return [...document.querySelectorAll("a, button, input, select, label, h2")].filter(one => {
        const box = one.getBoundingClientRect();
        return box.width && box.left < it.right && box.right > it.left && box.top < it.bottom && box.bottom > it.top;
    }).map(one => one.outerHTML.slice(0, 80));
}"""


def _drop(route: Route) -> None:
    route.abort()


def _refuse(route: Route) -> None:
    route.fulfill(
        status=500,
        content_type="text/html",
        body='<main><section class="problem" role="alert"><p>Something broke.</p></section></main>',
    )


def test_without_an_answer_the_page_stays_and_the_next_try_works(page: Page, complaints: list[str]) -> None:
    page.goto(AT)
    before, place = working_area(page), page.locator("#step").bounding_box()
    intercept(page, "**/step?*", _drop)
    page.locator("#step").click(click_count=2)
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("The server does not answer.")
    assert page.locator("#step").bounding_box() == place, "the next click would meet something else"
    expect(problem).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(AT)
    assert working_area(page) == before
    page.unroute("**/step?*")
    follow(page, "step")
    expect(page).to_have_url("/lesson?at=dC_dz-2-2")
    expect(problem).to_have_count(0)
    assert working_area(page) == opened_cold(page)
    complaints.clear()


def test_a_focus_and_an_edit_without_an_answer_stay_too(page: Page, complaints: list[str]) -> None:
    page.goto(f"{AT}&focus=w-2-1-1")
    before = working_area(page)
    for pattern in ("**/panels/lesson?*", "**/change?*"):
        intercept(page, pattern, _drop)
    page.locator("#field-w-2-1-1").fill("2.5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    expect(page.locator("#field-w-2-1-1")).to_have_value("2.5")
    page.locator("#neuron-1-1").click()
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    expect(page).to_have_url(f"{AT}&focus=w-2-1-1")
    assert working_area(page) == before
    for pattern in ("**/panels/lesson?*", "**/change?*"):
        page.unroute(pattern)
    follow(page, "neuron-1-1")
    expect(page.locator("#inspector .letter")).to_have_text("z₁")
    complaints.clear()


@pytest.mark.parametrize("width", [390, 1440])
def test_an_error_is_shown_where_one_looks_and_the_address_stays(page: Page, complaints: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{AT}&open=settings,table")
    before, history = working_area(page), page.evaluate("history.length")
    intercept(page, "**/step?*", _refuse)
    intercept(page, "**/panels/lesson?*", _refuse)
    page.locator("#step").click()
    problem = page.get_by_role("alert")
    expect(problem).to_have_text("Something broke.")
    expect(problem).to_be_in_viewport(ratio=1)
    page.locator("#toggle-table").scroll_into_view_if_needed()
    expect(problem).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(f"{AT}&open=settings,table")
    assert working_area(page) == before
    assert page.evaluate("history.length") == history
    page.unroute("**/step?*")
    follow(page, "step")
    expect(page.get_by_role("alert")).to_have_count(0)
    complaints.clear()


def test_a_slow_answer_is_said_before_it_arrives(page: Page, complaints: list[str]) -> None:
    page.clock.install()
    page.goto(AT)
    held: list[Route] = []
    intercept(page, "**/step?*", lambda route: held.append(route))
    page.locator("#step").click()
    page.clock.fast_forward(2900)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.clock.fast_forward(200)
    expect(page.get_by_role("alert")).to_contain_text("The server is slow.")
    held.pop().continue_()
    expect(page).to_have_url("/lesson?at=dC_dz-2-2")
    page.clock.run_for(100)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_settings_that_do_not_fit_are_refused_at_their_field_by_its_name(
    page: Page, complaints: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{AT}&open=settings")
    for name, value in (("layers", "2-0-2"), ("lr", "much"), ("x", "1,2,3")):
        field = page.locator(f"#set-{name}")
        before, label = field.input_value(), page.locator(f"label[for=set-{name}]").inner_text()
        field.fill(value)
        page.get_by_role("button", name="Apply").click()
        refusal = page.locator(f".field:has(#set-{name})").get_by_role("alert")
        expect(refusal.locator("dd").first).to_have_text(label)
        expect(refusal).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("alert")).to_have_count(1)
        expect(field).to_have_value(value)
        expect(field).to_be_focused()
        assert page.locator("[aria-invalid]").evaluate_all("ones => ones.map(one => one.id)") == [f"set-{name}"]
        assert page.evaluate(COVERED) == []
        expect(page).to_have_url(f"{AT}&open=settings")
        field.fill(before)
    with swap(page):
        page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    complaints.clear()


def test_a_value_that_is_none_is_refused_beside_its_field(page: Page, complaints: list[str]) -> None:
    page.goto(f"{AT}&focus=w-2-1-1")
    page.locator("#field-w-2-1-1").fill("much")
    page.keyboard.press("Enter")
    expect(page.locator("#edit-w-2-1-1").get_by_role("alert")).to_contain_text("“much” is not a number")
    expect(page.locator("#field-w-2-1-1")).to_have_attribute("aria-invalid", "true")
    complaints.clear()
