"""Time the browser: ``python -m tests.bench.browser [--json FILE]``.

From a click to the painted answer, on each kind of page; frames that a training of ten seconds drops; and the memory of
a page before and after a thousand steps.
"""

import argparse
import json
import statistics
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.running import chromium_path, serving

CLICKS = 25
STEPS = 1_000
PAGES = {
    "step of the notes' network": ("/lesson?at=input", "#step"),
    "step of a 10-25-10 network": ("/lesson?layers=10-25-10&at=input&step=layer", "#step"),
    "step of a digit": ("/digit?target=3&at=input", "#step"),
    "one update of a training": ("/train?preset=xor", "#step"),
}
_CLICK = """async ([selector, clicks]) => {
    const times = [], frame = () => new Promise(done => requestAnimationFrame(done));
    const settled = () => new Promise(done => document.addEventListener('htmx:afterSettle', done, { once: true }));
    for (let turn = 0; turn < clicks; turn += 1) {
        const control = document.querySelector(selector);
        if (!control || !control.href) break;
        await frame();
        const begin = performance.now(), answer = settled();
        control.click();
        await answer;
        await frame();
        await new Promise(done => setTimeout(done));
        times.push(performance.now() - begin);
    }
    return times;
}"""
_FRAMES = """seconds => new Promise(done => {
    const gaps = [];
    let last = performance.now();
    const begin = last, beat = (now) => {
        gaps.push(now - last);
        last = now;
        if (now - begin < seconds * 1000) requestAnimationFrame(beat); else done(gaps.slice(1));
    };
    requestAnimationFrame(beat);
})"""


def main() -> None:
    """Print the figures, and write them as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.browser", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    found = figures()
    for name, one in found.items():
        print(f"{name:>28}: " + ", ".join(f"{what} {value:,.1f}" for what, value in one.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")


def figures() -> dict[str, dict[str, float]]:
    """Everything above, in milliseconds, frames and megabytes."""
    with serving() as base, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--js-flags=--expose-gc"]
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=flags)
        page = chromium.new_page(bypass_csp=True, viewport={"width": 1280, "height": 800})
        found = {name: clicked(page, base + address, selector) for name, (address, selector) in PAGES.items()}
        found["playing for ten seconds"] = played(page, base)
        found["a thousand steps"] = stepped(page, base)
        chromium.close()
    return found


def clicked(page: Page, address: str, selector: str) -> dict[str, float]:
    """Milliseconds from a click to what it leads to."""
    page.goto(address)
    page.evaluate(_CLICK, [selector, 3])
    times = sorted(page.evaluate(_CLICK, [selector, CLICKS]))
    assert times, f"nothing to click at {address}"
    return {"median, ms": statistics.median(times), "p95, ms": times[min(len(times) - 1, int(0.95 * len(times)))]}


def played(page: Page, base: str) -> dict[str, float]:
    """How the frames of a playing training follow each other; 16.7 ms is the display's rate."""
    page.goto(f"{base}/train?preset=xor")
    page.locator("#play").click()
    page.wait_for_timeout(1_000)
    gaps = page.evaluate(_FRAMES, 10)
    return {
        "median, ms": statistics.median(gaps),
        "longest, ms": max(gaps),
        "dropped frames": sum(g > 25 for g in gaps),
    }


def stepped(page: Page, base: str) -> dict[str, float]:
    """Megabytes of the page's memory, rubbish taken out, before and after a thousand steps."""
    page.goto(f"{base}/lesson")
    page.evaluate(_CLICK, ["#step", 50])
    before = memory(page)
    for _ in range(STEPS // 100):
        page.evaluate(_CLICK, ["#step", 100])
    return {"MB before": before, "MB after": memory(page)}


def memory(page: Page) -> float:
    """Megabytes that are in use."""
    page.evaluate("gc()")
    used: float = page.evaluate("performance.memory.usedJSHeapSize")
    return used / 1e6


if __name__ == "__main__":
    main()
