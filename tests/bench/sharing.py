"""What it costs a second worker to open a far update that a first one has opened: alone, through a file, by Redis.

``python -m tests.bench.sharing [redis://…]`` prints milliseconds, medians of seven: the state alone / the whole run
with its curves.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

from threadpoolctl import threadpool_limits

from app import checkpoints, shelf, training_run
from app.lesson_url import parse
from app.redis_shelf import RedisShelf
from app.shelf_file import FileShelf

_TANH = "act=tanh,tanh,sigmoid&loss=binary_cross_entropy&reduction=mean"
LESSONS = {
    "moons 2-6-1, 2,000 updates": "layers=2-6-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:200:0.1:1"
    "&test=0.3&reduction=mean&updates=2000",
    "spiral 2-8-8-1, 2,000 updates": f"layers=2-8-8-1&{_TANH}&data=spiral:200:0.05:1&test=0.3&lr=0.1&opt=momentum"
    "&updates=2000",
    "32-32-32-32-2 with Adam, 10,000 updates": "layers=32-32-32-32-2&act=tanh,tanh,tanh,sigmoid"
    "&loss=half_squared_error&init=xavier&opt=adam&lr=0.001&updates=10000",
}


def milliseconds(work: Callable[[], object]) -> float:
    """The median of a worker that knows nothing yet; the first time shares what it computes and does not count."""
    times = []
    for _ in range(8):
        checkpoints.clear()
        training_run.clear()
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:]) * 1000


def main() -> None:
    """Print a line a lesson."""
    threadpool_limits(1, user_api="blas")
    with tempfile.TemporaryDirectory() as folder:
        shelves: dict[str, shelf.Shelf | None] = {"alone": None, "file": FileShelf(Path(folder) / "states.sqlite3")}
        if sys.argv[1:]:
            shelves["Redis"] = RedisShelf(sys.argv[1])
        print("lesson", *shelves, sep=" | ")
        for name, query in LESSONS.items():
            lesson = parse(parse_qsl(query))
            updates = lesson.time // len(lesson.program)
            cells = []
            for one in shelves.values():
                shelf.use(one)
                state = milliseconds(partial(checkpoints.state_at, lesson.recipe, lesson.edits, updates))
                run = milliseconds(partial(training_run.run_of, lesson))
                cells.append(f"{state:.1f} / {run:.1f}")
            print(name, *cells, sep=" | ")


if __name__ == "__main__":
    main()
