import numpy as np
import pytest

from engine.arrays import ShapeError
from engine.forward import forward
from engine.maps import decision_maps, grid
from tests.engine.networks import network


def test_cells_run_from_the_upper_left_corner_to_the_lower_right() -> None:
    points = grid((0.0, 10.0), (4.0, 20.0), 2)
    assert points.tolist() == [[1.0, 17.5], [3.0, 17.5], [1.0, 12.5], [3.0, 12.5]]


def test_the_cells_of_one_input_run_from_left_to_right() -> None:
    assert grid((-1.0,), (1.0,), 4).tolist() == [[-0.75], [-0.25], [0.25], [0.75]]


@pytest.mark.parametrize(
    ("sizes", "activations"),
    [((2, 3, 1), ("tanh", "sigmoid")), ((2, 4, 2, 3), ("relu", "gelu", "softmax")), ((2, 1), ("linear",))],
)
def test_every_cell_is_the_forward_pass_of_its_own_point(sizes: tuple[int, ...], activations: tuple[str, ...]) -> None:
    layers = network(sizes, activations)
    low, high, side = np.array((-1.5, 2.0)), np.array((0.5, 7.0)), 5
    maps = decision_maps(layers, low, high, side)
    assert [one.shape for one in maps] == [(n, side, side) for n in sizes[1:]]
    for row in range(side):
        for column in range(side):
            x1 = low[0] + (column + 0.5) * (high[0] - low[0]) / side
            x2 = high[1] - (row + 0.5) * (high[1] - low[1]) / side
            for record, one in zip(forward(layers, (x1, x2)).layers, maps, strict=True):
                assert np.allclose(record.a[0], one[:, row, column], rtol=1e-12, atol=1e-12)


def test_one_input_gives_curves() -> None:
    layers = network((1, 3, 2), ("sigmoid", "linear"))
    maps = decision_maps(layers, (-2.0,), (2.0,), 7)
    assert [one.shape for one in maps] == [(3, 7), (2, 7)]
    for place in range(7):
        x = -2.0 + (place + 0.5) * 4.0 / 7
        assert np.allclose(forward(layers, (x,)).output[0], maps[-1][:, place], rtol=1e-12)


def test_maps_are_read_only() -> None:
    assert not any(one.flags.writeable for one in decision_maps(network((2, 2), ("tanh",)), (0, 0), (1, 1), 3))


@pytest.mark.parametrize(
    ("low", "high"),
    [((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), ((0.0, 1.0), (1.0, 1.0)), ((0.0, 0.0), (1.0,)), ((0.0,), (1.0,))],
)
def test_bounds_that_span_no_plane_of_this_network_are_refused(low: tuple[float, ...], high: tuple[float, ...]) -> None:
    with pytest.raises(ShapeError):
        decision_maps(network((2, 2), ("tanh",)), low, high, 4)
