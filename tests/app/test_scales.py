from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.scales import STEPS, largest, width_step

magnitudes = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(magnitudes, min_size=1))
def test_the_largest_has_the_widest_line_and_only_nothing_has_none(values: list[float]) -> None:
    top = largest(values)
    assert top == max(map(abs, values))
    for value in values:
        step = width_step(value, top)
        assert 0 <= step <= STEPS
        assert (step == 0) == (value == 0)
        assert step == STEPS or abs(value) < top or top == 0


@given(magnitudes, magnitudes, magnitudes)
def test_more_is_never_narrower(one: float, other: float, top: float) -> None:
    low, high = sorted((abs(one), abs(other)))
    assert width_step(low, abs(top)) <= width_step(high, abs(top))


@pytest.mark.parametrize(("share", "step"), [(0.01, 1), (1 / 6, 1), (0.17, 2), (0.5, 3), (0.51, 4), (1, 6)])
def test_the_steps_are_even(share: float, step: int) -> None:
    assert width_step(share, 1.0) == width_step(-share, 1.0) == step


def test_what_is_not_finite_is_widest_and_no_measure_for_the_others() -> None:
    assert largest([1.0, -inf, nan, -2.0]) == 2.0
    assert largest([inf, nan]) == largest([]) == 0.0
    assert width_step(-inf, 2.0) == width_step(inf, 0.0) == width_step(nan, 1.0) == STEPS
