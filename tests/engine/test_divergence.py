import math
from dataclasses import replace

import numpy as np
import pytest

from engine.activations import Activation
from engine.divergence import first_not_finite
from engine.lesson import start, training_step
from engine.network import Initialisation, LayerSpec, NetworkSpec
from engine.operations import Operation
from engine.recipe import Numbers, Recipe, Rows

HUGE = 1e200


def told(
    weights: tuple[Numbers, ...], x: Rows, targets: Rows, activations: str = "linear", loss: str = "squared_error",
    rate: float = 1.0,
) -> tuple[Operation, float, int] | None:  # fmt: skip
    """What is told of the first step of a chain of single neurons (or one layer), all with one activation."""
    sizes = [len(one) for one in weights]
    assert set(sizes[1:]) <= {1}
    layers = tuple(LayerSpec(1, Activation(activations)) for _ in weights)
    biases = tuple((0.0,) for _ in weights)
    of = Recipe(
        NetworkSpec(sizes[0], layers), weights, biases, Initialisation("zeros"), 0, loss, x, targets, rate, "sum"
    )
    return first_not_finite(training_step(of, start(of)), loss)


def test_a_step_without_such_a_number_is_finite() -> None:
    assert told(((1.0,), (1.0,)), ((1.0,), (2.0,)), ((0.0,), (0.0,))) is None


@pytest.mark.parametrize(
    ("weights", "x", "rate", "expected"),
    [
        # w x overflows in the second layer, for the second example
        (((HUGE,), (HUGE,)), ((0.0,), (1.0,)), 1.0, (Operation("z", 2, 1), math.inf, 2)),
        # (y - t)² overflows, in the first example
        (((HUGE,),), ((-1.0,), (0.0,)), 1.0, (Operation("loss", 1), math.inf, 1)),
        # ∂C/∂a = w ∂C/∂z, 1e300 · 2e150, while y = 1e-150 · 1e300 and C = y² are finite
        (((1e-150,), (1e300,)), ((1.0,), (0.0,)), 1.0, (Operation("dC_da", 1, 1), math.inf, 1)),
        # ∂C/∂w = a ∂C/∂z of an example: 1e200 · 2e150
        (((1e-50,),), ((1.0,), (HUGE,)), 1.0, (Operation("dC_dw", 1, 1), math.inf, 2)),
        # η ∂L/∂w
        (((1e60,),), ((1e60,),), 1e200, (Operation("update", 1, 1), -math.inf, 0)),
    ],
)
def test_the_first_operation_is_named(
    weights: tuple[Numbers, ...], x: Rows, rate: float, expected: tuple[Operation, float, int]
) -> None:
    assert told(weights, x, ((0.0,),) * len(x), rate=rate) == expected


def test_the_sum_over_the_batch_may_be_the_first() -> None:
    # every a ∂C/∂z is 2e308 / 2 = 1e308 with a loss of 0.25e308, all finite; two of them add up to more than fits
    found = told(((0.25,),), ((1.4e154,), (1.4e154,)), ((0.0,), (0.0,)), rate=1e-300)
    assert found is not None
    assert (found[0], found[2]) == (Operation("dL_dw", 1, 1), 0)


def test_one_example_has_no_sum() -> None:
    assert told(((1e-50,),), ((HUGE,),), ((0.0,),)) == (Operation("dC_dw", 1, 1), math.inf, 0)


def test_an_infinite_slope_of_the_loss_is_nothing_where_the_fused_form_does_not_use_it() -> None:
    assert told(((-900.0,),), ((1.0,),), ((1.0,),), "sigmoid", "binary_cross_entropy") is None


def test_a_parameter_that_is_not_finite_is_told_as_an_update() -> None:
    of = Recipe(
        NetworkSpec(1, (LayerSpec(2, Activation("linear")),)), ((1.0, 1.0),), ((0.0, 0.0),), Initialisation("zeros"),
        0, "squared_error", ((1.0,),), ((0.0, 0.0),), 1.0, "sum",
    )  # fmt: skip
    step = training_step(of, start(of))
    broken = replace(step.updated[0], b=np.array([0.0, math.nan]))
    found = first_not_finite(replace(step, updated=(broken,)), "squared_error")
    assert found is not None
    assert found[0] == Operation("update", 1, 2)
    assert math.isnan(found[1])
