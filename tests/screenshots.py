"""``python -m tests.screenshots FOLDER``: pictures of every page and preset, on four screens, light and dark."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from app.ideas.catalogue import IDEAS
from app.prepared_runs import PREPARED_RUNS
from app.presets import PRESETS
from tests.browser.running import chromium_path, serving

SCREENS = {"desktop": (1440, 900), "phone": (390, 844), "narrow": (320, 640), "projector": (1440, 760)}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MOMENTS = (
    "",
    "input",
    "z-2-1",
    "a-2-1",
    "loss",
    "dC_dy-3-1",
    "dC_dz-3-1",
    "dC_da-2-1",
    "dC_dz-2-1",
    "dC_dw-2-1",
    "gradient",
    "update-2-1",
)


DIGITS = {
    "first": "", "start": "at=", "forward": "at=a-2-10", "backward": "at=dC_dx-0-256", "update": "at=update-2-10",
    "sure": "target=own", "pixel": "focus=x-0-103", "neuron": "focus=z-1-3", "edge": "focus=w-1-3-103",
    "product": "overlay=product&edges=200", "all-edges": "edges=all", "16-16": "net=16-16-tanh&outputs=sigmoid",
    "morphed": "steps=x3:20,w3", "untrained": "seed=1", "blank": "ink=",
}  # fmt: skip


def pages() -> Iterator[tuple[str, str]]:
    """The name and the address of every page that is pictured."""
    yield "front", "/"
    yield "front-answer", "/?guide=falls&focus=w-3-1-1&at=loss"
    yield "api", "/api"
    yield "not-found", "/nothing"
    yield "bad-input", "/lesson?lr=minus"
    for at in MOMENTS:
        yield f"notes-{at or 'start'}", f"/lesson?at={at}" if at else "/lesson"
    yield "notes-updated", "/lesson?updates=1"
    yield "notes-layer", "/lesson?at=z-2-2&step=layer"
    yield "notes-dx", "/lesson?dx=1&at=dC_dx-0-2"
    yield "notes-focus-weight", "/lesson?at=gradient&focus=w-2-1-1&unfold=2"
    yield "notes-focus-neuron", "/lesson?at=gradient&focus=z-2-1"
    yield "notes-panels", "/lesson?at=gradient&open=figures,settings,table"
    for preset in PRESETS:
        if preset != "notes":
            yield f"{preset}-loss", f"/lesson?preset={preset}&at=loss"
            yield f"{preset}-gradient", f"/lesson?preset={preset}&at=gradient"
    for run in PREPARED_RUNS:
        name = run.name.lower().replace(" ", "-").replace(",", "")
        yield f"train-{name}", f"/train?{run.address}&updates=100&run=300"
    spiral = PREPARED_RUNS[3].address
    changed = "set=w3:0.4@60,lr:0.2@90&updates=100&run=300"
    yield "train-panels", f"/train?{spiral}&{changed}&focus=w-1-1-1&open=figures,settings"
    yield "compare", f"/compare?{spiral}&updates=300&vs=opt%3Dgd"
    yield "own", "/own"
    yield "quiz", "/lesson?preset=mazur&at=gradient&cover=pass"
    yield "quiz-wrong", "/lesson?at=gradient&focus=z-2-1&cover=dC_dz-2-1&answers=dC_dz-2-1:-0.388"
    yield "worksheet", "/worksheet"
    yield "worksheet-key", "/worksheet?preset=mosher&blanks=12&rules=1&key=1"
    for idea in IDEAS:
        yield f"idea-{idea.name}", f"/ideas/{idea.name}"
    for name, said in DIGITS.items():
        yield f"digit-{name}", f"/digit?{said}"
    yield "mazur-updated", "/lesson?preset=mazur&updates=1"
    for layers in ("3-4-3", "2-4-4-1", "4-8-8-3", "10-10-10", "16-24-24-10"):
        last = layers.count("-")
        yield f"{layers}-start", f"/lesson?layers={layers}"
        yield f"{layers}-forward", f"/lesson?layers={layers}&at=z-2-1"
        yield f"{layers}-backward", f"/lesson?layers={layers}&at=dC_da-{last - 1}-1"
        yield f"{layers}-gradient", f"/lesson?layers={layers}&at=gradient"


def take(browser: Browser, base: str, folder: Path, only: str = "") -> int:
    """Write the pictures; returns how many."""
    taken = 0
    for screen, (width, height) in SCREENS.items():
        for theme in THEMES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
            )
            for name, address in pages():
                if only and only not in f"{name}-{screen}-{theme}":
                    continue
                if screen == "projector":
                    if not address.startswith(("/lesson", "/digit", "/train", "/compare")):
                        continue
                    address += "&screen=projector" if "?" in address else "?screen=projector"
                page.goto(base + address)
                page.screenshot(path=folder / f"{name}-{screen}-{theme}.png", full_page=screen != "projector")
                taken += 1
            page.close()
    return taken


def main() -> None:
    """Take the pictures into the folder that is given; a second word limits them to names that hold it."""
    if len(sys.argv) < 2:
        raise SystemExit("usage: python -m tests.screenshots FOLDER [PART-OF-A-NAME]")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with serving() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        print(f"{take(browser, base, folder, sys.argv[2] if len(sys.argv) > 2 else '')} pictures in {folder}")
        browser.close()


if __name__ == "__main__":
    main()
