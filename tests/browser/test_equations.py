"""Equations are typeset, wholly visible beside the picture, and printed with it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import follow, swap

# Of every equation: its height, and by how much it is larger than the frame that shows it.
_FORMULAS = """() => [...document.querySelectorAll("math")].filter(one => one.checkVisibility()).map(one => {
    const box = one.getBoundingClientRect(), frame = one.closest(".equation, .focus-equations, .scroll, main");
    return { text: one.textContent, width: box.width, height: box.height,
        across: frame.scrollWidth - frame.clientWidth, down: frame.scrollHeight - frame.clientHeight };
})"""
# MathML that the browser does not understand falls apart: fractions and subscripts would stand on one line.
_TYPESET = """() => {
    const fraction = document.querySelector("mfrac"), sub = document.querySelector("msub");
    const [over, under] = [...fraction.children].map(one => one.getBoundingClientRect());
    const [base, index] = [...sub.children].map(one => one.getBoundingClientRect());
    return over.bottom <= under.top + 1 && index.bottom > base.bottom;
}"""


@pytest.mark.parametrize(
    "lesson",
    [
        "step=operation&unfold=2",
        "preset=mosher&reduction=mean&at=a-2-4",
        "preset=softmax&at=a-1-3",
        "preset=cs231n&at=a-1-3",
    ],
)
def test_every_equation_of_a_training_step_is_wholly_visible(page: Page, lesson: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/lesson?{lesson}")
    while "updates=1" not in page.url:
        with swap(page):
            page.keyboard.press("ArrowRight")
        for formula in page.evaluate(_FORMULAS):
            assert formula["height"] > 12, (page.url, formula)
            assert formula["width"] > 30, (page.url, formula)
            assert formula["across"] <= 1, (page.url, formula)
            assert formula["down"] <= 1, (page.url, formula)


def test_mathml_is_typeset_by_the_browser(page: Page) -> None:
    page.goto("/lesson?at=dC_da-2-1")
    assert page.evaluate(_TYPESET)


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_in_focus_has_its_equations_in_full_height(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for focus in ("w-2-1-1", "z-2-1", "z-3-2", "b-1-1", "x-0-1", "C"):
        page.goto(f"/lesson?updates=1&dx=1&focus={focus}&unfold=2")
        for formula in page.evaluate(_FORMULAS):
            assert formula["height"] > 12, (focus, formula)
            assert formula["down"] <= 1, (focus, formula)


def test_the_chain_rule_splits_and_folds(page: Page) -> None:
    page.goto("/lesson?at=dC_dw-2-1&focus=w-2-1-1")
    equations = page.locator("#inspector .focus-equations")
    for term in ("σ′(z3)", "w9", "∂C∂z3"):
        expect(equations).not_to_contain_text(term)
        follow(page, "split-focus")
        expect(equations).to_contain_text(term)


def test_print_keeps_the_lesson_and_drops_the_controls(page: Page) -> None:
    page.goto("/lesson?at=dC_da-2-1&open=table")
    page.emulate_media(media="print")
    for gone in (".bar nav", "#transport", "#timeline", ".toggles", ".looks", ".skip", ".foot", ".zooms"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    for kept in (".phase", "#picture .net", "#sentence", ".equation math", "#table table"):
        expect(page.locator(kept).first).to_be_visible()
    # A page of A4 with its margins is about 700 pixels wide.
    page.set_viewport_size({"width": 700, "height": 1000})
    assert page.locator("#picture").evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("root", ["", "/zh"])
@pytest.mark.parametrize("lesson", ["step=layer", "step=operation&preset=mazur", "step=layer&preset=mazur"])
def test_the_words_of_every_step_are_wholly_visible(page: Page, lesson: str, root: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{root}/lesson?{lesson}")
    while "updates=1" not in page.url:
        with swap(page):
            page.keyboard.press("ArrowRight")
        over = page.evaluate("(say => say.scrollHeight - say.clientHeight)(document.querySelector('.say'))")
        assert over <= 1, (page.url, over)


def test_the_sentence_of_every_step_of_a_neuron_is_equally_large(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/lesson?at=gradient")
    sizes = {page.locator("#sentence").evaluate("one => getComputedStyle(one).fontSize")}
    while "updates=1" not in page.url:
        with swap(page):
            page.keyboard.press("ArrowRight")
        sizes.add(page.locator("#sentence").evaluate("one => getComputedStyle(one).fontSize"))
    assert sizes == {"20px"}


def test_what_else_could_be_stands_apart_from_the_buttons_above(page: Page) -> None:
    page.goto("/lesson?updates=1")
    buttons, ways = (page.locator(one).bounding_box() for one in (".toggles", ".what-ifs"))
    assert buttons
    assert ways
    assert ways["y"] - buttons["y"] - buttons["height"] >= 8
