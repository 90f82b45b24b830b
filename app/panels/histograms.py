"""How the activations and the gradients of each layer are spread, over all its neurons and all examples.

Saturation is activations piled up at the ends of their range, vanishing gradients are piled up at 0. So an activation
stands on the range that its function has, and the gradients of all layers stand on one scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from app.axes import Axis, linear, symmetric
from app.language import _, ngettext
from app.numbers import data, text
from engine.activations import Activation
from engine.arrays import Array

WIDTH, HEIGHT = 240.0, 78.0
LEFT, RIGHT, TOP, GROUND = 4.0, 236.0, 16.0, 60.0
BINS = 20
GRADIENT_BINS = 21
"""Odd, so that 0 is in the middle of one."""

NEAR = 0.01
"""The part of a range that counts as its end."""

_RANGES = {"sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0)}
_FLAT = ("relu",)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram.

    Attributes:
        x: its left edge.
        y: its top.
        width: its width.
        height: 0 where it counts nothing.
        low: the least value that it counts.
        high: the next bar's least value; the last bar counts it as well.
        count: how many.
    """

    x: float
    y: float
    width: float
    height: float
    low: str
    high: str
    count: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """The numbers of one layer.

    Attributes:
        id: ``activations-2`` or ``gradients-2``.
        quantity: ``a`` or ``∂C/∂z``.
        layer: its name.
        bars: from left to right.
        peak: the count of the highest bar; 0 where none counts anything.
        peak_at: where that is printed, as an SVG text's x, y and class.
        total: how many numbers there are.
        zero: where 0 stands, None where that is an end.
        ends: the axis in print: its low and its high end.
        note: what to look at: ``at the ends``, ``exactly 0``, ``largest``, or "".
        number: that number as printed.
        data: at full precision.
        lost: how many numbers are not finite and so in no bar.
    """

    id: str
    quantity: str
    layer: str
    bars: tuple[Bar, ...]
    peak: int
    peak_at: tuple[float, float, str]
    total: int
    zero: float | None
    ends: tuple[str, str]
    note: str
    number: str
    data: str
    lost: int

    width: ClassVar = WIDTH
    height: ClassVar = HEIGHT
    left: ClassVar = LEFT
    right: ClassVar = RIGHT
    ground: ClassVar = GROUND


@dataclass(frozen=True, slots=True)
class Histograms:
    """Two histograms a layer, the first hidden layer first.

    Attributes:
        layers: the activations, each on its own range; and ∂C/∂z, all on one range, symmetric about 0.
        words: what is counted.
        deltas: what ∂C/∂z is called.
    """

    layers: tuple[tuple[Histogram, Histogram], ...]
    words: str
    deltas: str


def histograms(
    names: Sequence[str], functions: Sequence[Activation], a: Sequence[Array], dC_dz: Sequence[Array], deltas: str
) -> Histograms:
    """The histograms of a network at one moment.

    Args:
        names: one a layer.
        functions: the activation function of each layer.
        a: (N, n_out) of each layer, every training example.
        dC_dz: (N, n_out) of each layer, of each example's own loss.
        deltas: what ∂C/∂z is called.
    """
    shared = symmetric((float(value) for layer in dC_dz for value in _extremes(layer)), LEFT, RIGHT)
    layers = tuple(
        (
            _histogram(
                ("activations", n), "a", name, out, _own_range(function, out), BINS, _of_activation(function, out)
            ),
            _histogram(("gradients", n), deltas, name, back, shared, GRADIENT_BINS, _of_gradient(back)),
        )
        for n, (name, function, out, back) in enumerate(zip(names, functions, a, dC_dz, strict=True), 1)
    )
    count = len(a[0])
    words = ngettext(
        "every neuron of a layer times {n} example", "every neuron of a layer times {n} examples", count, n=count
    )
    return Histograms(layers, words, deltas)


_Note = tuple[str, str, str]


def _histogram(
    id: tuple[str, int], quantity: str, layer: str, values: Array, axis: Axis, bins: int, note: _Note
) -> Histogram:
    finite = values[np.isfinite(values)]
    edges = np.linspace(axis.low, axis.high, bins + 1)
    counts, _edges = np.histogram(np.clip(finite, axis.low, axis.high), edges)
    peak = int(counts.max())
    width = (RIGHT - LEFT) / bins
    bars = []
    for n, count in enumerate(counts.tolist()):
        # What is there is seen: a single value among thousands is a line of one unit.
        height = max((GROUND - TOP) * count / peak, 1.0) if count else 0.0
        low, high = text(float(edges[n])), text(float(edges[n + 1]))
        bars.append(Bar(LEFT + n * width, GROUND - height, width, height, low, high, count))
    highest = max(bars, key=lambda bar: bar.count)
    zero = axis.place(0.0) if axis.low < 0 < axis.high else None
    ends = (text(axis.low), text(axis.high))
    return Histogram(
        f"{id[0]}-{id[1]}",
        quantity,
        layer,
        tuple(bars),
        peak,
        _over(highest),
        values.size,
        zero,
        ends,
        *note,
        values.size - finite.size,
    )


def _over(bar: Bar) -> tuple[float, float, str]:
    """A number's place over a bar, inside the drawing however long it is."""
    if bar.x < (WIDTH - LEFT) / 8:
        return bar.x, bar.y - 4, "start"
    if bar.x + bar.width > WIDTH - (WIDTH - LEFT) / 8:
        return bar.x + bar.width, bar.y - 4, "end"
    return bar.x + bar.width / 2, bar.y - 4, "middle"


def _own_range(function: Activation, values: Array) -> Axis:
    if function.name in _RANGES:
        low, high = _RANGES[function.name]
        return Axis(low, high, LEFT, RIGHT, (low, high))
    return linear((float(value) for value in _extremes(values)), LEFT, RIGHT)


def _of_activation(function: Activation, values: Array) -> _Note:
    if function.name in _RANGES:
        low, high = _RANGES[function.name]
        near = NEAR * (high - low)
        return _share(_("at the ends"), (values <= low + near) | (values >= high - near))
    return _share(_("exactly 0"), values == 0) if function.name in _FLAT else ("", "", "")


def _of_gradient(values: Array) -> _Note:
    finite = values[np.isfinite(values)]
    if not finite.size:
        return "", "", ""
    top = float(np.max(np.abs(finite)))
    return _("largest"), text(top), data(top)


def _share(words: str, which: np.typing.NDArray[np.bool_]) -> _Note:
    share = float(np.count_nonzero(which)) / which.size
    return words, f"{text(100 * share)} %", data(share)


def _extremes(values: Array) -> Array:
    """The least and the greatest finite number; none where there is none."""
    finite = values[np.isfinite(values)]
    return np.array([finite.min(), finite.max()]) if finite.size else finite
