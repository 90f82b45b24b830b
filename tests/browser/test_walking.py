"""The picture is one tab stop; in it the arrows walk to every neuron, wire and bias, and Enter focuses."""

from playwright.sync_api import Page, expect

from tests.browser.lesson_page import swap

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


def test_arrows_reach_every_mark(page: Page) -> None:
    for moment in ("", "?layers=2-4-4-1&at=a-1-2", "?layers=4-8-8-3&at=dC_da-2-1", "?layers=2-3-1&screen=projector"):
        page.goto(f"/lesson{moment}")
        assert set(page.evaluate(_REACHED)) == marks(page), moment
        expect(page).to_have_url(f"/lesson{moment}")


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
