"""Time the digit page: ``python -m tests.bench.digits [--json FILE]``.

The server part of a drawing in progress beside an empty answer of the same stack, the size of what is sent, and, in a
real browser, the time from a movement of the pen to the painted outputs.
"""

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import sync_playwright

from app import answers
from app.api_digit import DigitBody, digit_answer
from app.drawing_lesson import seen
from app.drawing_url import parse_drawing
from app.main import create_app
from engine.digit_images import enlarged
from engine.digits import see
from tests.browser.running import chromium_path, serving
from tests.client import Client

ROUNDS = 60
MOVES = 80
_MEASURE = """async moves => {
    const canvas = document.getElementById('canvas'), box = canvas.getBoundingClientRect(), times = [];
    const send = (kind, x, y) => canvas.dispatchEvent(new PointerEvent(kind, { pointerId: 1, pointerType: 'mouse',
        buttons: 1, clientX: box.left + x * box.width, clientY: box.top + y * box.height, bubbles: true }));
    const frame = () => new Promise(done => requestAnimationFrame(done));
    const answered = () => new Promise(done => document.addEventListener('pad:outputs', done, { once: true }));
    send('pointerdown', 0.3, 0.2);
    await answered();
    for (let move = 1; move <= moves; move += 1) {
        await frame();
        await frame();
        const begin = performance.now(), answer = answered();
        send('pointermove', 0.3 + 0.4 * move / moves, 0.2 + 0.6 * move / moves);
        await answer;
        await frame();
        await new Promise(done => setTimeout(done));
        times.push(performance.now() - begin);
    }
    send('pointerup', 0.7, 0.8);
    return times;
}"""


def drawing() -> bytes:
    """A scanned 7, 64 bytes a side."""
    data: bytes = np.rint(np.kron(enlarged()[7], np.ones((2, 2))) * 255).astype(np.uint8).tobytes()
    return data


def drawn_anew(client: Client, address: str) -> None:
    """Ask for a page that nobody has asked for before."""
    answers.clear()
    client.get(address)


def median(run: Callable[[], object]) -> float:
    """Milliseconds of one run, the median of many."""
    run()
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        run()
        times.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(times)


def server() -> dict[str, float]:
    """Milliseconds of each answer, the empty one of the same stack among them."""
    body, image = drawing(), np.kron(enlarged()[7], np.ones((2, 2)))
    with start_blocking_portal() as portal:
        client = Client(portal, create_app())
        return {
            "empty answer (healthz)": median(lambda: client.get("/healthz")),
            "pipeline, 64×64": median(lambda: see(image)),
            "the whole training step": median(lambda: seen(parse_drawing([]))),
            "pen, 64×64": median(lambda: client.post("/digit/pen", content=body)),
            "working area": median(lambda: drawn_anew(client, "/panels/digit?target=4")),
            "working area, all edges": median(lambda: drawn_anew(client, "/panels/digit?edges=all")),
            "api, 32×32": median(
                lambda: digit_answer(DigitBody(image=enlarged()[7].tolist(), network="32-relu", target=3))
            ),
        }


def sizes() -> dict[str, int]:
    """Bytes of each answer as gzip sends it."""
    with start_blocking_portal() as portal:
        client = Client(portal, create_app())
        answers = {
            "pen": client.post("/digit/pen", content=drawing()),
            "working area": client.get("/panels/digit?target=4"),
            "working area, all edges": client.get("/panels/digit?edges=all"),
            "weight tiles, once": client.get("/digit/weights.png"),
        }
    return {name: len(gzip.compress(answer.content, 5)) for name, answer in answers.items()}


def browser() -> list[float]:
    """Milliseconds from each movement of the pen to its painted outputs."""
    with serving() as base, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = chromium.new_page(bypass_csp=True)
        page.goto(f"{base}/digit")
        times: list[float] = page.evaluate(_MEASURE, MOVES)
        chromium.close()
    return times


def main() -> None:
    """Print the figures, and write them as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.digits", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    milliseconds = server()
    empty = milliseconds["empty answer (healthz)"]
    for name, value in milliseconds.items():
        print(f"{name:>28}: {value:6.2f} ms, {value / empty:5.1f}× the empty answer")
    sent = sizes()
    for name, count in sent.items():
        print(f"{name:>28}: {count / 1000:6.1f} kB compressed")
    times = sorted(browser())
    painted = {"median": statistics.median(times), "95 %": times[int(0.95 * len(times))]}
    print(f"{'movement to painted outputs':>28}: median {painted['median']:.0f} ms, 95 % {painted['95 %']:.0f} ms")
    if options.json:
        figures = {"milliseconds": milliseconds, "bytes": sent, "painted": painted}
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
