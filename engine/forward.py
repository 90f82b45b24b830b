"""The forward pass: z = W a_prev + b and a = σ(z), layer by layer, for every example of a batch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from numpy.typing import ArrayLike

from engine.arrays import Array, examples, freeze
from engine.calls import run
from engine.network import Layer, NetworkError, check
from engine.plan import ForwardBuffers, forward_calls


@dataclass(frozen=True, eq=False, slots=True)
class ForwardRecord:
    """What the forward pass computed in one layer, one row an example.

    Attributes:
        z: (N, n_out), the weighted inputs.
        a: (N, n_out), the activations.
    """

    z: Array
    a: Array


@dataclass(frozen=True, eq=False)
class ForwardTrace:
    """Every number of a forward pass, read-only.

    Attributes:
        x: (N, n_in), the inputs.
        buffers: where the numbers lie; the backward pass goes on from there.
    """

    x: Array
    buffers: ForwardBuffers = field(repr=False)

    @cached_property
    def layers(self) -> tuple[ForwardRecord, ...]:
        """One record a layer, the first hidden layer first: views of the buffers, made when they are asked for."""
        return tuple([ForwardRecord(z.T, a.T) for z, a in zip(self.buffers.z, self.buffers.a, strict=True)])

    @property
    def output(self) -> Array:
        """(N, n_out), the activations of the last layer: y in the notes."""
        return self.layers[-1].a

    def a_prev(self, layer: int) -> Array:
        """(N, n_in of that layer), what the layer with this index read: ∂z/∂w of its edges."""
        return self.layers[layer - 1].a if layer else self.x

    def check(self, layers: Sequence[Layer]) -> None:
        """Nothing happens when the trace is of these very layers; numbers of another network would be stale.

        Raises:
            NetworkError: when it is not.
        """
        if any(mine is not theirs for mine, theirs in zip_longest(layers, self.buffers.layers)):
            raise NetworkError("the trace is not of these layers: run forward again after every change")


def forward(layers: Sequence[Layer], x: ArrayLike) -> ForwardTrace:
    """The trace of the forward pass; all its arrays are read-only.

    Args:
        layers: the network.
        x: (N, n_in) inputs, one row an example, or (n_in,): a batch of one.

    Raises:
        NetworkError: when the layers do not fit each other.
        ShapeError: when x does not fit the first layer.
    """
    check(layers)
    x = examples(x, "inputs", layers[0].n_in)
    buffers = ForwardBuffers(tuple(layers), [layer.matrix for layer in layers], x)
    run(forward_calls(buffers))
    freeze(*buffers.z, *buffers.a)
    return ForwardTrace(x, buffers)
