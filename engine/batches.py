"""Which examples an update learns from: all of them, or a batch out of an order that each epoch shuffles anew.

An epoch is one pass through the training set: its order is cut into batches of the wanted size, and what remains at its
end is a smaller batch of its own. So every example is learnt from once in every epoch.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.rng import Stream

Rows = NDArray[np.intp]


def per_epoch(count: int, size: int) -> int:
    """How many updates an epoch has.

    Args:
        count: of training examples, at least 1.
        size: of a batch; 0: all of them.
    """
    return -(-count // size) if size else 1


def batch_rows(present: tuple[int, ...], size: int, seed: int, updates: int) -> Rows:
    """The rows of the training set that the update after so many updates learns from, in the order of its batch.

    Args:
        present: the rows of the training set that are not left out, rising.
        size: of a batch; 0, or at least their number: all of them, in their own order.
        seed: of the orders.
        updates: 0 or more.
    """
    rows = _rows(present)
    if not size or size >= len(rows):
        return rows
    epoch, place = divmod(updates, per_epoch(len(rows), size))
    return _shuffled(present, seed, epoch)[place * size : (place + 1) * size]


@lru_cache(maxsize=256)
def _rows(present: tuple[int, ...]) -> Rows:
    rows = np.array(present, dtype=np.intp)
    rows.setflags(write=False)
    return rows


@lru_cache(maxsize=256)
def _shuffled(present: tuple[int, ...], seed: int, epoch: int) -> Rows:
    """All rows in the order of an epoch: sorted by random numbers, so that every order is equally likely."""
    order = _rows(present)[np.argsort(Stream(seed, "order", epoch).uniform(len(present)), kind="stable")]
    order.setflags(write=False)
    return order
