"""What the network sees of a drawing, as a short text: two pixels a byte, the bytes in base64 for addresses."""

import base64
import binascii
from functools import lru_cache

import numpy as np

from app.address.grammar import Unreadable
from app.language import _
from engine.arrays import Array, freeze
from engine.digits import LEVELS, SIDE

PIXELS = SIDE * SIDE
LENGTH = -(-PIXELS * 4 // 6)
"""Characters of a drawing in an address: four bits a pixel, six bits a character."""

BLANK = bytes(PIXELS)


@lru_cache(maxsize=1_000)
def written(ink: bytes) -> str:
    """The one text of a drawing, ``LENGTH`` characters of A–Z, a–z, 0–9, ``-`` and ``_``; none when it is blank.

    Args:
        ink: 256 levels of 0 to 15, row by row.
    """
    if not any(ink):
        return ""
    levels = np.frombuffer(ink, np.uint8)
    return base64.urlsafe_b64encode((levels[0::2] << 4 | levels[1::2]).tobytes()).decode().rstrip("=")


def read(text: str) -> bytes:
    """The 256 levels that a text says.

    Raises:
        Unreadable: it is not ``written`` of any drawing.
    """
    if not text:
        return BLANK
    if len(text) != LENGTH:
        raise Unreadable(_("a drawing has {length} characters, not {n}", length=LENGTH, n=len(text)))
    try:
        packed = np.frombuffer(base64.b64decode(text + "=" * (-LENGTH % 4), altchars=b"-_", validate=True), np.uint8)
    except (binascii.Error, ValueError):
        raise Unreadable(_("a drawing is written with A–Z, a–z, 0–9, - and _ only")) from None
    ink = np.stack([packed >> 4, packed & LEVELS], axis=1).astype(np.uint8).tobytes()
    if written(ink) != text:
        raise Unreadable(_("these characters are not how any drawing is written"))
    return ink


def pixels(ink: bytes) -> Array:
    """(256,) multiples of 1/15 from 0 to 1, exactly what the network was shown."""
    x: Array = np.frombuffer(ink, np.uint8) / LEVELS
    freeze(x)
    return x
