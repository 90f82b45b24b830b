"""The images to learn from: the scanned digits are exact, and each variation is still that digit."""

import numpy as np

from engine.digit_images import drawn_strokes, enlarged, scanned, varied_scans
from engine.digits import levels


def test_the_scans_are_all_there() -> None:
    pixels, digits = scanned()
    assert pixels.shape == (1797, 8, 8)
    assert (int(pixels.min()), int(pixels.max())) == (0, 16)
    # As the description of the data set counts its test set.
    assert np.bincount(digits).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert digits[:10].tolist() == list(range(10))
    assert pixels[0, 0].tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert int(pixels.sum()) == 561718


def test_enlarged_scans_keep_the_ink_that_was_counted() -> None:
    blocks = enlarged().reshape(-1, 8, 4, 8, 4).mean(axis=(2, 4)) * 16
    assert np.abs(blocks - scanned()[0]).mean() < 0.12
    assert enlarged().min() >= 0.0
    assert enlarged().max() <= 1.0


def test_variations_differ_from_each_other_and_stay_near_their_scan() -> None:
    chosen = np.arange(0, 1797, 60)
    seen, digits = varied_scans(2, 1, chosen)
    assert seen.shape == (2 * len(chosen), 256)
    assert np.array_equal(digits, np.tile(scanned()[1][chosen], 2))
    first, second = seen[: len(chosen)].astype(float), seen[len(chosen) :].astype(float)
    assert (np.abs(first - second).mean(axis=1) > 0.2).all()
    plain = levels(enlarged()[chosen]).astype(float)
    likeness = np.array([np.corrcoef(one, other)[0, 1] for one, other in zip(first, plain, strict=True)])
    assert np.median(likeness) > 0.6


def test_every_digit_is_drawn_as_often() -> None:
    seen, digits = drawn_strokes(30, 1)
    counts = np.bincount(digits)
    assert len(seen) == len(digits)
    assert counts.min() >= 30
    assert counts.max() < 60
    assert seen.max(axis=1).min() == 15


def test_the_same_seed_gives_the_same_images() -> None:
    chosen = np.arange(70)
    assert np.array_equal(varied_scans(1, 3, chosen)[0], varied_scans(1, 3, chosen)[0])
    assert not np.array_equal(varied_scans(1, 3, chosen)[0], varied_scans(1, 4, chosen)[0])
    assert np.array_equal(drawn_strokes(2, 3)[0], drawn_strokes(2, 3)[0])
