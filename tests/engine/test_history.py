from dataclasses import replace

import numpy as np
import pytest

from engine.edits import ExampleEdit, RateEdit
from engine.forward import forward
from engine.history import accuracy, classes, history, measured, predicted, sampled
from engine.lesson import replay, states
from engine.optimisers import Optimiser
from engine.recipe import Recipe
from tests.engine.test_optimisers import recipe

GIVEN = recipe(Optimiser())


def with_test_part() -> Recipe:
    return replace(
        GIVEN, inputs=GIVEN.inputs[:5], targets=GIVEN.targets[:5], test_inputs=GIVEN.inputs[5:],
        test_targets=GIVEN.targets[5:],
    )  # fmt: skip


def cross_entropy(given: Recipe, updates: int, inputs: object, targets: object) -> list[float]:
    y = forward(replay(given, (), updates).layers, inputs).output  # type: ignore[arg-type]
    return [-float(one) for one in (np.asarray(targets) * np.log(y)).sum(axis=1)]


def test_the_losses_are_means_over_training_and_test_examples() -> None:
    given = with_test_part()
    made = history(given, (), states(given, (), (0, 3, 10)), 10)
    assert made.updates.tolist() == [0, 3, 10]
    for index, updates in enumerate((0, 3, 10)):
        train = cross_entropy(given, updates, given.inputs, given.targets)
        test = cross_entropy(given, updates, given.test_inputs, given.test_targets)
        assert made.loss[index] == pytest.approx(sum(train) / 5, rel=1e-13)
        assert made.test_loss[index] == pytest.approx(sum(test) / 2, rel=1e-13)
    assert made.diverged is None


def test_norms_are_of_the_gradient_that_the_update_moves_along() -> None:
    before, after = states(GIVEN, (), (4, 5))
    for layer, (old, new) in enumerate(zip(before.layers, after.layers, strict=True)):
        moved = float(np.linalg.norm(new.matrix - old.matrix))
        assert measured(GIVEN, (), before).gradient_norms[layer] == pytest.approx(moved / 0.05, rel=1e-9)


def test_edits_count_from_their_update_on() -> None:
    edits = (RateEdit(0.2, 2), ExampleEdit(1, True, 3))
    made = history(GIVEN, edits, states(GIVEN, edits, range(5)), 4)
    assert made.learning_rate.tolist() == [0.05, 0.05, 0.2, 0.2, 0.2]
    y = forward(replay(GIVEN, edits, 4).layers, GIVEN.inputs[1:]).output
    expected = -(np.asarray(GIVEN.targets[1:]) * np.log(y)).sum(axis=1).mean()
    assert made.loss[4] == pytest.approx(float(expected), rel=1e-13)


@pytest.mark.parametrize(
    ("targets", "expected", "halfway"),
    [
        ([[0], [1], [1]], [0, 1, 1], 0.5),
        ([[-1], [1]], [0, 1], 0.0),
        ([[1, 0, 0], [0, 0, 1]], [0, 2], 0.5),
        ([[1, -1], [-1, 1]], [0, 1], 0.0),
    ],
)
def test_targets_that_name_classes(targets: list[list[float]], expected: list[int], halfway: float) -> None:
    named = classes(np.array(targets, dtype=np.float64))
    assert named is not None
    assert named[0].tolist() == expected
    assert named[1] == halfway
    assert accuracy(np.array(targets, dtype=np.float64), np.array(targets, dtype=np.float64)) == 1.0


@pytest.mark.parametrize("targets", [[[0.5], [1]], [[1, 1], [0, 1]], [[0.2, 0.8]], [[0, 0], [1, 0]], [[2], [0]]])
def test_targets_that_name_none(targets: list[list[float]]) -> None:
    assert classes(np.array(targets, dtype=np.float64)) is None
    assert accuracy(np.ones((len(targets), len(targets[0]))), np.array(targets, dtype=np.float64)) is None


def test_an_output_alone_says_yes_above_halfway() -> None:
    assert predicted(np.array([[0.4], [0.6]]), 0.5).tolist() == [0, 1]
    assert predicted(np.array([[0.4, 0.3], [0.1, 0.6]]), 0.5).tolist() == [0, 1]
    assert accuracy(np.array([[0.4], [0.6], [0.9]]), np.array([[0.0], [1.0], [0.0]])) == pytest.approx(2 / 3)


@pytest.mark.parametrize("end", [0, 1, 7, 200, 201, 999, 1000, 10_000])
def test_samples_are_few_and_nest(end: int) -> None:
    counts = sampled(end, 200)
    assert counts[0] == 0
    assert counts[-1] == end
    assert list(counts) == sorted(set(counts))
    assert len(counts) <= 202
    assert {count for count in sampled(10 * end, 200) if count < end} <= set(counts)
