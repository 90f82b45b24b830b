"""All ways from one input or one weight to the loss, and what each of them contributes to its derivative.

A path goes through one neuron of every layer. Its product for an input x is

    w¹ σ'(z¹) w² σ'(z²) … wᴸ ∂C/∂zᴸ,

and ∂C/∂x is the sum over all paths (chain rule ② again and again). For a weight the path begins with the input of that
weight instead of its first w, and goes through the one neuron that the weight leads to; for a bias with 1.

A path ends at a z of the last layer, with ∂C/∂z there taken whole: σ'(z) ∂C/∂y of an elementwise output, and of a
softmax, where every output depends on every z, the sum over all outputs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from engine.arrays import Array, ShapeError
from engine.backward import BackwardTrace
from engine.forward import ForwardTrace
from engine.network import Layer

MOST = 1_000_000
"""Paths that are looked at one by one: 8 MB of products."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way to the loss.

    Attributes:
        neurons: the number of its neuron in every layer that it passes, counted from 1.
        product: what it contributes to the derivative.
    """

    neurons: tuple[int, ...]
    product: float


def path_count(sizes: Sequence[int]) -> int:
    """How many paths lead from one input to the outputs of a network of these sizes, the input layer first."""
    return prod(sizes[1:])


def products_from_input(layers: Sequence[Layer], back: BackwardTrace, source: int, example: int = 0) -> Array:
    """The product of every path from an input, of shape (n₁, …, n_L): one axis a layer.

    Args:
        layers: the network.
        back: its backward pass.
        source: the number of the input, counted from 1.
        example: the row of the example, counted from 0.

    Raises:
        ShapeError: when there are more than ``MOST`` paths.
    """
    return _onward(layers, back, layers[0].W[:, source - 1], 0, example)


def products_from_weight(
    layers: Sequence[Layer], trace: ForwardTrace, back: BackwardTrace, place: tuple[int, int, int], example: int = 0
) -> Array:
    """The product of every path from a weight or bias, of shape (n_{l+1}, …, n_L): one axis a layer behind its neuron.

    Args:
        layers: the network.
        trace: its forward pass.
        back: its backward pass.
        place: layer, neuron and source of the weight, counted from 1; the source 0 is the constant 1 of the bias.
        example: the row of the example, counted from 0.

    Raises:
        ShapeError: when there are more than ``MOST`` paths.
    """
    layer, to, source = place
    begin = np.zeros(layers[layer - 1].n_out)
    begin[to - 1] = trace.a_prev(layer - 1)[example, source - 1] if source else 1.0
    through: Array = _onward(layers, back, begin, layer - 1, example)[to - 1]
    return through


def paths_from_input(
    layers: Sequence[Layer], back: BackwardTrace, source: int, most: int = 10, example: int = 0
) -> tuple[Path, ...]:
    """The paths of largest magnitude from an input, the largest first; of equal ones the one through smaller numbers.

    Args:
        layers: the network.
        back: its backward pass.
        source: the number of the input, counted from 1.
        most: how many at most.
        example: the row of the example, counted from 0.

    Raises:
        ShapeError: when there are more than ``MOST`` paths.
    """
    return largest(products_from_input(layers, back, source, example), most)


def largest(products: Array, most: int) -> tuple[Path, ...]:
    """The paths of largest magnitude out of the products of all, the largest first.

    Args:
        products: one axis a layer.
        most: how many at most.
    """
    flat = products.ravel()
    order = np.argsort(-np.abs(flat), kind="stable")[:most]
    places = np.transpose(np.unravel_index(order, products.shape)) + 1
    return tuple(
        Path(tuple(place), float(flat[index])) for place, index in zip(places.tolist(), order.tolist(), strict=True)
    )


def _onward(layers: Sequence[Layer], back: BackwardTrace, begin: Array, first: int, example: int) -> Array:
    """The products of all paths that enter layer ``first`` (from 0) with what ``begin`` says of each neuron there."""
    count = prod(layer.n_out for layer in layers[first:])
    if count > MOST:
        raise ShapeError(f"{count:,} paths are more than {MOST:,}")
    products = begin
    with np.errstate(over="ignore", invalid="ignore"):  # numbers past the largest are infinite, as in the backward pass
        for index in range(first, len(layers) - 1):
            gain = back.layers[index].da_dz
            assert gain is not None  # only the last layer may be a softmax
            products = (products * gain[example])[..., np.newaxis] * layers[index + 1].W.T
        whole: Array = products * back.layers[-1].dC_dz[example]
    return whole
