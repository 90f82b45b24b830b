"""Numbers as bytes that others may keep: what comes back is either the very same numbers, or nothing.

A magic word, a checksum (SHA-256, cut to 16 bytes) of name and numbers, and the numbers: float64, little-endian.
"""

import hashlib

import numpy as np

from engine.arrays import Array, freeze

_MAGIC = b"BPV1"
_CHECK = 16
_NUMBER = np.dtype("<f8")


def sealed(name: str, numbers: Array) -> bytes:
    """These numbers, (n,), to be kept under that name."""
    content = np.ascontiguousarray(numbers, dtype=_NUMBER).tobytes()
    return _MAGIC + _check(name, content) + content


def unsealed(name: str, kept: object) -> Array | None:
    """The numbers, (n,), read-only; None where these are not the bytes that were kept under that name."""
    head = len(_MAGIC) + _CHECK
    if not isinstance(kept, bytes) or len(kept) < head or (len(kept) - head) % _NUMBER.itemsize:
        return None
    content = kept[head:]
    if kept[:head] != _MAGIC + _check(name, content):
        return None
    numbers: Array = np.frombuffer(content, dtype=_NUMBER).astype(np.float64)
    freeze(numbers)
    return numbers


def _check(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + content).digest()[:_CHECK]
