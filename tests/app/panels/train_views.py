"""Real runs as the panels of the training page get them, drawn by their own templates and read back."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from app.links import Go
from app.render import render
from engine.activations import Activation
from engine.arrays import Array
from engine.backward import BackwardTrace, backward
from engine.forward import ForwardTrace, forward
from engine.history import History
from engine.network import Initialisation, LayerSpec, NetworkSpec, initialise
from tests.reading import Element, read

LAYERS = ("layer 1", "output")


def way(prefix: str, number: int) -> Go:
    return Go(f"/train?{prefix}={number}", f"/panels/train?{prefix}={number}")


def to_update(number: int) -> Go:
    return way("updates", number)


def drawn(panel: str, **view: object) -> Element:
    """A panel as it is sent; its template reads only ``view``."""
    return read(render(f"panels/{panel}.html", view=SimpleNamespace(**view)))


def passes(
    count: int, reduction: str = "sum", seed: int = 1, activation: str = "tanh"
) -> tuple[ForwardTrace, BackwardTrace]:
    """A 2-3-1 network's forward and backward pass over random examples."""
    random = np.random.default_rng(seed)
    spec = NetworkSpec(2, (LayerSpec(3, Activation(activation)), LayerSpec(1, Activation("sigmoid"))))
    layers = initialise(spec, Initialisation("xavier"), seed)
    trace = forward(layers, random.normal(size=(count, 2)))
    targets = random.integers(0, 2, size=(count, 1)).astype(np.float64)
    return trace, backward(layers, trace, targets, "binary_cross_entropy", reduction)


def slopes(trace: ForwardTrace, back: BackwardTrace, layer: int = 0, to: int = 0, source: int = 0) -> Array:
    """∂Cⁿ/∂w of each example: ∂Cⁿ/∂z of the neuron times what came in."""
    found: Array = back.layers[layer].dC_dz[:, to] * trace.a_prev(layer)[:, source]
    return found


def history(run: int = 40, **changes: object) -> History:
    """A run with a test part and classes, measured at every update."""
    updates = np.arange(run + 1)
    loss = 0.7 * np.exp(-updates / 20)
    made = History(
        updates, loss, loss + 0.05, 1 - loss / 2, 0.9 - loss / 2,
        np.stack([0.001 * np.exp(-updates / 9), 0.3 * np.exp(-updates / 30)], axis=1), np.full(run + 1, 0.5),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]
