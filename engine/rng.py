"""Seeded streams of random numbers that are the same in every release of NumPy.

NumPy keeps the raw integers of a bit generator fixed for ever, but may change how its distributions are made from them
(NEP 19). So the distributions are made here, from the raw integers of PCG64.
"""

import hashlib
import math

import numpy as np

from engine.arrays import Array

_BELOW_ONE = 2.0**-53


class Stream:
    """An endless row of random numbers, fixed by a seed and a name."""

    def __init__(self, seed: int, *keys: int | str) -> None:
        """Stand at the beginning of the stream.

        Args:
            seed: any integer.
            keys: what the stream is for, such as "weights", 2; another name gives an unrelated stream.
        """
        name = repr((int(seed), *keys)).encode()
        self._bits = np.random.PCG64(int.from_bytes(hashlib.sha256(name).digest()[:16], "big"))

    def uniform(self, *shape: int) -> Array:
        """Numbers evenly spread over 0 <= u < 1: the upper 53 of 64 random bits, divided by 2**53."""
        raw = np.asarray(self._bits.random_raw(math.prod(shape)), dtype=np.uint64)
        return (raw >> np.uint64(11)).astype(np.float64).reshape(shape) * _BELOW_ONE

    def normal(self, *shape: int) -> Array:
        """Numbers of the normal distribution with mean 0 and standard deviation 1.

        sqrt(-2 ln u) cos(2 pi v) and sqrt(-2 ln u) sin(2 pi v) for u in (0, 1], v in [0, 1)
        (Box and Muller, A Note on the Generation of Random Normal Deviates, 1958). Fewer numbers are a part of more.
        """
        count = math.prod(shape)
        u, v = self.uniform((count + 1) // 2, 2).T
        radius = np.sqrt(-2.0 * np.log(u + _BELOW_ONE))
        pairs = np.stack([radius * np.cos(2.0 * np.pi * v), radius * np.sin(2.0 * np.pi * v)], axis=1)
        return np.ravel(pairs)[:count].reshape(shape)
