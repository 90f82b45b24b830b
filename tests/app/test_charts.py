import re
from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.axes import Axis, decades, linear, time_axis
from app.charts import COLUMNS, LABEL, WIDTH, Series, columns, lines, marks, path, plot_box, spread
from app.links import Go

COMMAND = re.compile(r"([MLh])(-?[0-9.e+]+)(?: (-?[0-9.e+]+))?")
values = st.floats(-1e6, 1e6) | st.sampled_from([nan, inf, -inf])
ordinary = st.floats(-1000, 1000).map(lambda value: round(value, 1))
points = st.lists(st.none() | st.tuples(ordinary, ordinary), max_size=12)


def at(update: int) -> Go:
    return Go(f"/train?updates={update}", f"/panels/train?updates={update}")


@given(points)
def test_a_path_passes_every_point_in_order_and_breaks_where_there_is_none(
    some: list[tuple[float, float] | None],
) -> None:
    pieces: list[list[tuple[float, float]]] = [[]]
    for point in some:
        if point is None:
            pieces.append([])
        else:
            pieces[-1].append(point)
    drawn: list[list[tuple[float, float]]] = []
    for command, x, y in COMMAND.findall(path(some)):
        if command == "M":
            drawn.append([])
        if command == "h":
            assert (x, y) == ("0", "")
            assert len(drawn[-1]) == 1
        else:
            drawn[-1].append((float(x), float(y)))
    assert drawn == [piece for piece in pieces if piece]


def test_a_lone_point_is_a_dot() -> None:
    assert path([(1, 2), None, (3, 4), (5, 6)]) == "M1 2h0M3 4L5 6"
    assert path([None, (1, 2)]) == "M1 2h0"
    assert path([]) == path([None]) == ""


@given(st.lists(st.floats(-50, 250), min_size=1, max_size=9))
def test_labels_keep_their_distance_and_order_and_stay_inside(wanted: list[float]) -> None:
    found = spread(wanted, 15, 10, 190)
    assert len(found) == len(wanted)
    assert all(10 - 1e-6 <= place <= 190 + 1e-6 for place in found)
    order = sorted(range(len(wanted)), key=lambda one: wanted[one])
    assert all(found[b] - found[a] >= 15 - 1e-6 for a, b in pairwise(order))


@given(st.lists(st.floats(20, 180), min_size=1, max_size=6))
def test_labels_that_have_room_stay_where_they_are(wanted: list[float]) -> None:
    apart = [place for n, place in enumerate(sorted(wanted)) if not n or place - sorted(wanted)[n - 1] >= 15]
    if len(apart) == len(wanted):
        assert spread(wanted, 15, 10, 190) == pytest.approx(wanted)


def test_more_labels_than_have_room_stand_closer() -> None:
    assert spread([5.0] * 5, 15, 0, 40) == pytest.approx([0, 10, 20, 30, 40])


@given(st.integers(0, 20_000), st.sampled_from([COLUMNS, 50]))
def test_columns_cover_the_run_without_a_gap_each_around_its_update(run: int, most: int) -> None:
    across = time_axis(run, 40, 280)
    found = columns(run, across, at, most)
    assert len(found) <= most + 2
    assert [column.update for column in found] == sorted({column.update for column in found})
    assert (found[0].update, found[-1].update) == (0, run)
    assert found[0].x == 40
    for left, right in pairwise(found):
        assert left.x + left.width == pytest.approx(right.x)
    for column in found:
        place = across.place(column.update)
        assert place is not None
        assert column.x - 1e-6 <= place <= column.x + column.width + 1e-6
        assert column.go == at(column.update)
    end = across.place(run)
    assert end is not None
    assert end <= found[-1].x + found[-1].width + 1e-6 <= 280 + 1e-5


def test_a_short_run_has_a_column_for_every_update() -> None:
    assert [column.update for column in columns(7, time_axis(7, 0, 100), at)] == list(range(8))
    assert [column.update for column in columns(0, time_axis(0, 0, 100), at)] == [0]


def test_what_is_noted_of_one_update_is_one_mark() -> None:
    across = time_axis(100, 0, 200)
    found = marks([(50, "η 0.1"), (3, "w₅ set"), (50, "b₁ set")], across)
    assert [mark.at for mark in found] == pytest.approx([6, 100])
    assert [mark.words for mark in found] == ["w₅ set", "η 0.1; b₁ set"]


@given(st.lists(values, min_size=1, max_size=9), st.data())
def test_a_line_has_its_points_at_its_updates(some: list[float], draw: st.DataObject) -> None:
    index = draw.draw(st.integers(0, len(some) - 1))
    across, up = time_axis(len(some) - 1, 0, 200), linear(some, 100, 0)
    (line,) = lines(range(len(some)), [Series("train", "training", 0, some)], across, up, index)
    expected = [(across.place(n), up.place(value)) for n, value in enumerate(some)]
    assert line.dot == (None if expected[index][1] is None else expected[index])
    drawn = [(float(x), float(y)) for command, x, y in COMMAND.findall(line.path) if command != "h"]
    assert drawn == [pytest.approx(place, abs=0.051) for place in expected if place[1] is not None]


def test_a_line_is_labelled_where_it_ends() -> None:
    across, up = time_axis(20, 0, 200), decades([1.0, 0.01], 100, 0)
    series = [
        Series("1", "layer 1", 0, [1.0, 0.1, 0.01]),
        Series("2", "layer 2 = 0", 1, [1.0, 0.1, 0.0]),
        Series("3", "output", 2, [1.0, 0.1, inf]),
    ]
    low, zero, broken = lines([0, 10, 20], series, across, up, 2)
    assert low.leader.startswith("M200 100L")
    assert zero.leader == ""
    assert zero.label == pytest.approx(100, abs=LABEL)
    assert broken.leader == "", "across the plot it would look like a curve"
    assert {line.at for line in (low, zero, broken)} == {206}
    assert broken.label == pytest.approx(50)
    assert (zero.dot, broken.dot) == (None, None)


@pytest.mark.parametrize("updates", [[0], [0, 1, 2], [0, 5, 10]])
def test_a_label_stands_at_its_line_however_short_the_line_is(updates: list[int]) -> None:
    across, up = time_axis(20, 0, 200), linear([0.4], 100, 0)
    for line in lines(updates, [Series("a", "A", 0, [0.4] * len(updates)), Series("b", "B", 1, [0.4] * len(updates))],
                      across, up, 0):  # fmt: skip
        end = across.place(updates[-1])
        assert end is not None
        assert 0 < line.at - end <= 10
        assert max(float(x) for _, x, _ in COMMAND.findall(line.leader)) - end <= 10


def test_the_plot_leaves_room_for_its_labels() -> None:
    box = plot_box(200, ["0.0001", "1"], ["training", "test"])
    assert box.x >= 0.5 * LABEL * len("0.0001")
    assert WIDTH - box.right >= 0.5 * LABEL * len("training")
    assert box.width > WIDTH / 2


def test_labels_of_chinese_characters_stand_further_apart() -> None:
    def gap(*names: str) -> float:
        series = [Series(str(n), name, n, [1.0, 1.0]) for n, name in enumerate(names)]
        across, up = Axis(0, 1, 0, 100, (0, 1)), Axis(0, 1, 100, 0, (0, 1))
        first, second = (line.label for line in lines([0, 1], series, across, up, 1))
        return abs(first - second)

    assert gap("training", "test") == pytest.approx(LABEL)
    assert gap("训练", "test") >= 1.2 * LABEL
