"""Decision maps: what every neuron answers over the plane of two inputs, or along the line of one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array, ShapeError, freeze
from engine.forward import forward
from engine.network import Layer


def grid(low: ArrayLike, high: ArrayLike, side: int) -> Array:
    """The middles of a map's cells, one row each: row by row from the top, where x₂ is high, left to right.

    Args:
        low: (1,) or (2,), the least of each input: the left end, the lower edge.
        high: the greatest of each, in the same shape.
        side: cells in a row.

    Returns:
        (side, 1) for one input, (side · side, 2) for two.

    Raises:
        ShapeError: for any other number of inputs, or where a low is not below its high.
    """
    lows, highs = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    if lows.shape not in ((1,), (2,)) or highs.shape != lows.shape or not np.all(lows < highs):
        raise ShapeError("a map needs the bounds of one input or of two, each low below its high")
    places = lows + (np.arange(side)[:, np.newaxis] + 0.5) / side * (highs - lows)
    if len(lows) == 1:
        return places
    across, down = np.meshgrid(places[:, 0], places[::-1, 1])
    return np.column_stack((across.ravel(), down.ravel()))


def decision_maps(layers: Sequence[Layer], low: ArrayLike, high: ArrayLike, side: int) -> list[Array]:
    """The activation a of every neuron at every cell's middle, one read-only array a layer, the outputs last.

    Args:
        layers: the network, of one input or two.
        low: the least of each input.
        high: the greatest of each.
        side: cells in a row.

    Returns:
        of each layer (n_out, side, side), rows from the high x₂ down; for one input (n_out, side).

    Raises:
        ShapeError: when the bounds are not such as ``grid`` takes, or not as many as the network's inputs.
    """
    points = grid(low, high, side)
    shape = (side,) * points.shape[1]
    maps = [np.ascontiguousarray(record.a.T).reshape(-1, *shape) for record in forward(layers, points).layers]
    freeze(*maps)
    return maps
