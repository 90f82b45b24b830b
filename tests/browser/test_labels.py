"""The picture at rest: through a whole training step no two labels meet, and each stays inside its box."""

import pytest
from playwright.sync_api import Page

from tests.browser.lesson_page import follow
from tests.browser.measuring import DRAWN

MEETING = """() => {
    const texts = [...document.querySelectorAll("#picture text")].filter(one => one.checkVisibility());
    const boxes = texts.map(one => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width);
    const said = (one) => `${one.id || one.parentNode.id}: ${one.textContent}`, out = [];
    boxes.forEach(([one, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // A line box is taller than its digits: up to a quarter of it is air.
        if (across > 0.5 && down > 0.25 * Math.min(a.height, b.height)) out.push([said(one), said(other), across]);
    }));
    return out;
}"""
STICKING_OUT = """() => {
    const out = [];
    for (const mark of document.querySelectorAll("#picture .mark, #picture .meter")) {
        const body = mark.querySelector(".body, .plate, .meter-body");
        if (!body) continue;
        const frame = body.getBoundingClientRect();
        for (const one of mark.querySelectorAll("text:not(.tag, .more, .outside)")) {
            const box = one.getBoundingClientRect();
            if (!one.checkVisibility() || !box.width || box.left > frame.right || box.right < frame.left) continue;
            const room = Math.min(box.left - frame.left, frame.right - box.right);
            if (room < 0) out.push([mark.id, one.textContent, room]);
        }
    }
    return out;
}"""


NETWORKS = [
    "",
    "layers=3-4-3",
    "layers=2-4-4-1",
    "preset=mazur",
    "preset=mosher",
    "preset=softmax",
    "preset=cs231n&dx=1",
]
REVERSED = [
    "layers=3-4-3&dx=1",
    "layers=4-8-5&dx=1",
    "layers=4-8-5&act=relu,softmax&loss=cross_entropy",
    "w=40,0,0,0;;&dx=1",
]


@pytest.mark.parametrize(
    "network", [*NETWORKS, *(f"{network}&view=reversed".lstrip("&") for network in NETWORKS + REVERSED)]
)
def test_no_two_labels_meet_at_any_step(page: Page, network: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/lesson?{network}{'&' if network else ''}step=operation")
    while True:
        assert page.evaluate(MEETING) == [], page.url
        assert page.evaluate(STICKING_OUT) == [], page.url
        if "updates=1" in page.url:
            break
        follow(page, "step")


@pytest.mark.parametrize("view", ["forward", "reversed"])
@pytest.mark.parametrize("moment", ["at=a-2-3", "at=dC_dz-2-3", "at=gradient", "act=relu,relu,softmax&at=dC_dz-3-2"])
def test_a_small_neuron_holds_its_number_and_its_column_names_it(page: Page, moment: str, view: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/lesson?layers=8-12-8-4&{moment}&view={view}")
    assert page.evaluate(DRAWN) == []
    assert page.evaluate(STICKING_OUT) == []
