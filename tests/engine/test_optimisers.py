"""Momentum and Adam against the formulas worked out one number at a time, and the fast loop against traced steps."""

import math
from itertools import pairwise

import numpy as np
import pytest

from engine.descent import Frozen
from engine.edits import AnyEdit, Edit, ExampleEdit, FreezeEdit, RateEdit
from engine.lesson import State, apply, replay, start, states, training_step
from engine.network import Initialisation, NetworkSpec
from engine.optimisers import OPTIMISERS, Optimiser, OptimiserName
from engine.parameters import Parameter
from engine.recipe import Recipe
from engine.training import Training
from tests.engine.networks import batch, network

SIZES = (2, 3, 2)
LAYERS = network(SIZES, ("tanh", "softmax"))
X, TARGETS = batch(SIZES, 7, "cross_entropy")
HAND_EDITS: tuple[AnyEdit, ...] = (
    RateEdit(0.1, 3),
    FreezeEdit("w2", True, 4),
    ExampleEdit(5, True, 6),
    Edit(Parameter("w", 1, 1, 1), 0.7, 9),
    FreezeEdit("layer2", True, 9),
    FreezeEdit("w2", False, 11),
    ExampleEdit(5, False, 12),
)


def recipe(optimiser: Optimiser, batch_size: int = 0, reduction: str = "sum", rate: float = 0.05) -> Recipe:
    flat = tuple(tuple(layer.W.ravel().tolist()) for layer in LAYERS)
    biases = tuple(tuple(layer.b.tolist()) for layer in LAYERS)
    rows = [tuple(map(tuple, np.asarray(one).tolist())) for one in (X, TARGETS)]
    return Recipe(
        NetworkSpec.of(LAYERS), flat, biases, Initialisation("xavier"), 3, "cross_entropy", rows[0], rows[1],
        rate, reduction, (), optimiser, batch_size,
    )  # fmt: skip


def parameters(state: State) -> list[float]:
    return [float(one) for layer in state.layers for one in layer.matrix.ravel()]


def gradient(given: Recipe, state: State) -> list[float]:
    step = training_step(given, state)
    return [float(one) for part in step.gradients.buffers.gradients for one in part.ravel()]


def test_momentum_is_its_formula_number_by_number() -> None:
    given = recipe(Optimiser("momentum", 0.8))
    velocity = [0.0] * len(parameters(start(given)))
    for before, after in pairwise(states(given, (), range(6))):
        slopes = gradient(given, before)
        velocity = [0.8 * v + g for v, g in zip(velocity, slopes, strict=True)]
        expected = [p - 0.05 * v for p, v in zip(parameters(before), velocity, strict=True)]
        assert parameters(after) == pytest.approx(expected, rel=1e-13, abs=1e-15)
        assert after.memory[0].tolist() == pytest.approx(velocity, rel=1e-12, abs=1e-15)


def test_adam_is_its_formula_number_by_number() -> None:
    given = recipe(Optimiser("adam", 0.7, 0.95))
    m = s = [0.0] * len(parameters(start(given)))
    for t, (before, after) in enumerate(pairwise(states(given, (), range(6))), 1):
        slopes = gradient(given, before)
        m = [0.7 * one + 0.3 * g for one, g in zip(m, slopes, strict=True)]
        s = [0.95 * one + 0.05 * g * g for one, g in zip(s, slopes, strict=True)]
        expected = [
            p - 0.05 * (one / (1 - 0.7**t)) / (math.sqrt(two / (1 - 0.95**t)) + 1e-8)
            for p, one, two in zip(parameters(before), m, s, strict=True)
        ]
        assert parameters(after) == pytest.approx(expected, rel=1e-11, abs=1e-13)


def test_adams_first_update_moves_every_parameter_by_the_learning_rate() -> None:
    given = recipe(Optimiser("adam"))
    before, after = states(given, (), (0, 1))
    for p, q, g in zip(parameters(before), parameters(after), gradient(given, before), strict=True):
        assert q - p == pytest.approx(-0.05 * math.copysign(1.0, g), rel=1e-4)


def traced(given: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> State:
    """The state after so many training steps, each made alone and with every number kept."""
    state = start(given)
    for count in range(updates + 1):
        for edit in edits:
            if isinstance(edit, Edit) and edit.updates == count:
                state = apply(state, edit)
        if count < updates:
            step = training_step(given, state, edits)
            state = State(count + 1, step.updated, step.updated_memory)
    return state


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("batch_size", [0, 1, 3, 7, 9])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_fast_loop_is_the_traced_steps_bit_for_bit(name: OptimiserName, batch_size: int, reduction: str) -> None:
    given = recipe(Optimiser(name), batch_size, reduction)
    slow, fast = traced(given, HAND_EDITS, 15), replay(given, HAND_EDITS, 15)
    assert [layer.matrix.tobytes() for layer in fast.layers] == [layer.matrix.tobytes() for layer in slow.layers]
    assert [one.tobytes() for one in fast.memory] == [one.tobytes() for one in slow.memory]
    assert parameters(fast) != parameters(start(given))


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_run_in_parts_is_the_run_in_one(name: OptimiserName) -> None:
    given = recipe(Optimiser(name), 2)
    whole = replay(given, HAND_EDITS, 14)
    for first in (1, 6, 9, 13):
        parted = replay(given, HAND_EDITS, 14, replay(given, HAND_EDITS, first))
        assert [layer.matrix.tobytes() for layer in parted.layers] == [layer.matrix.tobytes() for layer in whole.layers]
        assert [one.tobytes() for one in parted.memory] == [one.tobytes() for one in whole.memory]


@pytest.mark.parametrize("name", ["momentum", "adam"])
def test_what_is_frozen_stays_and_starts_from_rest(name: OptimiserName) -> None:
    given = recipe(Optimiser(name))
    edits = (FreezeEdit("w1", True, 3), FreezeEdit("w1", False, 8))
    run = list(states(given, edits, range(12)))
    held = [state.layers[0].W[0, 0] for state in run]
    assert len(set(held[3:9])) == 1
    assert held[2] != held[3]
    assert held[9] != held[8]
    assert all(memory[0] == 0.0 for memory in run[7].memory)
    assert run[2].memory[0][0] != 0.0


def test_another_learning_rate_acts_on_the_whole_of_the_velocity() -> None:
    given = recipe(Optimiser("momentum"))
    before = replay(given, (), 5)
    slow, fast = replay(given, (), 6), replay(given, (RateEdit(0.1, 5),), 6)
    one, two = (np.subtract(parameters(after), parameters(before)) for after in (slow, fast))
    assert np.allclose(two, 2.0 * one, rtol=1e-9)


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("batch_size", [0, 3])
def test_a_run_that_diverges_ends_with_its_last_finite_state(name: OptimiserName, batch_size: int) -> None:
    layers = network((2, 3, 2), ("relu", "linear"))
    training = Training(
        layers, X, TARGETS, "half_squared_error", 50.0, "sum", Frozen.none(NetworkSpec.of(layers)),
        Optimiser(name), batch=(lambda u: np.arange(3) + u % 2) if batch_size else None,
    )  # fmt: skip
    made = training.run_finite(1_000)
    if name == "adam":  # whose steps are never longer than about η
        assert made
        return
    assert not made
    assert 1 < training.updates < 500
    assert training.finite
    training.run(1)
    assert not training.finite
