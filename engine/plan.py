"""One training step as a flat list of calls on buffers, run once for a trace and many times to train.

Everything is feature-major: one row a neuron, one column an example. Every layer's activations have a row of ones below
them, so that the bias is the last column of the layer's matrix, part of the product and of its gradient:
z = [W b] [a_prev; 1] and [∂C/∂W ∂C/∂b] = ∂C/∂z [a_prev; 1]ᵀ. Parameters, gradients, z and σ'(z) of all layers lie in
one flat buffer each, so that what is done to all of them is one call.
"""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

import numpy as np

from engine.arrays import Array
from engine.calls import Call, constant
from engine.losses import is_fused
from engine.network import Layer
from engine.output import output_calls


class ForwardBuffers:
    """The numbers of a forward pass.

    Attributes:
        parameters: flat; `matrices` are its parts, [W b] of every layer, (n_out, n_in + 1).
        rows: (N, n_in + 1), the inputs and a 1, one row an example.
        activations: of the inputs and every layer, (n + 1, N), a row of ones last.
        z: flat; `weighted` are its parts, z of every layer, (n, N).
        a: the activations of every layer without the ones, (n, N).
    """

    __slots__ = ("a", "activations", "matrices", "parameters", "rows", "weighted", "z")

    def __init__(self, layers: Sequence[Layer], x: Array) -> None:
        count = len(x)
        self.parameters, self.matrices = flat([(layer.n_out, layer.n_in + 1) for layer in layers])
        for layer, matrix in zip(layers, self.matrices, strict=True):
            matrix[:, :-1] = layer.W
            matrix[:, -1] = layer.b
        self.rows = np.ones((count, x.shape[1] + 1))
        self.rows[:, :-1] = x
        self.activations = [self.rows.T.copy(), *(np.ones((layer.n_out + 1, count)) for layer in layers)]
        self.a = [activation[:-1] for activation in self.activations[1:]]
        self.z, self.weighted = flat([(layer.n_out, count) for layer in layers])


class BackwardBuffers:
    """The numbers of a backward pass; lists have one array a layer.

    Attributes:
        gain: σ'(z), flat like z; `gains` are its parts. Not filled where the output needs none.
        dC_dz: (n, N).
        dC_da: (n, N); the last, ∂C/∂y, is not filled.
        gradient: flat like the parameters; `gradients` are its parts, [∂C/∂W ∂C/∂b].
    """

    __slots__ = ("dC_da", "dC_dz", "gain", "gains", "gradient", "gradients")

    def __init__(self, forward: ForwardBuffers) -> None:
        self.gain, self.gains = flat([z.shape for z in forward.weighted])
        self.dC_dz = flat([z.shape for z in forward.weighted])[1]
        self.dC_da = flat([z.shape for z in forward.weighted])[1]
        self.gradient, self.gradients = flat([matrix.shape for matrix in forward.matrices])


def flat(shapes: Sequence[tuple[int, ...]]) -> tuple[Array, list[Array]]:
    """A buffer, and its consecutive parts in the given shapes."""
    sizes = [rows * columns for rows, columns in shapes]
    buffer = np.empty(sum(sizes))
    parts, begin = [], 0
    for shape, size in zip(shapes, sizes, strict=True):
        parts.append(buffer[begin : begin + size].reshape(shape))
        begin += size
    return buffer, parts


def forward_calls(layers: Sequence[Layer], buffers: ForwardBuffers) -> list[Call]:
    """For every layer z = [W b] [a_prev; 1], then a = σ(z)."""
    calls: list[Call] = []
    for layer, matrix, a_prev, z, a in zip(
        layers, buffers.matrices, buffers.activations, buffers.weighted, buffers.a, strict=False
    ):
        calls.append(partial(matrix.dot, a_prev, z))
        calls += layer.activation.value_calls(z, a, np.empty_like(z))
    return calls


def backward_calls(
    layers: Sequence[Layer], forward: ForwardBuffers, back: BackwardBuffers, target: Array, loss: str, reduction: str
) -> list[Call]:
    """σ'(z); ∂C/∂z of the output; then from the last layer to the first ∂C/∂W and ∂C/∂b, ∂C/∂a and ∂C/∂z before it.

    Args:
        layers: the network.
        forward: filled by the forward pass.
        back: to be filled.
        target: (n_out, N).
        loss: a loss that may follow the output layer.
        reduction: ``"sum"`` or ``"mean"`` of the gradients over the examples.
    """
    output = layers[-1].activation
    calls = gain_calls(layers, forward, back, loss)
    calls += output_calls(output, loss, forward.weighted[-1], forward.a[-1], target, back.gains[-1], back.dC_dz[-1])
    for index in range(len(layers) - 1, 0, -1):
        dz = back.dC_dz[index]
        calls += [
            partial(dz.dot, forward.activations[index].T, back.gradients[index]),
            partial(forward.matrices[index][:, :-1].T.dot, dz, back.dC_da[index - 1]),
            partial(np.multiply, back.gains[index - 1], back.dC_da[index - 1], back.dC_dz[index - 1]),
        ]
    calls.append(partial(back.dC_dz[0].dot, forward.rows, back.gradients[0]))
    if reduction == "mean":
        calls.append(partial(np.divide, back.gradient, constant(len(forward.rows)), back.gradient))
    return calls


def gain_calls(
    layers: Sequence[Layer], forward: ForwardBuffers, back: BackwardBuffers, loss: str
) -> list[Call]:
    """σ'(z) of every layer that needs it, neighbours with the same activation together."""
    output = layers[-1].activation
    needed = layers if output.elementwise and not is_fused(output.name, loss) else layers[:-1]
    calls: list[Call] = []
    begin = 0
    for activation, group in groupby(zip(needed, forward.weighted, strict=False), lambda pair: pair[0].activation):
        end = begin + sum(z.size for _, z in group)
        scratch = np.empty(end - begin)
        calls += activation.derivative_calls(forward.z[begin:end], back.gain[begin:end], scratch)
        begin = end
    return calls
