"""A lecture hall on this machine: ``python -m tests.bench.load [--students N] [--seconds S] [--workers W]``.

All open the same links in the same two seconds, half of them lessons and half digits, and press «Step» every two
seconds; within five steps each goes her own way, on a network that nobody else has, so that nothing more is answered
from memory. A harder hall follows: each opens a page of her own in the first two seconds. Then all open one link at
once that nobody has opened before. Whoever is told that the server is busy comes again when told, and what she waits
counts. The generator takes its share of the same cores. It sends to this machine only, and ends by itself.
"""

import argparse
import asyncio
import json
import random
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from tests.bench.http import Connection, fragment_of, loopback
from tests.servers import running

MOST_STUDENTS, MOST_SECONDS = 1_000, 120
BETWEEN = 2.0
MOST_TOGETHER = 5
TOGETHER, APART = 10_000, 20_000  # the seeds of two halls: what one was shown is not kept for the other
LESSONS = ("preset=hmkcode", "preset=mazur", "preset=softmax", "preset=mosher", "layers=3-4-2", "layers=2-3-3-1")


@dataclass
class Found:
    """What happened: seconds until each answer in the end, how many of each status, how often one came again."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    again: int = 0

    def figures(self, took: float) -> dict[str, float]:
        """Milliseconds and rates."""
        return {
            "requests": len(self.seconds),
            "requests a second": len(self.seconds) / took,
            **percentiles(self.seconds),
            "asked again": self.again,
            "errors": sum(count for status, count in self.statuses.items() if status not in (200, 303)),
        }


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Milliseconds that half, 95 of 100, 99 of 100 and all of the answers took at most."""
    times = sorted(seconds)
    shares = {"median, ms": 0.5, "p95, ms": 0.95, "p99, ms": 0.99, "slowest, ms": 1.0}
    return {name: times[min(len(times) - 1, int(share * len(times)))] * 1e3 for name, share in shares.items()}


async def asked(connection: Connection, path: str, found: Found) -> str:
    """The text at a path, however often one has to come again for it."""
    begin = time.perf_counter()
    for _ in range(8):
        answer = await connection.get(path)
        if answer.status == 503 and answer.retry_after:
            found.again += 1
            await asyncio.sleep(answer.retry_after * random.uniform(1, 4 / 3))
            continue
        found.statuses[answer.status] += 1
        if answer.status == 303:
            path = answer.location
            continue
        found.seconds.append(time.perf_counter() - begin)
        return answer.text if answer.status == 200 else ""
    found.statuses[503] += 1
    return ""


def shared_page(number: int) -> str:
    """The link at which a student begins as many others do."""
    return "/digit" if number % 2 else f"/lesson?{LESSONS[number // 2 % len(LESSONS)]}"


def own(path: str, seed: int) -> str:
    """The same place of a network that no other student has, in any hall."""
    return f"{path}{'&' if '?' in path else '?'}seed={seed}"


async def student(number: int, host: str, port: int, until: float, apart: bool, found: Found) -> None:
    """One student: a page that all have and some steps with the others, or a page of her own; then her own network."""
    draw = random.Random(number)
    await asyncio.sleep(draw.random() * BETWEEN)
    connection = Connection(host, port)
    seed = number + (APART if apart else TOGETHER)
    start = own(shared_page(number), seed)
    path = start if apart else shared_page(number)
    leaves = 0 if apart else draw.randint(1, MOST_TOGETHER)
    while time.perf_counter() < until:
        turn = time.perf_counter()
        path = fragment_of(await asked(connection, path, found), "step") or start
        leaves -= 1
        if leaves == 0 and path != start:
            path = own(path, seed)
        await asyncio.sleep(max(0.0, BETWEEN - (time.perf_counter() - turn)))
    await connection.close()


async def hall(host: str, port: int, students: int, seconds: float, apart: bool) -> dict[str, float]:
    """Everybody goes her own way: from a link that others have as well, or ``apart`` from the first second."""
    found, begin = Found(), time.perf_counter()
    until = begin + seconds
    await asyncio.gather(*(student(one, host, port, until, apart, found) for one in range(students)))
    return found.figures(time.perf_counter() - begin)


async def same_link(host: str, port: int, students: int, round_: int) -> dict[str, float]:
    """Everybody opens one link at once, over connections that are there already."""
    found, gate = Found(), asyncio.Event()

    async def one() -> None:
        connection = Connection(host, port)
        await connection.get("/healthz")
        await gate.wait()
        await asked(connection, f"/lesson?preset=mazur&seed={10_000 + round_}&updates={round_}&at=loss", found)
        await connection.close()

    everybody = [asyncio.create_task(one()) for _ in range(students)]
    await asyncio.sleep(1.0)
    begin = time.perf_counter()
    gate.set()
    await asyncio.gather(*everybody)
    return found.figures(time.perf_counter() - begin)


def measured(host: str, port: int, students: int, seconds: float) -> dict[str, dict[str, float]]:
    """What each hall met; the generator runs on the fastest loop there is, as the server does."""
    with asyncio.Runner(loop_factory=uvicorn.Config("", loop="auto").get_loop_factory()) as runner:
        return {
            "the same links, then each her own way": runner.run(hall(host, port, students, seconds, apart=False)),
            "each on her own from the first second": runner.run(hall(host, port, students, seconds, apart=True)),
            "one link at once, that nobody had opened": runner.run(same_link(host, port, students, 1)),
            "one link at once, another": runner.run(same_link(host, port, students, 2)),
        }


def main() -> None:
    """Print what the hall met, and write it as JSON when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("--students", type=int, default=500, help=f"at most {MOST_STUDENTS} (default: 500)")
    parser.add_argument("--seconds", type=float, default=20.0, help=f"at most {MOST_SECONDS} (default: 20)")
    parser.add_argument("--workers", type=int, default=2, help="of the server that is started (default: 2)")
    parser.add_argument("--address", metavar="URL", help="of a server on this machine, instead of starting one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    if not (1 <= options.students <= MOST_STUDENTS and 1 <= options.seconds <= MOST_SECONDS):
        parser.error(f"1 to {MOST_STUDENTS} students, for 1 to {MOST_SECONDS} seconds")
    with ExitStack() as stack:
        address = (
            options.address
            or stack.enter_context(running("--port", "0", "--workers", str(options.workers), "--log", "off"))[1]
        )
        host, port = loopback(address)
        found = measured(host, port, options.students, options.seconds)
    for name, figures in found.items():
        print(
            f"{options.students} students, {name}: "
            + ", ".join(f"{what} {value:,.0f}" for what, value in figures.items())
        )
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
