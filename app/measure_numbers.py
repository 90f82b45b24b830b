"""Measures of a run as one row of numbers, for whoever keeps nothing else."""

from collections.abc import Sequence

import numpy as np

from engine.arrays import Array
from engine.history import Measures

_FIELDS = 9
"""Updates, loss, η; then test loss, accuracy and test accuracy, each after whether there is one."""


def numbers_of(rows: Sequence[Measures]) -> Array:
    """All of them, row by row, as measures_of takes them."""
    return np.array([number for row in rows for number in _row(row)], dtype=np.float64)


def measures_of(numbers: Array, layers: int) -> tuple[Measures, ...]:
    """The measures that these numbers are; empty where they cannot be some of a network of so many layers."""
    width = _FIELDS + layers
    if len(numbers) % width:
        return ()
    return tuple(_measures(row) for row in numbers.reshape(-1, width).tolist())


def _row(row: Measures) -> list[float]:
    numbers: list[float] = [row.updates, row.loss, row.learning_rate]
    for optional in (row.test_loss, row.accuracy, row.test_accuracy):
        numbers += [0.0, 0.0] if optional is None else [1.0, optional]
    return [*numbers, *row.gradient_norms]


def _measures(row: list[float]) -> Measures:
    updates, loss, rate = row[:3]
    test_loss, accuracy, test_accuracy = (row[at + 1] if row[at] else None for at in (3, 5, 7))
    return Measures(int(updates), loss, test_loss, accuracy, test_accuracy, tuple(row[_FIELDS:]), rate)
