import re
from math import inf

import numpy as np
import pytest

from app.panels.curves import Curve, Curves, curves
from engine.history import History
from tests.app.panels.train_views import LAYERS, drawn, history, to_update
from tests.reading import Element

NONE = np.empty(0)


def of(run: History, cursor: int = 7, noted: tuple[tuple[int, str], ...] = ()) -> Curves:
    return curves(run, cursor, noted, to_update, LAYERS)


def page(run: History, cursor: int = 7, noted: tuple[tuple[int, str], ...] = ()) -> Element:
    return drawn("curves", curves=of(run, cursor, noted))


def named(found: Curves, id: str) -> Curve:
    (one,) = [curve for curve in found.curves if curve.chart.id == id]
    return one


@pytest.mark.parametrize("cursor", [0, 7, 40])
def test_the_values_at_the_cursor_are_the_historys_at_full_precision(cursor: int) -> None:
    run = history()
    found = page(run, cursor)
    expected = {
        "loss-train": run.loss, "loss-test": run.test_loss, "accuracy-train": run.accuracy,
        "accuracy-test": run.test_accuracy,
        "gradient-1": run.gradient_norms[:, 0], "gradient-2": run.gradient_norms[:, 1],
    }  # fmt: skip
    assert {id: float(found.by_id(id)["data-value"]) for id in expected} == {
        id: values[cursor] for id, values in expected.items()
    }
    assert found.by_id("curves-after").text == f"after {cursor} updates"


def test_where_the_history_leaves_out_the_cursor_it_says_which_values_these_are() -> None:
    run = history()
    thinned = History(
        run.updates[::10], run.loss[::10], run.test_loss[::10], run.accuracy[::10], run.test_accuracy[::10],
        run.gradient_norms[::10], run.learning_rate[::10],
    )  # fmt: skip
    found = page(thinned, 17)
    assert found.by_id("curves-after").text == "after 10 updates"
    assert float(found.by_id("loss-train")["data-value"]) == run.loss[10]


def test_the_cursor_stands_at_its_update_in_every_chart() -> None:
    found = page(history(), 30)
    for id in ("loss", "accuracy", "gradient"):
        svg = found.by_id(f"{id}-chart")
        left, right, length = (float(svg[f"data-{name}"]) for name in ("left", "right", "length"))
        (x,) = re.findall(r"translate\(([0-9.]+) 0\)", found.by_id(f"{id}-cursor")["transform"])
        assert float(x) == pytest.approx(left + (right - left) * 30 / length, abs=0.15)
        dots = svg.all("circle")
        assert all(float(dot["cx"]) == pytest.approx(float(x), abs=0.11) for dot in dots)
    charts = [found.by_id(f"{id}-chart") for id in ("loss", "accuracy", "gradient")]
    assert len({(svg["data-left"], svg["data-right"], svg["data-length"]) for svg in charts}) == 1


def test_what_a_script_moves_has_its_id() -> None:
    found = page(history())
    for id, ends in (("loss", ("train", "test")), ("accuracy", ("train", "test")), ("gradient", ("1", "2"))):
        assert float(found.by_id(f"{id}-clip")["width"]) > 0
        for end in ends:
            assert found.by_id(f"{id}-line-{end}")["d"].startswith("M")
            assert found.by_id(f"{id}-dot-{end}").tag == "circle"
    ids = [one["id"] for one in found.walk() if "id" in one]
    assert len(ids) == len(set(ids))


def test_lines_of_one_hue_differ_by_dash_and_are_named_at_their_end() -> None:
    found = page(history())
    for id in ("loss", "accuracy", "gradient"):
        svg = found.by_id(f"{id}-chart")
        drawn_lines = [one["class"] for one in svg.all("path") if one.get("id").startswith(f"{id}-line")]
        assert len(set(drawn_lines)) == len(drawn_lines) == 2
        assert all(("back" if id == "gradient" else "fore") in css.split() for css in drawn_lines)
    labels = [one.text for one in found.by_id("gradient-chart").all("text", class_="label")]
    assert labels == list(LAYERS)


def test_without_a_test_part_or_classes_there_is_nothing_of_them() -> None:
    bare = of(history(test_loss=NONE, accuracy=NONE, test_accuracy=NONE))
    assert [one.chart.id for one in bare.curves] == ["loss", "gradient"]
    assert [reading.id for reading in bare.curves[0].readings] == ["loss-train"]
    trained = of(history(test_loss=NONE, test_accuracy=NONE))
    assert [reading.id for reading in trained.curves[1].readings] == ["accuracy-train"]


def test_the_loss_begins_at_0_unless_it_spans_more_than_three_decades() -> None:
    up = named(of(history()), "loss").chart.up
    assert (up.low, up.log) == (0, False)
    wide = named(of(history(loss=np.geomspace(1, 1e-5, 41))), "loss").chart.up
    assert wide.log
    assert (wide.low, wide.high) == (1e-5, 1.0)


def test_accuracy_runs_from_0_to_100_percent() -> None:
    accuracy = named(of(history()), "accuracy")
    assert [tick.label for tick in accuracy.chart.up.ticks] == ["0 %", "50 %", "100 %"]
    assert accuracy.readings[0].content.endswith(" %")


def test_a_gradient_that_is_0_is_said_where_its_line_would_end() -> None:
    norms = history().gradient_norms.copy()
    norms[20:, 0] = 0.0
    chart = named(of(history(gradient_norms=norms), 40), "gradient").chart
    dead, alive = chart.lines
    assert dead.name == "layer 1 = 0"
    assert dead.leader == ""
    assert dead.dot is None
    assert alive.dot is not None
    assert chart.up.log


def test_every_column_leads_to_its_update_and_none_is_a_tab_stop() -> None:
    found = page(history())
    columns = found.by_id("loss-chart").all("a")
    assert [one["href"] for one in columns] == [to_update(n).href for n in range(41)]
    assert [one["aria-label"] for one in columns] == [f"after update {n}" for n in range(41)]
    for one in found.all("svg"):
        assert all(link["tabindex"] == "-1" for link in one.all("a"))


def test_what_was_done_by_hand_is_marked_on_every_time_axis_and_listed() -> None:
    words = ("w₅ set to 0.4 after update 3", "η 0.1 from update 20 on")
    found = page(history(), 7, ((20, words[1]), (3, words[0])))
    for id in ("loss", "accuracy", "gradient"):
        assert [one.text for one in found.by_id(f"{id}-chart").all("title")] == list(words)
    listed = found.all("a", class_="quiet")
    assert [(one.text, one["href"]) for one in listed] == [
        (words[0], to_update(3).href),
        (words[1], to_update(20).href),
    ]


def test_a_run_that_diverged_says_so_where_it_ends() -> None:
    run = history(37, diverged=38)
    loss = named(of(run), "loss").chart
    assert loss.end == loss.across.place(37)
    found = page(run)
    assert "Update 38 gave numbers that are not finite" in found.by_id("ended").text
    assert len(found.all("path", class_="broke")) == 3
    assert not page(history()).all("path", class_="broke")


def test_a_loss_that_is_infinite_breaks_the_line() -> None:
    losses = history().loss.copy()
    losses[10] = inf
    line = named(of(history(loss=losses), 10), "loss").chart.lines[0]
    assert line.path.count("M") == 2
    assert line.dot is None
    assert page(history(loss=losses), 10).by_id("loss-train")["data-value"] == "Infinity"


def test_before_the_first_update_every_line_is_a_dot() -> None:
    start = of(history(0), 0)
    assert all(line.path.endswith("h0") for one in start.curves for line in one.chart.lines)
    assert page(history(0), 0).by_id("curves-after").text == "after 0 updates"
