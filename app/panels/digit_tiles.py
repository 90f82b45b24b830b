"""Pictures of pixels as a few paths: one for each strength, so that a tile of 256 pixels is some 16 elements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.digits import LEVELS

STRENGTHS = 8
"""Classes of magnitude of a signed picture; the page says what the strongest stands for."""

MARKED = 3
"""From this class on a pixel of a large picture bears its sign."""


@dataclass(frozen=True, slots=True)
class Tone:
    """The pixels of one strength.

    Attributes:
        path: a unit square each, as path data, side by side ones joined.
        css: ``ink``, ``plus`` or ``minus``.
        opacity: of the full colour.
    """

    path: str
    css: str
    opacity: str


def ink_tones(x: Sequence[float], across: int = 16) -> tuple[Tone, ...]:
    """Ink of 0 to 1 in 15 strengths.

    Args:
        x: row by row.
        across: pixels a row.
    """
    return _tones(np.rint(np.asarray(x, dtype=np.float64) * LEVELS).astype(int), across, LEVELS, ("ink", ""))


def signed_tones(values: Sequence[float], top: float, across: int = 16) -> tuple[Tone, ...]:
    """Values of either sign in 8 strengths of two colours; what is 0 or far below the top is left out.

    Args:
        values: row by row.
        top: the magnitude of the full colour.
        across: pixels a row.
    """
    return _tones(strengths(values, top), across, STRENGTHS, ("plus", "minus"))


def strengths(values: Sequence[float], top: float) -> NDArray[np.intp]:
    """The strength of each value with its sign, −``STRENGTHS`` to ``STRENGTHS``."""
    if not top > 0:
        return np.zeros(len(values), dtype=np.intp)
    shares = np.rint(np.asarray(values, dtype=np.float64) / top * STRENGTHS)
    return np.clip(shares, -STRENGTHS, STRENGTHS).astype(np.intp)


def sign_marks(values: Sequence[float], top: float, across: int = 16) -> tuple[str, str]:
    """A cross in each clearly positive pixel and a dash in each clearly negative one, as two paths of unit cells."""
    plus: list[str] = []
    minus: list[str] = []
    for index, strength in enumerate(strengths(values, top).tolist()):
        if abs(strength) < MARKED:
            continue
        row, column = divmod(index, across)
        dash = f"M{column + 0.25:g} {row + 0.5:g}h.5"
        if strength > 0:
            plus.append(f"{dash}M{column + 0.5:g} {row + 0.25:g}v.5")
        else:
            minus.append(dash)
    return "".join(plus), "".join(minus)


def _tones(strength: NDArray[np.intp], across: int, most: int, css: tuple[str, str]) -> tuple[Tone, ...]:
    """Each strength's pixels as one path: a run of equal ones in a row is one rectangle."""
    if not strength.size:
        return ()
    rows = strength.reshape(-1, across)
    begins = np.ones(rows.shape, dtype=bool)
    begins[:, 1:] = rows[:, 1:] != rows[:, :-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=strength.size)
    pieces: dict[int, list[str]] = defaultdict(list)
    for start, length, level in zip(starts.tolist(), lengths.tolist(), strength[starts].tolist(), strict=True):
        if level:
            row, column = divmod(start, across)
            pieces[level].append(f"M{column} {row}h{length}v1h-{length}z")
    return tuple(
        Tone("".join(paths), css[level < 0], f"{abs(level) / most:.3g}") for level, paths in sorted(pieces.items())
    )
