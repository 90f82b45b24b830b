"""Calls bound to their buffers: the form in which every computation of the engine is written down once.

A list of calls is run once on fresh buffers to get a trace, or many times on the same buffers to train; both compute
the same bits. Every call writes into arrays that exist already.
"""

from collections.abc import Callable, Iterable

import numpy as np

from engine.arrays import Array

Call = Callable[[], object]


def constant(value: float) -> Array:
    """The number as a read-only array without dimensions: half the cost of a Python float in a NumPy call."""
    array = np.array(value, dtype=np.float64)
    array.setflags(write=False)
    return array


def run(calls: Iterable[Call]) -> None:
    """Every call is made, in order; overflow gives inf or nan and no warning."""
    with np.errstate(all="ignore"):
        for call in calls:
            call()
