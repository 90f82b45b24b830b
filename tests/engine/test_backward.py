import math
from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal

import numpy as np
import pytest

from engine.activations import Activation, DomainError
from engine.arrays import Array, ShapeError
from engine.backward import BackwardRecord, BackwardTrace, backward, example_gradients
from engine.forward import forward
from engine.losses import TargetError, is_fused
from engine.network import Layer, NetworkError
from tests.engine import exact
from tests.engine.networks import ELEMENTWISE, PAIRS, batch, network
from tests.engine.scalar_loop import scalar_step

SIZES = (3, 4, 2, 3)


def arrays_of(back: BackwardTrace) -> list[Array]:
    owners: list[BackwardTrace | BackwardRecord] = [back, *back.layers]
    values = [getattr(owner, field.name) for owner in owners for field in fields(owner)]
    return [value for value in values if isinstance(value, np.ndarray)]


def close(computed: Array, truth: object) -> None:
    np.testing.assert_allclose(computed, np.array(truth), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize(("output", "loss"), PAIRS)
@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_every_number_is_that_of_a_loop_over_neurons(hidden: str, output: str, loss: str, count: int) -> None:
    layers = network(SIZES, (hidden, hidden, output))
    x, targets = batch(SIZES, count, loss)
    trace = forward(layers, x)
    back = backward(layers, trace, targets, loss)
    mean = backward(layers, trace, targets, loss, "mean")
    steps = [scalar_step(layers, x[n].tolist(), targets[n].tolist(), loss) for n in range(count)]
    close(back.loss_terms, [step.terms for step in steps])
    close(back.loss_per_example, [sum(step.terms) for step in steps])
    close(back.dC_dy, [step.dC_dy for step in steps])
    close(back.dC_dx, [step.dC_dx for step in steps])
    assert back.loss == pytest.approx(sum(sum(step.terms) for step in steps), rel=1e-12)
    assert mean.loss == pytest.approx(back.loss / count, rel=1e-15)
    for k, record in enumerate(back.layers):
        if record.da_dz is not None:
            close(record.da_dz, [step.da_dz[k] for step in steps])
        close(record.dC_da, [step.dC_da[k] for step in steps])
        close(record.dC_dz, [step.dC_dz[k] for step in steps])
        gradients = sum(np.array(step.dC_dW[k]) for step in steps)
        close(record.dC_dW, gradients)
        close(record.dC_db, sum(np.array(step.dC_dz[k]) for step in steps))
        close(mean.layers[k].dC_dW, gradients / count)
        close(mean.layers[k].dC_db, record.dC_db / count)
        assert mean.layers[k].dC_dz.tobytes() == record.dC_dz.tobytes()
        for n, step in enumerate(steps):
            of_W, of_b = example_gradients(trace, back, k, n)
            close(of_W, step.dC_dW[k])
            close(of_b, step.dC_dz[k])


def test_softmax_has_no_gain_and_every_other_layer_has_one() -> None:
    layers = network(SIZES, ("tanh", "relu", "softmax"))
    back = backward(layers, forward(layers, [1.0, 2.0, 3.0]), [0.0, 1.0, 0.0], "cross_entropy")
    assert [record.da_dz is None for record in back.layers] == [False, False, True]


def test_the_chain_multiplies_out_where_the_page_says_so() -> None:
    """What stands at a neuron is what its neighbours give, to the last bit or two."""
    layers = network(SIZES, ("tanh", "gelu", "sigmoid"))
    x, targets = batch(SIZES, 4, "half_squared_error")
    trace = forward(layers, x)
    back = backward(layers, trace, targets, "half_squared_error")
    for record, after, layer in zip(back.layers, back.layers[1:], layers[1:], strict=False):
        np.testing.assert_allclose(record.dC_da, after.dC_dz @ layer.W, rtol=1e-14)
    for record in back.layers:
        assert record.da_dz is not None
        np.testing.assert_array_equal(record.dC_dz, record.da_dz * record.dC_da)
    np.testing.assert_array_equal(back.layers[-1].dC_da, back.dC_dy)
    np.testing.assert_allclose(back.dC_dx, back.layers[0].dC_dz @ layers[0].W, rtol=1e-14)
    assert back.targets.tolist() == targets.tolist()


@pytest.mark.parametrize(("output", "loss"), [pair for pair in PAIRS if is_fused(*pair)])
@pytest.mark.parametrize("target", [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
def test_saturated_outputs_have_exact_gradients(output: str, loss: str, target: list[float]) -> None:
    """|z| up to 800: every ∂C/∂W agrees with 900 digits, and nothing but ∂C/∂y is infinite."""
    exact.use_900_digits()
    x = [1.0, -0.5]
    for rows in ([[600.0, -400.0], [0.0, 0.0], [-600.0, 400.0]], [[30.0, -20.0], [20.0, 0.0], [-30.0, 25.0]]):
        layers = (Layer(np.array(rows), np.zeros(3), Activation(output)),)
        back = backward(layers, forward(layers, x), target, loss)
        z = [Decimal(row[0]) - Decimal(row[1]) / 2 for row in rows]
        slopes = exact.output_dC_dz(output, loss, z, [Decimal(t) for t in target])
        truth = [[float(slope * Decimal(a)) for a in x] for slope in slopes]
        np.testing.assert_allclose(back.layers[0].dC_dW, truth, rtol=1e-12, atol=2e-323)
        terms = exact.loss_terms(loss, exact.outputs(output, z), [Decimal(t) for t in target])
        np.testing.assert_allclose(back.loss, float(sum(terms)), rtol=1e-12, atol=2e-323)
        assert np.isfinite(back.dC_dx).all()
        assert not np.isnan(back.dC_dy).any()


def test_a_saturated_output_may_have_an_infinite_slope_and_learns_all_the_same() -> None:
    layers = (Layer(np.array([[-800.0]]), np.zeros(1), Activation("sigmoid")),)
    back = backward(layers, forward(layers, [1.0]), [1.0], "binary_cross_entropy")
    assert back.dC_dy.tolist() == [[-math.inf]]
    assert back.loss == 800.0
    assert back.layers[0].dC_dz.tolist() == [[-1.0]]
    assert back.layers[0].dC_dW.tolist() == [[-1.0]]
    assert back.layers[0].da_dz is not None
    assert back.layers[0].da_dz.tolist() == [[0.0]]


def test_traces_are_readonly_and_leave_everything_as_it_was() -> None:
    layers = network(SIZES, ("sigmoid", "leaky_relu", "softmax"))
    x, targets = batch(SIZES, 3, "cross_entropy")
    trace = forward(layers, x)

    def everything() -> list[bytes]:
        records = [array for record in trace.layers for array in (record.z, record.a)]
        return [array.tobytes() for array in (targets, trace.x, *records, *(layer.matrix for layer in layers))]

    before = everything()
    back = backward(layers, trace, targets, "cross_entropy")
    again = backward(layers, trace, targets, "cross_entropy")
    assert everything() == before
    assert [array.tobytes() for array in arrays_of(back)] == [array.tobytes() for array in arrays_of(again)]
    assert not any(np.shares_memory(*pair) for pair in zip(arrays_of(back)[1:], arrays_of(again)[1:], strict=True))
    assert len(arrays_of(back)) == 5 + 5 + 5 + 4
    assert not any(array.flags.writeable for array in arrays_of(back))
    with pytest.raises(ValueError, match="read-only"):
        example_gradients(trace, back, 0, 0)[0][0, 0] = 1.0


def test_a_stale_trace_is_refused() -> None:
    layers = network((2, 2, 1), ("tanh", "sigmoid"))
    trace = forward(layers, [1.0, 2.0])
    backward(list(layers), trace, [1.0], "mse")
    changed = (layers[0], replace(layers[1], W=layers[1].W + 1.0))
    for others in (changed, layers[:1], (*layers, layers[1])):
        with pytest.raises(NetworkError, match="not of these layers"):
            backward(others, trace, [1.0], "mse")


@pytest.mark.parametrize(
    ("targets", "loss", "reduction", "error", "reason"),
    [
        ([1.0, 0.0, 0.0], "mse", "sum", ShapeError, r"targets must have shape \(N, 2\)"),
        ([[1.0, 0.0], [0.0, 1.0]], "mse", "sum", ShapeError, "as many targets as inputs: 1, not 2"),
        ([1.0, 0.0], "cross_entropy", "sum", DomainError, "logarithms"),
        ([1.0, math.nan], "mse", "sum", TargetError, "finite"),
        ([1.0, 0.0], "mse", "median", DomainError, "no reduction 'median'; choose one of sum, mean"),
    ],
)
def test_what_cannot_be_is_refused(
    targets: Sequence[float], loss: str, reduction: str, error: type[Exception], reason: str
) -> None:
    layers = network((2, 2), ("tanh",))
    with pytest.raises(error, match=reason):
        backward(layers, forward(layers, [1.0, 2.0]), targets, loss, reduction)


def test_divergence_flows_and_warns_nobody() -> None:
    layers = network((2, 2, 2), ("linear", "linear"))
    back = backward(layers, forward(layers, [1e200, 1e200]), [0.0, 0.0], "mse")
    assert back.loss == math.inf
    layers = (replace(layers[0], W=np.array([[math.nan, 0.0], [0.0, 0.0]])), layers[1])
    assert np.isnan(backward(layers, forward(layers, [1.0, 1.0]), [0.0, 0.0], "mse").layers[0].dC_dW).any()
