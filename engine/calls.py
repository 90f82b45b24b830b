"""Calls with their buffers: the form in which every computation of the engine is written down once.

A list of calls is made once on fresh buffers to get a trace, or many times on the same buffers to train; both compute
the same bits. Every call writes into an array that exists already, mostly its last argument.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from engine.arrays import Array, freeze

Call = tuple[Callable[..., object], tuple[Any, ...]]


class OfTargets(tuple[Callable[..., object], tuple[Any, ...]]):
    """A call that reads nothing but the targets: as long as they stay, once is enough."""


def constant(value: float) -> Array:
    """The number as a read-only array without dimensions: half the cost of a Python float in a NumPy call."""
    array = np.array(value, dtype=np.float64)
    freeze(array)
    return array


def run(calls: Iterable[Call], times: int = 1) -> None:
    """Every call is made, in order, so many times over; overflow gives inf or nan and no warning."""
    with np.errstate(all="ignore"):
        for _ in range(times):
            for function, arguments in calls:
                function(*arguments)
