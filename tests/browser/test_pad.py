"""The pad: ink under every kind of pointer and under keys, one request at a time, and an address once the pen rests."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.digit_page import ONE, SEVEN, answer, canvas, draw, ink, opened, place, rested
from tests.browser.intercepting import intercept


def test_a_seven_is_recognised_and_its_address_shows_the_same(page: Page) -> None:
    opened(page)
    expect(page.locator(".sheet-hint")).to_be_visible()
    draw(page, SEVEN)
    address = rested(page)
    expect(page.locator(".sheet-hint")).to_be_hidden()
    assert "takes it for a 7" in answer(page)
    assert page.locator("#overlay").get_attribute("data-slope")
    before = page.locator("#lesson").inner_html()
    page.goto(address)
    assert page.locator("#lesson").inner_html() == before
    expect(page.locator("#pad.painted")).to_be_visible()
    assert ink(page) > 0.03


def test_the_address_is_written_only_when_the_pen_rests(page: Page) -> None:
    opened(page)
    draw(page, SEVEN, lift=False)
    expect(page.locator("#answer")).to_contain_text("takes it for a 7")
    expect(page.locator("#lesson.live")).to_be_visible()
    page.wait_for_timeout(400)
    assert page.url.endswith("/digit")
    page.mouse.up()
    rested(page)


def test_while_the_pen_moves_what_is_out_of_date_is_not_shown(page: Page) -> None:
    opened(page)
    expect(page.locator("#overlay")).to_be_visible()
    tall = page.locator("#lesson").bounding_box()
    draw(page, SEVEN, lift=False)
    expect(page.locator("#answer")).to_contain_text("7")
    for stale in ("#overlay", "#sentence", ".legend", "#step"):
        expect(page.locator(stale)).to_be_hidden() if stale != "#step" else expect(page.locator(stale)).to_be_visible()
    assert page.locator("#lesson").bounding_box() == tall
    page.mouse.up()


def test_a_finger_draws_and_does_not_scroll(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]},
        )

    touch("touchStart", place(page, 0.5, 0.15))
    for step in range(1, 15):
        touch("touchMove", place(page, 0.5, 0.15 + 0.05 * step))
    # The palm of the hand is no second pen.
    touch("touchStart", place(page, 0.5, 0.85), place(page, 0.1, 0.9))
    touch("touchEnd")
    rested(page)
    assert "takes it for a 1" in answer(page)
    assert page.evaluate("() => scrollY") == 0


def test_a_pen_that_is_pressed_draws_a_broader_line(page: Page) -> None:
    def drawn(pressure: float) -> float:
        opened(page)
        canvas(page).evaluate(
            """(canvas, [pressure, top, left, bottom]) => {
                const pen = { pointerId: 7, pointerType: 'pen', pressure, buttons: 1, clientX: left, bubbles: true };
                const send = (kind, clientY) => canvas.dispatchEvent(new PointerEvent(kind, { ...pen, clientY }));
                send('pointerdown', top); send('pointermove', bottom); send('pointerup', bottom);
            }""",
            [pressure, place(page, 0.5, 0.2)[1], place(page, 0.5, 0.2)[0], place(page, 0.5, 0.8)[1]],
        )
        rested(page)
        return ink(page)

    soft, firm = drawn(0.1), drawn(0.9)
    assert firm > 1.5 * soft


def test_keys_draw(page: Page) -> None:
    opened(page)
    canvas(page).focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#pad-status")).to_have_text("pen up, row 4, column 8")
    page.keyboard.press("Space")
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#pad-status")).to_have_text("pen down, row 13, column 8")
    page.keyboard.press("Space")
    rested(page)
    assert "takes it for a 1" in answer(page)
    assert "at=" not in page.url, "the arrows stepped as well"


def test_undo_redo_clear_and_eraser(page: Page) -> None:
    opened(page)
    draw(page, ONE)
    rested(page)
    first = ink(page)
    draw(page, ((0.2, 0.5), (0.8, 0.5)))
    page.wait_for_timeout(300)
    both = ink(page)
    assert both > first
    page.get_by_role("button", name="Undo", exact=True).first.click()
    page.wait_for_timeout(100)
    assert ink(page) == first
    page.get_by_role("button", name="Redo").click()
    page.wait_for_timeout(100)
    assert ink(page) == both
    page.get_by_role("button", name="Eraser").click()
    draw(page, ((0.2, 0.5), (0.8, 0.5)))
    page.wait_for_timeout(300)
    assert ink(page) < both
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#answer")).to_have_text("Nothing is drawn yet.")
    assert ink(page) == 0
    canvas(page).focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#answer")).to_contain_text("takes it for a")
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#answer")).to_have_text("Nothing is drawn yet.")


def test_one_request_at_a_time_and_the_newest_drawing_wins(page: Page) -> None:
    opened(page)
    under_way, most, bodies = 0, 0, []

    def slow(route: Route) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        bodies.append(route.request.post_data_buffer)
        time.sleep(0.15)
        response = route.fetch()
        under_way -= 1
        route.fulfill(response=response)

    intercept(page, "**/digit/pen*", slow)
    draw(page, ((0.5, 0.15), (0.5, 0.85)))
    draw(page, ((0.2, 0.2), (0.5, 0.15)))
    rested(page)
    page.wait_for_timeout(500)
    assert most == 1
    drawn = canvas(page).evaluate(
        """async canvas => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, 256, 256), bytes = [];
            for (let at = 0; at < 4096; at += 1) {
                let sum = 0;
                for (let y = 0; y < 4; y += 1) for (let x = 0; x < 4; x += 1) {
                    sum += data[((Math.floor(at / 64) * 4 + y) * 256 + (at % 64) * 4 + x) * 4 + 3];
                }
                bytes.push(Math.round(sum / 16));
            }
            return bytes;
        }"""
    )
    assert list(bodies[-1] or b"") == drawn


def test_a_silent_server_is_said_and_the_drawing_is_kept(page: Page, complaints: list[str]) -> None:
    opened(page)
    intercept(page, "**/digit/pen*", lambda route: route.abort())
    draw(page, SEVEN)
    expect(page.locator("#problem")).to_contain_text("The server does not answer.")
    assert ink(page) > 0.03
    page.unroute("**/digit/pen*")
    rested(page)
    assert "takes it for a 7" in answer(page)
    expect(page.locator("#problem")).to_be_empty()
    complaints.clear()


def test_back_brings_the_very_strokes(page: Page) -> None:
    opened(page)
    draw(page, ONE)
    rested(page)
    first = ink(page)
    draw(page, ((0.2, 0.3), (0.5, 0.15)))
    expect(page.locator("#answer")).to_contain_text("takes it for a")
    page.wait_for_timeout(500)
    assert ink(page) != first
    page.go_back()
    page.wait_for_timeout(500)
    assert ink(page) == first


def test_an_example_is_put_on_the_pad(page: Page) -> None:
    opened(page)
    page.get_by_role("group", name=re.compile("Examples")).get_by_role("link", name="3", exact=True).click()
    expect(page.locator("#answer")).to_contain_text("takes it for a 3")
    expect(page.locator("#pad.painted")).to_be_visible()
    assert ink(page) > 0.05


def test_the_grid_is_shown_at_will_and_ink_is_seen_in_both_themes(page: Page) -> None:
    def darkest(theme: str) -> Callable[[], int]:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.wait_for_timeout(100)
        red: int = canvas(page).evaluate("c => c.getContext('2d').getImageData(128, 128, 1, 1).data[0]")
        return lambda: red

    opened(page)
    page.get_by_role("button", name="Grid").click()
    expect(page.get_by_role("button", name="Grid")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(100)
    assert ink(page) > 0.01
    page.get_by_role("button", name="Grid").click()
    draw(page, ONE)
    rested(page)
    assert darkest("light")() < 60
    assert darkest("dark")() > 200


def test_the_outputs_of_the_last_seconds_are_plotted(page: Page) -> None:
    opened(page)
    strip = page.locator("#strip")
    draw(page, ONE)
    rested(page)
    expect(strip).to_have_attribute("aria-label", re.compile("the largest is 1"))
    plotted: int = strip.evaluate(
        "c => c.getContext('2d').getImageData(0, 0, c.width, c.height).data.filter((v, i) => i % 4 === 3 && v).length"
    )
    assert plotted > 50
