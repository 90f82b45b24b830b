import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.datasets import DATASETS, Dataset, DatasetError, dataset, split, targets

FREE = [name for name, kind in DATASETS.items() if not kind.fixed]
CLASSED = [name for name in FREE if DATASETS[name].classes]
MOVED = [name for name in DATASETS if DATASETS[name].height is None]


def test_the_sets_are_those_that_were_asked_for() -> None:
    assert " ".join(DATASETS) == "xor circle gaussians moons spiral three four plane sine and or xor-gate"
    assert all(name == kind.name for name, kind in DATASETS.items())
    assert {name for name, kind in DATASETS.items() if kind.fixed} == {"and", "or", "xor-gate"}


@pytest.mark.parametrize("name", DATASETS)
def test_examples_are_numbers_within_the_plane_that_nobody_can_change(name: str) -> None:
    data = dataset(name, 400, 0.0, 3)
    assert data.classes == DATASETS[name].classes
    assert data.x.shape == (4 if DATASETS[name].fixed else 400, 2)
    assert data.y.shape == ((len(data.x),) if data.classes else (len(data.x), 1))
    width = DATASETS[name].width
    assert abs(data.x).max() <= (0.6 + 5 * width if width else 1.0)
    assert abs(data.x).max() > 0.8
    assert not data.x.flags.writeable
    assert not data.y.flags.writeable


@given(name=st.sampled_from(CLASSED), count=st.integers(4, 50), seed=st.integers(0, 10**6))
def test_every_class_has_its_share(name: str, count: int, seed: int) -> None:
    data = dataset(name, count, 0.1, seed)
    counts = np.bincount(data.y.astype(int), minlength=data.classes)
    assert counts.sum() == count
    assert counts.max() - counts.min() <= 1


@given(
    name=st.sampled_from(list(DATASETS)), less=st.integers(4, 30), more=st.integers(0, 30), seed=st.integers(0, 10**6)
)
def test_a_smaller_set_is_the_beginning_of_a_larger_one(name: str, less: int, more: int, seed: int) -> None:
    small, large = dataset(name, less, 0.2, seed), dataset(name, less + more, 0.2, seed)
    np.testing.assert_allclose(small.x, large.x[: len(small.x)], rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(small.y, large.y[: len(small.y)], rtol=1e-13, atol=1e-15)


@given(name=st.sampled_from(list(DATASETS)), noise=st.floats(0.01, 2.0), seed=st.integers(0, 10**6))
def test_noise_moves_the_same_points_further(name: str, noise: float, seed: int) -> None:
    still, moved, further = (dataset(name, 12, n, seed) for n in (0.0, noise, 2.0 * noise))
    if DATASETS[name].height is None:
        np.testing.assert_allclose(further.x - still.x, 2.0 * (moved.x - still.x), atol=1e-12)
        np.testing.assert_array_equal(still.y, further.y)
    else:
        np.testing.assert_allclose(further.y - still.y, 2.0 * (moved.y - still.y), atol=1e-12)
        np.testing.assert_array_equal(still.x, further.x)


@pytest.mark.parametrize("name", FREE)
def test_noise_is_the_standard_deviation_of_the_shift(name: str) -> None:
    still, moved = dataset(name, 4000, 0.0, 5), dataset(name, 4000, 0.25, 5)
    shift = moved.x - still.x if name in MOVED else moved.y - still.y
    assert abs(shift.std() - 0.25) < 5 * 0.25 / math.sqrt(2 * shift.size)
    assert abs(shift.mean()) < 5 * 0.25 / math.sqrt(shift.size)


@pytest.mark.parametrize("name", FREE)
def test_the_seed_alone_decides(name: str) -> None:
    one, same, other = (dataset(name, 20, 0.1, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.x, same.x)
    np.testing.assert_array_equal(one.y, same.y)
    assert not np.isin(one.x, other.x).any()


def test_sets_are_pinned_to_their_numbers() -> None:
    xor = dataset("xor", 2, 0.0, 1)
    np.testing.assert_array_equal(
        xor.x, [[0.16856819675784357, 0.28587014521843374], [-0.49585104690725224, 0.6788831468900551]]
    )
    np.testing.assert_array_equal(xor.y, [0.0, 1.0])
    spiral = dataset("spiral", 2, 0.0, 1)
    np.testing.assert_allclose(
        spiral.x, [[-0.37337289072590973, -0.31663045212191776], [-0.660647271870548, 0.3342041498760142]], rtol=1e-12
    )
    assert [part.tolist() for part in split(8, 0.25, 1)] == [[0, 2, 3, 4, 6, 7], [1, 5]]


def test_xor_has_the_class_of_the_signs_and_leaves_the_axes_free() -> None:
    data = dataset("xor", 200, 0.0, 7)
    np.testing.assert_array_equal(data.y == 1, data.x[:, 0] * data.x[:, 1] < 0)
    assert abs(data.x).min() >= 0.1
    quadrant = np.sign(data.x)
    assert all((quadrant == signs).all(axis=1).sum() == 50 for signs in ([1, 1], [-1, 1], [-1, -1], [1, -1]))


def test_circle_is_a_disc_and_a_ring_evenly_filled() -> None:
    data = dataset("circle", 4000, 0.0, 7)
    radius = np.hypot(*data.x.T)
    inner, outer = radius[data.y == 0], radius[data.y == 1]
    assert inner.max() <= 0.5
    assert outer.min() >= 0.7
    assert outer.max() <= 1.0
    # Half of the area lies within R/√2 of a disc, and within √((0.7² + 1²)/2) of the ring.
    assert abs((inner < 0.5 / math.sqrt(2)).mean() - 0.5) < 0.04
    assert abs((outer < math.sqrt(0.745)).mean() - 0.5) < 0.04


def test_moons_are_half_circles_that_reach_into_each_other() -> None:
    data = dataset("moons", 400, 0.0, 7)
    upper, lower = data.x[data.y == 0], data.x[data.y == 1]
    np.testing.assert_allclose(np.hypot(*(upper - [-1 / 3, -1 / 6]).T), 2 / 3, rtol=1e-12)
    np.testing.assert_allclose(np.hypot(*(lower - [1 / 3, 1 / 6]).T), 2 / 3, rtol=1e-12)
    assert (upper[:, 1] >= -1 / 6).all()
    assert (lower[:, 1] <= 1 / 6).all()
    np.testing.assert_allclose((upper.max(axis=0), lower.min(axis=0)), ([1 / 3, 0.5], [-1 / 3, -0.5]), atol=0.01)


def test_the_arms_of_the_spiral_are_half_a_turn_apart_at_every_radius() -> None:
    data = dataset("spiral", 400, 0.0, 7)
    radius = np.hypot(*data.x.T)
    assert radius.min() >= 0.1
    assert radius.max() <= 1.0
    unwound = np.arctan2(data.x[:, 1], data.x[:, 0]) - 2 * np.pi * 1.25 * radius - np.pi * data.y
    np.testing.assert_allclose(np.cos(unwound), 1.0, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "centres"),
    [
        ("gaussians", [(-0.5, -0.5), (0.5, 0.5)]),
        ("three", [(0.0, 0.6), (-0.3 * math.sqrt(3), -0.3), (0.3 * math.sqrt(3), -0.3)]),
        ("four", [(0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)]),
    ],
)
def test_clouds_stand_around_their_centres(name: str, centres: list[tuple[float, float]]) -> None:
    data = dataset(name, 1000 * len(centres), 0.0, 7)
    for number, centre in enumerate(centres):
        cloud = data.x[data.y == number]
        np.testing.assert_allclose(cloud.mean(axis=0), centre, atol=5 * 0.15 / math.sqrt(1000))
        np.testing.assert_allclose(cloud.std(axis=0), 0.15, atol=5 * 0.15 / math.sqrt(2000))


def test_regression_learns_a_plane_and_a_sine() -> None:
    plane, sine = dataset("plane", 50, 0.0, 7), dataset("sine", 50, 0.0, 7)
    np.testing.assert_allclose(plane.y[:, 0], [(a + b) / 2 for a, b in plane.x.tolist()], rtol=1e-14)
    expected = [math.sin(math.pi * a) * math.cos(math.pi * b / 2) for a, b in sine.x.tolist()]
    np.testing.assert_allclose(sine.y[:, 0], expected, atol=1e-14)


@pytest.mark.parametrize("count", [0, 4, 100])
def test_gates_are_truth_tables_of_any_count(count: int) -> None:
    for name, rule in (("and", int.__and__), ("or", int.__or__), ("xor-gate", int.__xor__)):
        data = dataset(name, count, 0.0, 9)
        rows = [(int(a), int(b)) for a, b in data.x.tolist()]
        assert rows == [(0, 0), (0, 1), (1, 0), (1, 1)]
        assert data.y.tolist() == [rule(a, b) for a, b in rows]


@given(count=st.integers(1, 300), share=st.floats(0.0, 0.9), seed=st.integers(0, 10**6))
def test_a_split_puts_every_example_into_one_part(count: int, share: float, seed: int) -> None:
    train, test = split(count, share, seed)
    assert sorted([*train, *test]) == list(range(count))
    assert (np.diff(train) > 0).all()
    assert (np.diff(test) > 0).all()
    assert len(train) >= 1
    assert abs(len(test) - share * count) <= 0.5 or len(train) == 1
    again = split(count, share, seed)
    assert [part.tolist() for part in again] == [train.tolist(), test.tolist()]


def test_another_seed_tests_on_other_examples_and_a_larger_share_on_more_of_them() -> None:
    assert split(100, 0.3, 1)[1].tolist() != split(100, 0.3, 2)[1].tolist()
    assert set(split(100, 0.3, 1)[1]) < set(split(100, 0.5, 1)[1])
    assert split(5, 0.0, 1)[1].tolist() == []


@pytest.mark.parametrize(("count", "share"), [(0, 0.0), (5, -0.1), (5, 0.91), (5, math.nan)])
def test_a_split_that_cannot_be_is_refused(count: int, share: float) -> None:
    with pytest.raises(DatasetError):
        split(count, share, 1)


@pytest.mark.parametrize(
    ("name", "n_out", "activation", "expected"),
    [
        ("xor-gate", 1, "sigmoid", [[0], [1], [1], [0]]),
        ("xor-gate", 1, "linear", [[0], [1], [1], [0]]),
        ("xor-gate", 1, "tanh", [[-1], [1], [1], [-1]]),
        ("and", 2, "softmax", [[1, 0], [1, 0], [1, 0], [0, 1]]),
        ("and", 2, "tanh", [[1, -1], [1, -1], [1, -1], [-1, 1]]),
    ],
)
def test_targets_say_the_class(name: str, n_out: int, activation: str, expected: list[list[int]]) -> None:
    said = targets(dataset(name, 4, 0.0, 0), n_out, activation)
    assert said.tolist() == expected
    assert not said.flags.writeable


def test_targets_of_many_classes_and_of_numbers() -> None:
    three, plane = dataset("three", 6, 0.0, 1), dataset("plane", 6, 0.0, 1)
    np.testing.assert_array_equal(targets(three, 3, "sigmoid").argmax(axis=1), three.y)
    np.testing.assert_array_equal(targets(three, 3, "sigmoid").sum(axis=1), 1)
    np.testing.assert_array_equal(targets(plane, 1, "tanh"), plane.y)


@pytest.mark.parametrize(
    ("name", "n_out", "activation", "message"),
    [
        ("moons", 3, "sigmoid", "2 classes need 1 or 2 outputs, not 3"),
        ("three", 1, "sigmoid", "3 classes need 3 outputs, not 1"),
        ("moons", 1, "softmax", "softmax with one output is always 1"),
        ("sine", 2, "linear", "every number to learn needs an output of its own: 1, not 2"),
    ],
)
def test_targets_that_outputs_cannot_say_are_refused(name: str, n_out: int, activation: str, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        targets(dataset(name, 10, 0.0, 1), n_out, activation)


@pytest.mark.parametrize(
    ("name", "count", "noise", "message"),
    [
        ("moon", 10, 0.0, "no data set 'moon'; choose one of xor,"),
        ("four", 3, 0.0, "four needs at least 4 points, not 3"),
        ("plane", 0, 0.0, "plane needs at least 1 point, not 0"),
        ("xor", 10, -0.1, "noise"),
        ("xor", 10, math.nan, "noise"),
        ("xor", 10, math.inf, "noise"),
    ],
)
def test_a_set_that_cannot_be_is_refused(name: str, count: int, noise: float, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        dataset(name, count, noise, 1)


def test_a_part_of_a_set_is_a_set() -> None:
    data = dataset("three", 9, 0.1, 1)
    train, test = split(9, 0.4, 1)
    np.testing.assert_array_equal(data.part(train).x, data.x[train])
    np.testing.assert_array_equal(data.part(test).y, data.y[test])
    assert data.part(test).classes == 3


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [([[1.0]], [2.0], 2), ([[1.0]], [0.5], 2), ([[1.0]], [math.nan], 2), ([[1.0], [2.0]], [0.0], 2)],
)
def test_what_is_no_set_is_refused(x: list[list[float]], y: list[float], classes: int) -> None:
    with pytest.raises(DatasetError):
        Dataset(np.array(x), np.array(y), classes)
    with pytest.raises(ValueError, match="matrix"):
        Dataset(np.array(x), np.array(y), 0)
