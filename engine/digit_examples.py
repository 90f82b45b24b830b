"""Drawings to start from: scans of every class, and drawn strokes that could be either of two digits."""

from functools import cache

import numpy as np

from engine.digit_images import enlarged, scanned
from engine.digits import Levels, levels
from engine.rng import Stream
from engine.strokes import draw, templates

EACH = 6
"""Examples of every class and of every pair."""

PAIRS = ((4, 9), (1, 7), (3, 8))
"""The digits that are taken for one another most easily."""

# For each pair: the number of a template and which of 200 drawings of it. Looked up by letting the trained 32-networks
# judge 200 drawings of every template of either digit: these are the ones where both outputs are largest.
_AMBIGUOUS = {
    (4, 9): ((73, 66), (186, 85), (172, 27), (180, 135)),
    (1, 7): ((26, 152), (140, 151), (132, 32), (17, 81)),
    (3, 8): ((59, 123), (51, 125), (52, 98), (161, 169)),
}
_DRAWN = 200


@cache
def class_examples() -> tuple[tuple[bytes, ...], ...]:
    """For each digit 0 … 9 some of its scans as the network sees them: 256 levels of 0 to 15, row by row."""
    digits = scanned()[1]
    chosen = [np.flatnonzero(digits == digit)[:EACH] for digit in range(10)]
    seen = levels(enlarged()[np.concatenate(chosen)])
    return tuple(_bytes(part) for part in np.split(seen, 10))


@cache
def ambiguous_examples() -> dict[tuple[int, int], tuple[bytes, ...]]:
    """For each pair of ``PAIRS`` some drawings that could be either, as the network sees them."""
    return {
        pair: _bytes(levels(np.concatenate([_drawing(number, which) for number, which in places])))
        for pair, places in _AMBIGUOUS.items()
    }


def _drawing(number: int, which: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    drawn = draw(templates()[number], _DRAWN, Stream(1, "ambiguous", number))
    return drawn[which : which + 1].astype(np.float64)


def _bytes(seen: Levels) -> tuple[bytes, ...]:
    return tuple(image.tobytes() for image in seen)
