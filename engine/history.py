"""How a run went: loss, accuracy and the size of the gradient after chosen counts of updates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array

Counts = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class History:
    """A run at S counts of updates, read-only.

    Attributes:
        updates: (S,), rising, the first is 0, the last the end of the run.
        loss: (S,), the mean C of a training example.
        test_loss: (S,), the mean C of a test example; (0,) without a test part.
        accuracy: (S,), the share of the training examples that are recognised, 0 to 1; (0,) where there are no classes.
        test_accuracy: (S,), of the test examples; (0,) where there are none, or no classes.
        gradient_norms: (S, layers), ‖∂L/∂(W, b)‖₂ of each layer over the whole training set, reduced as the recipe says.
        learning_rate: (S,), the η of the update that follows.
        diverged: the update whose result was not finite, after which the run ends; None: none yet.
    """

    updates: Counts
    loss: Array
    test_loss: Array
    accuracy: Array
    test_accuracy: Array
    gradient_norms: Array
    learning_rate: Array
    diverged: int | None = None
