"""A weight, bias, input or target set in place: what follows from it changes at once, and nothing stale stays."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import (
    follow,
    mark_document,
    numbers,
    numbers_of_address,
    opened_cold,
    same_document,
    swap,
    working_area,
)


def set_value(page: Page, key: str, value: str) -> None:
    """The field of a value in focus is filled and sent."""
    page.locator(f"#field-{key}").fill(value)
    with swap(page):
        page.keyboard.press("Enter")


def shown(page: Page) -> dict[str, float]:
    """The numbers on the picture after the check that they are those of the address."""
    here, truth = numbers(page), numbers_of_address(page)
    assert here == {key: truth[key] for key in here}
    return here


@pytest.mark.parametrize(
    ("key", "focus", "value", "moves"),
    [
        ("w-2-1-1", "w-2-1-1", "2.5", {"z-2-1", "a-3-2", "C", "dC_dz-3-1", "dC_da-1-2", "dC_dw-1-1-1", "w_new-2-1-1"}),
        ("b-1-2", "b-1-2", "-0.25", {"z-1-2", "forward-2-1-2", "a-3-1", "C", "dC_dz-1-1", "dC_dw-2-2-2", "b_new-1-2"}),
        ("x-0-1", "x-0-1", "−3", {"z-1-1", "z-1-2", "forward-1-1-1", "C", "dC_dw-1-1-1", "w_new-3-1-1"}),
        ("target-3-2", "z-3-2", "0.5", {"C", "dC_dy-3-2", "dC_dz-1-1", "dC_dw-1-1-1", "w_new-2-1-1"}),
    ],
)
def test_every_number_that_follows_changes_at_once(
    page: Page, key: str, focus: str, value: str, moves: set[str]
) -> None:
    page.goto(f"/lesson?updates=1&focus={focus}")
    mark_document(page)
    before = shown(page)
    set_value(page, key, value)
    after = shown(page)
    changed = {one for one in before if before[one] != after[one]}
    assert after[key] == float(value.replace("−", "-"))
    assert moves | {key} <= changed
    assert same_document(page)
    assert page.locator(f"#field-{key}").input_value() == value.replace("−", "-")
    assert working_area(page) == opened_cold(page)


def test_nothing_that_hovers_keeps_an_old_number(page: Page) -> None:
    page.goto("/lesson?at=loss&focus=w-2-1-1")
    page.locator("#z-3-1").hover()
    old = page.locator("#readout").inner_text()
    assert old == page.locator("#z-3-1").get_attribute("data-value")
    page.locator("#field-w-2-1-1").focus()
    set_value(page, "w-2-1-1", "2.5")
    expect(page.locator("#readout")).to_be_hidden()
    with swap(page):
        page.locator("#step").press("Enter")
    expect(page.locator("#readout")).to_be_hidden()


def test_what_was_set_is_said_and_undone_one_by_one(page: Page) -> None:
    page.goto("/lesson?at=loss&focus=w-2-1-1")
    states = [shown(page)]
    for focus, key, value, said in (
        ("", "w-2-1-1", "2.5", "undo: w₅ as it was"),
        ("input-1", "x-0-1", "-3", "undo: x₁ back to 1"),
        ("neuron-3-1", "target-3-1", "0.25", "ŷ₁ back to 1"),
        ("bias-3-1", "b-3-1", "1", "undo: b₅ as it was"),
    ):
        if focus:
            follow(page, focus)
        set_value(page, key, value)
        expect(page.locator("#undo-top")).to_contain_text(said)
        states.append(shown(page))
    expect(page.locator(".heading")).to_have_text("The notes' network, changed")
    for state in reversed(states[:-1]):
        follow(page, "undo-top")
        assert shown(page) == state
    expect(page.locator("#undo-top")).to_have_count(0)
    expect(page.locator(".heading")).to_have_text("The notes' network")


def test_a_tenth_more_and_less(page: Page) -> None:
    page.goto("/lesson?at=loss&focus=w-3-1-1")
    before = shown(page)
    follow(page, "more-w-3-1-1")
    up = shown(page)
    assert up["w-3-1-1"] == 3.1
    assert up["C"] < before["C"]
    expect(page.locator("#more-w-3-1-1")).to_be_focused()
    follow(page, "less-w-3-1-1")
    assert shown(page) == before


def test_a_value_that_cannot_be_is_refused_and_the_page_stays(page: Page, complaints: list[str]) -> None:
    page.goto("/lesson?at=loss&focus=w-2-1-1")
    before, address = shown(page), page.url
    problem = page.locator("#edit-w-2-1-1 .problem")
    for value, reason in (("two", "two"), ("1e400", "1e400"), ("nan", "nan"), ("", "a number is missing")):
        page.locator("#field-w-2-1-1").fill(value)
        page.locator("#edit-w-2-1-1 button").click()
        expect(problem).to_contain_text(reason)
        expect(problem).to_be_in_viewport(ratio=1)
        expect(page).to_have_url(address)
        assert shown(page) == before
        expect(page.locator("#field-w-2-1-1")).to_have_value(value)
    set_value(page, "w-2-1-1", "0.5")
    expect(problem).to_have_count(0)
    assert shown(page)["w-2-1-1"] == 0.5
    assert all("422" in complaint for complaint in complaints)
    complaints.clear()


def test_settings_change_the_network_and_say_what_was_dropped(page: Page) -> None:
    page.goto("/lesson?at=loss&open=settings&set=w5:2.5")
    page.locator("#set-layers").fill("2-3-2")
    with swap(page):
        page.locator("#settings button").click()
    expect(page.locator(".dropped")).to_contain_text("could not keep")
    expect(page.locator(".heading")).to_have_text("A 2-3-2 network")
    assert shown(page)["C"] > 0
    page.locator("#set-loss").select_option("cross_entropy")
    page.locator("#set-lr").fill("0.1")
    with swap(page):
        page.locator("#settings button").click()
    expect(page.locator(".status")).to_contain_text("η 0.1")
    assert "loss=cross_entropy" in page.url
    expect(page.locator("#set-loss")).to_have_value("cross_entropy")
    assert working_area(page) == opened_cold(page)


def test_a_frozen_weight_stays_where_it_is(page: Page) -> None:
    page.goto("/lesson?updates=1&focus=w-2-1-1")
    assert shown(page)["w_new-2-1-1"] != 2.0
    follow(page, "freeze")
    assert shown(page)["w_new-2-1-1"] == 2.0
    expect(page.locator("#edge-2-1-1.frozen")).to_be_attached()
    follow(page, "freeze")
    assert shown(page)["w_new-2-1-1"] != 2.0
