"""Work is bounded before it is done, by what it would cost; and what anyone would ask for stays whole."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.limits import (
    FRAMES_WORK,
    MAP_PLACES,
    MAX_FRAMES,
    MAX_LESSON_LAYERS,
    MAX_LESSON_WIDTH,
    MAX_SAMPLES,
    MAX_TABLE_ROWS,
    MAX_UPDATES,
    MAX_WORK,
    most_frames,
    most_samples,
    most_updates,
    work,
)

SIZES = st.lists(st.integers(1, MAX_LESSON_WIDTH), min_size=2, max_size=MAX_LESSON_LAYERS + 1).map(tuple)


@given(SIZES, st.integers(1, MAX_TABLE_ROWS))
def test_no_network_and_no_data_costs_more_than_the_bound(sizes: tuple[int, ...], examples: int) -> None:
    assert 1 <= most_updates(sizes, examples) <= MAX_UPDATES
    assert most_updates(sizes, examples) * work(sizes, examples) <= MAX_WORK
    assert 20 <= most_samples(sizes, examples) <= MAX_SAMPLES
    assert most_samples(sizes, examples) * work(sizes, examples) <= MAX_WORK
    assert 10 <= most_frames(sizes) <= MAX_FRAMES
    assert most_frames(sizes) * work(sizes, MAP_PLACES) <= FRAMES_WORK


@given(SIZES, st.integers(1, MAX_TABLE_ROWS - 1))
def test_more_examples_or_more_neurons_never_allow_more(sizes: tuple[int, ...], examples: int) -> None:
    bounds: list[Callable[[tuple[int, ...], int], int]] = [most_updates, most_samples, lambda one, _: most_frames(one)]
    for bound in bounds:
        assert bound(sizes, examples + 1) <= bound(sizes, examples)
        assert bound((*sizes, 1), examples) <= bound(sizes, examples)


@pytest.mark.parametrize("sizes", [(2, 2, 2, 2), (2, 4, 2, 1), (2, 8, 8, 1), (4, 16, 3)])
def test_networks_of_a_lesson_are_played_and_measured_whole(sizes: tuple[int, ...]) -> None:
    assert (most_samples(sizes, 500), most_frames(sizes)) == (MAX_SAMPLES, MAX_FRAMES)
