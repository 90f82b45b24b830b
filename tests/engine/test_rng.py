import math
from itertools import combinations

import numpy as np

from engine.rng import Stream


def test_the_raw_integers_are_those_that_numpy_has_always_given() -> None:
    """The first `default_rng(42).random()` of NumPy's documentation, 0.7739560485559633, before its distributions."""
    assert (np.random.PCG64(42).random_raw() >> 11) * 2.0**-53 == 0.7739560485559633


def test_streams_are_pinned_to_their_numbers() -> None:
    np.testing.assert_array_equal(
        Stream(0, "weights", 0).uniform(3), [0.91427593573791, 0.8414679571183492, 0.37465085598487413]
    )
    np.testing.assert_array_equal(Stream(7, "data").uniform(2), [0.9437197837562364, 0.21023176883872652])
    np.testing.assert_allclose(
        Stream(0, "weights", 0).normal(3), [0.23014261580974468, -0.3553590922649006, -1.2211732346672408], rtol=1e-14
    )


def test_normal_numbers_are_made_of_pairs_of_uniform_ones() -> None:
    u, v = Stream(4).uniform(2).tolist()
    radius = math.sqrt(-2.0 * math.log(u + 2.0**-53))
    expected = [radius * math.cos(2.0 * math.pi * v), radius * math.sin(2.0 * math.pi * v)]
    np.testing.assert_allclose(Stream(4).normal(2), expected, rtol=1e-14)
    assert Stream(4).normal(1).tolist() == Stream(4).normal(5)[:1].tolist()


def test_a_stream_goes_on_and_begins_anew_when_it_is_made_again() -> None:
    stream = Stream(3, "x")
    first, second = stream.uniform(4), stream.uniform(4)
    assert first.tolist() + second.tolist() == Stream(3, "x").uniform(8).tolist()


def test_another_seed_or_name_gives_another_stream() -> None:
    names: list[tuple[int | str, ...]] = [(), (1,), ("1",), (0, 1), ("weights",), ("weights", 1), ("weights1",)]
    drawn = [Stream(seed, *keys).uniform(4) for keys in names for seed in (0, 1, -1, 2**70)]
    assert all(not np.intersect1d(*pair).size for pair in combinations(drawn, 2))


def test_uniform_numbers_fill_the_unit_interval_evenly() -> None:
    u = Stream(1).uniform(100, 1000)
    assert u.shape == (100, 1000)
    assert u.min() >= 0.0
    assert u.max() < 1.0
    counts, _ = np.histogram(u, bins=20, range=(0.0, 1.0))
    # Five standard deviations of a count of 5000.
    assert abs(counts - 5000).max() < 5 * math.sqrt(5000)


def test_normal_numbers_have_the_moments_of_the_normal_distribution() -> None:
    x = Stream(2).normal(333, 3)  # an odd count: one of the last pair is left over
    assert x.shape == (333, 3)
    x = Stream(2).normal(100_000)
    for power, moment, deviation in ((1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)):
        assert abs((x**power).mean() - moment) < 5 * math.sqrt(deviation / 100_000)
    assert abs((abs(x) < 1.0).mean() - math.erf(math.sqrt(0.5))) < 0.008
