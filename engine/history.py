"""How a run went: loss, accuracy and the size of the gradient after chosen counts of updates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, freeze
from engine.backward import backward
from engine.edits import AnyEdit, conditions
from engine.evaluation import batch_loss
from engine.forward import forward
from engine.lesson import State, held_out, training_set
from engine.recipe import Recipe

Counts = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class History:
    """A run at S counts of updates, read-only.

    Attributes:
        updates: (S,), rising, the first is 0, the last the end of the run.
        loss: (S,), the mean C of a training example.
        test_loss: (S,), the mean C of a test example; (0,) without a test part.
        accuracy: (S,), the share of the training examples that are recognised; (0,) where there are no classes.
        test_accuracy: (S,), of the test examples; (0,) where there are none, or no classes.
        gradient_norms: (S, layers), ‖∂L/∂(W, b)‖₂ of each layer, L over the whole training set, a sum or mean as the
            recipe says.
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


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of a network at one count of updates; attributes as in ``History``, None for what is not."""

    updates: int
    loss: float
    test_loss: float | None
    accuracy: float | None
    test_accuracy: float | None
    gradient_norms: tuple[float, ...]
    learning_rate: float


def measured(recipe: Recipe, edits: Sequence[AnyEdit], state: State) -> Measures:
    """The measures of a state, over the whole training set (but for what is left out) and the whole test set."""
    under = conditions(recipe.learning_rate, recipe.frozen, edits, state.updates)
    x, targets = training_set(recipe, under)
    trace = forward(state.layers, x)
    gradients = backward(state.layers, trace, targets, recipe.loss, recipe.reduction)
    with np.errstate(all="ignore"):
        norms = tuple(float(np.sqrt(np.square(one).sum())) for one in gradients.buffers.gradients)
        loss = float(gradients.loss_per_example.mean())
    test_loss = test_accuracy = None
    if (unseen := held_out(recipe)) is not None:
        test = forward(state.layers, unseen[0])
        test_loss = batch_loss(state.layers, test, unseen[1], recipe.loss, "mean")
        test_accuracy = accuracy(test.output, unseen[1])
    return Measures(
        state.updates, loss, test_loss, accuracy(trace.output, targets), test_accuracy, norms, under.learning_rate
    )


def history(recipe: Recipe, edits: Sequence[AnyEdit], run: Iterable[State], asked: int) -> History:
    """The history of a run.

    Args:
        recipe: what it started from.
        edits: what was done by hand.
        run: its states at rising counts, the first 0.
        asked: the count that it was to reach; where the last state's is lower, the update after it diverged.
    """
    return of_measures([measured(recipe, edits, state) for state in run], asked)


def of_measures(rows: Sequence[Measures], asked: int) -> History:
    """The history that these measures make.

    Args:
        rows: of rising counts, the first 0.
        asked: the count that the run was to reach.
    """

    def column(values: list[float | None]) -> Array:
        return np.array([value for value in values if value is not None], dtype=np.float64)

    made = History(
        np.array([row.updates for row in rows], dtype=np.intp),
        column([row.loss for row in rows]),
        column([row.test_loss for row in rows]),
        column([row.accuracy for row in rows]),
        column([row.test_accuracy for row in rows]),
        np.array([row.gradient_norms for row in rows]),
        column([row.learning_rate for row in rows]),
        rows[-1].updates + 1 if rows[-1].updates < asked else None,
    )
    made.updates.setflags(write=False)
    freeze(made.loss, made.test_loss, made.accuracy, made.test_accuracy, made.gradient_norms, made.learning_rate)
    return made


def classes(targets: Array) -> tuple[NDArray[np.intp], float] | None:
    """The class of each example, and the value halfway between yes and no; None where the targets name no classes.

    Targets name classes when they hold two values only, 1 and 0 or 1 and −1: with several outputs one 1 in each row,
    with one output the class is 1 or 0 itself.

    Args:
        targets: (N, n_out).
    """
    high, low = float(targets.max()), float(targets.min())
    if targets.shape[1] == 1:
        no = -1.0 if low == -1.0 else 0.0
        if not np.isin(targets, (1.0, no)).all():
            return None
        return (targets[:, 0] == 1.0).astype(np.intp), (1.0 + no) / 2
    if high != 1.0 or low not in (0.0, -1.0) or not np.isin(targets, (1.0, low)).all():
        return None
    if not ((targets == 1.0).sum(axis=1) == 1).all():
        return None
    return targets.argmax(axis=1), (1.0 + low) / 2


def predicted(output: Array, halfway: float) -> NDArray[np.intp]:
    """The class that each row of outputs says: the largest of several, or whether the only one is above halfway."""
    return output.argmax(axis=1) if output.shape[1] > 1 else (output[:, 0] > halfway).astype(np.intp)


def accuracy(output: Array, targets: Array) -> float | None:
    """The share of the examples whose class the outputs say; None where the targets name no classes.

    Args:
        output: (N, n_out).
        targets: (N, n_out).
    """
    named = classes(targets)
    return None if named is None else float((predicted(output, named[1]) == named[0]).mean())


def sampled(end: int, most: int) -> tuple[int, ...]:
    """Counts from 0 to the end, both among them, evenly spread but for the last: at most ``most`` + 1.

    The stride is 1, 2, 5, 10, …, so that a longer run is measured at counts of the shorter one.
    """
    stride = next(base * 10**power for power in range(9) for base in (1, 2, 5) if base * 10**power * most >= end)
    return tuple(dict.fromkeys((*range(0, end, stride), end)))
