"""The engine's one kind of array, its one constructor, and the error of a wrong shape."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.words import N_

Array = NDArray[np.float64]

_KIND = {1: N_("vector"), 2: N_("matrix")}


class ShapeError(ValueError):
    """An array does not have the shape that the computation needs."""


def readonly(values: ArrayLike, name: str = "the array", ndim: int | None = None) -> Array:
    """The values as float64 in C order, that cannot be written to: a copy, unless they are exactly that already.

    Args:
        values: numbers, nested as deep as `ndim` says.
        name: what an error calls them.
        ndim: 1 for a vector, 2 for a matrix, None for either.

    Raises:
        ShapeError: when the values are no numbers, are ragged, or are nested to another depth.
    """
    if isinstance(values, np.ndarray) and _is_readonly(values):
        array: Array = values
    else:
        try:
            array = np.array(values, dtype=np.float64, order="C")
        except (TypeError, ValueError) as error:
            raise ShapeError(N_("{name} must be numbers, in rows of equal length", name=name)) from error
        freeze(array)
    if array.ndim != ndim and ndim is not None:
        raise ShapeError(
            N_(
                "{name} must be a {kind}, not an array of {ndim} dimensions",
                name=name,
                kind=_KIND[ndim],
                ndim=array.ndim,
            )
        )
    return array


def freeze(*arrays: Array) -> None:
    """Nobody can write to these arrays any more, nor to views taken of them from now on."""
    for array in arrays:
        array.setflags(False)  # type: ignore[call-arg]  # by keyword it takes three times as long


def _is_readonly(array: NDArray[Any]) -> bool:
    """Whether nobody can write to this float64 array, not through the array that it is a view of either."""
    flags, base = array.flags, array.base
    if flags.writeable or not flags.c_contiguous or array.dtype != np.float64:
        return False
    if base is None:
        return True
    below = getattr(base, "flags", None)  # memory that is no array has none, and may be written to
    return below is not None and not below.writeable


def examples(values: ArrayLike, name: str, width: int) -> Array:
    """A batch: one row an example, one column a neuron; a single example is a batch of one.

    Args:
        values: (width,) or (N, width), N at least 1.
        name: what an error calls them.
        width: the number of columns wanted.

    Raises:
        ShapeError: when there is no example, or a row does not have `width` numbers.
    """
    try:
        batch = readonly(values, name, 2)
    except ShapeError:
        batch = readonly(values, name, 1)[np.newaxis]
    if batch.shape[0] == 0 or batch.shape[1] != width:
        raise ShapeError(
            N_(
                "{name} must have shape (N, {width}) with N at least 1, not {shape}",
                name=name,
                width=width,
                shape=batch.shape,
            )
        )
    return batch
