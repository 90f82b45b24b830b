"""From a drawing of any size to the 16×16 pixels that the digit networks see; training images go the same way.

Ink is 1, paper 0. The steps, each of which removes something that does not make a digit another digit:

1. Strength: the ink is divided by its maximum. A drawing whose maximum is below ``BLANK`` is blank and stays so.
2. Place: the box around all ink of at least 0.4. What is further outside than an eighth of its longer side is dropped.
3. Slant: each row is shifted by s times its height above the centre of mass, s = μ_xy / μ_yy from the second central
   moments of the ink, at most ±0.5, so that the main stroke stands upright. The box is taken anew.
4. Size: the longer side of the box becomes 14 pixels, and the shorter 14 √(shorter/longer), half way (in logarithms)
   between keeping the aspect and filling the square. The ink goes through a triangle filter one pixel
   (or one source pixel, where that is larger) to each side, as two matrix products; each source pixel is a
   square of ink, integrated exactly, so that places and sizes between whole pixels are no rounding matter.
5. Place: the centre of mass comes to the middle, as far as the box stays inside the 16×16 pixels.
6. Contrast: the ink is divided by its 94th percentile (the 16th largest of the 256 pixels) and cut off at 1.
7. Quantisation: each pixel is rounded to one of 16 levels, k/15, so that four bits a pixel hold exactly what is shown.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.arrays import Array, ShapeError, freeze
from engine.words import N_

SIDE = 16
LEVELS = 15
SMALLEST, LARGEST = 8, 512
BLANK = 1.0 / 64.0

Levels = NDArray[np.uint8]

_BOX = 0.4
_FRINGE = 8
_STEEPEST = 0.5
_LONGER_SIDE = 14.0
_RANK = 16
_FAINTEST = 0.3


def see(image: ArrayLike) -> tuple[Array, bool]:
    """What the network sees of a drawing, (256,) multiples of 1/15 from 0 to 1, row by row, and whether it is blank.

    Args:
        image: (h, w), 8 to 512 a side, 0 to 1, ink = 1.

    Raises:
        ShapeError: when the image is no matrix, too small, too large, or has a value outside 0 to 1.
    """
    ink = np.asarray(image, dtype=np.float64)
    if ink.ndim != 2 or not all(SMALLEST <= side <= LARGEST for side in ink.shape):
        raise ShapeError(
            N_(
                "an image has {least} to {most} rows and columns, not the shape {shape}",
                least=SMALLEST, most=LARGEST, shape=ink.shape,
            )
        )  # fmt: skip
    if not (ink.min() >= 0.0 and ink.max() <= 1.0):
        raise ShapeError(N_("the ink of an image is from 0 to 1"))
    pixels = levels(ink[np.newaxis])[0]
    x = pixels / LEVELS
    freeze(x)
    return x, not pixels.any()


def quantise(x: ArrayLike) -> Levels:
    """The nearest of the 16 levels of each pixel; those of k/15 are k again.

    Args:
        x: 0 to 1.
    """
    # What lies half way between two levels goes the same way whatever the last bits of the computation say.
    level = np.rint(np.round(np.asarray(x, dtype=np.float64) * LEVELS, 9))
    return level.astype(np.uint8)


def levels(images: Array) -> Levels:
    """Many drawings of one size through all seven steps: (N, 256) levels of 0 to 15, row by row; zeros where blank.

    Args:
        images: (N, h, w), 0 to 1, ink = 1.
    """
    if not len(images):
        return np.empty((0, SIDE * SIDE), np.uint8)
    peak = images.max(axis=(1, 2))
    blank = peak < BLANK
    ink = _cut_out(images / np.where(blank, 1.0, peak)[:, np.newaxis, np.newaxis])
    ink = _upright(ink)
    seen = _resample(ink)
    strongest = seen.max(axis=1)
    contrast = np.maximum(np.partition(seen, -_RANK, axis=1)[:, -_RANK], _FAINTEST * strongest)
    seen /= np.where(blank, 1.0, contrast)[:, np.newaxis]
    seen[blank] = 0.0
    return quantise(np.minimum(seen, 1.0))


def _box(ink: Array, axis: int) -> tuple[Array, Array]:
    """The first and the last but one edge, (N,) each, of the strong ink along an axis (1: rows, 2: columns)."""
    strong = ink.max(axis=3 - axis) >= _BOX
    return strong.argmax(axis=1), strong.shape[1] - strong[:, ::-1].argmax(axis=1)


def _cut_out(ink: Array) -> Array:
    """The ink without what is far outside its box, and without the rows and columns that no image needs."""
    edges = [_box(ink, axis) for axis in (1, 2)]
    fringe = -(-np.maximum(*(last - first for first, last in edges)) // _FRINGE)
    spans = []
    for side, (first, last) in zip(ink.shape[1:], edges, strict=True):
        low, high = np.maximum(first - fringe, 0), np.minimum(last + fringe, side)
        spans.append((low, high, int(low.min()), int(high.max())))
    (top, bottom, y, y_end), (left, right, x, x_end) = spans
    rows, columns = np.arange(y, y_end), np.arange(x, x_end)
    in_rows = (rows >= top[:, np.newaxis]) & (rows < bottom[:, np.newaxis])
    in_columns = (columns >= left[:, np.newaxis]) & (columns < right[:, np.newaxis])
    cut: Array = ink[:, y:y_end, x:x_end] * (in_rows[:, :, np.newaxis] & in_columns[:, np.newaxis, :])
    return cut


def _upright(ink: Array) -> Array:
    """The ink with each row shifted against its slant; wider by what the steepest slant needs."""
    count, height, width = ink.shape
    y, x = np.arange(height) + 0.5, np.arange(width) + 0.5
    rows = ink @ np.stack([np.ones(width), x], axis=1)
    mass, first = rows.sum(axis=1).T
    mass = np.maximum(mass, 1e-300)
    centre_x, centre_y = first / mass, rows[:, :, 0] @ y / mass
    up = y - centre_y[:, np.newaxis]
    mixed = (up * rows[:, :, 1]).sum(axis=1) - centre_x * (up * rows[:, :, 0]).sum(axis=1)
    spread = (up * up * rows[:, :, 0]).sum(axis=1)
    slant = np.clip(mixed / np.maximum(spread, 1e-12 * mass), -_STEEPEST, _STEEPEST)
    shift = slant[:, np.newaxis] * up
    margin = int(np.ceil(np.abs(shift).max(initial=0.0))) + 1
    padded = np.zeros((count, height, width + 2 * margin + 1))
    padded[:, :, margin : margin + width] = ink
    whole = np.floor(shift)
    part = (shift - whole)[:, :, np.newaxis]
    # The row's pixel c + shift comes to c; what is read beyond the margins is paper.
    source = np.arange(width + 2 * margin) + whole.astype(np.intp)[:, :, np.newaxis]
    source = np.clip(source, 0, width + 2 * margin - 1)
    source += np.arange(count * height).reshape(count, height, 1) * padded.shape[2]
    flat = padded.ravel()
    shifted: Array = (1.0 - part) * flat[source] + part * flat[source + 1]
    return shifted


def _resample(ink: Array) -> Array:
    """(N, 256): the box at its size, the centre of mass in the middle."""
    edges = [_box(ink, axis) for axis in (1, 2)]
    sides = [np.maximum(last - first, 1) for first, last in edges]
    longer = np.maximum(*sides)
    filters = []
    for axis, ((first, last), side) in enumerate(zip(edges, sides, strict=True), start=1):
        scale = _LONGER_SIDE * np.sqrt(side / longer) / side
        along = ink.sum(axis=3 - axis)
        places = np.arange(along.shape[1]) + 0.5
        centre = along @ places / np.maximum(along.sum(axis=1), 1e-300)
        start = np.clip(SIDE / 2 - scale * centre, -scale * first, SIDE - scale * last)
        filters.append(_triangle(scale, start, along.shape[1]))
    rows, columns = filters
    return (rows @ ink @ columns.transpose(0, 2, 1)).reshape(len(ink), SIDE * SIDE)


def _triangle(scale: Array, start: Array, side: int) -> Array:
    """(N, 16, side): how much of each source pixel goes into each pixel; source edge e lies at start + scale e."""
    reach = np.maximum(scale, 1.0)[:, np.newaxis, np.newaxis]
    edges = start[:, np.newaxis] + scale[:, np.newaxis] * np.arange(side + 1)
    t = np.clip((edges[:, np.newaxis, :] - (np.arange(SIDE) + 0.5)[:, np.newaxis]) / reach, -1.0, 1.0)
    # The area under the triangle 1 - |t| up to t.
    area = t - 0.5 * t * np.abs(t)
    return area[:, :, 1:] - area[:, :, :-1]
