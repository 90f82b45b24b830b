"""How wide a text stands on a drawing, where no browser has laid it out yet."""

from collections.abc import Iterable
from unicodedata import east_asian_width

WIDE = 1.8
"""A Chinese character is a square of 1 em, and a digit 0.56 em wide."""


def digits_wide(text: str) -> float:
    """The width of a text in widths of a digit."""
    return sum(WIDE if east_asian_width(letter) in "WF" else 1.0 for letter in text)


def widest(texts: Iterable[str]) -> float:
    """The width of the widest of the texts, in widths of a digit."""
    return max(map(digits_wide, texts))


def clipped(text: str, most: float) -> str:
    """The text, or as much of its beginning as stands within so many widths of a digit, with an ellipsis."""
    if digits_wide(text) <= most:
        return text
    kept = text
    while kept and digits_wide(kept) > most - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
