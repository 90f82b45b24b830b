import numpy as np
import pytest

from engine.arrays import ShapeError
from engine.forward import forward
from engine.network import NetworkError
from tests.engine.networks import ELEMENTWISE, batch, network
from tests.engine.scalar_loop import scalar_step


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("output", [*ELEMENTWISE, "softmax"])
@pytest.mark.parametrize("hidden", ELEMENTWISE)
def test_every_number_is_that_of_a_loop_over_neurons(hidden: str, output: str, count: int) -> None:
    sizes = (3, 4, 2, 3)
    layers = network(sizes, (hidden, hidden, output))
    x, targets = batch(sizes, count, "mse")
    trace = forward(layers, x)
    for n in range(count):
        step = scalar_step(layers, x[n].tolist(), targets[n].tolist(), "mse")
        for k, record in enumerate(trace.layers):
            np.testing.assert_allclose(record.z[n], step.z[k], rtol=1e-12, atol=1e-14)
            np.testing.assert_allclose(record.a[n], step.a[k], rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(trace.output[n], step.a[-1], rtol=1e-12, atol=1e-14)


def test_what_a_layer_read_is_the_input_or_the_layer_before() -> None:
    layers = network((2, 3, 1), ("tanh", "sigmoid"))
    trace = forward(layers, [[0.5, -1.0], [2.0, 3.0]])
    assert trace.a_prev(0).tolist() == [[0.5, -1.0], [2.0, 3.0]]
    assert trace.a_prev(1) is trace.layers[0].a
    assert trace.output is trace.layers[1].a


def test_one_example_is_a_batch_of_one() -> None:
    layers = network((2, 3, 1), ("tanh", "sigmoid"))
    alone, row = forward(layers, [0.5, -1.0]), forward(layers, [[0.5, -1.0]])
    assert alone.x.shape == (1, 2)
    assert alone.output.shape == (1, 1)
    assert alone.output.tobytes() == row.output.tobytes()


def test_traces_are_readonly_and_leave_everything_as_it_was() -> None:
    layers = network((2, 3, 3), ("tanh", "softmax"))
    x = np.array([[0.5, -1.0], [2.0, 3.0]])
    before = [x.tobytes(), *(layer.matrix.tobytes() for layer in layers)]
    trace = forward(layers, x)
    assert [x.tobytes(), *(layer.matrix.tobytes() for layer in layers)] == before
    arrays = [trace.x, trace.output, *(array for record in trace.layers for array in (record.z, record.a))]
    for array in arrays:
        assert not array.flags.writeable
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 0.0
    x[:] = 9.0
    assert trace.x.tolist() == [[0.5, -1.0], [2.0, 3.0]]


def test_the_next_trace_does_not_touch_this_one() -> None:
    layers = network((2, 3, 1), ("sigmoid", "sigmoid"))
    trace = forward(layers, [0.5, -1.0])
    before = [record.a.tobytes() for record in trace.layers]
    forward(layers, [9.0, 9.0])
    assert [record.a.tobytes() for record in trace.layers] == before


def test_what_does_not_fit_is_refused() -> None:
    layers = network((2, 3, 1), ("tanh", "sigmoid"))
    with pytest.raises(ShapeError, match=r"inputs must have shape \(N, 2\) with N at least 1, not \(1, 3\)"):
        forward(layers, [1.0, 2.0, 3.0])
    with pytest.raises(NetworkError, match="layer 1 has 3 neurons"):
        forward([layers[0], layers[0]], [1.0, 2.0])
    with pytest.raises(NetworkError, match="at least one layer"):
        forward([], [1.0])


def test_overflow_gives_infinity_or_nan_and_no_warning() -> None:
    layers = network((2, 3, 1), ("linear", "linear"))
    huge = forward(layers, [1e308, 1e308])
    assert not np.isfinite(huge.layers[0].z).all()
    assert np.isnan(forward(layers, [np.nan, 0.0]).output).all()
