"""The first minute: one weight lit, one question, answered by raising that weight for real; skipped, it is gone."""

import numpy as np
from playwright.sync_api import Page, expect

from app.numbers import text
from app.presets import PRESETS
from engine.backward import backward
from engine.forward import forward
from engine.lesson import start
from engine.network import Layer
from tests.browser.lesson_page import follow, opened_cold, working_area


def loss_and_slope(raised: float = 0.0) -> tuple[float, float]:
    """C of the notes' network with w₉ raised by so much, and its slope there, by the engine."""
    recipe = PRESETS["notes"].recipe
    *hidden, last = start(recipe).layers
    W = np.array(last.W)
    W[0, 0] += raised
    layers = (*hidden, Layer(W, last.b, last.activation))
    back = backward(layers, forward(layers, np.array(recipe.inputs)), np.array(recipe.targets), recipe.loss)
    return back.loss, float(back.layers[-1].dC_dW[0, 0])


def test_the_question_stands_beside_one_lit_weight_of_a_finished_forward_pass(page: Page) -> None:
    page.goto("/")
    guide = page.locator("#guide")
    expect(guide).to_contain_text("The weight w₉ is 3. If it grows a little, does the loss C rise or fall?")
    expect(page.locator(".mark.focused")).to_have_id("edge-3-1-1")
    assert float(page.locator("#C").get_attribute("data-value") or "") == loss_and_slope()[0]
    expect(page.locator("#picture [id^='dC_']")).to_have_count(0)


_TOLD = "bs => bs.map(b => [b.textContent, Number(b.dataset.value)])"


def test_the_answer_is_measured_and_its_numbers_are_the_engines(page: Page) -> None:
    (before, slope), (after, _) = loss_and_slope(), loss_and_slope(0.01)
    assert after < before
    for guess, verdict in (("rises", "No: it falls."), ("falls", "Yes: it falls.")):
        page.goto("/")
        follow(page, f"guess-{guess}")
        expect(page.locator(".guide-question")).to_have_text(verdict)
        told = page.locator("#guide [data-value]").evaluate_all(_TOLD)
        assert [value for _, value in told] == [before, after, after - before, (after - before) / 0.01]
        assert [printed for printed, _ in told] == [
            text(before, 5), text(after, 5), text(after - before, 3), text((after - before) / 0.01, 3)
        ]  # fmt: skip
        # A trial is not the derivative, but near it.
        assert abs(told[-1][1] - slope) < 0.01 * abs(slope)
        assert working_area(page) == opened_cold(page)


def test_from_the_answer_to_the_steps(page: Page) -> None:
    page.goto("/")
    follow(page, "guess-falls")
    follow(page, "guide-on")
    expect(page.locator("#guide")).to_contain_text("18 parameters, 18 such trials? One backward pass gives all 18")
    follow(page, "guide-steps")
    expect(page.locator("#sentence")).to_contain_text("Backward, y₁")
    expect(page.locator("#edge-3-1-1.focused")).to_have_count(1)
    expect(page.locator("#inspector .letter")).to_have_count(0)
    for _ in range(3):
        expect(page.locator("#guide")).to_have_count(0)
        expect(page.locator("#guide-watch")).to_contain_text("was about −0.0777. Step on")
        follow(page, "step")


def test_all_at_once_ends_with_every_slope(page: Page) -> None:
    page.goto("/")
    follow(page, "guess-falls")
    follow(page, "guide-on")
    follow(page, "guide-backward")
    expect(page).to_have_url("/lesson?at=gradient&focus=w-3-1-1&guide=watch")
    expect(page.locator("#guide-watch")).to_contain_text("the trial said −0.0777, the backward pass says −0.0780")
    expect(page.locator("#guide")).to_have_count(0)
    assert float(page.locator("#dC_dw-3-1-1").get_attribute("data-value") or "") == loss_and_slope()[1]


def test_it_can_be_skipped_at_every_turn_and_does_not_come_back(page: Page) -> None:
    for turns in ((), ("guess-falls",)):
        page.goto("/")
        for turn in turns:
            follow(page, turn)
        follow(page, "guide-skip")
        expect(page).to_have_url("/lesson?at=loss")
        for control in ("step", "to-backward", "toggle-table", "first", "back" if turns else "last"):
            if page.locator(f"a#{control}").count():
                follow(page, control)
            expect(page.locator("#guide")).to_have_count(0)


def test_stepping_leaves_it_as_well(page: Page) -> None:
    page.goto("/")
    follow(page, "step")
    expect(page.locator("#guide")).to_have_count(0)
    expect(page.locator("#sentence")).to_contain_text("Backward, y₁")
