"""What is seen of every neuron: a map of the plane, a curve, or three numbers, as levels of its layer's scale.

Two inputs give maps, one gives curves; a network of more has no plane to look at, so each neuron shows the least, the
mean and the greatest activation that it has over the training examples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor, isqrt, log10
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.map_scales import Levels, MapScale, layer_scale
from engine.arrays import Array
from engine.forward import forward
from engine.history import classes, predicted
from engine.maps import decision_maps, grid
from engine.network import Layer
from engine.recipe import Recipe

Kind = Literal["map", "curve", "bar"]
Sides = tuple[int, int]
Kinds = NDArray[np.intp]
Flags = NDArray[np.bool_]

AT_REST: Sides = (28, 66)
CURVE = 64
_MARGIN = 0.12


@dataclass(frozen=True, eq=False)
class Ground:
    """Where a lesson's data lies, the same at each of its moments.

    Attributes:
        low: the least of each input on the maps.
        high: the greatest.
        inputs: (N, n_in), the training examples.
        targets: (N, n_out).
        test_inputs: (M, n_in), the test examples; M may be 0.
        test_targets: (M, n_out).
        middle: half way between the target of one class and of another; None where the targets name no classes.
        kinds: (N,), the class of each training example, 0 where there are none.
        test_kinds: (M,), of each test example.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    inputs: Array
    targets: Array
    test_inputs: Array
    test_targets: Array
    middle: float | None
    kinds: Kinds
    test_kinds: Kinds

    def wrong(self, outputs: Array, kinds: Kinds) -> Flags:
        """(N,), which examples outputs, (N, n_out), take for another class than theirs; none where there are none."""
        if self.middle is None or not len(kinds):
            return np.zeros(len(kinds), dtype=bool)
        mistaken: Flags = predicted(outputs, self.middle) != kinds
        return mistaken

    @property
    def kind(self) -> Kind:
        """What is seen of a neuron."""
        kinds: dict[int, Kind] = {1: "curve", 2: "map"}
        return kinds.get(len(self.low), "bar")


@dataclass(frozen=True, eq=False)
class Faces:
    """What is seen of all neurons at one moment.

    Attributes:
        kind: of what.
        scales: one a layer, the inputs first.
        levels: one array a layer, the inputs first: (n, side, side), (n, side), or (n, 3).
    """

    kind: Kind
    scales: tuple[MapScale, ...]
    levels: tuple[Levels, ...]


@lru_cache(maxsize=64)
def ground(recipe: Recipe) -> Ground:
    """The ground of a lesson: the bounds of all its examples with a margin, rounded outwards."""
    shapes = (recipe.sizes[0], recipe.sizes[-1])
    test_x, test_targets = (np.reshape(rows, (-1, width)) for rows, width in zip(_tested(recipe), shapes, strict=True))
    x, targets = np.array(recipe.inputs), np.array(recipe.targets)
    everywhere = np.vstack((x, test_x))
    bounds = [_rounded_out(float(column.min()), float(column.max())) for column in everywhere.T]
    named = classes(targets)
    return Ground(
        tuple(low for low, _ in bounds), tuple(high for _, high in bounds), x, targets, test_x, test_targets,
        named[1] if named else None, _kinds(targets, named is not None), _kinds(test_targets, named is not None),
    )  # fmt: skip


def sides_of(sizes: Sequence[int]) -> Sides:
    """Cells in a row of a hidden neuron's map and of an output's while playing: some 6 kB a frame as a rule."""
    hidden = max(1, sum(sizes[1:-1]))
    return max(10, min(20, isqrt(4200 // hidden))), max(20, min(40, isqrt(3200 // sizes[-1])))


def faces(layers: Sequence[Layer], over: Ground, sides: Sides = AT_REST) -> Faces:
    """The faces of a network's neurons.

    Args:
        layers: the network.
        over: what they are seen over.
        sides: cells in a row of a hidden neuron's map and of an output's.
    """
    values = _values(layers, over, sides)
    last = len(layers)
    scales = [MapScale(0.0, float(np.max(np.abs((over.low, over.high)))))]
    for number, (layer, seen) in enumerate(zip(layers, values[1:], strict=True), start=1):
        shown = np.concatenate((seen.ravel(), over.targets.ravel())) if number == last else seen
        scales.append(layer_scale(layer.activation.name, shown, over.middle if number == last else None))
    return Faces(
        over.kind, tuple(scales), tuple(scale.levels(seen) for scale, seen in zip(scales, values, strict=True))
    )


def _values(layers: Sequence[Layer], over: Ground, sides: Sides) -> list[Array]:
    """Of each layer, the inputs first, what is seen of its neurons."""
    if over.kind == "bar":
        spread = [over.inputs, *(record.a for record in forward(layers, over.inputs).layers)]
        with np.errstate(all="ignore"):
            return [np.stack((a.min(axis=0), a.mean(axis=0), a.max(axis=0)), axis=1) for a in spread]
    small, large = sides if over.kind == "map" else (CURVE, CURVE)
    shape = (-1, small, small) if over.kind == "map" else (-1, small)
    inputs = grid(over.low, over.high, small).T.reshape(shape)
    hidden = decision_maps(layers, over.low, over.high, small)
    outputs = hidden if large == small else decision_maps(layers, over.low, over.high, large)
    return [inputs, *hidden[:-1], outputs[-1]]


def _kinds(targets: Array, named: bool) -> Kinds:
    kinds = classes(targets) if named and len(targets) else None
    return kinds[0] if kinds else np.zeros(len(targets), dtype=np.intp)


def _tested(recipe: Recipe) -> tuple[Array, Array]:
    return np.array(recipe.test_inputs, dtype=np.float64), np.array(recipe.test_targets, dtype=np.float64)


def _rounded_out(low: float, high: float) -> tuple[float, float]:
    """Bounds with a margin on either side, in round numbers; of one single place, one unit around."""
    span = high - low
    if not span > 1e-9 * max(abs(low), abs(high)):
        return low - 1.0, high + 1.0
    step = 10.0 ** (floor(log10(span)) - 1)
    return (
        float(f"{floor((low - _MARGIN * span) / step) * step:.12g}"),
        float(f"{-floor(-(high + _MARGIN * span) / step) * step:.12g}"),
    )
