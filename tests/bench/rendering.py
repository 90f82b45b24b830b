"""Time rendering: ``python -m tests.bench.rendering [--json FILE] [--rounds N]``.

The working area of networks with ever more edges, computed and drawn anew each time, and how large it is. No page draws
more edges than the digit network's.
"""

import argparse
import gzip
import json
import statistics
import time
from pathlib import Path

from anyio.from_thread import start_blocking_portal

from app import answers
from app.main import create_app
from tests.client import Client

FRAGMENTS = {
    "12 edges": "/panels/lesson?at=gradient",
    "500 edges": "/panels/lesson?layers=10-25-10&at=gradient",
    "4,512 edges": "/panels/digit?net=16-16-relu&edges=all",
    "8,512 edges": "/panels/digit?edges=all",
}


def main() -> None:
    """Print the figures, and write them as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rendering", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians there too")
    parser.add_argument("--rounds", type=int, default=15, help="turns of each (default: 15)")
    options = parser.parse_args()
    found = figures(options.rounds)
    for name, one in found.items():
        print(f"{name:>28}: " + ", ".join(f"{what} {value:,.1f}" for what, value in one.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")


def figures(rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds, those over an empty answer of the same stack, and kilobytes of each fragment."""
    with start_blocking_portal() as portal:
        client = Client(portal, create_app())
        empty = median(client, "/healthz", rounds)
        found = {}
        for name, address in FRAGMENTS.items():
            took, body = median(client, address, rounds), client.get(address).content
            found[name] = {
                "ms": took, "times an empty answer": took / empty, "kB": len(body) / 1e3,
                "kB compressed": len(gzip.compress(body, 5)) / 1e3,
            }  # fmt: skip
    return found


def median(client: Client, address: str, rounds: int) -> float:
    """Milliseconds of an answer that nobody has asked for before."""
    times = []
    for _ in range(rounds + 1):
        answers.clear()
        begin = time.perf_counter()
        assert client.get(address).status_code == 200
        times.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
