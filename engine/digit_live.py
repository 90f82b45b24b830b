"""A digit network trained in front of the user: the shipped trainer on a small pool of the shipped data.

The learning rate is constant, so that 300 updates are the beginning of 1,000.
"""

from functools import cache, lru_cache

import numpy as np

from engine.digit_images import drawn_strokes, enlarged, scanned, varied_scans
from engine.digit_training import Learner, share_right, untrained
from engine.digits import Levels, levels
from engine.network import Layer
from engine.rng import Stream

SCORED = 500
"""Scans that are kept out of the pool, to tell how good a network is."""

_SCANS = 2
_STROKES = 340
_SEED = 1
_BLOCK = 100
_SHARE = 0.3


def trained_now(name: str, seed: int, updates: int) -> tuple[Layer, ...]:
    """The digit network of this name after so many updates from its own seed; 0 gives the untrained one.

    Args:
        name: one of ``engine.digit_networks.DIGIT_NETWORKS``.
        seed: of the initial weights and of the order of the images.
        updates: 0 or more.

    Raises:
        NetworkError: when there is no such network.
    """
    if updates == 0:
        return untrained(name, seed)
    blocks, rest = divmod(updates, _BLOCK)
    learner = _snapshot(name, seed, blocks)
    return (_taught(learner, seed, blocks, rest) if rest else learner).layers


@lru_cache(maxsize=64)
def _snapshot(name: str, seed: int, blocks: int) -> Learner:
    """A learner after so many blocks of updates; it is not changed any more."""
    if blocks == 0:
        return Learner.begun(name, seed)
    return _taught(_snapshot(name, seed, blocks - 1), seed, blocks - 1, _BLOCK)


def _taught(learner: Learner, seed: int, block: int, updates: int) -> Learner:
    """Another learner, so many updates into a block; each block has an order of its own."""
    seen, digits = _pool()
    taught, order = learner.copy(), Stream(seed, "live", block)
    for _ in range(updates):
        taught.update(seen, digits, order, _SHARE)
    return taught


def score(layers: tuple[Layer, ...]) -> float:
    """The share of ``SCORED`` scans, none of which is in the pool, that a digit network recognises."""
    seen, digits = held_out()
    return share_right(layers, seen, digits)


@cache
def _pool() -> tuple[Levels, Levels]:
    """Some 6,000 images to learn from, levels (N, 256), and what they are: scans and strokes, each varied."""
    scans = varied_scans(_SCANS, _SEED, np.arange(SCORED, len(scanned()[1])))
    strokes = drawn_strokes(_STROKES, _SEED)
    return np.concatenate([scans[0], strokes[0]]), np.concatenate([scans[1], strokes[1]])


@cache
def held_out() -> tuple[Levels, Levels]:
    """The ``SCORED`` scans that ``score`` is about, levels (SCORED, 256), and what they are."""
    return levels(enlarged()[:SCORED]), scanned()[1][:SCORED]
