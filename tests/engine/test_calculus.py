"""The functions that the chain rule is tried on, against differences and numbers found by hand."""

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calculus import FUNCTIONS, FUNCTIONS2, chain, fork

numbers = st.floats(-3.0, 3.0)
functions = st.sampled_from(sorted(FUNCTIONS))
two = st.sampled_from(sorted(FUNCTIONS2))
H = 1e-5


def slope(f: Callable[[float], float], t: float) -> float:
    return (f(t + H) - f(t - H)) / (2 * H)


@given(functions, numbers)
def test_a_derivative_is_the_limit_of_the_central_difference(name: str, t: float) -> None:
    if name == "relu" and abs(t) <= H:
        return
    f = FUNCTIONS[name]
    assert f.derivative(t) == pytest.approx(slope(f.value, t), rel=1e-7, abs=1e-8)


@given(two, numbers, numbers)
def test_a_partial_derivative_moves_one_and_holds_the_other(name: str, x: float, y: float) -> None:
    f = FUNCTIONS2[name]
    assert f.dx(x, y) == pytest.approx(slope(lambda t: f.value(t, y), x), rel=1e-7, abs=1e-8)
    assert f.dy(x, y) == pytest.approx(slope(lambda t: f.value(x, t), y), rel=1e-7, abs=1e-8)


def test_values_found_by_hand() -> None:
    at_two = {name: FUNCTIONS[name].value(2.0) for name in ("same", "line", "fall", "square", "relu")}
    assert at_two == {"same": 2.0, "line": 5.0, "fall": -1.0, "square": 4.0, "relu": 2.0}
    assert FUNCTIONS["sigmoid"].value(0.0) == 0.5
    assert FUNCTIONS["sigmoid"].derivative(0.0) == 0.25
    assert FUNCTIONS["softplus"].value(0.0) == pytest.approx(math.log(2.0), rel=1e-15)
    assert FUNCTIONS["relu"].derivative(0.0) == 0.0
    assert FUNCTIONS2["error"].value(1.0, 4.0) == 4.5


def test_a_chain_found_by_hand() -> None:
    """y = x², z = 2y + 1 at 1.5: z = 5.5; at 1.6 it is 6.12."""
    it = chain(FUNCTIONS["square"], FUNCTIONS["line"], 1.5, 0.1)
    assert (it.y, it.z, it.dy_dx, it.dz_dy, it.dz_dx) == (2.25, 5.5, 3.0, 2.0, 6.0)
    assert (it.delta_y, it.delta_z) == pytest.approx((0.31, 0.62), rel=1e-12)
    assert it.ratio == pytest.approx(6.2, rel=1e-12)


@given(functions, functions, st.floats(-2.0, 2.0))
def test_the_product_is_the_slope_of_the_whole(g: str, h: str, x: float) -> None:
    first, second = FUNCTIONS[g], FUNCTIONS[h]
    it = chain(first, second, x, 0.5)
    if "relu" in (g, h) and min(abs(x), abs(it.y)) < 1e-3:
        return
    assert it.dz_dx == pytest.approx(slope(lambda t: second.value(first.value(t)), x), rel=1e-5, abs=1e-6)


def test_the_gap_halves_with_the_change() -> None:
    gaps = [
        it.ratio - it.dz_dx for it in (chain(FUNCTIONS["square"], FUNCTIONS["sin"], 0.7, 0.1 / 2**k) for k in range(8))
    ]
    assert [b / a for a, b in pairwise(gaps[3:])] == pytest.approx([0.5] * 4, rel=0.05)


def test_a_fork_found_by_hand() -> None:
    """x = s², y = 2s + 1, z = x y at s = 1: 3 · 2 + 1 · 2 = 8; z = 2s³ + s² grows by 6s² + 2s."""
    it = fork(FUNCTIONS["square"], FUNCTIONS["line"], FUNCTIONS2["product"], 1.0, 0.5)
    assert (it.x, it.y, it.z) == (1.0, 3.0, 3.0)
    assert (it.dz_dx, it.dx_ds, it.dz_dy, it.dy_ds) == (3.0, 2.0, 1.0, 2.0)
    assert (it.path_x, it.path_y, it.dz_ds) == (6.0, 2.0, 8.0)
    assert (it.through_x, it.through_y, it.delta_z) == (3.75, 1.0, 6.0)


@given(functions, functions, two, st.floats(-2.0, 2.0))
def test_the_two_paths_add_up_to_the_slope(g: str, h: str, f: str, s: float) -> None:
    if "relu" in (g, h) and abs(s) < 1e-3:
        return
    x, y, z = FUNCTIONS[g].value, FUNCTIONS[h].value, FUNCTIONS2[f].value
    it = fork(FUNCTIONS[g], FUNCTIONS[h], FUNCTIONS2[f], s, 0.5)
    assert it.dz_ds == pytest.approx(slope(lambda t: z(x(t), y(t)), s), rel=1e-6, abs=1e-6)


def test_two_paths_can_cancel() -> None:
    """cos² + sin² is 1, whatever s."""
    it = fork(FUNCTIONS["cos"], FUNCTIONS["sin"], FUNCTIONS2["squares"], 0.8, 0.1)
    assert it.path_x == pytest.approx(-it.path_y, rel=1e-15)
    assert it.dz_ds == pytest.approx(0.0, abs=1e-15)
