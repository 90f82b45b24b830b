"""Pictures of pixels as a few paths: one for each strength, so that a tile of 256 pixels is some 16 elements."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.digits import LEVELS

STRENGTHS = 8
"""Classes of magnitude of a signed picture; the page says what the strongest stands for."""

MARKED = 3
"""From this class on a pixel of a large picture bears its sign."""


class Tone(NamedTuple):
    """The pixels of one strength.

    Attributes:
        path: a unit square each, as path data, side by side ones joined.
        css: ``ink``, ``plus`` or ``minus``.
        opacity: of the full colour.
    """

    path: str
    css: str
    opacity: str


def painted(tones: Iterable[Tone]) -> str:
    """The tones as elements; a page has hundreds, and nothing in them needs to be escaped.

    Ink has the colour of what it lies in: it is drawn once more, in other colours, as the gradients of the first layer.
    """
    pieces: list[str] = []
    for css, several in groupby(tones, key=attrgetter("css")):
        paths = "".join(f'<path fill-opacity="{tone.opacity}" d="{tone.path}"/>' for tone in several)
        pieces.append(paths if css == "ink" else f'<g class="{css}">{paths}</g>')
    return "".join(pieces)


def ink_tones(x: Sequence[float], across: int = 16) -> tuple[Tone, ...]:
    """Ink of 0 to 1 in 15 strengths.

    Args:
        x: row by row.
        across: pixels a row.
    """
    levels = np.rint(np.asarray(x, dtype=np.float64) * LEVELS).astype(np.intp)
    return _tones(levels[np.newaxis], across, LEVELS, ("ink", ""))[0]


def signed_tones(values: Sequence[float] | Array, top: float, across: int = 16) -> tuple[Tone, ...]:
    """Values of either sign in 8 strengths of two colours; what is 0 or far below the top is left out.

    Args:
        values: row by row.
        top: the magnitude of the full colour.
        across: pixels a row.
    """
    return signed_pictures(np.asarray(values, dtype=np.float64)[np.newaxis], top, across)[0]


def signed_pictures(values: Array, top: float, across: int = 16) -> tuple[tuple[Tone, ...], ...]:
    """Several such pictures on one scale.

    Args:
        values: (pictures, pixels), each row by row.
        top: the magnitude of the full colour.
        across: pixels a row.
    """
    return _tones(strengths(values, top), across, STRENGTHS, ("plus", "minus"))


def strengths(values: Sequence[float] | Array, top: float) -> NDArray[np.intp]:
    """The strength of each value with its sign, −``STRENGTHS`` to ``STRENGTHS``."""
    numbers = np.asarray(values, dtype=np.float64)
    if not top > 0:
        return np.zeros(numbers.shape, dtype=np.intp)
    return np.rint(numbers / top * STRENGTHS).clip(-STRENGTHS, STRENGTHS).astype(np.intp)


def sign_marks(values: Sequence[float] | Array, top: float, across: int = 16) -> tuple[str, str]:
    """A cross in each clearly positive pixel and a dash in each clearly negative one, as two paths of unit cells."""
    strength = strengths(values, top)
    dashes = [
        f"M{column + 0.25:g} {row + 0.5:g}h.5"
        for row, column in (divmod(at, across) for at in np.flatnonzero(strength <= -MARKED).tolist())
    ]
    crosses = [
        f"M{column + 0.25:g} {row + 0.5:g}h.5M{column + 0.5:g} {row + 0.25:g}v.5"
        for row, column in (divmod(at, across) for at in np.flatnonzero(strength >= MARKED).tolist())
    ]
    return "".join(crosses), "".join(dashes)


def _tones(strength: NDArray[np.intp], across: int, most: int, css: tuple[str, str]) -> tuple[tuple[Tone, ...], ...]:
    """Each strength's pixels of each picture as one path: a run of equal ones in a row is one rectangle.

    Args:
        strength: (pictures, pixels), −``most`` to ``most``.
        across: pixels a row.
        most: the strength of the full colour.
        css: the class of what is above 0, and of what is below.
    """
    pictures, pixels = strength.shape
    found: list[list[Tone]] = [[] for _ in range(pictures)]
    rows = strength.reshape(-1, across)
    begins = np.ones(rows.shape, dtype=bool)
    begins[:, 1:] = rows[:, 1:] != rows[:, :-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=strength.size)
    levels = strength.ravel()[starts]
    drawn = levels != 0
    picture, at = np.divmod(starts[drawn], pixels or 1)
    tones = picture * (2 * most + 1) + levels[drawn] + most
    order = np.argsort(tones, kind="stable")
    pieces = _rectangles(across, pixels)[at[order], lengths[drawn][order]].tolist()
    tones = tones[order]
    bounds = [*np.flatnonzero(np.diff(tones, prepend=-1)).tolist(), len(pieces)]
    for first, end in pairwise(bounds):
        number, level = divmod(int(tones[first]), 2 * most + 1)
        level -= most
        found[number].append(Tone("".join(pieces[first:end]), css[level < 0], f"{abs(level) / most:.3g}"))
    return tuple(map(tuple, found))


@lru_cache(maxsize=8)
def _rectangles(across: int, pixels: int) -> NDArray[np.object_]:
    """The path data of a run of pixels, by its first pixel and its length; (pixels, across + 1)."""
    places = (divmod(first, across) for first in range(pixels))
    pieces = [[f"M{column} {row}h{long}v1h-{long}z" for long in range(across + 1)] for row, column in places]
    return np.array(pieces, dtype=object).reshape(pixels, across + 1)
