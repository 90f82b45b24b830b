"""The pipeline from a drawing to 16×16 pixels: what must not matter does not, and what is shown is exact."""

from itertools import pairwise

import numpy as np
import pytest

from engine.arrays import Array, ShapeError
from engine.digits import LARGEST, LEVELS, SMALLEST, levels, quantise, see


def seven(side: int, *, shift: tuple[float, float] = (0.0, 0.0), size: float = 0.7, slant: float = 0.0) -> Array:
    """A seven drawn by a round pen, anti-aliased, on side × side pixels; lengths in parts of the side."""
    corners = np.array([[-0.35, -0.5], [0.35, -0.5], [-0.1, 0.5]]) * size
    corners[:, 0] -= slant * corners[:, 1]
    corners = (corners + 0.5 + np.array(shift)) * side
    pen = 0.06 * size * side
    y, x = np.indices((side, side)) + 0.5
    distance = np.full((side, side), np.inf)
    for start, end in pairwise(corners):
        way = end - start
        t = np.clip(((x - start[0]) * way[0] + (y - start[1]) * way[1]) / (way @ way), 0.0, 1.0)
        distance = np.minimum(distance, np.hypot(x - start[0] - t * way[0], y - start[1] - t * way[1]))
    return np.clip(0.5 + pen - distance, 0.0, 1.0)


def difference(one: Array, other: Array) -> float:
    """The mean difference of two pictures, as a part of their mean ink."""
    return float(np.abs(one - other).mean() / one.mean())


WANTED = see(seven(64))[0]


@pytest.mark.parametrize("shift", [(1, 0), (0, -3), (7, 5), (-9, 4)])
def test_whole_pixels_of_shift_change_nothing(shift: tuple[int, int]) -> None:
    assert np.array_equal(see(np.roll(seven(64), shift, (1, 0)))[0], WANTED)


@pytest.mark.parametrize("shift", [(0.005, 0.003), (-0.0042, 0.0071)])
def test_parts_of_a_pixel_hardly_change_anything(shift: tuple[float, float]) -> None:
    assert difference(WANTED, see(seven(64, shift=shift))[0]) < 0.1


@pytest.mark.parametrize(("side", "size"), [(32, 0.9), (64, 0.4), (128, 0.8), (256, 0.3), (512, 0.6)])
def test_the_size_of_drawing_and_canvas_hardly_matters(side: int, size: float) -> None:
    assert difference(WANTED, see(seven(side, size=size))[0]) < 0.15


@pytest.mark.parametrize("slant", [-0.25, 0.2])
def test_slant_hardly_matters(slant: float) -> None:
    assert difference(WANTED, see(seven(64, slant=slant))[0]) < 0.2


@pytest.mark.parametrize("strength", [0.05, 0.5])
def test_faint_ink_is_seen_like_strong_ink(strength: float) -> None:
    assert np.array_equal(see(strength * seven(64))[0], WANTED)


def test_specks_far_from_the_drawing_are_dropped_when_they_are_faint() -> None:
    drawing = seven(64, size=0.5)
    wanted, _ = see(drawing)
    drawing[2, 3] = drawing[60, 61] = 0.3
    assert np.array_equal(see(drawing)[0], wanted)


def test_the_drawing_fills_14_pixels_and_its_mass_is_in_the_middle() -> None:
    pixels = WANTED.reshape(16, 16)
    rows = np.flatnonzero(pixels.max(axis=1) > 0.5)
    assert 13 <= rows[-1] - rows[0] + 1 <= 15
    centre = np.array([(pixels * place).sum() for place in np.indices((16, 16)) + 0.5]) / pixels.sum()
    # A seven is heavier above; it may go down no further than to the border.
    assert abs(centre[1] - 8) < 0.3
    assert rows[-1] == 15 or abs(centre[0] - 8) < 0.3


@pytest.mark.parametrize(("height", "width"), [(100, 10), (400, 4), (10, 100)])
def test_a_narrow_bar_gets_half_of_the_missing_aspect(height: int, width: int) -> None:
    image = np.zeros((512, 512))
    image[50 : 50 + height, 60 : 60 + width] = 1.0
    pixels = see(image)[0].reshape(16, 16)
    shorter = pixels.sum(axis=1 if height > width else 0).max()
    assert shorter == pytest.approx(14 * np.sqrt(min(height, width) / max(height, width)), rel=0.45)


@pytest.mark.parametrize("level", [0.0, 0.01])
def test_blank_stays_blank_and_is_said(level: float) -> None:
    x, blank = see(np.full((20, 30), level))
    assert blank
    assert not x.any()


@pytest.mark.parametrize("place", [(0, 0), (7, 7), (3, 12), (15, 15)])
def test_a_single_dot_is_a_blot_in_the_middle(place: tuple[int, int]) -> None:
    image = np.zeros((16, 16))
    image[place] = 1.0
    x, blank = see(image)
    assert not blank
    pixels = x.reshape(16, 16)
    assert np.array_equal(pixels, pixels[::-1, ::-1])
    assert np.array_equal(pixels, pixels.T)
    assert pixels[7, 7] == 1.0


def test_a_sheet_full_of_ink_is_no_blank() -> None:
    x, blank = see(np.ones((8, 8)))
    assert not blank
    assert np.isfinite(x).all()


def test_what_is_seen_are_exact_levels_that_four_bits_hold() -> None:
    kept = quantise(WANTED)
    assert set(kept.tolist()) <= set(range(16))
    assert np.array_equal(kept / LEVELS, WANTED)
    assert np.array_equal(quantise(kept / LEVELS), kept)
    assert not WANTED.flags.writeable


def test_many_at_once_are_seen_as_each_alone() -> None:
    images = np.array([seven(32), seven(32, shift=(0.1, -0.1)), seven(32, size=0.4, slant=0.6), np.zeros((32, 32))])
    for image, together in zip(images, levels(images), strict=True):
        assert np.array_equal(see(image)[0], together / LEVELS)
    assert levels(np.zeros((0, 32, 32))).shape == (0, 256)


@pytest.mark.parametrize("shape", [(8, 8), (8, 512), (512, 8), (512, 512), (9, 31)])
def test_every_shape_within_the_bounds_is_seen(shape: tuple[int, int]) -> None:
    image = np.zeros(shape)
    image[2:-2, 3:5] = 1.0
    x, blank = see(image)
    assert not blank
    assert x.shape == (256,)
    assert x.max() == 1.0


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((SMALLEST - 1, 20)),
        np.zeros((20, LARGEST + 1)),
        np.zeros(64),
        np.full((8, 8), 1.01),
        np.full((8, 8), -0.01),
        np.full((8, 8), np.nan),
    ],
)
def test_what_is_no_drawing_is_refused(image: Array) -> None:
    with pytest.raises(ShapeError):
        see(image)
