"""Time the engine beside others: ``python -m tests.bench [--json FILE] [--rounds N]``.

All contenders of a row take turns in one process, with one thread each; the medians of the rounds are compared. Times
of two runs of this command cannot be compared, ratios within one can.
"""

import argparse
import json
import os
import statistics
import time
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np  # noqa: E402

from tests.bench.cases import CASES  # noqa: E402
from tests.bench.contenders import Run, agree, contenders  # noqa: E402

ROUND_SECONDS = 0.15


def main() -> None:
    """Print the table, and write it as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the medians there too")
    parser.add_argument("--rounds", type=int, default=9, help="turns of every contender (default: 9)")
    options = parser.parse_args()
    makers = contenders()
    print("One training step, float64, one thread. First column: microseconds; others: times that.\n")
    print("".join(f"{title:>15}" for title in ("network, batch", *makers)))
    rows = []
    for case in CASES:
        runs = {title: make(case) for title, make in makers.items()}
        agree(case, runs)
        medians = measure(runs, options.rounds)
        rows.append({"network": case.name, "activations": case.activations, "loss": case.loss, "microseconds": medians})
        first, *others = medians.values()
        cells = [f"{case.name:>20}"[-20:], f"{first:.1f}", *(f"{other / first:.2f}×" for other in others)]
        print("".join(f"{cell:>15}" for cell in cells), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"numpy": np.__version__, "rows": rows}, indent=1) + "\n")


def measure(runs: dict[str, Run], rounds: int) -> dict[str, float]:
    """Microseconds a step of every contender: the median over the rounds, in each of which all have their turn."""
    counts = {title: max(1, round(ROUND_SECONDS / seconds(run, 3) * 3)) for title, run in runs.items()}
    times: dict[str, list[float]] = {title: [] for title in runs}
    for _ in range(rounds):
        for title, run in runs.items():
            times[title].append(seconds(run, counts[title]) / counts[title] * 1e6)
    return {title: statistics.median(values) for title, values in times.items()}


def seconds(run: Run, n: int) -> float:
    """How long n steps take."""
    begin = time.perf_counter()
    run(n)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
