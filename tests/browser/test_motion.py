"""Colour travels along a wire in the direction of the computation, and not at all for those who asked for no motion."""

import pytest
from playwright.sync_api import Page

from tests.browser.lesson_page import follow

_RUNNING = """() => document.getAnimations().filter(one => one.playState === "running")
    .map(one => [one.animationName || one.transitionProperty, one.effect.target.id])"""
_FINISHED = "() => Promise.all(document.getAnimations().map(one => one.finished))"
# After the next step every animation stands still at its beginning.
_HOLD = """() => document.addEventListener("htmx:afterSettle", () => {
    for (const one of document.getAnimations()) one.pause();
})"""
# Of each wire: where its line begins and ends, and how far the colour still has to go, at three moments.
_TRAVEL = """wires => wires.map(wire => {
    const [travel] = wire.getAnimations(), whole = travel.effect.getTiming().duration;
    return { from: wire.getPointAtLength(0).x, to: wire.getPointAtLength(wire.getTotalLength()).x,
        ahead: [0, 0.5, 1].map(share => {
            travel.currentTime = share * whole;
            return parseFloat(getComputedStyle(wire).strokeDashoffset);
        }) };
})"""


@pytest.fixture
def moving(page: Page) -> Page:
    page.emulate_media(reduced_motion="no-preference")
    return page


@pytest.mark.parametrize(
    ("moment", "side", "direction"), [("a-1-2", "fore", 1), ("dC_dz-3-2", "back", -1)], ids=["forward", "backward"]
)
def test_it_travels_from_where_a_number_is_to_where_it_goes(
    moving: Page, moment: str, side: str, direction: int
) -> None:
    moving.goto(f"/lesson?at={moment}")
    moving.evaluate(_HOLD)
    follow(moving, "step")
    travels = moving.locator(f".wire.lit.{side}:not(.tip)").evaluate_all(_TRAVEL)
    assert len(travels) == 2
    for wire in travels:
        assert direction * (wire["to"] - wire["from"]) > 0
        start, middle, end = wire["ahead"]
        assert start > middle > end == 0


def test_after_it_the_picture_is_what_it_is_without_motion(moving: Page) -> None:
    moving.goto("/lesson?at=dC_dz-3-2")
    follow(moving, "step")
    moving.evaluate(_FINISHED)
    dashes = moving.locator(".wire.lit").evaluate_all("all => all.map(one => getComputedStyle(one).strokeDasharray)")
    assert set(dashes) == {"none"}


def test_under_reduced_motion_nothing_moves(page: Page) -> None:
    for address in ("/", "/lesson?at=dC_dz-3-2", "/lesson?at=dC_dz-3-2&screen=projector"):
        page.goto(address)
        assert page.evaluate(_RUNNING) == []
        page.locator("#step").focus()
        follow(page, "step")
        assert page.evaluate(_RUNNING) == []


def test_a_negative_product_is_dashed_lit_or_not(moving: Page) -> None:
    moving.goto("/lesson?layers=4-8-8-3&at=z-2-1")
    moving.evaluate(_FINISHED)
    for wires in (".wire.neg:not(.lit, .tip)", ".wire.neg.lit:not(.tip)"):
        wire = moving.locator(wires).first
        dash, gap = wire.evaluate("one => getComputedStyle(one).strokeDasharray.split(',').map(parseFloat)")
        whole = wire.evaluate("one => one.hasAttribute('pathLength') ? 1 : one.getTotalLength()")
        assert 0 < gap < dash < whole / 8, wires
