"""Magnitude as line width: one scale for all edges of a phase, in a few steps that a legend can state."""

from collections.abc import Iterable
from math import ceil, isfinite

STEPS = 6


def largest(values: Iterable[float]) -> float:
    """The largest finite magnitude, the top of a scale; 0 where there is none."""
    return max((abs(value) for value in values if isfinite(value)), default=0.0)


def width_step(value: float, top: float) -> int:
    """The step of a magnitude on a scale from 0 to ``top``: 0 (nothing) … ``STEPS`` (the largest, or infinite).

    A value that is not zero is never drawn as nothing: it is at least step 1.
    """
    if not isfinite(value):
        return STEPS
    if value == 0 or top == 0:
        return 0
    return max(1, ceil(min(abs(value) / top, 1.0) * STEPS))
