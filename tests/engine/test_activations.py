import math
from decimal import Decimal
from itertools import chain

import numpy as np
import pytest

from engine.activations import ACTIVATIONS, Activation, DomainError
from tests.engine import exact

ELEMENTWISE = [name for name in ACTIVATIONS if name != "softmax"]
SIZES = [
    0.0, 1e-300, 1e-9, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 36.7, 37.5, 40.0, 100.0,
    300.0, 355.5, 372.0, 700.0, 709.5, 710.5, 720.0, 744.0, 745.5, 746.0, 800.0,
]  # fmt: skip
Z = np.array(sorted({*SIZES, *(-size for size in SIZES)}))
# Below 2.2e-308 a float64 has fewer digits; one step there is 5e-324.
SUBNORMAL_STEPS = 4 * 5e-324


@pytest.fixture(autouse=True)
def digits() -> None:
    exact.use_900_digits()


def agree(computed: float, truth: Decimal, relative: float = 2e-15) -> bool:
    return abs(Decimal(computed) - truth) <= Decimal(relative) * abs(truth) + Decimal(SUBNORMAL_STEPS)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_values_are_exact_up_to_800_on_both_sides(name: str) -> None:
    # erfc at x has the relative condition 2x², and x is rounded: 38² half-units in the last place.
    relative = 1e-12 if name == "gelu" else 2e-15
    for z, a in zip(Z, Activation(name).value(Z), strict=True):
        assert agree(float(a), exact.VALUES[name](Decimal(float(z))), relative), z


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_derivatives_are_exact_up_to_800_on_both_sides(name: str) -> None:
    relative = {"gelu": 1e-12, "tanh": 1e-15 * 400}.get(name, 2e-15)
    for z, gain in zip(Z, Activation(name).derivative(Z), strict=True):
        assert agree(float(gain), exact.DERIVATIVES[name](Decimal(float(z))), relative), z


def test_the_derivative_of_relu_at_0_is_0() -> None:
    for name in ("relu", "leaky_relu"):
        assert math.copysign(1.0, Activation(name).derivative(0.0).item()) == 1.0
        assert Activation(name).derivative(0.0).item() == 0.0


def test_leaky_relu_has_the_slope_it_is_given() -> None:
    leaky = Activation("leaky_relu", 0.25)
    assert leaky.value([-8.0, 8.0]).tolist() == [-2.0, 8.0]
    assert leaky.derivative([-8.0, 8.0]).tolist() == [0.25, 1.0]


def test_softmax_of_the_lecture() -> None:
    np.testing.assert_allclose(Activation("softmax").value([3.0, 1.0, -3.0]), [0.88, 0.12, 0.002], atol=0.005)


def test_softmax_is_exact_up_to_800_and_runs_over_the_last_axis() -> None:
    rows = [[800.0, -800.0, 0.0], [-800.0, -790.0, -745.0], [0.0, 0.0, 0.0], [700.0, 40.0, 1.0]]
    for row, computed in zip(rows, Activation("softmax").value(rows), strict=True):
        for a, truth in zip(computed, exact.outputs("softmax", [Decimal(z) for z in row]), strict=True):
            # z - max is rounded once, and e to it multiplies that by up to 1600.
            assert agree(float(a), truth, 2e-13), row


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_not_a_number_stays_one_and_infinity_warns_nobody(name: str) -> None:
    activation = Activation(name)
    assert np.isnan(activation.value([np.nan])).all()
    activation.value([np.inf, -np.inf, 1e308])
    if activation.elementwise:
        activation.derivative([np.inf, -np.inf, 1e308])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_shape_is_kept_and_the_argument_untouched(name: str) -> None:
    z = np.linspace(-2.0, 2.0, 12)
    for shape in ((), (12,), (3, 4)):
        part = np.resize(z, shape)
        before = part.tobytes()
        for result in (Activation(name).value(part), Activation(name).derivative(part)):
            assert result.shape == shape
            assert not np.shares_memory(result, part)
        assert part.tobytes() == before


def test_what_does_not_exist_is_refused_with_the_choice() -> None:
    with pytest.raises(DomainError, match="no activation 'swish'; choose one of sigmoid, tanh"):
        Activation("swish")
    for slope in (-0.1, 1.0, math.nan):
        with pytest.raises(DomainError, match="negative_slope"):
            Activation("leaky_relu", slope)
    assert not Activation("softmax").elementwise
    with pytest.raises(DomainError, match="every output depends on every z"):
        Activation("softmax").derivative([1.0])


def test_derivatives_of_many_at_once_are_those_of_each_alone() -> None:
    for name in ELEMENTWISE:
        activation = Activation(name)
        alone = list(chain.from_iterable(activation.derivative([z]).tolist() for z in Z))
        np.testing.assert_allclose(activation.derivative(Z), alone, rtol=1e-15)
