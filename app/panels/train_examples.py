"""The examples of a lesson under what the network answers to them, and where a click on one of them leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.links import Go
from app.map_faces import Flags, Ground
from engine.arrays import Array

MAX_POINT_LINKS = 300
"""Points that are links of their own: more elements would make a swap slow."""
MAX_LINK_CHARACTERS = 120_000
"""All their addresses together: longer ones are said once and completed by the script."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Where training examples lead that are too many to be links, for a script.

    Attributes:
        before: how all their addresses begin.
        after: how all of them end.
        between: what stands between, of each.
    """

    before: str
    after: str
    between: str


@dataclass(frozen=True, eq=False)
class Examples:
    """All examples of a lesson at one moment.

    Attributes:
        over: where they lie.
        wrong: (N,), which training examples are taken for another class.
        test_wrong: (M,), which test examples are.
        outputs: (N, n_out), what the network answers to them.
        left_out: the numbers of the training examples that no update learns from.
        present: the number of the one that is stepped through; 0: none.
        links: where each training example leads, "" where nowhere.
        ways: the same for a script, of those that lead anywhere; None where each has room to be a link.
    """

    over: Ground
    wrong: Flags
    test_wrong: Flags
    outputs: Array
    left_out: frozenset[int]
    present: int
    links: tuple[str, ...]
    ways: Ways | None


def examples(
    over: Ground, outputs: Array, test_outputs: Array, show: Callable[[int], Go | None], present: int,
    left_out: Sequence[int],
) -> Examples:  # fmt: skip
    """The examples under what the network answers to them.

    Args:
        over: where they lie.
        outputs: (N, n_out), of the training examples.
        test_outputs: (M, n_out), of the test examples.
        show: where the training example of a number leads, counted from 1; None: nowhere.
        present: the number of the one that is stepped through; 0: none.
        left_out: the numbers of those that are left out.
    """
    goes = [show(number) for number in range(1, len(outputs) + 1)]
    links = tuple(go.href if go else "" for go in goes)
    few = len(links) <= MAX_POINT_LINKS and over.targets.shape[1] * sum(map(len, links)) <= MAX_LINK_CHARACTERS
    ways = None if few else _ways([link for link in links if link])
    return Examples(
        over, over.wrong(outputs, over.kinds), over.wrong(test_outputs, over.test_kinds), outputs, frozenset(left_out),
        present, links, ways,
    )  # fmt: skip


def _ways(addresses: Sequence[str]) -> Ways | None:
    if not addresses:
        return None
    before = _beginning(addresses)
    after = _beginning([address[len(before) :][::-1] for address in addresses])[::-1]
    return Ways(before, after, " ".join(address[len(before) : len(address) - len(after)] for address in addresses))


def _beginning(words: Sequence[str]) -> str:
    """What all words begin with: where the first and the last in their order agree, all others do."""
    first, last = min(words), max(words)
    agreed = next((place for place, letter in enumerate(first) if last[place : place + 1] != letter), len(first))
    return first[:agreed]
