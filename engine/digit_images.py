"""Images of digits to learn from: handwriting that was scanned, and strokes that are drawn; both endlessly varied.

Everything goes through the pipeline of ``engine.digits`` and comes out as levels of 0 to 15.
"""

import zlib
from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.digit_data import read
from engine.digits import SIDE, Levels, levels
from engine.rng import Stream
from engine.strokes import CANVAS, Images, draw, templates

_SCANNED = 8
_INK = 16
_MARGIN = 6
_GRID = 5
_BATCH = 64
_ROUNDS = 10
_COARSE = 4


@cache
def scanned() -> tuple[Levels, Levels]:
    """The 1,797 scanned digits, (1797, 8, 8) of 0 to 16 with ink = 16, and what each of them is, (1797,).

    E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998:
    13 people, each image the number of inked pixels in every 4×4 block of 32×32.
    """
    data = np.frombuffer(zlib.decompress(read("uci_digits.bin")), dtype=np.uint8)
    digits = data.reshape(-1, _SCANNED * _SCANNED + 1)
    return digits[:, :-1].reshape(-1, _SCANNED, _SCANNED), digits[:, -1]


@cache
def enlarged() -> Array:
    """(1797, 32, 32) smooth images, ink = 1, whose 4×4 blocks have the ink that was counted."""
    small, up, down = scanned()[0] / _INK, _bicubic(), _blocks()
    large: Array = up @ small @ up.T
    for _ in range(_ROUNDS):
        large = np.clip(large + up @ (small - down @ large @ down.T) @ up.T, 0.0, 1.0)
    return large


def _blocks() -> Array:
    """(8, 32): the mean of every four."""
    return np.repeat(np.eye(_SCANNED), CANVAS // _SCANNED, axis=1) / (CANVAS // _SCANNED)


def _bicubic() -> Array:
    """(32, 8): cubic convolution (Keys 1981, a = -1/2) onto a grid four times as fine, paper beyond the border."""
    place = (np.arange(CANVAS) + 0.5) / (CANVAS // _SCANNED) - 0.5
    d = np.abs(place[:, np.newaxis] - np.arange(_SCANNED))
    near, far = 1.5 * d**3 - 2.5 * d**2 + 1.0, -0.5 * d**3 + 2.5 * d**2 - 4.0 * d + 2.0
    return np.where(d < 1.0, near, np.where(d < 2.0, far, 0.0))


def vary(images: Array, stream: Stream) -> Images:
    """Each image (N, 32, 32) as another hand with another pen would have written it.

    An affine map and a displacement that is smooth between the knots of a 5×5 grid, then a blur whose threshold and
    steepness make the strokes thicker or thinner.
    """
    count = len(images)
    turn, slant, stretch, size = stream.normal(4, count, 1) * np.array([0.12, 0.2, 0.15, 0.08])[:, None, None]
    x, y = (np.indices((CANVAS, CANVAS)).reshape(2, -1)[::-1] + 0.5) - CANVAS / 2
    moved = _smooth() @ (1.1 * stream.normal(count, _GRID * _GRID, 2))
    cosine, sine = np.cos(turn) * np.exp(size), np.sin(turn) * np.exp(size)
    wide = (x + slant * y) * np.exp(stretch)
    source_x = cosine * wide - sine * y + moved[:, :, 0] + CANVAS / 2 - 0.5
    source_y = sine * wide + cosine * y + moved[:, :, 1] + CANVAS / 2 - 0.5
    ink = _at(images, source_x, source_y).reshape(count, CANVAS, CANVAS)
    threshold, steepness = 0.28 + 0.36 * stream.uniform(count, 1, 1), 1.5 + 1.5 * stream.uniform(count, 1, 1)
    return np.clip(0.5 + (_blur(ink) - threshold) * steepness, 0.0, 1.0).astype(np.float32)


def _smooth() -> Array:
    """(1024, 25): from the knots of the grid to every pixel, by cosine-eased steps between neighbours."""
    place = (np.arange(CANVAS) + 0.5) / CANVAS * (_GRID - 1)
    d = np.minimum(np.abs(place[:, np.newaxis] - np.arange(_GRID)), 1.0)
    weights = 0.5 + 0.5 * np.cos(np.pi * d)
    return np.asarray(np.kron(weights, weights), dtype=np.float64)


def _at(images: Array, x: Array, y: Array) -> Array:
    """The ink at places between pixels, (N, M), by bilinear interpolation; paper beyond the margin."""
    padded = np.pad(images, ((0, 0), (_MARGIN, _MARGIN), (_MARGIN, _MARGIN)))
    width = padded.shape[2]
    columns: Array = np.minimum(np.maximum(x + _MARGIN, 0.0), width - 1.001)
    rows: Array = np.minimum(np.maximum(y + _MARGIN, 0.0), width - 1.001)
    left, top = columns.astype(np.intp), rows.astype(np.intp)
    right, low = columns - left, rows - top
    flat = padded.ravel()
    corner = left + width * top + (np.arange(len(images)) * width * width)[:, np.newaxis]
    upper = flat[corner] * (1.0 - right) + flat[corner + 1] * right
    lower = flat[corner + width] * (1.0 - right) + flat[corner + width + 1] * right
    between: Array = upper * (1.0 - low) + lower * low
    return between


def _blur(ink: Array) -> Array:
    """A quarter of each neighbour and half of the pixel itself, along both sides; paper beyond the border."""
    ink = np.pad(ink, ((0, 0), (1, 1), (1, 1)))
    ink = 0.25 * ink[:, :-2] + 0.5 * ink[:, 1:-1] + 0.25 * ink[:, 2:]
    return 0.25 * ink[:, :, :-2] + 0.5 * ink[:, :, 1:-1] + 0.25 * ink[:, :, 2:]


def varied_scans(times: int, seed: int, chosen: NDArray[np.intp] | slice = slice(None)) -> tuple[Levels, Levels]:
    """Every chosen scanned digit so many times, each time another: levels (N, 256) and digits (N,).

    Args:
        times: at least 1.
        seed: of all variation.
        chosen: which of the scanned digits; all by default.
    """
    sources, digits = enlarged()[chosen], scanned()[1][chosen]
    order = np.tile(np.arange(len(sources)), times)
    images = (
        vary(sources[order[k : k + _BATCH]], Stream(seed, "scans", k // _BATCH)) for k in range(0, len(order), _BATCH)
    )
    return _seen(images), digits[order]


def drawn_strokes(times: int, seed: int) -> tuple[Levels, Levels]:
    """Every digit so many times or little more, its templates in equal shares: levels (N, 256) and digits (N,).

    Args:
        times: at least 1.
        seed: of all variation.
    """
    found = [template.digit for template in templates()]
    counts = [-(-times // found.count(digit)) for digit in found]
    images = (
        draw(template, min(_BATCH, count - k), Stream(seed, "strokes", number, k // _BATCH))
        for number, (template, count) in enumerate(zip(templates(), counts, strict=True))
        for k in range(0, count, _BATCH)
    )
    return _seen(images), np.repeat(np.array(found, dtype=np.uint8), counts)


def _seen(batches: Iterator[Images]) -> Levels:
    """(N, 256): the batches through the pipeline, every fourth image as a coarse scanner would have read it."""
    seen = []
    for images in batches:
        ink = images.astype(np.float64)
        result = np.empty((len(ink), SIDE * SIDE), np.uint8)
        fine = np.arange(len(ink)) % _COARSE > 0
        result[fine], result[~fine] = levels(ink[fine]), levels(_coarse(ink[~fine]))
        seen.append(result)
    return np.concatenate(seen)


def _coarse(ink: Array) -> Array:
    """(N, 16, 16): the mean of every 2×2 pixels, every second image in black and white."""
    side = CANVAS // 2
    coarse: Array = ink.reshape(-1, side, 2, side, 2).mean(axis=(2, 4))
    coarse[::2] = coarse[::2] > 0.35 * coarse[::2].max(axis=(1, 2), keepdims=True)
    return coarse
