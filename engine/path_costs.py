"""How many multiplications all derivatives of a network cost: path by path, and by one backward pass.

Both begin where the forward pass has left every a and σ'(z), with ∂C/∂z of the last layer known, and both end with
∂C/∂w and ∂C/∂b of every weight and bias. What is added up is not counted.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod


def paths_behind(sizes: Sequence[int], layer: int) -> int:
    """How many paths lead to the loss from one weight or bias into a layer.

    Args:
        sizes: neurons a layer, the input layer first.
        layer: the receiving layer, the first one after the inputs being 1.
    """
    return prod(sizes[layer + 1 :])


def multiplications_path_by_path(sizes: Sequence[int]) -> int:
    """Multiplications for all derivatives when each is worked out as the sum over its own paths.

    A path from a weight into layer l has the factors a, σ' and w for each of the L - l layers behind it, and ∂C/∂z:
    2 (L - l) + 1 multiplications; from a bias one less.
    """
    last = len(sizes) - 1
    return sum(
        paths_behind(sizes, layer) * n_out * (n_in * (2 * (last - layer) + 1) + 2 * (last - layer))
        for layer, n_in, n_out in _layers(sizes)
    )


def multiplications_backward(sizes: Sequence[int]) -> int:
    """Multiplications of one backward pass and of a · ∂C/∂z for every weight.

    Back from a layer of n to one of m neurons: m n for the sums w ∂C/∂z, and m for the gains σ'.
    """
    gradients = sum(n_in * n_out for _, n_in, n_out in _layers(sizes))
    backward = sum(n_in * n_out + n_in for layer, n_in, n_out in _layers(sizes) if layer > 1)
    return gradients + backward


def _layers(sizes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The number, the inputs and the neurons of each layer."""
    return ((layer, n_in, n_out) for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1))
