from math import inf, nan

import numpy as np
import pytest

from app.numbers import text
from app.panels.histograms import BINS, GRADIENT_BINS, GROUND, TOP, Histogram, Histograms, histograms
from engine.activations import Activation
from engine.arrays import Array
from tests.app.panels.train_views import LAYERS, drawn, passes


def of(*layers: tuple[str, Array, Array]) -> Histograms:
    names = [f"layer {n}" for n in range(1, len(layers) + 1)]
    functions = [Activation(name) for name, _, _ in layers]
    return histograms(names, functions, [a for _, a, _ in layers], [back for _, _, back in layers], "δ")


def one(function: str, a: Array, gradients: Array | None = None) -> tuple[Histogram, Histogram]:
    return of((function, a, a if gradients is None else gradients)).layers[0]


def real() -> Histograms:
    trace, back = passes(50)
    functions = [Activation("tanh"), Activation("sigmoid")]
    return histograms(LAYERS, functions, [one.a for one in trace.layers], [one.dC_dz for one in back.layers], "∂C/∂z")


def test_every_number_is_in_one_bar() -> None:
    for pair, neurons in zip(real().layers, (3, 1), strict=True):
        for histogram in pair:
            assert histogram.total == 50 * neurons == sum(bar.count for bar in histogram.bars)
            assert histogram.peak == max(bar.count for bar in histogram.bars)


def test_a_bar_counts_what_lies_between_its_edges() -> None:
    values = np.array([[-1.0], [-0.95], [0.05], [0.051], [1.0], [0.999]])
    found, _ = one("tanh", values)
    counts = [bar.count for bar in found.bars]
    assert (counts[0], counts[10], counts[-1]) == (2, 2, 2)
    assert (found.bars[0].low, found.bars[0].high) == ("−1", "−0.9")


def test_heights_are_in_proportion_and_a_single_number_is_still_seen() -> None:
    values = np.concatenate([np.full(900, 0.01), np.full(450, 0.31), [0.97]])[:, None]
    found, _ = one("sigmoid", values)
    high, half, single = (found.bars[n].height for n in (0, 6, 19))
    assert [high, half] == pytest.approx([GROUND - TOP, (GROUND - TOP) / 2])
    assert single == 1
    assert all((bar.height == 0) == (bar.count == 0) and bar.y + bar.height == GROUND for bar in found.bars)


@pytest.mark.parametrize(
    ("function", "ends"),
    [("sigmoid", ("0", "1")), ("softmax", ("0", "1")), ("tanh", ("−1", "1")), ("relu", ("0", "4"))],
)
def test_activations_stand_on_the_range_of_their_function(function: str, ends: tuple[str, str]) -> None:
    found, _ = one(function, np.array([[0.5], [0.9]]) if function != "relu" else np.array([[0.0], [3.3]]))
    assert found.ends == ends
    assert len(found.bars) == BINS


def test_gradients_of_all_layers_stand_on_one_scale_about_0() -> None:
    small, large = np.array([[0.001], [-0.002]]), np.array([[0.5], [-4.0]])
    found = of(("tanh", small, small), ("tanh", small, large))
    assert [pair[1].ends for pair in found.layers] == [("−4", "4"), ("−4", "4")]
    vanished = found.layers[0][1]
    assert [bar.count for bar in vanished.bars].index(2) == GRADIENT_BINS // 2
    assert [float(pair[1].data) for pair in found.layers] == [0.002, 4.0]


def test_saturation_is_told_as_a_share() -> None:
    found, _ = one("sigmoid", np.array([[0.001], [0.995], [0.5], [0.02]]))
    assert (found.note, found.number, float(found.data)) == ("at the ends", "50 %", 0.5)
    found, _ = one("relu", np.array([[0.0], [0.0], [0.5], [2.0]]))
    assert (found.note, float(found.data)) == ("exactly 0", 0.5)
    assert one("linear", np.array([[1.0]]))[0].note == ""


def test_what_is_not_finite_is_counted_apart() -> None:
    broken = np.array([[nan], [inf], [1.0]])
    forward, backward = one("linear", broken)
    assert (forward.lost, sum(bar.count for bar in forward.bars), forward.total) == (2, 1, 3)
    assert (backward.lost, float(backward.data)) == (2, 1.0)
    nothing = one("linear", np.full((2, 1), nan))
    assert all(it.peak == 0 and it.lost == 2 for it in nothing)
    page = drawn("histograms", histograms=of(("linear", np.full((2, 1), nan), broken)))
    assert "2 not finite" in page.by_id("activations-1").text


def test_the_page_has_every_count_twice_as_title_and_in_the_table() -> None:
    found = real()
    page = drawn("histograms", histograms=found)
    for pair in found.layers:
        for histogram in pair:
            counted = [bar for bar in histogram.bars if bar.count]
            box = page.by_id(histogram.id)
            assert [it.text for it in box.all("title")] == [
                f"{bar.low} to {bar.high}: {bar.count} of {histogram.total}" for bar in counted
            ]
            assert [it.text for it in page.all("td", **{"data-ref": histogram.id})] == [
                str(bar.count) for bar in counted
            ]
            note = page.by_id(f"{histogram.id}-note")
            assert note["data-value"] == histogram.data


def test_the_largest_gradient_is_the_engines() -> None:
    trace, back = passes(50)
    for (_, found), record in zip(real().layers, back.layers, strict=True):
        assert float(found.data) == np.abs(record.dC_dz).max()
        assert found.number == text(float(found.data))
    assert len(trace.layers) == 2
