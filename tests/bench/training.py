"""Time training: ``python -m tests.bench.training [--json FILE] [--rounds N]``.

Addresses of the training page far into a run, cold (nothing remembered), warm, and asked for again by entity tag; and a
step of the engine with one BLAS thread beside one with two, once alone and once while another process is busy.
"""

import argparse
import json
import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from anyio.from_thread import start_blocking_portal
from threadpoolctl import threadpool_limits

from app import answers, checkpoints, training_run
from app.main import create_app
from app.prepared_runs import PREPARED_RUNS
from tests.bench.cases import CASES
from tests.bench.contenders import contenders
from tests.client import Client

SPIRAL = next(run.address for run in PREPARED_RUNS if run.name == "Spiral")
ADDRESSES = {
    "training page, update 2,000": f"/train?{SPIRAL}&updates=2000",
    "its working area": f"/panels/train?{SPIRAL}&updates=2000",
    "its maps": f"/train/maps.png?{SPIRAL}&updates=2000",
    "the stepper there": f"/lesson?{SPIRAL}&updates=2000",
    "60 frames from update 1,000 on": f"/frames?{SPIRAL}&updates=1000&first=1001&count=60&stride=1",
}


def main() -> None:
    """Print the figures, and write them as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.training", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians there too")
    parser.add_argument("--rounds", type=int, default=7, help="turns of each (default: 7)")
    options = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    with start_blocking_portal() as portal:
        client = Client(portal, create_app())
        print(f"{'milliseconds':>40}{'cold':>10}{'warm':>10}{'304':>10}")
        for name, address in ADDRESSES.items():
            found[name] = visits(client, address, options.rounds)
            print(f"{name:>40}" + "".join(f"{value:>10.1f}" for value in found[name].values()))
    print(f"\n{'two BLAS threads over one':>40}{'alone':>10}{'busy':>10}")
    for case in CASES:
        found[case.name] = {"alone": threads(case.name, options.rounds)}
        with busy_neighbour():
            found[case.name]["busy"] = threads(case.name, options.rounds)
        print(f"{case.name:>40}" + "".join(f"{value:>9.2f}×" for value in found[case.name].values()), flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")


def visits(client: Client, address: str, rounds: int) -> dict[str, float]:
    """Milliseconds of a first visit, of the next, and of one with the entity tag: medians."""
    times: dict[str, list[float]] = {"cold": [], "warm": [], "304": []}
    for _ in range(rounds):
        checkpoints.clear()
        training_run.clear()
        answers.clear()
        tag = ""
        for kind in times:
            asked = {"If-None-Match": tag} if kind == "304" else {}
            begin = time.perf_counter()
            answer = client.get(address, headers=asked)
            times[kind].append((time.perf_counter() - begin) * 1e3)
            assert answer.status_code == (304 if asked else 200), answer.status_code
            tag = answer.headers["etag"]
    return {kind: statistics.median(values) for kind, values in times.items()}


def threads(name: str, rounds: int) -> float:
    """How many times longer a step takes with two BLAS threads than with one: the median of paired turns."""
    case = next(one for one in CASES if one.name == name)
    run = next(iter(contenders().values()))(case)
    count = max(1, int(0.05 / timed(lambda: run(3)) * 3))
    ratios = []
    for _ in range(rounds):
        pair = []
        for limit in (2, 1):
            with threadpool_limits(limit, user_api="blas"):
                pair.append(timed(lambda: run(count)))
        ratios.append(pair[0] / pair[1])
    return statistics.median(ratios)


def timed(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


@contextmanager
def busy_neighbour() -> Iterator[None]:
    """Another process keeps a core busy."""
    process = multiprocessing.get_context("spawn").Process(target=_spin, daemon=True)
    process.start()
    time.sleep(0.3)
    try:
        yield
    finally:
        process.terminate()
        process.join()


def _spin() -> None:
    while True:
        sum(range(10_000))


if __name__ == "__main__":
    main()
