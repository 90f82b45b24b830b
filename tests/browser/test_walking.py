"""The picture is one tab stop; in it the arrows walk to every neuron, wire and bias, and Enter focuses."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap
from tests.browser.states import STATES

_FOCUSED = "() => document.activeElement.id"
# The marks that the arrow keys lead to, from the one that they lead to first.
_REACHED = """() => {
    const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    document.querySelector("#picture").focus();
    press("ArrowDown");
    const seen = new Set(), ahead = [document.activeElement];
    while (ahead.length) {
        const mark = ahead.pop();
        if (seen.has(mark.id)) continue;
        seen.add(mark.id);
        for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
            mark.focus();
            press(key);
            ahead.push(document.activeElement);
        }
    }
    return [...seen];
}"""


def marks(page: Page) -> set[str]:
    """The ids of everything on the picture that can be in focus."""
    return set(page.locator("#picture .mark").evaluate_all("marks => marks.map(mark => mark.id)"))


def walk(page: Page, start: str, arrow: str) -> str:
    """Where an arrow leads."""
    page.locator(f"#{start}").focus()
    page.keyboard.press(arrow)
    return str(page.evaluate(_FOCUSED))


WALKED = (
    "start", "loss", "backward", "updated", "card", "pill", "zoomed", "reversed", "both", "projector", "diverged",
    "train", "train-dead", "train-projector", "digit", "digit-backward", "digit-edges", "digit-blank",
    "digit-projector",
    "idea-neuron", "idea-forward", "idea-cases", "idea-framework-both", "front", "embed", "embed-train", "embed-digit",
    "embed-still",
)  # fmt: skip


@pytest.mark.parametrize("name", WALKED)
def test_arrows_reach_every_mark(page: Page, name: str) -> None:
    page.goto(STATES[name])
    address = page.url
    assert set(page.evaluate(_REACHED)) - {"pixels"} == marks(page)
    # Every wire that is drawn by itself is, or belongs to, a mark.
    assert page.evaluate(_LONELY) == []
    expect(page).to_have_url(address)


# Wires without a mark of their place. Those from the outputs to the loss carry ∂C/∂y, which the outputs say.
_LONELY = """() => [...document.querySelectorAll("#picture .wire:not(.tip, .mark *)[id]")].filter(one => {
    const [, prefix, place] = one.id.match(/^(reversed-)?(?:wire|back)-(.+)$/) || [];
    return place && !document.getElementById(`${prefix || ""}edge-${place}`);
}).map(one => one.id)"""
# Of every number within a mark: which, what is printed, its full value, and what the mark is called.
_SAID = """() => [...document.querySelectorAll("#picture .mark")].flatMap(mark =>
    [...mark.querySelectorAll("[data-value]")].map(one => [one.id || one.dataset.ref, one.textContent.trim(),
        Number(one.dataset.value), mark.getAttribute("aria-label")]))"""


def says(label: str, value: float) -> bool:
    """Whether a label has a number to three significant digits."""
    plain = label.replace("−", "-").replace("∞", "inf").translate(_RAISED)
    said = [float(one) for one in re.findall(r"-?(?:\d+(?:\.\d+)?(?:e-?\d+)?|inf)|NaN", plain)]
    return any(one == value or abs(one - value) <= 0.006 * abs(value) for one in said) or (
        value != value and "NaN" in plain
    )


_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.mark.parametrize("name", ["loss", "gradients", "updated", "card", "pill", "both", "train", "digit", "diverged"])
def test_every_mark_says_its_numbers(page: Page, name: str) -> None:
    page.goto(STATES[name])
    numbers = page.evaluate(_SAID)
    assert numbers
    assert [it for it in numbers if not says(it[3], it[2])] == []
    # A new value says as much as the picture: its digits tell it from the old one.
    new = [it for it in numbers if it[0].startswith(("w_new", "b_new")) and it[1].removeprefix("→ ") not in it[3]]
    assert new == []


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("loss", ()),
        ("pill", ("input-3", "neuron-2-20", "neuron-3-10", "loss")),
        ("card", ("edge-1-3-2", "neuron-1-4", "loss")),
        ("both", ("reversed-edge-2-1-2", "reversed-neuron-3-1", "bias-1-1")),
        ("train", ("edge-1-2-1", "neuron-1-3")),
        ("digit", ("neuron-1-3", "edge-2-4-12", "loss")),
    ],
)
def test_enter_does_what_a_click_does_on_every_mark(page: Page, name: str, ids: tuple[str, ...]) -> None:
    for mark in ids or sorted(marks(page) if page.goto(STATES[name]) else ()):
        page.goto(STATES[name])
        one = page.locator(f"#{mark}")
        leads_to = one.evaluate("mark => new URL(mark.getAttribute('href'), location).href")
        assert leads_to != page.url
        one.focus()
        with swap(page):
            page.keyboard.press("Enter")
        expect(page).to_have_url(leads_to)


def test_every_neuron_weight_and_bias_of_the_notes_network_is_a_mark(page: Page) -> None:
    page.goto("/lesson?at=loss")
    pairs = [(to, source) for to in (1, 2) for source in (1, 2)]
    expected = {f"edge-{layer}-{to}-{source}" for layer in (1, 2, 3) for to, source in pairs} | {"loss"}
    expected |= {f"{kind}-{layer}-{n}" for kind in ("neuron", "bias") for layer in (1, 2, 3) for n in (1, 2)}
    assert marks(page) == expected | {"input-1", "input-2"}


def test_arrows_follow_the_wires(page: Page) -> None:
    page.goto("/lesson?at=loss")
    assert walk(page, "input-1", "ArrowRight") == "edge-1-1-1"
    assert walk(page, "edge-1-1-1", "ArrowDown") == "edge-1-2-1"
    assert walk(page, "edge-1-2-1", "ArrowRight") == "neuron-1-2"
    assert walk(page, "neuron-1-2", "ArrowUp") == "bias-1-2"
    assert walk(page, "bias-1-2", "ArrowUp") == "neuron-1-1"
    assert walk(page, "edge-2-1-2", "ArrowLeft") == "neuron-1-2"
    assert walk(page, "neuron-3-1", "ArrowRight") == "loss"
    assert walk(page, "loss", "ArrowLeft") in ("neuron-3-1", "neuron-3-2")


def test_the_picture_is_one_tab_stop(page: Page) -> None:
    page.goto("/lesson?at=loss")
    page.locator(".headline :is(a, button):visible").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator("#picture")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('#picture .mark')")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('#picture')")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#picture")).to_be_focused()


LETTERS = {"neuron-2-1": "z₃", "edge-2-1-2": "w₆", "bias-3-2": "b₆", "input-2": "x₂", "loss": "C"}


def test_enter_focuses_and_the_keyboard_stays_on_the_mark(page: Page) -> None:
    page.goto("/lesson?at=loss")
    for mark, letter in LETTERS.items():
        page.locator(f"#{mark}").focus()
        with swap(page):
            page.keyboard.press("Enter")
        expect(page.locator("#inspector .letter")).to_have_text(letter)
        expect(page.locator(f"#{mark}")).to_be_focused()
        expect(page.locator(f"#{mark}.focused")).to_be_attached()
        with swap(page):
            page.keyboard.press("Enter")
        expect(page.locator("#inspector .letter")).to_have_count(0)
        expect(page.locator(f"#{mark}")).to_be_focused()


# What tells that a mark has the keyboard: an outline around its box, or colour along its wire where it has none.
_SIGNS = """marks => [...new Set(marks.map(mark => {
    mark.focus();
    const box = mark.querySelector(".body, .plate"), style = getComputedStyle(box || mark.querySelector(".hit"));
    return box ? `${style.outlineStyle} ${style.outlineWidth}` : style.stroke;
}))]"""
_LIGHT_BLUE, _BLUE = "rgb(138, 184, 242)", "rgb(28, 93, 168)"


def test_keyboard_focus_is_seen_on_every_mark(page: Page) -> None:
    for moment, signs in (
        ("at=a-2-1", {"solid 3px"}),
        ("at=dC_dz-2-1&theme=dark", {"solid 3px"}),
        ("updates=1", {"solid 3px"}),
        ("layers=4-8-8-3&at=dC_da-2-1", {"solid 3px", _BLUE}),
        ("layers=4-8-8-3&at=dC_da-2-1&theme=dark", {"solid 3px", _LIGHT_BLUE}),
    ):
        page.goto(f"/lesson?{moment}")
        page.locator("#picture").focus()
        page.keyboard.press("ArrowRight")
        assert set(page.locator("#picture .mark").evaluate_all(_SIGNS)) == signs, moment


_UNSEEN = """() => {
    const controls = document.querySelectorAll("a[href]:not(.mark), button, input, select, [tabindex='0']");
    const usable = [...controls].filter(one => one.checkVisibility() && !one.disabled && one.type !== "hidden");
    return usable.filter(one => {
        one.focus({ focusVisible: true });
        const style = getComputedStyle(one);
        return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
    }).map(one => one.outerHTML.slice(0, 90));
}"""


def test_keyboard_focus_is_seen_on_every_control(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-2-1&focus=w-2-1-1&open=figures,settings,table")
    page.keyboard.press("Tab")
    assert page.evaluate(_UNSEEN) == []
