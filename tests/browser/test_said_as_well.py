"""Whoever does not see the picture misses nothing: the tables have all its numbers, the words of a step its results."""

import pytest
from playwright.sync_api import Page

from tests.browser.lesson_page import follow
from tests.browser.states import LESSONS

_VALUES = """part => [...document.querySelectorAll(`#${part} [data-value]`)]
    .map(one => [(one.id || one.dataset.ref).replace("reversed-", ""), one.dataset.value])"""
_RESULTS = """() => [...document.querySelectorAll("#picture text.result")]
    .map(one => one.textContent.trim().split(" ").pop())"""
COMPARED = (
    "forward", "loss", "backward", "gradients", "updated", "end", "card", "pill", "reversed", "both", "common",
    "quiz", "quiz-wrong", "quiz-right", "projector", "diverged",
)  # fmt: skip


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("root", ["", "/zh"], ids=["english", "chinese"])
def test_the_tables_have_every_number_of_the_picture(page: Page, name: str, root: str) -> None:
    address = LESSONS[name]
    page.goto(root + (address if "open=" in address else f"{address}&open=table"))
    drawn, listed = ({tuple(one) for one in page.evaluate(_VALUES, part)} for part in ("picture", "table"))
    assert drawn
    if not any(key.startswith("dL_") for key, _ in listed):
        # Of one example ∂L/∂w is ∂C/∂w; the tables have it once.
        drawn = {(key.replace("dL_d", "dC_d"), value) for key, value in drawn}
    assert drawn - listed == set()


@pytest.mark.parametrize("lesson", ["?", "?preset=mazur", "?preset=mosher", "?layers=2-3-2&at=z-1-1"])
@pytest.mark.parametrize("root", ["", "/zh"], ids=["english", "chinese"])
def test_the_words_of_every_step_say_its_results(page: Page, lesson: str, root: str) -> None:
    page.goto(f"{root}/lesson{lesson}")
    silent, said = {}, 0
    while "updates=1" not in page.url:
        follow(page, "step")
        if page.url.endswith("at=gradient"):
            continue  # every slope there is: they are the table's
        results = set(page.evaluate(_RESULTS))
        words = page.locator("#sentence").inner_text() + page.locator(".equation").inner_text()
        said += len(results)
        if missing := {one for one in results if one not in words}:
            silent[page.url] = missing
    assert silent == {}
    assert said > 20
