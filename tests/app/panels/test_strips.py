import re
from itertools import pairwise
from math import fsum, inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.links import Go
from app.panels.drawn_strips import SPAN, Bundle, Strip, Strips
from app.panels.strips import MOST_LABELLED, Batch, strips
from tests.app.panels.train_views import drawn, passes, slopes, way

ROUNDING = 1e-12


def show(number: int) -> Go:
    return way("example", number)


def leave_out(number: int) -> Go | None:
    return way("without", number)


def put_back(number: int) -> Go:
    return way("with", number)


def batch(values: list[float], reduction: str = "sum", **changes: object) -> Batch:
    count = len(values)
    whole = sum(values) / (count if reduction == "mean" else 1)
    given = {"shown": 0, "dL_dw": whole} | changes
    numbers = range(1, count + 1)
    return Batch("w₅", numbers, [f"example {n}" for n in numbers], [0.5] * count, values, reduction=reduction, **given)  # type: ignore[arg-type]


def of(it: Batch) -> Strips:
    return strips(it, show, leave_out, put_back)


def real(count: int, reduction: str, seed: int = 1) -> Batch:
    trace, back = passes(count, reduction, seed)
    return batch(
        slopes(trace, back).tolist(), reduction, dL_dw=float(back.layers[0].dC_dW[0, 0]), shown=2
    )  # fmt: skip


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("count", [1, 2, 7, 64, 65, 1000])
@pytest.mark.parametrize("seed", [1, 2])
def test_the_strips_add_up_to_the_gradient_of_the_engines_batch(count: int, reduction: str, seed: int) -> None:
    found = of(real(count, reduction, seed))
    parts = [float(row.slope_data) for row in found.rows]
    trace, back = passes(count, reduction, seed)
    sizes = np.abs(slopes(trace, back)).sum() / found.divisor
    assert abs(fsum(parts) - back.layers[0].dC_dW[0, 0]) <= ROUNDING * sizes
    assert float(found.total_data) == back.layers[0].dC_dW[0, 0]
    assert abs(float(found.plus.data) + float(found.minus.data) - float(found.total_data)) <= ROUNDING * sizes
    assert float(found.loss_data) == pytest.approx(0.5 * count / found.divisor)


@given(st.lists(st.floats(-1e3, 1e3).map(lambda value: round(value, 3)), min_size=1, max_size=90))
def test_each_strip_begins_where_the_one_before_ended_and_the_last_ends_at_the_bar(values: list[float]) -> None:
    found = of(batch(values))
    stops = [(found.zero, found.zero)]
    for row in found.rows:
        if isinstance(row, Strip):
            stops.append((row.begin, row.end))
        else:
            runs = [run for run in (row.plus, row.none, row.minus) if run]
            begin = float(re.findall(r"M(-?[0-9.]+) ", runs[0])[0])
            stops.append((begin, float(re.findall(r"H(-?[0-9.]+)", runs[-1])[-1])))
    slack = 0.06 if len(values) > MOST_LABELLED else 1e-6
    for (_, end), (begin, _) in pairwise(stops):
        assert begin == pytest.approx(end, abs=slack)
    if any(values):
        assert stops[-1][1] == pytest.approx(found.end, abs=max(slack, 1e-6))
    assert all(-1e-6 <= place <= SPAN + 1e-6 for stop in stops for place in stop)


def test_the_sign_is_told_by_the_side_and_by_the_class() -> None:
    up, down, level = of(batch([2.0, -3.0, 0.0])).rows
    assert isinstance(up, Strip)
    assert isinstance(down, Strip)
    assert isinstance(level, Strip)
    assert (up.sign, up.end > up.begin) == ("plus", True)
    assert (down.sign, down.end < down.begin) == ("minus", True)
    assert (level.sign, level.end == level.begin) == ("none", True)
    found = of(batch([2.0, -3.0, 0.0]))
    assert (found.plus.count, found.plus.content, found.minus.count, found.minus.content) == (1, "2", 1, "−3")
    assert (found.low, found.high, found.sign) == ("−1", "2", "minus")


def test_a_mean_divides_each_strip_and_says_so() -> None:
    found = of(batch([1.0, 2.0, -5.0, 4.0], "mean"))
    assert [row.slope_data for row in found.rows] == ["0.25", "0.5", "-1.25", "1.0"]
    page = drawn("strips", strips=found)
    assert "divided by 4" in page.text
    assert "divided" not in drawn("strips", strips=of(batch([1.0, 2.0]))).text


def test_up_to_64_each_has_a_row_in_the_examples_order() -> None:
    found = of(real(64, "sum"))
    assert [row.number for row in found.rows if isinstance(row, Strip)] == list(range(1, 65))
    assert len(found.rows) == 64


def test_of_more_the_largest_and_the_shown_have_a_row_and_none_is_lost() -> None:
    data = real(500, "mean")
    found = of(data)
    single = [row for row in found.rows if isinstance(row, Strip)]
    bundles = [row for row in found.rows if isinstance(row, Bundle)]
    assert len(single) in (12, 13)
    assert len(single) + sum(bundle.count for bundle in bundles) == 500
    ranked = sorted(range(500), key=lambda n: data.dC_dw[n])
    expected = {data.numbers[n] for n in (*ranked[:6], *ranked[-6:])} | {2}
    assert {row.number for row in single} == expected
    assert [row.number for row in single if row.shown] == [2]
    steps = sum(run.count("H") for bundle in bundles for run in (bundle.plus, bundle.none, bundle.minus))
    assert steps == sum(bundle.count for bundle in bundles)
    signed = [row.sign for row in single]
    assert signed == sorted(signed, key=("plus", "none", "minus").index)


def test_many_strips_that_are_all_0() -> None:
    found = of(batch([0.0] * 100))
    (bundle,) = found.rows
    assert isinstance(bundle, Bundle)
    assert (bundle.count, bundle.most, bundle.plus, bundle.minus) == (100, "each 0", "", "")
    assert drawn("strips", strips=found).by_id("strips-total")["data-value"] == "0.0"


@pytest.mark.parametrize("count", [3, 100])
def test_what_is_not_finite_has_no_strip_and_is_said(count: int) -> None:
    values = [1.0, nan, inf] + [0.5] * (count - 3)
    found = of(batch(values))
    assert found.lost == 2
    assert "2 not finite" in drawn("strips", strips=found).text


def test_each_row_shows_its_numbers_at_full_precision_and_leads_on() -> None:
    data = real(5, "sum")
    page = drawn("strips", strips=of(data))
    for number, slope, loss in zip(data.numbers, data.dC_dw, data.C, strict=True):
        assert float(page.by_id(f"strip-{number}")["data-value"]) == slope
        assert float(page.by_id(f"C-example-{number}")["data-value"]) == loss
        assert page.by_id(f"show-example-{number}")["href"] == show(number).href
        assert page.by_id(f"leave-out-{number}")["href"] == f"/train?without={number}"
    assert float(page.by_id("strips-total")["data-value"]) == data.dL_dw
    assert [one["id"] for one in page.all("a", **{"aria-current": "true"})] == ["show-example-2"]


def test_the_last_example_cannot_be_left_out() -> None:
    found = strips(batch([1.0]), show, lambda _: None, put_back)
    assert not drawn("strips", strips=found).all("td", class_="out")[0].all("a")


def test_what_is_left_out_is_listed_with_its_way_back() -> None:
    page = drawn("strips", strips=of(batch([1.0, 2.0], left_out=((9, "example 9"),))))
    assert page.by_id("put-back-9")["href"] == put_back(9).href
    assert "example 9" in page.all("p", class_="left-out")[0].text
    assert not drawn("strips", strips=of(batch([1.0]))).all("p", class_="left-out")


def test_taking_an_example_out_takes_its_strip_out_of_the_sum() -> None:
    data = real(8, "sum")
    rest = [slope for n, slope in enumerate(data.dC_dw) if n != 3]
    before, after = of(data), of(batch(rest))
    assert float(after.total_data) == pytest.approx(float(before.total_data) - data.dC_dw[3], rel=1e-9)


def test_without_a_parameter_the_panel_keeps_its_place_and_is_empty() -> None:
    assert drawn("strips", strips=None).by_id("strips").text == ""
