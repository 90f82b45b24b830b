"""The backward pass as a network of its own: what leaves the inputs' side when any signal enters at the outputs.

The forward pass has fixed every gain σ'(z), so this network is linear: what is put in k times as large comes out k
times as large. ∂C/∂a = Wᵀ ∂C/∂z of the layer after, ∂C/∂z = σ'(z) ∂C/∂a.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array, ShapeError, freeze
from engine.backward import BackwardTrace
from engine.network import Layer


@dataclass(frozen=True, eq=False, slots=True)
class Reversed:
    """The signals of one run.

    Attributes:
        dC_dz: of each layer, (N, n_out), the first hidden layer first; the last is what was put in.
        dC_da: of each layer but the last, (N, n_out).
        dC_dx: (N, n_in).
    """

    dC_dz: tuple[Array, ...]
    dC_da: tuple[Array, ...]
    dC_dx: Array


def run_in_reverse(layers: Sequence[Layer], back: BackwardTrace, signal: Array) -> Reversed:
    """The signals that come of one at the outputs; all arrays are read-only.

    Args:
        layers: the network that gave the trace.
        back: its backward pass, for the gains σ'(z).
        signal: (N, n_out), in the place of ∂C/∂z of the output layer.

    Raises:
        ShapeError: when the signal has another shape than ∂C/∂z there.
    """
    if signal.shape != back.layers[-1].dC_dz.shape:
        raise ShapeError(f"a signal of shape {signal.shape} does not enter {back.layers[-1].dC_dz.shape} outputs")
    dC_dz, dC_da = [np.array(signal)], list[Array]()
    with np.errstate(all="ignore"):
        for layer, record in zip(reversed(layers[1:]), reversed(back.layers[:-1]), strict=True):
            arrived = dC_dz[0] @ layer.W
            assert record.da_dz is not None, "only the last layer may be a softmax"
            dC_da.insert(0, arrived)
            dC_dz.insert(0, record.da_dz * arrived)
        dC_dx = dC_dz[0] @ layers[0].W
    freeze(*dC_dz, *dC_da, dC_dx)
    return Reversed(tuple(dC_dz), tuple(dC_da), dC_dx)
