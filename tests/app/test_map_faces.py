from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.map_faces import AT_REST, faces, ground, sides_of
from app.map_scales import FULL
from engine.forward import forward
from engine.lesson import start
from engine.maps import grid
from tests.app.training_lessons import recipe


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 2, 2, 1)])
def test_two_inputs_give_the_map_of_every_neuron(sizes: tuple[int, ...]) -> None:
    lesson = recipe(sizes)
    over, layers = ground(lesson), start(lesson).layers
    seen = faces(layers, over, (5, 7))
    assert seen.kind == "map"
    assert [levels.shape for levels in seen.levels] == [
        *((count, 5, 5) for count in sizes[:-1]),
        (sizes[-1], 7, 7),
    ]
    records = forward(layers, grid(over.low, over.high, 5)).layers
    for number, record in enumerate(records[:-1], start=1):
        scale = seen.scales[number]
        values = record.a.T.reshape(-1, 5, 5)
        assert np.abs(scale.middle + seen.levels[number] / FULL * scale.half - values).max() <= scale.half / FULL
    output = forward(layers, grid(over.low, over.high, 7)).output
    assert seen.levels[-1].ravel().tolist() == np.rint((output.ravel() - 0.5) * 2 * FULL).astype(int).tolist()


def test_the_inputs_are_ramps() -> None:
    seen = faces(start(recipe((2, 1))).layers, ground(recipe((2, 1))), (4, 4))
    x1, x2 = seen.levels[0].astype(int)
    assert (np.diff(x1, axis=1) > 0).all()
    assert (np.diff(x1, axis=0) == 0).all()
    assert (np.diff(x2, axis=0) < 0).all()


def test_one_input_gives_curves_and_three_give_what_the_examples_have() -> None:
    rows = ((-1.0,), (0.5,), (2.0,))
    lesson = replace(recipe((1, 3, 1)), inputs=rows, targets=((0.0,), (1.0,), (1.0,)), test_inputs=(), test_targets=())
    seen = faces(start(lesson).layers, ground(lesson))
    assert (seen.kind, seen.levels[1].ndim) == ("curve", 2)
    wide = tuple((*row, 1.0, 0.0) for row in rows)
    lesson = replace(recipe((3, 2, 1)), inputs=wide, targets=lesson.targets, test_inputs=(), test_targets=())
    layers = start(lesson).layers
    seen = faces(layers, ground(lesson))
    a = forward(layers, wide).layers[0].a
    assert seen.kind == "bar"
    assert seen.levels[1].tolist() == seen.scales[1].levels([a.min(0), a.mean(0), a.max(0)]).T.tolist()


def test_the_ground_holds_every_example_with_room_around_it() -> None:
    lesson = recipe((2, 2, 1))
    over = ground(lesson)
    everywhere = np.array((*lesson.inputs, *lesson.test_inputs))
    span = everywhere.max(0) - everywhere.min(0)
    assert (np.array(over.low) <= everywhere.min(0) - 0.1 * span).all()
    assert (np.array(over.high) >= everywhere.max(0) + 0.1 * span).all()
    assert (np.array(over.high) - over.low <= 1.6 * span).all()
    assert over.middle == 0.5


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
@example(1e6, 999999.998)
@example(1e6, 999999.9985)
def test_every_two_places_span_a_ground(one: float, other: float) -> None:
    lesson = replace(
        recipe((1, 1)), inputs=((one,), (other,)), targets=((1.0,), (0.0,)), test_inputs=(), test_targets=()
    )
    over = ground(lesson)
    assert over.low[0] < min(one, other) <= max(one, other) < over.high[0]
    assert faces(start(lesson).layers, over).kind == "curve"


def test_one_single_place_has_a_ground_too() -> None:
    lesson = replace(recipe((2, 1)), inputs=((3.0, 0.0),), targets=((1.0,),), test_inputs=(), test_targets=())
    assert (ground(lesson).low, ground(lesson).high) == ((2.0, -1.0), (4.0, 1.0))


def test_a_regression_has_no_middle_and_its_targets_are_on_the_scale() -> None:
    lesson = replace(recipe((2, 1), "linear"), targets=tuple((7.0 + n,) for n in range(12)), loss="mse")
    over = ground(lesson)
    assert over.middle is None
    assert faces(start(lesson).layers, over).scales[-1].half >= 18.0


@pytest.mark.parametrize("sizes", [(2, 1), (2, 8, 8, 1), (2, 32, 32, 32, 32, 32, 32, 32, 32), (2, 4, 3)])
def test_maps_while_playing_are_no_finer_than_at_rest(sizes: tuple[int, ...]) -> None:
    small, large = sides_of(sizes)
    assert 10 <= small <= AT_REST[0]
    assert 10 <= large <= AT_REST[1]
