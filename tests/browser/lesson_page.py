"""What the tests of the lesson page need again and again: await a swap, read the page, open its address cold."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

_SWAPPED = """() => {
    window.swapped = new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("no new working area came")), 10000);
        document.addEventListener("htmx:afterSettle", (event) => {
            if (event.target.id !== "problem" && !event.target.closest("#problem")) resolve();
        });
    });
}"""
_WORKING_AREA = """() => {
    const area = document.querySelector("#lesson").cloneNode(true);
    for (const one of area.querySelectorAll(".tied")) one.classList.remove("tied");
    for (const one of [area, ...area.querySelectorAll("[class='']")]) if (!one.className) one.removeAttribute("class");
    return [document.querySelector(".bar").outerHTML, document.title, area.outerHTML];
}"""
_NUMBERS = """() => Object.fromEntries(
    [...document.querySelectorAll("#picture text[data-value]")].map(one => [one.id, one.dataset.value])
)"""


@contextmanager
def swap(page: Page) -> Iterator[None]:
    """What is done inside leads to a new working area, and afterwards it is there and settled."""
    page.evaluate(_SWAPPED)
    yield
    page.evaluate("window.swapped")


def follow(page: Page, control: str) -> None:
    """A control is clicked, by its id, and the new working area is there."""
    with swap(page):
        page.locator(f"#{control}").click()


def working_area(page: Page) -> list[str]:
    """The head of the page, its title and the working area as they are in the browser now."""
    area: list[str] = page.evaluate(_WORKING_AREA)
    return area


def opened_cold(page: Page) -> list[str]:
    """The same after a full load of the present address."""
    page.goto(page.url)
    return working_area(page)


def numbers(page: Page) -> dict[str, float]:
    """Every number on the picture, by its id, at full precision."""
    return {key: float(value) for key, value in page.evaluate(_NUMBERS).items()}


def numbers_of_address(page: Page) -> dict[str, float]:
    """What the server computes for the present address, by the same ids."""
    answer = page.request.get(page.url.replace("/lesson", "/lesson.json", 1))
    answered: dict[str, float] = answer.json()["numbers"]
    return answered


def mark_document(page: Page) -> None:
    """From here on ``same_document`` tells whether the page was loaded anew."""
    page.evaluate("window.firstDocument = true")


def same_document(page: Page) -> bool:
    """Whether no full page load happened since ``mark_document``."""
    return bool(page.evaluate("window.firstDocument === true"))
