"""What the tests of the digit page do with it: draw, and wait until the drawing's page is there."""

import re

from playwright.sync_api import Locator, Page, expect

SEVEN = ((0.25, 0.2), (0.75, 0.2), (0.45, 0.85))
ONE = ((0.5, 0.15), (0.5, 0.85))


def canvas(page: Page) -> Locator:
    return page.locator("#canvas")


def opened(page: Page, address: str = "/digit") -> None:
    """The page, with its pad ready."""
    page.goto(address)
    expect(page.locator("#pad.ready")).to_be_visible()


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """A place on the pad, 0 to 1 across and down, on the screen."""
    box = canvas(page).bounding_box()
    assert box
    return box["x"] + x * box["width"], box["y"] + y * box["height"]


def draw(page: Page, points: tuple[tuple[float, float], ...], lift: bool = True) -> None:
    """One stroke with the mouse."""
    page.mouse.move(*place(page, *points[0]))
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*place(page, *point), steps=12)
    if lift:
        page.mouse.up()


def rested(page: Page) -> str:
    """The address of the drawing once it is written and its page is shown."""
    expect(page).to_have_url(re.compile(r"[?&]ink="))
    expect(page.locator("#lesson:not(.live)")).to_be_visible()
    return page.url


def ink(page: Page) -> float:
    """How much of the pad is inked, 0 to 1, read off its pixels."""
    share: float = canvas(page).evaluate(
        """canvas => {
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            let sum = 0;
            for (let at = 3; at < data.length; at += 4) sum += data[at];
            return sum / 255 / (data.length / 4);
        }"""
    )
    return share


def answer(page: Page) -> str:
    return page.locator("#answer").inner_text()
