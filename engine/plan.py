"""One training step as a flat list of calls on buffers, run once for a trace and many times to train.

Everything is feature-major: one row a neuron, one column an example. Every layer's activations have a row of ones below
them, so that the bias is the last column of the layer's matrix and part of its three products: z = [W b] [a_prev; 1],
[∂C/∂W ∂C/∂b] = ∂C/∂z [a_prev; 1]ᵀ, and [∂C/∂a_prev; …] = [W b]ᵀ ∂C/∂z, where nobody reads the last row (without it,
NumPy would copy W first). Parameters, gradients, z and σ'(z) of all layers lie in one buffer each, so that what is done
to all of them is one call.
"""

from collections.abc import Sequence
from itertools import accumulate, groupby, pairwise

import numpy as np

from engine.arrays import Array
from engine.calls import Call, constant
from engine.loss_formulas import dC_dz_calls
from engine.losses import is_fused
from engine.network import Layer


class ForwardBuffers:
    """The numbers of a forward pass; lists have one array a layer.

    Attributes:
        layers: the network.
        matrices: [W b] of every layer, (n_out, n_in + 1).
        spans: where the neurons of every layer begin and end, counted through all layers.
        read: what every layer reads: the activations before it and a row of ones, (n_in + 1, N).
        all_a: the activations of all layers, each with its ones; `a` are its parts without them, (n, N).
        all_z: (sum of n, N); `z` are its parts, (n, N).
        all_kept: (2, sum of n, N), what activations keep for their derivatives; `kept` are its parts.
    """

    __slots__ = ("a", "all_a", "all_kept", "all_z", "kept", "layers", "matrices", "read", "spans", "z")

    def __init__(self, layers: Sequence[Layer], matrices: Sequence[Array], x: Array) -> None:
        """Lay out the buffers, with the inputs and the ones in place.

        Args:
            layers: the network.
            matrices: its parameters, or buffers for them.
            x: (N, n_in).
        """
        count = len(x)
        self.layers, self.matrices = layers, matrices
        rows = np.empty((count, x.shape[1] + 1))  # in this order the first product and its gradient are fastest
        rows[:, :-1] = x
        rows[:, -1] = 1.0
        self.spans = list(pairwise(accumulate(map(len, matrices), initial=0)))
        height = self.spans[-1][1]
        self.all_z = np.empty((height, count))
        self.all_kept = np.empty((2, height, count))
        self.all_a = np.empty((height + len(layers), count))
        self.all_a.fill(1.0)
        self.z = parts(self.all_z, self.spans)
        self.kept = [self.all_kept[:, begin:end] for begin, end in self.spans]
        with_ones = [(begin + k, end + k + 1) for k, (begin, end) in enumerate(self.spans)]
        self.read = [rows.T, *parts(self.all_a, with_ones)]
        self.a = [read[:-1] for read in self.read[1:]]


class BackwardBuffers:
    """The numbers of a backward pass; lists have one array a layer.

    Attributes:
        layers: the network.
        all_gain: (sum of n, N), σ'(z); `gain` are its parts. Filled where the plan needs it.
        dC_dz: ∂C/∂z, (n, N).
        dC_dread: ∂C/∂ of what every layer reads, (n_in + 1, N), with a last row that means nothing. The plan
            does not fill the first, ∂C/∂x.
        dC_da: ∂C/∂a, (n, N), parts of these; the last, ∂C/∂y, is filled by the plan where the loss is squared.
        gradient: flat like the parameters; `gradients` are its parts, [∂C/∂W ∂C/∂b].
    """

    __slots__ = ("all_gain", "dC_da", "dC_dread", "dC_dz", "gain", "gradient", "gradients", "layers")

    def __init__(self, forward: ForwardBuffers, gradient: Array | None = None) -> None:
        """Lay out the buffers beside those of the forward pass, with the gradient in a buffer that there is already."""
        self.layers = forward.layers
        self.all_gain = np.empty(forward.all_z.shape)
        self.gain = parts(self.all_gain, forward.spans)
        self.dC_dread = [np.empty(read.shape) for read in forward.read[:-1]]
        self.dC_da = [*(dread[:-1] for dread in self.dC_dread[1:]), np.empty(forward.z[-1].shape)]
        self.dC_dz = [np.empty(z.shape) for z in forward.z]
        self.gradient, self.gradients = flat_matrices(forward.layers, gradient)


def parts(buffer: Array, spans: Sequence[tuple[int, int]]) -> list[Array]:
    """The rows of every span."""
    return [buffer[begin:end] for begin, end in spans]


def flat_matrices(layers: Sequence[Layer], buffer: Array | None = None) -> tuple[Array, list[Array]]:
    """A flat buffer with room for all parameters (or the one given), and its parts, (n_out, n_in + 1) a layer."""
    if buffer is None:
        buffer = np.empty(sum([layer.matrix.size for layer in layers]))
    matrices, begin = [], 0
    for layer in layers:
        end = begin + layer.matrix.size
        matrices.append(buffer[begin:end].reshape(layer.matrix.shape))
        begin = end
    return buffer, matrices


def forward_calls(buffers: ForwardBuffers) -> list[Call]:
    """For every layer z = [W b] [a_prev; 1], then a = σ(z)."""
    calls: list[Call] = []
    for layer, matrix, read, z, a, kept in zip(
        buffers.layers, buffers.matrices, buffers.read, buffers.z, buffers.a, buffers.kept, strict=False
    ):
        calls.append((matrix.dot, (read, z)))
        calls += layer.activation.value_calls(z, a, kept)
    return calls


def backward_calls(
    forward: ForwardBuffers, back: BackwardBuffers, target: Array, loss: str, reduction: str
) -> list[Call]:
    """σ'(z); ∂C/∂z of the output; then from the last layer to the first ∂C/∂W and ∂C/∂b, ∂C/∂a and ∂C/∂z before it.

    Args:
        forward: filled by the forward pass.
        back: to be filled.
        target: (n_out, N).
        loss: a loss that may follow the output layer.
        reduction: ``"sum"`` or ``"mean"`` of the gradients over the examples.
    """
    dz, gain = back.dC_dz, back.gain
    output = forward.layers[-1].activation
    calls = gain_calls(forward, back, loss)
    z, y, kept = forward.z[-1], forward.a[-1], forward.kept[-1]
    calls += dC_dz_calls(output, loss, z, y, kept, target, gain[-1], back.dC_da[-1], dz[-1])
    for index in range(len(dz) - 1, 0, -1):
        calls += [
            (dz[index].dot, (forward.read[index].T, back.gradients[index])),
            (forward.matrices[index].T.dot, (dz[index], back.dC_dread[index])),
            (np.multiply, (gain[index - 1], back.dC_da[index - 1], dz[index - 1])),
        ]
    calls.append((dz[0].dot, (forward.read[0].T, back.gradients[0])))
    if reduction == "mean":
        calls.append((np.divide, (back.gradient, constant(target.shape[1]), back.gradient)))
    return calls


def gain_calls(forward: ForwardBuffers, back: BackwardBuffers, loss: str) -> list[Call]:
    """σ'(z) of every layer that needs it, neighbours with the same activation together."""
    layers = forward.layers
    output = layers[-1].activation
    needed = layers if output.elementwise and not is_fused(output.name, loss) else layers[:-1]
    calls: list[Call] = []
    for activation, run in groupby(zip(needed, forward.spans, strict=False), lambda pair: pair[0].activation):
        spans = [span for _, span in run]
        rows = slice(spans[0][0], spans[-1][1])
        calls += activation.derivative_calls(forward.all_z[rows], forward.all_kept[:, rows], back.all_gain[rows])
    return calls
