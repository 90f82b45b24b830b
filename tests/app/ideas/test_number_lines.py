import pytest

from app.ideas.number_lines import LEFT, RIGHT, beam, glass, number_line, rounded_up, shared_reach


def test_a_line_has_its_value_and_its_change_in_their_places() -> None:
    line = number_line("x", 0, 1.0, 1.0, 4.0)
    middle, unit = (LEFT + RIGHT) / 2, (RIGHT - LEFT) / 8
    assert (line.at, line.to) == pytest.approx((middle + unit, middle + 2 * unit))
    assert [tick.value for tick in line.ticks] == [-4.0, -2.0, 0.0, 2.0, 4.0]


def test_nothing_of_a_line_depends_on_a_covered_change() -> None:
    line = number_line("y", 1, 1.0, None)
    assert line.to is None
    assert line.change is None
    assert beam(number_line("x", 0, 1.0, 1.0), line) == ""


def test_on_one_scale_a_beam_widens_as_the_changes_do() -> None:
    reach = shared_reach((1.5, 2.0, 2.25, 4.0))
    upper, lower = number_line("x", 0, 1.5, 0.5, reach), number_line("y", 1, 2.25, 1.75, reach)
    assert upper.to is not None
    assert lower.to is not None
    assert (lower.to - lower.at) / (upper.to - upper.at) == pytest.approx(3.5)
    assert beam(upper, lower).count("L") == 3


def test_values_far_apart_have_a_scale_each() -> None:
    assert shared_reach((1.0, 400.0)) == 0.0
    assert [rounded_up(value) for value in (0.3, 1.0, 1.1, 4.0, 51.0)] == [1.0, 1.0, 2.0, 5.0, 100.0]


def test_the_bars_of_the_glass_are_to_one_scale_and_on_their_side() -> None:
    it = glass((("x", 0.5, None), ("y", -1.0, -0.75)))
    x, y = it.bars
    assert y.width == pytest.approx(2 * x.width)
    assert y.said_width == pytest.approx(1.5 * x.width)
    assert x.start == pytest.approx(it.zero)
    assert y.start + y.width == pytest.approx(it.zero)


def test_covered_changes_leave_no_trace_under_the_glass() -> None:
    assert glass((("x", 0.5, None), ("y", None, None))).bars[1].measured is None
