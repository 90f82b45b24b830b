"""Everything that is timed, in one run: ``python -m tests.bench.everything [--json FILE] [--readme]``.

Some ten minutes on two cores. The JSON is for ``python -m tests.bench.compare``; ``--readme`` puts the tables, with the
machine and the day, between the marks in README.
"""

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from anyio.from_thread import start_blocking_portal

from app.main import create_app
from tests.bench import browser, load, rendering, replay, server
from tests.bench.__main__ import measure
from tests.bench.cases import CASES
from tests.bench.contenders import agree, contenders
from tests.bench.http import loopback
from tests.bench.training import ADDRESSES, visits
from tests.client import Client
from tests.servers import running

README = Path(__file__).parents[2] / "README.md"
_MARKS = re.compile(r"(?<=<!-- how fast -->\n).*?(?=<!-- /how fast -->)", re.DOTALL)
Table = dict[str, dict[str, float]]

TITLES = {
    "engine": "A training step (µs; the others as multiples of the fast step, in the same run)",
    "replay": "Replay (ms)",
    "addresses": "A page at update 2,000 of a spiral (ms)",
    "rendering": "Drawing a working area anew",
    "server": "One worker, generator on the same machine (requests a second; ms)",
    "browser": "In Chromium, from click to paint",
    "load": "A lecture hall: 500 students, two workers, a step every two seconds",
}


def main() -> None:
    """Run everything; print the tables, and write what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.everything", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--readme", action="store_true", help="put the tables into README")
    options = parser.parse_args()
    found = {
        "engine": engine(),
        "replay": replay.figures(3),
        "addresses": addresses(),
        "rendering": rendering.figures(15),
        "server": server.figures(3.0),
        "browser": browser.figures(),
        "load": lecture_hall(),
    }
    text = markdown(found)
    sys.stdout.write(text)
    if options.json:
        options.json.write_text(json.dumps({"machine": machine(), "figures": found}, indent=1) + "\n")
    if options.readme:
        README.write_text(_MARKS.sub(lambda _: text, README.read_text()))


def engine() -> Table:
    """Microseconds of the fast step, and how many times as long the others take."""
    rows: Table = {}
    for case in CASES:
        runs = {title: make(case) for title, make in contenders().items()}
        agree(case, runs)
        (title, first), *others = measure(runs, 5).items()
        rows[case.name] = {title: first, **{name: time / first for name, time in others}}
    return rows


def addresses() -> Table:
    """Milliseconds of pages far into a run: nothing remembered, asked for again, and by entity tag."""
    with start_blocking_portal() as portal:
        client = Client(portal, create_app())
        return {name: visits(client, address, 5) for name, address in ADDRESSES.items()}


def lecture_hall() -> Table:
    """What the hall of the load script meets."""
    with running("--port", "0", "--workers", "2", "--log", "off") as (_process, address):
        return load.measured(*loopback(address), students=500, seconds=20.0)


def machine() -> str:
    """What it ran on, and when."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    today = datetime.now(UTC).date().isoformat()
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}, {today}"


def markdown(found: Mapping[str, Table]) -> str:
    """The tables as README has them."""
    parts = [f"Measured on {machine()}, by `python -m tests.bench.everything --readme`.\n"]
    for name, rows in found.items():
        columns = list(dict.fromkeys(column for row in rows.values() for column in row))
        parts.append(f"\n**{TITLES[name]}**\n\n| | {' | '.join(columns)} |\n|{' --- |' * (len(columns) + 1)}\n")
        parts += [
            f"| {row} | {' | '.join(_cell(cells.get(one)) for one in columns)} |\n" for row, cells in rows.items()
        ]
    return "".join(parts)


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


if __name__ == "__main__":
    main()
