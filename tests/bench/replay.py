"""Time replay: ``python -m tests.bench.replay [--json FILE] [--rounds N]``.

1,000 and 10,000 updates of every network of the table, from the start; and an address far into a run, cold and warm.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from threadpoolctl import threadpool_limits

from app import checkpoints, training_run
from app.lesson import Lesson
from app.lesson_url import parse
from app.moment import moment
from app.prepared_runs import PREPARED_RUNS
from engine.training import Training
from tests.bench.cases import CASES, LEARNING_RATE, Case

UPDATES = (1_000, 10_000)
LONGEST = 4.0
"""Seconds that one round of a row may take; what would take longer is measured over fewer updates."""


def main() -> None:
    """Print the figures, and write them as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.replay", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians there too")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each (default: 3)")
    options = parser.parse_args()
    found = figures(options.rounds)
    for name, times in found.items():
        print(f"{name:>28}: " + ", ".join(f"{what} {value:,.1f} ms" for what, value in times.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")


def figures(rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each row."""
    with threadpool_limits(1, user_api="blas"):
        rows = {case.name: replayed(case, rounds) for case in CASES}
        return {**rows, **{f"{one.name}, address": addressed(one.address, rounds) for one in PREPARED_RUNS[:2]}}


def replayed(case: Case, rounds: int) -> dict[str, float]:
    """Milliseconds of so many updates of a network from its start."""
    x, targets = case.data

    def run(updates: int) -> None:
        Training(case.layers, x, targets, case.loss, LEARNING_RATE, "mean").run(updates)

    one = timed(lambda: run(20)) / 20
    times = {}
    for updates in UPDATES:
        counted = min(updates, max(20, round(LONGEST / one)))
        times[f"{updates:,} updates"] = median(lambda count=counted: run(count), rounds) * updates / counted  # type: ignore[misc]
    return times


def addressed(address: str, rounds: int) -> dict[str, float]:
    """Milliseconds to every number of update 2,000 of a run, nothing remembered; and of the next update after it."""
    pairs = [part.partition("=")[::2] for part in address.split("&")]
    lesson = parse([(name, value) for name, value in pairs if name not in ("updates", "run")])

    def numbers(it: Lesson) -> None:
        assert moment(it).step.gradients.loss >= 0

    def cold() -> None:
        checkpoints.clear()
        training_run.clear()
        numbers(lesson.at(2_000 * len(lesson.program)))

    return {
        "update 2,000, cold": median(cold, rounds),
        "the next": median(lambda: numbers(lesson.at(2_001 * len(lesson.program))), rounds),
    }


def median(run: Callable[[], object], rounds: int) -> float:
    """Milliseconds of one run."""
    return statistics.median(timed(run) for _ in range(rounds)) * 1e3


def timed(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
