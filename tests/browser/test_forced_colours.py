"""Where somebody has chosen the colours of the screen nothing vanishes; where somebody wants no motion all is still."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.states import REFUSED, STATES
from tests.browser.test_contrast import contrast

DRAWN = (
    "start", "forward", "backward", "updated", "card", "pill", "reversed", "quiz-wrong", "train", "compare", "digit",
    "digit-backward", "idea-chain-1", "idea-loss", "idea-paths", "idea-cases", "worksheet", "front",
)  # fmt: skip
# Of everything in the drawings its colour, and what it stands on: its own box, where it is over it, or the page.
_DRAWINGS = """() => {
    const page = getComputedStyle(document.body).backgroundColor, found = new Map();
    const over = (one, box) => {
        const a = one.getBoundingClientRect(), b = box.getBoundingClientRect();
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    };
    const note = (one, least, colour, ground = page) => {
        if (colour !== "none") found.set([one.getAttribute("class"), colour, ground].join(), [least, colour, ground]);
    };
    for (const one of document.querySelectorAll("svg text")) {
        const box = one.closest(".mark, g")?.querySelector(":scope > .body, :scope > .plate");
        const fill = box && over(one, box) ? getComputedStyle(box).fill : page;
        if (one.checkVisibility() && !one.matches(".on-map, .flag *"))
            note(one, 4.5, getComputedStyle(one).fill, fill.startsWith("rgba(0, 0, 0, 0") ? page : fill);
    }
    const lines = "svg :is(.wire, .bulk, .body, .plate, .goal, .track, .lead, .port, .slash)";
    for (const one of document.querySelectorAll(lines))
        if (one.checkVisibility() && !one.matches(".tip, .boxed > *")) note(one, 3, getComputedStyle(one).stroke);
    for (const one of document.querySelectorAll("svg :is(.tip, .filled)"))
        if (one.checkVisibility()) note(one, 3, getComputedStyle(one).fill);
    return [...found].map(([name, [least, colour, ground]]) => ({ name, least, colour, ground }));
}"""
_BORDERLESS = """() => [...document.querySelectorAll("button, a.control, .size, .stop, input, select, textarea")]
    .filter(one => one.checkVisibility() && !one.matches(".quiet, [type=hidden], [type=radio], [type=checkbox],"
        + "[type=range], [type=file], .zooms span:first-child")).filter(one => {
        const style = getComputedStyle(one), colour = style.borderTopColor;
        return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1 || colour === "rgba(0, 0, 0, 0)"
            || colour === getComputedStyle(document.body).backgroundColor;
    }).map(one => one.outerHTML.slice(0, 90))"""
_UNSEEN_FOCUS = """() => [...document.querySelectorAll("a[href]:not(.mark), button, input, select, textarea, summary,"
        + " [tabindex='0']")].filter(one => {
        if (!one.checkVisibility() || one.disabled || one.type === "hidden") return false;
        one.focus({ focusVisible: true });
        const style = getComputedStyle(one);
        return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
    }).map(one => one.outerHTML.slice(0, 90))"""
# What tells the part that is chosen from its neighbours, where grounds have no colours.
_CHOSEN = """() => [".size:not(.now)", ".size.now"]
    .map(css => parseFloat(getComputedStyle(document.querySelector("#transport " + css)).borderTopWidth))"""
_DASHES = """marks => marks.map(one => getComputedStyle(one).strokeDasharray)"""
_MOVING = """() => [...document.querySelectorAll("*")].flatMap(one => {
    const { animationName, animationDuration, transitionDuration } = getComputedStyle(one);
    const lasts = said => said.split(",").some(part => parseFloat(part) > 0);
    const moves = (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration);
    return moves ? [one.outerHTML.slice(0, 90)] : [];
}).concat(document.getAnimations().map(one => one.animationName || one.transitionProperty))"""


def forced(browser: Browser, base_url: str, scheme: Literal["light", "dark"]) -> Page:
    page = browser.new_context(base_url=base_url, forced_colors="active", color_scheme=scheme).new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def faint(page: Page) -> list[Any]:
    """What does not stand out from what it stands on, and how little it does."""
    drawn = page.evaluate(_DRAWINGS)
    assert drawn
    measured = [(contrast(one["colour"], 1, one["ground"]), one) for one in drawn]
    return [(ratio, one["name"]) for ratio, one in measured if ratio < one["least"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_take_the_colours_of_the_screen(
    browser: Browser, base_url: str, scheme: Literal["light", "dark"]
) -> None:
    page = forced(browser, base_url, scheme)
    found = {}
    for name in DRAWN:
        page.goto(STATES[name])
        if it := faint(page):
            found[name] = it
    for theme in ("light", "dark"):
        page.goto(f"/lesson?at=dC_da-2-1&theme={theme}")
        if it := faint(page):
            found[theme] = it
    page.context.close()
    assert found == {}


def test_controls_keep_their_edges_their_focus_and_what_is_chosen(browser: Browser, base_url: str) -> None:
    page = forced(browser, base_url, "light")
    found = {}
    for name, address in STATES.items():
        page.goto(address)
        if it := page.evaluate(_BORDERLESS) + page.evaluate(_UNSEEN_FOCUS):
            found[name] = it
    assert found == {}
    page.goto("/lesson?at=loss")
    others, chosen = page.evaluate(_CHOSEN)
    assert chosen > others >= 1
    page.goto(STATES["card"])
    assert "none" not in page.locator("#picture .wire.neg").evaluate_all(_DASHES)
    page.context.close()


def test_focus_is_seen_on_every_control_of_every_page(page: Page, complaints: list[str]) -> None:
    found = {}
    for name, address in STATES.items():
        page.goto(address)
        if it := page.evaluate(_UNSEEN_FOCUS):
            found[name] = it
    assert found == {}
    assert len(complaints) == len(REFUSED)
    complaints.clear()


def test_nothing_moves_for_whoever_wants_no_motion(page: Page, complaints: list[str]) -> None:
    found = {}
    for name, address in STATES.items():
        page.goto(address)
        if it := page.evaluate(_MOVING):
            found[name] = it
    assert found == {}
    page.emulate_media(reduced_motion="no-preference")
    page.goto(STATES["backward"])
    assert page.evaluate(_MOVING)
    assert len(complaints) == len(REFUSED)
    complaints.clear()
