"""Attacks the whole site, in this process and on one core, for as many requests as asked: ``python -m tests.fuzz``.

It prints what broke a promise of ``tests.fuzz.judge`` (and ends with 1), the slowest addresses, and the memory.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from anyio.from_thread import start_blocking_portal
from hypothesis import HealthCheck, Phase, given, seed, settings

from app.main import create_app
from app.settings import Settings
from tests.fuzz.asking import Answer, Asked, ask
from tests.fuzz.attacks import attacks
from tests.fuzz.corpus import corpus
from tests.fuzz.judge import faults
from tests.fuzz.places import routes, spelled

FILES = ("/lesson.gif", "/train.gif", "/lesson.html")
"""Files for whose making ``app.limits`` grants several seconds, measured apart."""

PAGE = os.sysconf("SC_PAGE_SIZE")
ROUND = 2_000


def memory() -> float:
    """Megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


def main() -> int:
    """Attack and report; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=20_000, help="requests")
    parser.add_argument("--minutes", type=float, default=60, help="and no longer than this")
    parser.add_argument("--pages", type=int, default=300, help="pages whose links are followed first")
    parser.add_argument("--seed", type=int, default=1, help="of what is tried")
    parser.add_argument(
        "--seconds", type=float, default=1.0, help="of the processor, above which an answer is reported"
    )
    parser.add_argument("--growth", type=float, default=300.0, help="megabytes that memory may grow by")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    end = time.monotonic() + 60 * options.minutes
    found: dict[str, tuple[Asked, str]] = {}
    statuses: Counter[int] = Counter()
    answered: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    sizes: list[float] = []
    with tempfile.TemporaryDirectory() as folder, start_blocking_portal() as portal:
        app = create_app(Settings(store=Path(folder) / "store.sqlite3"))
        known_paths = {path for one in routes(app) for path in spelled(one)}

        def get(asked: Asked) -> Answer:
            return portal.call(ask, app, asked)

        known = corpus(app, get, options.pages)
        print(f"{known.size} addresses of {len(known.queries)} paths to begin with", flush=True)

        def attack(asked: Asked) -> None:
            if time.monotonic() > end:
                return
            begun = time.process_time()  # what it costs: others may be using this machine as well
            try:
                answer = get(asked)
                wrong = faults(asked, answer)
                statuses[answer.status] += 1
                if answer.status < 400 and asked.path in known_paths:
                    answered[asked.path] += 1
            except Exception as error:
                wrong = [f"{type(error).__name__}: {error}"]
            took = time.process_time() - begun
            slowest.append((took, f"{asked.method} {asked.target}"))
            if took > options.seconds:
                print(f"~ {took:.1f} s  {asked.method} {asked.target:.300}", flush=True)
            for one in wrong:
                kind = one[:30]
                if kind not in found:
                    found[kind] = (asked, one)
                    print(f"! {one}\n    {asked!r:.1500}", flush=True)

        for start in range(0, options.examples, ROUND):
            rounds = settings(
                max_examples=min(ROUND, options.examples - start), deadline=None, database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            seed(options.seed * 1_000_003 + start)(rounds(given(attacks(known))(attack)))()
            sizes.append(memory())
            slowest[:] = sorted(slowest, reverse=True)[:200]
            print(f"{sum(statuses.values())} requests, {sizes[-1]:.0f} MB, slowest {slowest[0][0]:.2f} s", flush=True)
            if time.monotonic() > end:
                break
    print("answers:", ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items())))
    unmet = sorted(known_paths - set(answered))
    print(f"answered with a page at {len(answered)} of {len(known_paths)} paths; never: {', '.join(unmet) or 'none'}")
    print("slowest:", *(f"  {seconds:.2f} s  {target:.300}" for seconds, target in slowest[:12]), sep="\n")
    slow = [one for one in slowest if one[0] > options.seconds and not any(file in one[1] for file in FILES)]
    growth = sizes[-1] - sizes[0]
    print(f"{len(slow)} above {options.seconds:g} s (whole files apart)")
    print(f"memory grew by {growth:.0f} MB; {len(found)} kinds of faults")
    return 1 if found or slow or growth > options.growth else 0


if __name__ == "__main__":
    sys.exit(main())
