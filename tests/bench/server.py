"""Time the server: ``python -m tests.bench.server [--json FILE] [--seconds S]``.

Requests a second and latency of one worker at 1, 16 and 64 connections, beside an empty route of the same stack; the
generator runs on the same machine. What is asked for is new each time, but for the form that the reader has already.
"""

import argparse
import asyncio
import itertools
import json
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.http import Connection, loopback
from tests.bench.load import percentiles
from tests.servers import running

CONNECTIONS = (1, 16, 64)
_NUMBERS = itertools.count()
"""Nobody asks for what somebody was answered before."""

_LESSON = "preset=mazur&at=dC_dz-1-1"
_RUN = "layers=2-6-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:200:0.1:1&reduction=mean"
ROUTES: dict[str, Callable[[int], str]] = {
    "empty route": lambda _: "/healthz",
    "step of the notes' network": lambda n: f"/step?lr={0.5 + n / 1e6:.6f}&at=dC_dz-2-1",
    "step of a digit": lambda n: f"/panels/digit?seed={n}&target={n % 10}&at=dC_dz-1-5",
    "30 frames of a training": lambda n: f"/frames?{_RUN}&lr={0.5 + n / 1e6:.6f}&first=1&count=30&stride=1",
    "the reader has it already (304)": lambda _: f"/panels/lesson?{_LESSON}",
}


def main() -> None:
    """Print the figures, and write them as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.server", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--seconds", type=float, default=3.0, help="of each, at most 30 (default: 3)")
    options = parser.parse_args()
    found = figures(min(options.seconds, 30.0))
    for name, one in found.items():
        print(f"{name:>45}: " + ", ".join(f"{what} {value:,.1f}" for what, value in one.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")


def figures(seconds: float) -> dict[str, dict[str, float]]:
    """Requests a second and milliseconds of each route at each number of connections."""
    with running("--port", "0", "--log", "off") as (_process, address):
        host, port = loopback(address)
        return {
            f"{name}, {count} connection{'s' if count > 1 else ''}": asyncio.run(
                asked(host, port, name, count, seconds)
            )
            for name in ROUTES
            for count in CONNECTIONS
        }


async def asked(host: str, port: int, name: str, connections: int, seconds: float) -> dict[str, float]:
    """What so many connections get that ask one after the other."""
    found, begin = list[float](), time.perf_counter()
    first = Connection(host, port)
    tag = (await first.get(ROUTES[name](0))).tag if "304" in name else ""
    await first.close()

    async def one() -> None:
        connection = Connection(host, port)
        while time.perf_counter() - begin < seconds:
            answer = await connection.get(ROUTES[name](next(_NUMBERS)), tag)
            assert answer.status == (304 if tag else 200), (name, answer.status)
            found.append(answer.seconds)
        await connection.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return {"a second": len(found) / (time.perf_counter() - begin), **percentiles(found)}


if __name__ == "__main__":
    main()
