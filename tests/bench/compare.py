"""Whether a change made it slower: ``python -m tests.bench.compare BEFORE.json AFTER.json [--factor F]``.

Both files are of ``tests.bench.everything``. Times of two runs differ by the mood of the machine, which moves all of
them: each figure's ratio is held against the median ratio of its table, and what is slower than that by the factor is
named. Rates count the other way round; counts and sizes are compared as they are.
"""

import argparse
import json
import statistics
from collections.abc import Iterator
from pathlib import Path

FACTOR = 1.5
_RATES = ("a second", "requests a second")
_SIZES = ("kB", "kB compressed", "MB before", "MB after")
_COUNTS = ("requests", "asked again", "errors", "dropped frames")


def main() -> None:
    """Print what is slower or larger; end with 1 where something is."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.compare", description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--factor", type=float, default=FACTOR, help=f"from here on it is said (default: {FACTOR})")
    options = parser.parse_args()
    before, after = (json.loads(path.read_text())["figures"] for path in (options.before, options.after))
    worse = list(slower(before, after, options.factor))
    for line in worse:
        print(line)
    print(f"{len(worse)} of the figures are worse by a factor of {options.factor:g} or more")
    raise SystemExit(1 if worse else 0)


def slower(
    before: dict[str, dict[str, dict[str, float]]], after: dict[str, dict[str, dict[str, float]]], factor: float
) -> Iterator[str]:
    """A line for each figure that got worse by ``factor``, beyond what its whole table did."""
    for table in before.keys() & after.keys():
        ratios = {
            (row, column): ratio(column, value, after[table][row][column])
            for row, cells in before[table].items()
            for column, value in cells.items()
            if column not in _COUNTS
            and column in after[table].get(row, {})
            and value > 0
            and after[table][row][column] > 0
        }
        moved = [one for (_, column), one in ratios.items() if column not in _SIZES]
        mood = statistics.median(moved) if moved else 1.0
        for (row, column), one in sorted(ratios.items()):
            worse = one / (1.0 if column in _SIZES else mood)
            if worse >= factor:
                yield f"{table}: {row}, {column}: {worse:.2f}× what it was"
        for row, cells in before[table].items():
            errors = after[table].get(row, {}).get("errors", 0)
            if errors > cells.get("errors", 0):
                yield f"{table}: {row}: {errors:.0f} errors"


def ratio(column: str, before: float, after: float) -> float:
    """How many times worse a figure is."""
    return before / after if column in _RATES else after / before


if __name__ == "__main__":
    main()
