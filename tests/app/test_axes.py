from itertools import pairwise
from math import inf, isclose, log10, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.axes import Axis, decades, linear, round_step, spans_decades, symmetric, time_axis

anything = st.lists(st.floats(), max_size=8)
everyday = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=8)
spans = st.floats(1e-290, 1e290)


@given(spans, st.integers(1, 12))
def test_a_round_step_is_the_least_of_its_kind_that_reaches(span: float, most: int) -> None:
    step = round_step(span, most)
    mantissa = step / 10.0 ** round(log10(step) - 0.5 if step < 1 else log10(step) // 1)
    assert any(isclose(mantissa, one * 10.0**k, rel_tol=1e-9) for one in (1, 2, 5) for k in (-1, 0, 1))
    assert step * most >= span * (1 - 1e-8)
    assert step * most / 2.5 < span * (1 + 1e-8)


@given(anything)
def test_a_linear_axis_holds_every_value_and_0_between_ticks_an_even_step_apart(values: list[float]) -> None:
    axis = linear(values, 100, 0)
    assert axis.low <= 0 <= axis.high
    assert axis.low < axis.high
    slack = 1e-8 * (axis.high - axis.low)  # less than a drawing can show
    for value in values:
        if abs(value) <= 1e300:
            assert axis.low - slack <= value <= axis.high + slack
    steps = [b - a for a, b in pairwise(axis.values)]
    assert all(isclose(step, steps[0], rel_tol=1e-6) for step in steps)
    assert 1 <= len(steps) <= 6
    assert (axis.values[0], axis.values[-1]) == (axis.low, axis.high)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0.693, 0.2], (0.0, 0.2, 0.4, 0.6, 0.8)),
        ([0.25], (0.0, 0.1, 0.2, 0.3)),
        ([], (0.0, 0.5, 1.0)),
        ([0.0], (0.0, 0.5, 1.0)),
        ([nan, 7.0, inf], (0.0, 2.0, 4.0, 6.0, 8.0)),
        ([-3.0, 1.0], (-3.0, -2.0, -1.0, 0.0, 1.0)),
    ],
)
def test_the_ticks_of_a_linear_axis_are_round(values: list[float], ticks: tuple[float, ...]) -> None:
    assert linear(values, 0, 100).values == ticks
    assert all(len(tick.label) <= 4 for tick in linear(values, 0, 100).ticks)


@given(anything)
def test_a_logarithmic_axis_holds_whole_decades(values: list[float]) -> None:
    axis = decades(values, 0, 100)
    assert 0 < axis.low < axis.high
    for value in values:
        if 1e-300 <= value <= 1e300:
            assert axis.low * (1 - 1e-9) <= value <= axis.high * (1 + 1e-9)
    for bound in (axis.low, axis.high, *axis.values):
        assert isclose(log10(bound), round(log10(bound)), abs_tol=1e-12)
    assert len(axis.values) <= 6


def test_equal_factors_are_equal_distances() -> None:
    axis = decades([0.001, 1000.0], 0, 60)
    assert [axis.place(10.0**power) for power in range(-3, 4)] == pytest.approx([0, 10, 20, 30, 40, 50, 60])


@pytest.mark.parametrize("value", [0.0, -1.0, nan, inf, -inf])
def test_what_is_not_above_0_or_not_finite_has_no_place_on_a_logarithmic_axis(value: float) -> None:
    assert decades([1.0, 10.0], 0, 100).place(value) is None


@given(everyday, st.booleans())
def test_a_place_is_on_the_axis_and_rises_with_the_value(values: list[float], log: bool) -> None:
    axis = (decades if log else linear)(values[:3], 90, 10)
    placed = [(value, place) for value in sorted(values) if (place := axis.place(value)) is not None]
    assert all(10 - 1e-9 <= place <= 90 + 1e-9 for _, place in placed)
    assert all(one >= other for (_, one), (_, other) in pairwise(placed))
    assert len(placed) == sum(value > 0 or not log for value in values)


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_what_is_not_finite_has_no_place(value: float) -> None:
    assert linear([1.0], 0, 100).place(value) is None


@given(anything)
def test_a_symmetric_axis_has_0_in_the_middle(values: list[float]) -> None:
    axis = symmetric(values, 0, 100)
    assert axis.low == -axis.high < 0
    assert axis.place(0.0) == pytest.approx(50)
    assert all(abs(value) <= axis.high for value in values if abs(value) <= 1e300)


@pytest.mark.parametrize(
    ("run", "end"),
    [(0, 20), (1, 20), (20, 20), (21, 50), (100, 100), (101, 200), (430, 500), (501, 1000), (9999, 10000)],
)
def test_the_time_axis_ends_at_a_round_number(run: int, end: int) -> None:
    axis = time_axis(run, 0, 100)
    assert (axis.low, axis.high) == (0, end)
    assert axis.values[0] == 0
    assert axis.values[-1] == end
    assert all(tick.value == int(tick.value) for tick in axis.ticks)


@given(st.integers(0, 10**6))
def test_the_time_axis_is_never_too_short_and_rarely_long(run: int) -> None:
    assert run <= time_axis(run, 0, 1).high <= max(20, 2.5 * run)


def test_labels_are_printed_as_the_page_prints_numbers() -> None:
    assert [tick.label for tick in decades([1e-5, 1.0], 0, 1).ticks] == ["1e−5", "0.0001", "0.001", "0.01", "0.1", "1"]
    assert [tick.label for tick in Axis(0, 1, 0, 1, (0.0, 0.5, 1.0), percent=True).ticks] == ["0 %", "50 %", "100 %"]


@pytest.mark.parametrize(
    ("values", "many"), [([1.0, 0.002], False), ([1.0, 0.0009], True), ([0.0, 1.0], False), ([], False), ([nan], False)]
)
def test_whether_a_linear_axis_would_hide_the_small_values(values: list[float], many: bool) -> None:
    assert spans_decades(values, 3) is many
