"""Pictures of pixels as a few paths: one for each strength, so that a tile of 256 pixels is some 16 elements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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
    classes = [("ink", round(value * LEVELS)) for value in x]
    return _tones(classes, across, LEVELS)


def signed_tones(values: Sequence[float], top: float, across: int = 16) -> tuple[Tone, ...]:
    """Values of either sign in 8 strengths of two colours; what is 0 or far below the top is left out.

    Args:
        values: row by row.
        top: the magnitude of the full colour.
        across: pixels a row.
    """
    return _tones([signed_class(value, top) for value in values], across, STRENGTHS)


def signed_class(value: float, top: float) -> tuple[str, int]:
    """The colour and the strength, 0 to ``STRENGTHS``, of a value."""
    if not top > 0:
        return "plus", 0
    return "plus" if value > 0 else "minus", min(round(abs(value) / top * STRENGTHS), STRENGTHS)


def sign_marks(values: Sequence[float], top: float, across: int = 16) -> tuple[str, str]:
    """A cross in each clearly positive pixel and a dash in each clearly negative one, as two paths of unit cells."""
    plus: list[str] = []
    minus: list[str] = []
    for index, value in enumerate(values):
        sign, strength = signed_class(value, top)
        if strength < MARKED:
            continue
        row, column = divmod(index, across)
        dash = f"M{column + 0.25:g} {row + 0.5:g}h.5"
        (plus if sign == "plus" else minus).append(
            dash + (f"M{column + 0.5:g} {row + 0.25:g}v.5" if sign == "plus" else "")
        )
    return "".join(plus), "".join(minus)


def _tones(classes: Sequence[tuple[str, int]], across: int, most: int) -> tuple[Tone, ...]:
    pieces: dict[tuple[str, int], list[str]] = defaultdict(list)
    index = 0
    while index < len(classes):
        row_end, run = index - index % across + across, index + 1
        while run < row_end and classes[run] == classes[index]:
            run += 1
        if classes[index][1]:
            row, column = divmod(index, across)
            pieces[classes[index]].append(f"M{column} {row}h{run - index}v1h-{run - index}z")
        index = run
    return tuple(Tone("".join(paths), css, f"{level / most:.3g}") for (css, level), paths in sorted(pieces.items()))
