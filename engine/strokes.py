"""Handwritten digits of our own: stroke templates, each drawn anew with another hand, warp and pen.

The templates are text (``digit_data/strokes.txt``). Their control points are moved, a smooth curve is laid through
them (Catmull and Rom, A Class of Local Interpolating Splines, 1974), the curve is bent, slanted, turned and stretched,
and drawn by a round pen with a soft edge: the ink of a pixel is a function of its distance to the curve.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.digit_data import read
from engine.rng import Stream

CANVAS = 32

Images = NDArray[np.float32]

_STEP = 9.0
_TOGETHER = 8
_WAVES = 3
_STRETCHED = 0.125
_LEAST_STRETCHED = 0.4


@dataclass(frozen=True, eq=False)
class Template:
    """One way to write a digit.

    Attributes:
        digit: 0 to 9.
        name: which way.
        points: (K, 2), x to the right and y downwards from 0 to 100, centred on 0.
        curve: (S, K), from control points to points of the curve.
        chords: (S, K), the same for straight lines between the control points.
        starts: (E,), where each straight piece of the curve starts; it ends at the next point.
    """

    digit: int
    name: str
    points: Array
    curve: Array
    chords: Array
    starts: NDArray[np.intp]


@cache
def templates() -> tuple[Template, ...]:
    """All ways to write a digit, in the order of their file."""
    lines = read("strokes.txt").decode().splitlines()
    return tuple(_template(line) for line in lines if not line.startswith("#"))


def _template(line: str) -> Template:
    title, _, strokes = line.partition(":")
    digit, _, name = title.partition(" ")
    points: list[list[float]] = []
    curves: list[list[int]] = []
    for stroke in strokes.split("/"):
        last: list[int] = []
        for part in stroke.split("|"):
            new = [[float(number) for number in point.split(",")] for point in part.split()]
            last = last[-1:] + list(range(len(points), len(points) + len(new)))
            points += new
            curves.append(last)
    at = np.array(points) - 50.0
    rows = [_spline(at, curve) for curve in curves]
    ends = np.cumsum([len(curve) for curve, _ in rows])
    starts = np.setdiff1d(np.arange(ends[-1]), ends - 1)
    curve, chords = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    return Template(int(digit), name, at, curve, chords, starts)


def _spline(points: Array, curve: list[int]) -> tuple[Array, Array]:
    """(samples, K) twice: the spline through the control points with these indices, and its chords."""
    identity = np.eye(len(points))
    first, last = 2 * identity[curve[0]] - identity[curve[1]], 2 * identity[curve[-1]] - identity[curve[-2]]
    knots = [first, *identity[curve], last]
    rows, chords = [], []
    for number, (one, other) in enumerate(pairwise(curve)):
        before, start, end, after = knots[number : number + 4]
        pieces = max(3, round(float(np.linalg.norm(points[one] - points[other])) / _STEP))
        for t in np.arange(pieces) / pieces:
            chords.append(start + t * (end - start))
            rows.append(
                start
                + 0.5 * t * (end - before)
                + t * t * (before - 2.5 * start + 2.0 * end - 0.5 * after)
                + t * t * t * (1.5 * (start - end) + 0.5 * (after - before))
            )
    end = identity[curve[-1]]
    return np.array([*rows, end]), np.array([*chords, end])


def draw(template: Template, count: int, stream: Stream) -> Images:
    """(count, 32, 32): the digit in so many hands, ink = 1.

    Args:
        template: the way to write it.
        count: at least 1.
        stream: the source of every random number.
    """
    moved = template.points + _hand(len(template.points), count, stream)
    # Some hands write round, few with corners.
    straight = stream.uniform(count, 1, 1) ** 3
    curves = (1.0 - straight) * (template.curve @ moved) + straight * (template.chords @ moved)
    return _render(_bend(curves, stream), template.starts, stream)


def _hand(points: int, count: int, stream: Stream) -> Array:
    """How far each control point moves: some hands are careful, some are not."""
    care = 2.0 + 5.0 * stream.uniform(count, 1, 1)
    return care * stream.normal(count, points, 2)


def _bend(curves: Array, stream: Stream) -> Array:
    """The curves warped by smooth waves, stretched, slanted and turned, then put inside the canvas, in its pixels."""
    count = len(curves)
    waves = stream.normal(count, 1, _WAVES, 2) * 0.035
    push = stream.normal(count, _WAVES, 2) * 3.0
    phase = stream.uniform(count, 1, _WAVES) * (2.0 * np.pi)
    curves = curves + np.sin((curves[:, :, np.newaxis] * waves).sum(axis=3) + phase) @ push
    stretch, slant, turn = 0.25 * stream.normal(count), 0.22 * stream.normal(count), 0.12 * stream.normal(count)
    head = 0.12 * stream.normal(count, 1)
    x, y = curves[:, :, 0], curves[:, :, 1]
    # The upper half larger or smaller than the lower one.
    y = y + head * (y * y / 50.0 - 25.0)
    x = x * np.exp(stretch)[:, np.newaxis] - slant[:, np.newaxis] * y
    cosine, sine = np.cos(turn)[:, np.newaxis], np.sin(turn)[:, np.newaxis]
    curves = np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=2)
    low, high = curves.min(axis=1, keepdims=True), curves.max(axis=1, keepdims=True)
    # Few are stretched towards a square, as forms and scanners do.
    size = np.broadcast_to((high - low).max(axis=2, keepdims=True), (count, 1, 2))
    stretched = stream.uniform(count, 1, 1) < _STRETCHED
    size = np.where(stretched, np.maximum(high - low, _LEAST_STRETCHED * size), size)
    room = 20.0 + 6.0 * stream.uniform(count, 1, 1)
    placed: Array = CANVAS / 2 + (curves - 0.5 * (low + high)) * (room / size)
    return placed


def _render(curves: Array, starts: NDArray[np.intp], stream: Stream) -> Images:
    """The ink of each pixel: 1 on the curve, 0 beyond the pen, a soft edge between."""
    count = len(curves)
    width = 0.45 * np.exp(1.9 * stream.uniform(count, 1))
    soft = 0.5 + 0.7 * stream.uniform(count, 1)
    centre = np.arange(CANVAS) + 0.5
    x, y = np.tile(centre, CANVAS), np.repeat(centre, CANVAS)
    at = np.stack([np.ones_like(x), x, y, x * x + y * y], axis=1).astype(np.float32)
    one, other = curves[:, starts], curves[:, starts + 1]
    length = np.linalg.norm(other - one, axis=2)
    along = (other - one) / np.maximum(length, 1e-9)[:, :, np.newaxis]
    # Both the squared distance to a piece's start and the way along the piece are linear in 1, x, y and x² + y².
    zero = np.zeros_like(length)
    to_start = np.stack([(one * one).sum(axis=2), -2 * one[:, :, 0], -2 * one[:, :, 1], zero + 1.0], axis=1)
    way = np.stack([-(one * along).sum(axis=2), along[:, :, 0], along[:, :, 1], zero], axis=1)
    to_start, way, length = (array.astype(np.float32) for array in (to_start, way, length))
    squared = np.empty((count, CANVAS * CANVAS), np.float32)
    for k in range(0, count, _TOGETHER):
        part = slice(k, k + _TOGETHER)
        u = at @ way[part]
        t = np.clip(u, 0.0, length[part, np.newaxis, :])
        u *= -2.0
        u += t
        u *= t
        u += at @ to_start[part]
        u.min(axis=2, out=squared[part])
    distance = np.sqrt(np.maximum(squared, 0.0))
    ink = np.clip(0.5 + (width - distance) / soft, 0.0, 1.0)
    return ink.reshape(count, CANVAS, CANVAS).astype(np.float32)
