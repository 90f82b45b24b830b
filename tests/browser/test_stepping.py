"""Stepping both ways: only the working area is swapped, the address bar follows, and the address says everything."""

from playwright.sync_api import Page, expect

from tests.browser.lesson_page import follow, mark_document, opened_cold, same_document, swap, working_area


def test_a_training_step_there_and_back_by_clicking(page: Page) -> None:
    page.goto("/lesson?step=layer")
    mark_document(page)
    seen = [(page.url, working_area(page))]
    for _ in range(12):
        follow(page, "step")
        seen.append((page.url, working_area(page)))
    assert len({url for url, _ in seen}) == len(seen)
    for url, area in reversed(seen[:-1]):
        follow(page, "back")
        assert page.url == url
        assert working_area(page) == area
    assert same_document(page)


def test_a_step_of_every_size_goes_back_to_where_it_came_from(page: Page) -> None:
    for start in ("at=loss&step=neuron", "at=loss&step=operation", "at=loss&step=pass", "step=update"):
        page.goto(f"/lesson?{start}")
        before = working_area(page)
        follow(page, "step")
        assert working_area(page) == opened_cold(page)
        follow(page, "back")
        assert working_area(page) == before


CONTROLS = (
    "to-forward", "to-backward", "to-update", "last", "first", "size-layer", "stop-backward-1", "operation-2", "split",
    "toggle-settings", "toggle-table", "toggle-figures",
)  # fmt: skip


def test_every_control_ends_where_its_address_opens(page: Page) -> None:
    for control in CONTROLS:
        page.goto("/lesson?at=dC_dz-2-1")
        mark_document(page)
        address = page.locator(f"#{control}").get_attribute("href")
        follow(page, control)
        expect(page).to_have_url(address or "")
        assert same_document(page)
        assert working_area(page) == opened_cold(page)


def test_another_example_is_drawn(page: Page) -> None:
    page.goto("/lesson?preset=mosher&at=loss")
    first = page.locator("#C").get_attribute("data-value")
    follow(page, "example-2")
    assert page.locator("#C").get_attribute("data-value") != first
    assert working_area(page) == opened_cold(page)


def test_the_browsers_own_back_and_forward_restore_each_moment(page: Page) -> None:
    page.goto("/lesson?at=loss")
    areas = [working_area(page)]
    for _ in range(3):
        follow(page, "step")
        areas.append(working_area(page))
    for area in reversed(areas[:-1]):
        with swap(page):
            page.go_back()
        assert working_area(page) == area
    for area in areas[1:]:
        with swap(page):
            page.go_forward()
        assert working_area(page) == area
    follow(page, "step")
    assert working_area(page) == opened_cold(page)


def test_the_way_back_from_the_first_steps_leads_to_the_front_page(page: Page) -> None:
    page.goto("/")
    front = working_area(page)
    follow(page, "guide-skip")
    follow(page, "step")
    for _ in range(2):
        with swap(page):
            page.go_back()
    expect(page).to_have_url("/")
    assert working_area(page) == front
    expect(page.locator("#lessons")).to_be_visible()
    follow(page, "guess-falls")
    expect(page.get_by_role("heading", level=1)).to_have_text("The notes' network")
