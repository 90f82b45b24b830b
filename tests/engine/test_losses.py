import math
from decimal import Decimal

import numpy as np
import pytest

from engine.activations import ACTIVATIONS, Activation, DomainError
from engine.losses import (
    LOSSES,
    TargetError,
    allowed_losses,
    check_pair,
    check_targets,
    dC_dy,
    is_fused,
    output_dC_dz,
    terms,
)
from tests.engine import exact

PAIRS = [(activation, loss) for activation in ACTIVATIONS for loss in allowed_losses(activation)]
LOGARITHMIC_PAIRS = [pair for pair in PAIRS if is_fused(*pair)]
LOGITS = [
    [0.3, -0.2, 1.1],
    [0.0, 0.0, 0.0],
    [30.0, -30.0, 1.0],
    [40.0, 0.0, -40.0],
    [-710.0, -745.0, -746.0],
    [800.0, -800.0, 0.0],
    [800.0, 800.0, -800.0],
    [-800.0, -20.0, 800.0],
]
TARGETS = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.25, 1.0, 0.5], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]


@pytest.fixture(autouse=True)
def digits() -> None:
    exact.use_900_digits()


def decimals(numbers: list[float]) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


def close(computed: float, truth: Decimal, relative: float = 2e-12, absolute: float = 2e-323) -> bool:
    return abs(Decimal(computed) - truth) <= Decimal(relative) * abs(truth) + Decimal(absolute)


def test_domains_are_those_of_the_design() -> None:
    every = ("cross_entropy", "binary_cross_entropy", "half_squared_error", "squared_error", "mse")
    squared = ("half_squared_error", "squared_error", "mse")
    assert every == LOSSES
    for activation in ACTIVATIONS:
        assert allowed_losses(activation) == (every if activation in ("sigmoid", "softmax") else squared)


def test_a_pair_outside_its_domain_is_refused_with_the_reason() -> None:
    check_pair("sigmoid", "binary_cross_entropy")
    with pytest.raises(DomainError, match=r"cross_entropy takes logarithms of outputs .* which tanh does not give"):
        check_pair("tanh", "cross_entropy")
    with pytest.raises(DomainError, match="no loss 'hinge'; choose one of cross_entropy"):
        check_pair("tanh", "hinge")
    with pytest.raises(DomainError, match="no activation 'step'"):
        check_pair("step", "mse")


def test_targets_outside_their_domain_are_refused() -> None:
    check_targets("cross_entropy", np.array([[0.0, 3.0]]))
    check_targets("binary_cross_entropy", np.array([[0.0, 1.0, 0.5]]))
    check_targets("mse", np.array([[-9.0]]))
    for loss, target, reason in (
        ("cross_entropy", -0.5, "at least 0, not -0.5"),
        ("binary_cross_entropy", -0.5, "at least 0"),
        ("binary_cross_entropy", 1.5, "at most 1, not 1.5"),
        ("mse", math.inf, "finite"),
        ("cross_entropy", math.nan, "finite"),
    ):
        with pytest.raises(TargetError, match=reason):
            check_targets(loss, np.array([[0.5, target]]))


@pytest.mark.parametrize(("activation", "loss"), LOGARITHMIC_PAIRS)
def test_logarithmic_losses_are_exact_up_to_800(activation: str, loss: str) -> None:
    sigma = Activation(activation)
    for z in LOGITS:
        y = exact.outputs(activation, decimals(z))
        for target in TARGETS:
            truth = exact.loss_terms(loss, y, decimals(target))
            computed = terms(loss, sigma, np.array([z]), sigma.value([z]), np.array([target]))[0]
            assert all(map(close, computed.tolist(), truth)), (z, target)


@pytest.mark.parametrize(("activation", "loss"), LOGARITHMIC_PAIRS)
def test_dC_dz_of_logarithmic_losses_is_exact_up_to_800(activation: str, loss: str) -> None:
    sigma = Activation(activation)
    for z in LOGITS:
        for target in TARGETS:
            truth = exact.output_dC_dz(activation, loss, decimals(z), decimals(target))
            computed = output_dC_dz(sigma, loss, np.array([z]), sigma.value([z]), np.array([target]))[0]
            # Where terms of both signs cancel, what is left cannot be more exact than they are.
            cancelled = 2e-16 if target in ([0.25, 1.0, 0.5], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]) else 2e-323
            assert all(
                close(number, exactly, absolute=cancelled)
                for number, exactly in zip(computed.tolist(), truth, strict=True)
            ), (z, target)


@pytest.mark.parametrize(("activation", "loss"), [pair for pair in PAIRS if not is_fused(*pair)])
def test_squared_losses_agree_with_the_chain_rule(activation: str, loss: str) -> None:
    sigma = Activation(activation)
    for z in LOGITS:
        y = sigma.value([z])
        exactly = exact.outputs(activation, decimals(z))
        for target in TARGETS:
            t = np.array([target])
            size = max(1.0, abs(float(max(exactly, key=abs)))) ** 2
            for computed, truth in (
                (terms(loss, sigma, np.array([z]), y, t), exact.loss_terms(loss, exactly, decimals(target))),
                (dC_dy(loss, y, t), exact.dC_dy(loss, exactly, decimals(target))),
                (
                    output_dC_dz(sigma, loss, np.array([z]), y, t),
                    exact.output_dC_dz(activation, loss, decimals(z), decimals(target)),
                ),
            ):
                # y - t is a difference of rounded numbers, so the error is one of y's own size.
                np.testing.assert_allclose(
                    computed[0], [float(number) for number in truth], rtol=1e-12, atol=1e-15 * size
                )


def test_the_slope_at_a_pole_is_infinite_and_0_ln_0_is_0() -> None:
    y = np.array([[0.0, 1.0]])
    assert dC_dy("cross_entropy", y, np.array([[1.0, 0.0]])).tolist() == [[-math.inf, 0.0]]
    assert dC_dy("binary_cross_entropy", y, np.array([[1.0, 0.0]])).tolist() == [[-math.inf, math.inf]]
    assert dC_dy("binary_cross_entropy", y, np.array([[0.0, 1.0]])).tolist() == [[1.0, -1.0]]
    sigma, z = Activation("sigmoid"), np.array([[-800.0, 800.0]])
    assert terms("binary_cross_entropy", sigma, z, y, np.array([[0.0, 1.0]])).tolist() == [[0.0, 0.0]]


def test_a_target_of_0_has_a_slope_of_0_without_a_sign() -> None:
    sigma, z, y = Activation("sigmoid"), np.array([[3.0]]), np.array([[0.95]])
    for slopes in (output_dC_dz(sigma, "cross_entropy", z, y, np.zeros((1, 1))), dC_dy("cross_entropy", y, 0.0 * y)):
        assert slopes.tolist() == [[0.0]]
        assert not np.signbit(slopes).any()


def test_a_softmax_of_one_output_has_no_slope() -> None:
    sigma, z, y = Activation("softmax"), np.array([[3.0]]), np.array([[1.0]])
    for loss in LOSSES:
        assert output_dC_dz(sigma, loss, z, y, np.array([[0.25]])).tolist() == [[0.0]]
    assert terms("cross_entropy", sigma, z, y, np.array([[1.0]])).tolist() == [[0.0]]
