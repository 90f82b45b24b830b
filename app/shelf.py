"""Where workers, and machines, put what others may need: numbers that took long to compute.

Nothing on the shelf is needed: what is missing, late or damaged is computed again, and the answer is the same. Names
are made of everything that the numbers depend on, the build and the kind of processor included: what a name stands for
never changes.
"""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Protocol

from app.breaker import Breaker
from app.build import build_id
from app.limits import work
from app.sealed import sealed, unsealed
from engine.arrays import Array
from engine.edits import AnyEdit
from engine.recipe import Recipe

SHARED_SECONDS = 0.005
"""A replay of so many seconds is worth asking others for: ten times what asking costs."""

SHARED_ITEM_BYTES = 1024 * 1024
"""Bytes of one thing that is shared: the largest lesson's state with both memories of Adam has 200 kB."""

WORK_SECONDS = 1e-9
"""Seconds that a weight's worth of work takes, by which a replay is estimated."""

UPDATE_SECONDS = 5e-6
"""Seconds that an update of the smallest network takes."""


class Away(Exception):
    """What others keep for us cannot be reached, or keeps nothing more."""


class Watched(Protocol):
    """Something that knows whether it can be read and written."""

    reading: Breaker
    writing: Breaker


class Shelf(Watched, Protocol):
    """Keeps bytes by their names, for as long as it likes."""

    def get(self, names: Sequence[str]) -> list[bytes | None]:
        """What is kept under each of these names.

        Raises:
            Away: nobody knows.
        """

    def put(self, name: str, content: bytes) -> None:
        """Keep these bytes under that name, instead of what may be there.

        Raises:
            Away: they are not kept.
        """


_current: Shelf | None = None


def use(shelf: Shelf | None) -> None:
    """From now on this process shares through that shelf, or keeps what it has to itself."""
    global _current
    _current = shelf


def current() -> Shelf | None:
    """The shelf of this process, if it has one."""
    return _current


def worth_sharing(recipe: Recipe, updates: int) -> bool:
    """Whether so many updates of this lesson take longer than asking the shelf does."""
    if _current is None:
        return False
    return updates * (UPDATE_SECONDS + WORK_SECONDS * work(recipe.sizes, recipe.batch)) >= SHARED_SECONDS


def name(kind: str, recipe: Recipe, edits: Sequence[AnyEdit], count: int) -> str:
    """The name of what is known of a lesson after ``count`` updates; later edits do not matter to it."""
    told = repr((build_id(), kind, _digest(recipe), tuple(edit for edit in edits if edit.updates <= count), count))
    return hashlib.sha256(told.encode()).hexdigest()[:40]


def taken(names: Sequence[str]) -> list[Array | None]:
    """The numbers, (n,), that are kept under each of these names."""
    if _current is not None:
        with suppress(Away):
            return [unsealed(one, kept) for one, kept in zip(names, _current.get(names), strict=True)]
    return [None] * len(names)


def given(name: str, numbers: Array) -> None:
    """Keep these numbers, (n,), for others, if they are not too many."""
    content = sealed(name, numbers)
    if _current is not None and len(content) <= SHARED_ITEM_BYTES:
        with suppress(Away):
            _current.put(name, content)


@lru_cache(maxsize=256)
def _digest(recipe: Recipe) -> str:
    return hashlib.sha256(repr(recipe).encode()).hexdigest()
