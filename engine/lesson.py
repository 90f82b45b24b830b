"""A lesson replayed: a recipe, what is done by hand, and the state after any count of updates.

``replay`` is a function of its arguments alone: the same recipe, edits and count of updates give the same
parameters, bit for bit, on one build and one kind of machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from engine.arrays import Array, readonly
from engine.backward import BackwardTrace, backward
from engine.batches import Rows as RowNumbers
from engine.batches import batch_rows
from engine.descent import optimiser_step
from engine.edits import AnyEdit, Conditions, Edit, conditions
from engine.evaluation import batch_loss
from engine.forward import ForwardTrace, forward
from engine.freezing import frozen
from engine.network import Initialisation, Layer, initialise
from engine.recipe import Numbers, Recipe, Rows
from engine.training import Training


@dataclass(frozen=True, eq=False)
class State:
    """Where a lesson stands: θ after so many updates, with the edits of that moment in place.

    Attributes:
        updates: how many updates were made.
        layers: θ.
        memory: what the optimiser remembers, (P,) for each of its memories.
    """

    updates: int
    layers: tuple[Layer, ...]
    memory: tuple[Array, ...] = ()


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One whole training step from θ^i: every number of its forward pass, backward pass and update.

    Attributes:
        updates: i, the number of updates before this step.
        layers: θ^i.
        trace: the forward pass, every example of the batch.
        gradients: the loss and the backward pass, every example of the batch, and the gradients of the batch.
        updated: θ^(i+1).
        updated_loss: L(θ^(i+1)) over the same examples.
        rows: the rows of the training set that are its batch, in the batch's order.
        conditions: η, what is frozen and what is left out.
        memory: what the optimiser remembered before.
        updated_memory: and what it remembers after.
    """

    updates: int
    layers: tuple[Layer, ...]
    trace: ForwardTrace
    gradients: BackwardTrace
    updated: tuple[Layer, ...]
    updated_loss: float
    rows: RowNumbers
    conditions: Conditions
    memory: tuple[Array, ...] = ()
    updated_memory: tuple[Array, ...] = ()


def start(recipe: Recipe) -> State:
    """The state before any update or edit: given parameters as they are, all others drawn from the seed."""
    all_given = None not in recipe.weights and None not in recipe.biases
    initialisation = Initialisation("zeros") if all_given else recipe.initialisation  # nothing is drawn in vain
    drawn = initialise(recipe.spec, initialisation, recipe.seed)
    layers = tuple(
        replace(
            layer,
            W=layer.W if weights is None else _array(weights, layer.W.shape),
            b=layer.b if biases is None else _array(biases, layer.b.shape),
        )
        for layer, weights, biases in zip(drawn, recipe.weights, recipe.biases, strict=True)
    )
    count = sum(layer.matrix.size for layer in layers)
    return State(0, layers, tuple(readonly(np.zeros(count)) for _ in recipe.optimiser.memories))


def apply(state: State, edit: Edit) -> State:
    """The state after one parameter was set by hand; nothing else changes."""
    layers = list(state.layers)
    layer = layers[edit.parameter.layer - 1]
    if edit.parameter.kind == "w":
        W = layer.W.copy()
        W[edit.parameter.to - 1, edit.parameter.source - 1] = edit.value
        layers[edit.parameter.layer - 1] = replace(layer, W=readonly(W))
    else:
        b = layer.b.copy()
        b[edit.parameter.to - 1] = edit.value
        layers[edit.parameter.layer - 1] = replace(layer, b=readonly(b))
    return replace(state, layers=tuple(layers))


def replay(recipe: Recipe, edits: Sequence[AnyEdit], updates: int, begin: State | None = None) -> State:
    """The state after ``updates`` updates, or after the last one whose numbers are all finite.

    Args:
        recipe: what the lesson starts from.
        edits: what is done by hand, sorted by the count of updates.
        updates: how many updates to make in all.
        begin: a state of this very lesson to go on from (its edits applied already), instead of the start.
    """
    *_, last = states(recipe, edits, (updates,), begin)
    return last


def states(
    recipe: Recipe, edits: Sequence[AnyEdit], counts: Iterable[int], begin: State | None = None
) -> Iterator[State]:
    """The state at each of these counts of updates, each edit applied when its own count is reached.

    Where an update gives a number that is not finite, the state before it is the last, whatever its count.

    Args:
        recipe: what the lesson starts from.
        edits: what is done by hand, sorted by the count of updates.
        counts: rising, none below ``begin``'s.
        begin: a state of this very lesson to go on from (its edits applied already), instead of the start.
    """
    state = _edited(start(recipe), edits) if begin is None else begin
    asked = list(counts)
    turns = {edit.updates for edit in edits}
    training: Training | None = None
    for count in sorted({*asked, *(turn for turn in turns if state.updates < turn <= asked[-1])}):
        if count > state.updates:
            training = training or _training(recipe, edits, state)
            finite = training.run_finite(count - state.updates)
            state = State(training.updates, training.layers, training.memory)
            if not finite:
                yield state
                return
        if count in turns:
            state, training = _edited(state, edits), None
        if count in asked:
            yield state


def training_step(recipe: Recipe, state: State, edits: Sequence[AnyEdit] = ()) -> TrainingStep:
    """The training step that starts from a state, with every quantity kept."""
    under = conditions(recipe.learning_rate, recipe.frozen, edits, state.updates)
    rows = batch_rows(present(recipe, under), recipe.batch_size, recipe.seed, state.updates)
    inputs, given = _data(recipe)
    x, targets = readonly(inputs[rows]), readonly(given[rows])
    trace = forward(state.layers, x)
    gradients = backward(state.layers, trace, targets, recipe.loss, recipe.reduction)
    held = frozen(recipe, under.frozen)
    updated, memory = optimiser_step(
        state.layers, gradients, recipe.optimiser, state.memory, under.learning_rate, held, state.updates
    )
    loss = batch_loss(updated, forward(updated, x), targets, recipe.loss, recipe.reduction)
    return TrainingStep(
        state.updates, state.layers, trace, gradients, updated, loss, rows, under, state.memory, memory
    )  # fmt: skip


def present(recipe: Recipe, under: Conditions) -> tuple[int, ...]:
    """The rows of the training set that are not left out."""
    everyone = range(len(recipe.inputs))
    if not under.left_out:
        return tuple(everyone)
    return tuple(row for row in everyone if row + 1 not in under.left_out)


def training_set(recipe: Recipe, under: Conditions) -> tuple[Array, Array]:
    """Inputs, (N, n_in), and targets, (N, n_out), of the training examples that are not left out."""
    inputs, targets = _data(recipe)
    if not under.left_out:
        return inputs, targets
    rows = list(present(recipe, under))
    return readonly(inputs[rows]), readonly(targets[rows])


def held_out(recipe: Recipe) -> tuple[Array, Array] | None:
    """Inputs, (N, n_in), and targets, (N, n_out), of the test examples, or None: there are none."""
    if not recipe.test_inputs:
        return None
    return readonly(recipe.test_inputs), readonly(recipe.test_targets)


def _array(values: Numbers, shape: tuple[int, ...]) -> Array:
    return readonly(np.reshape(np.array(values, dtype=np.float64), shape))


def _edited(state: State, edits: Sequence[AnyEdit]) -> State:
    for edit in edits:
        if isinstance(edit, Edit) and edit.updates == state.updates:
            state = apply(state, edit)
    return state


def _training(recipe: Recipe, edits: Sequence[AnyEdit], state: State) -> Training:
    """The fast loop from a state on, under the conditions that hold there."""
    under = conditions(recipe.learning_rate, recipe.frozen, edits, state.updates)
    rows, size, seed = present(recipe, under), recipe.batch_size, recipe.seed
    whole = not size or size >= len(rows)
    x, targets = training_set(recipe, under) if whole else _data(recipe)
    return Training(
        state.layers, x, targets, recipe.loss, under.learning_rate, recipe.reduction,
        frozen(recipe, under.frozen) if under.frozen else None, recipe.optimiser, state.memory, state.updates,
        None if whole else lambda update: batch_rows(rows, size, seed, update),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _data(recipe: Recipe) -> tuple[Array, Array]:
    """All training examples as arrays."""
    return readonly(recipe.inputs), readonly(recipe.targets)


__all__ = [
    "Edit", "Numbers", "Recipe", "Rows", "State", "TrainingStep", "apply", "held_out", "present", "replay", "start",
    "states", "training_set", "training_step",
]  # fmt: skip
