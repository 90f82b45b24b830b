"""What a run's history says: whether it has learnt, and whether η is too large for it."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.history import History
from engine.losses import LOGARITHMIC

RECENT = 12
"""So many of the last samples of a run are looked at: enough to tell a habit from a mishap."""

LEAST = 6
"""Fewer samples say nothing."""

RISES = 1 / 3
"""Of the recent samples: a step that is a little too long swings to and fro, and every other one rises."""

RISE = 0.01
"""Of the loss: a smaller rise is rounding, or the last swing before it settles."""

WORSE = 1.05
"""Times the best loss so far: a run that rises now and then but keeps finding new bests is learning."""

CLIMBED = 2.0
"""Times the loss at the start: with a small enough η it would never have risen above that at all."""

LEARNT = 0.1
"""Of the loss of a network that always gives the mean target: with less the run has done its work, and saturated
neurons or small gradients are how that looks."""


def rising(history: History, until: int, edited: Collection[int]) -> NDArray[np.bool_]:
    """Whether the loss rose from each sample to the next, up to this count of updates; (samples - 1,).

    Args:
        history: of the run.
        until: samples after more updates than this are left out.
        edited: counts of updates after which a parameter was set by hand: the rise there is no update's.
    """
    updates = history.updates[history.updates <= until]
    loss = history.loss[: len(updates)]
    rose = ~(loss[1:] <= (1.0 + RISE) * loss[:-1])  # nan is no fall
    for count in edited:
        rose &= ~((updates[:-1] < count) & (count <= updates[1:]))
    return rose


def rate_too_large(
    history: History, until: int, *, plain: bool, edited: Collection[int] = ()
) -> tuple[int, int, float, float] | None:
    """The update of the first rise and the sample before it, the loss, and what it should be below; None: all is well.

    η is too large where the loss is now ``CLIMBED`` times what it was at the start; and, in plain gradient descent,
    where at least ``RISES`` of the last ``RECENT`` samples rose and the loss is ``WORSE`` than the best so far.

    Args:
        history: of the run.
        until: the cursor, a count of updates; what comes after it is not looked at.
        plain: whether every update follows the gradient of the whole training set and nothing else. With batches or
            momentum single rises are natural.
        edited: counts of updates after which a parameter was set by hand.
    """
    rose = rising(history, until, edited)
    if not rose.any():
        return None
    loss = history.loss[: len(rose) + 1]
    first = int(rose.argmax())
    began = int(history.updates[first + 1]), int(history.updates[first])
    if not loss[-1] < CLIMBED * loss[0]:
        return (*began, float(loss[-1]), float(loss[0]))
    recent = rose[-RECENT:]
    best = float(loss.min())
    if plain and len(recent) >= LEAST and recent.mean() >= RISES and loss[-1] >= WORSE * best:
        return (*began, float(loss[-1]), best)
    return None


def has_learnt(loss: float, name: str, targets: Array, at_start: float) -> bool:
    """Whether the mean loss of an example is small against that of a network that always gives the mean target.

    Where all targets are the same, and such a network would have learnt: against the loss at the start.

    Args:
        loss: of the run, now.
        name: of the loss.
        targets: (N, n_out).
        at_start: of the run, before any update.
    """
    return bool(np.isfinite(loss)) and loss <= LEARNT * (_loss_of_the_mean(name, targets) or at_start)


def _loss_of_the_mean(name: str, targets: Array) -> float:
    mean = targets.mean(axis=0)
    if name in LOGARITHMIC:
        with np.errstate(all="ignore"):
            said = np.where(mean > 0.0, -mean * np.log(mean), 0.0)
            unsaid = np.where(mean < 1.0, -(1.0 - mean) * np.log1p(-mean), 0.0)
        return float(said.sum() + (unsaid.sum() if name == "binary_cross_entropy" else 0.0))
    spread = float(targets.var(axis=0).sum())
    weight: float = {"half_squared_error": 0.5, "squared_error": 1.0, "mse": 1.0 / targets.shape[1]}[name]
    return weight * spread
