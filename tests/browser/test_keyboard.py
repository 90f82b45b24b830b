"""Keys: the arrows step wherever they have nothing nearer to do, and every control has its letter."""

from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap

AT = "/lesson?at=dC_dz-2-1&focus=z-2-1&open=settings,table"


def press(page: Page, key: str) -> str:
    """The address after a key that leads to another moment."""
    with swap(page):
        page.keyboard.press(key)
    return page.url


CONTROLS = {
    "ArrowRight": "step", "ArrowLeft": "back", "Home": "first", "End": "last",
    "f": "to-forward", "F": "to-forward", "b": "to-backward", "B": "to-backward", "u": "to-update", "U": "to-update",
    "2": "size-operation", "3": "size-layer", "4": "size-pass", "5": "size-update", "Escape": "unfocus",
}  # fmt: skip


def test_a_key_does_what_its_control_does(page: Page) -> None:
    for key, control in CONTROLS.items():
        page.goto(AT)
        there = page.locator(f"#{control}").get_attribute("href")
        press(page, key)
        expect(page).to_have_url(there or "")


def test_one_takes_the_smallest_steps(page: Page) -> None:
    page.goto("/lesson?at=loss&step=layer")
    press(page, "1")
    expect(page).to_have_url("/lesson?at=loss")


def test_in_a_field_and_with_a_modifier_keys_are_the_browsers(page: Page) -> None:
    page.goto(AT)
    for field in ("#field-b-2-1", "#set-loss", "#set-layers"):
        page.locator(field).focus()
        for key in ("ArrowRight", "ArrowLeft", "f", "1", "Home", "?"):
            page.keyboard.press(key)
    page.locator("#step").focus()
    for key in ("Control+ArrowRight", "Alt+f", "Meta+b"):
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url(AT)
    expect(page.locator("#keys")).to_be_hidden()


def test_a_region_that_scrolls_keeps_its_arrows_and_one_that_fits_does_not(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/lesson?at=z-2-1&open=table")
    page.get_by_role("region", name="Neurons").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_load_state("networkidle")
    expect(page).to_have_url("/lesson?at=z-2-1&open=table")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator(".equation").focus()
    press(page, "ArrowRight")
    expect(page).to_have_url("/lesson?at=z-2-2&open=table")


def test_a_question_mark_lists_the_keys_and_escape_closes_the_list(page: Page) -> None:
    page.goto(AT)
    page.keyboard.press("?")
    keys = page.locator("#keys")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("a step on, a step back")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(page).to_have_url(AT)
    page.keyboard.press("?")
    page.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_escape_skips_the_first_minute_and_leaves_the_projector(page: Page) -> None:
    page.goto("/")
    press(page, "Escape")
    expect(page.locator("#guide")).to_have_count(0)
    page.goto("/lesson?at=loss&screen=projector")
    page.keyboard.press("Escape")
    expect(page).to_have_url("/lesson?at=loss")


def test_after_a_step_the_keyboard_stays_where_it_was(page: Page) -> None:
    page.goto("/lesson?at=z-1-1")
    for control in ("step", "back", "toggle-table", "size-layer", "first"):
        page.locator(f"#{control}").focus()
        press(page, "Enter")
        expect(page.locator(f"#{control}")).to_be_focused()


def test_when_what_had_the_keyboard_goes_the_next_of_its_kind_gets_it(page: Page) -> None:
    page.goto("/")
    page.locator("#guess-falls").focus()
    press(page, "Enter")
    expect(page.locator("#guide")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#guide-on")).to_be_focused()
    page.locator("#guide-skip").focus()
    press(page, "Enter")
    expect(page.locator("#step")).to_be_focused()
