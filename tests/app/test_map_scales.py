import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.map_scales import FULL, MapScale, layer_scale, stated, top_of
from app.scales import width_step


@given(st.floats(1e-12, 1e12))
def test_a_stated_end_is_round_not_below_and_at_most_half_as_much_again(top: float) -> None:
    end = stated(top)
    assert top * (1 - 1e-8) <= end <= 1.7 * top
    digits = f"{end:e}".split("e")[0].rstrip("0").rstrip(".")
    assert digits in ("1", "1.5", "2", "3", "5", "7")
    assert stated(end) == end


@pytest.mark.parametrize("top", [0.0, -1.0, np.inf, np.nan, 5e-324])
def test_a_scale_without_a_top_ends_somewhere(top: float) -> None:
    assert stated(top) > 0


@pytest.mark.parametrize(
    ("activation", "low", "middle", "high"),
    [("sigmoid", 0.0, 0.5, 1.0), ("softmax", 0.0, 0.5, 1.0), ("tanh", -1.0, 0.0, 1.0), ("relu", -5.0, 0.0, 5.0)],
)
def test_a_function_with_two_ends_has_its_whole_range(activation: str, low: float, middle: float, high: float) -> None:
    scale = layer_scale(activation, [0.25, 4.1])
    assert (scale.low, scale.middle, scale.high) == (low, middle, high)


def test_the_ends_of_every_scale_are_numbers() -> None:
    scale = layer_scale("relu", [1.7e308])
    assert np.isfinite((scale.low, scale.high)).all()
    assert scale.levels([1.7e308]).tolist() == [FULL]


def test_linear_outputs_of_two_classes_are_white_where_the_decision_is() -> None:
    scale = layer_scale("linear", [0.0, 1.0], 0.5)
    assert scale.levels([0.5, 1.0, 0.0]).tolist() == [0, FULL, -FULL]
    assert (scale.low, scale.high) == (0.0, 1.0)


@given(st.lists(st.floats(-9, 9), min_size=1))
def test_levels_are_the_values_to_half_a_level(values: list[float]) -> None:
    scale = layer_scale("linear", values)
    back = scale.middle + scale.levels(values) / FULL * scale.half
    assert np.abs(back - values).max() <= scale.half / FULL / 2 * (1 + 1e-9)


def test_what_is_beyond_a_scale_has_the_full_colour_and_nan_is_white() -> None:
    assert MapScale(0.0, 1.0).levels([2.0, -np.inf, np.nan, np.inf]).tolist() == [FULL, -FULL, 0, FULL]
    assert layer_scale("relu", [np.inf, np.nan, 2.0]).half == 2.0


def test_the_widest_line_stands_for_a_stated_magnitude() -> None:
    weights = np.array([0.2, -2.6])
    assert top_of(weights) == 3.0
    assert width_step(-2.6, top_of(weights)) == 6
    assert top_of(np.zeros(3)) == 1.0
