"""What a shade of a decision map means: one scale a layer, in 127 levels of either sign, that a legend can state."""

from dataclasses import dataclass
from math import floor, isfinite, log10

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.arrays import Array

Levels = NDArray[np.int8]

FULL = 127
"""The level of the full colour; 0 is white."""

LARGEST = 1e300
"""Beyond it the ends of a scale would not be numbers any more."""

_STATED = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)
_SYMMETRIC = {"sigmoid": 0.5, "softmax": 0.5, "tanh": 0.0}
"""The middle of the functions whose range is known; it ends half a unit away from it, or one for tanh."""


@dataclass(frozen=True, slots=True)
class MapScale:
    """From a value to a level.

    Attributes:
        middle: the value that is white.
        half: how far from it the full colours lie.
    """

    middle: float
    half: float

    def levels(self, values: ArrayLike) -> Levels:
        """Each value's level, −127 … 127; what lies beyond the scale has the full colour, NaN is white."""
        shares = (np.asarray(values, dtype=np.float64) - self.middle) / self.half
        clipped = np.clip(np.nan_to_num(shares, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0)
        levels: Levels = np.rint(clipped * FULL).astype(np.int8)
        return levels

    @property
    def low(self) -> float:
        """The value of the full colour below the middle."""
        return self.middle - self.half

    @property
    def high(self) -> float:
        """The value of the full colour above the middle."""
        return self.middle + self.half


def stated(top: float) -> float:
    """The least of 1, 1.5, 2, 3, 5, 7, 10 times a power of ten that is not below ``top``: scales change seldom.

    Args:
        top: a magnitude; where it is 0 or not finite, the answer is 1.
    """
    if not isfinite(top) or top <= 0.0:
        return 1.0
    top = min(top, LARGEST)
    power = 10.0 ** floor(log10(top))
    if power == 0.0:
        return 1.0
    return float(next(f"{step * power:.3g}" for step in _STATED if step * power >= top * (1.0 - 1e-9)))


def layer_scale(activation: str, values: ArrayLike, middle: float | None = None) -> MapScale:
    """The scale of a layer's maps: the function's whole range where it has two ends, else as far as the values go.

    Args:
        activation: its name.
        values: what the maps show, and whatever else is to be on the scale.
        middle: the value that decides between two classes, where it is not the function's own.
    """
    if activation in _SYMMETRIC:
        return MapScale(_SYMMETRIC[activation], 1.0 if activation == "tanh" else 0.5)
    centre = 0.0 if middle is None else middle
    away = np.abs(np.asarray(values, dtype=np.float64) - centre)
    return MapScale(centre, stated(float(np.max(away, initial=0.0, where=np.isfinite(away)))))


def top_of(weights: Array) -> float:
    """The magnitude of the widest line of all wires: rounded up, so that it changes seldom while a network learns."""
    return stated(float(np.max(np.abs(weights), initial=0.0, where=np.isfinite(weights))))
