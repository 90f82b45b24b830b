"""The training step on a drawing: what it begins with, and all that follows from that wherever the cursor is."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from app.drawing import Drawing
from app.ink import pixels
from app.limits import MAX_DRAWINGS_BEGUN
from engine.arrays import Array
from engine.backward import backward
from engine.digit_live import score, trained_now
from engine.digit_networks import digit_network, with_outputs
from engine.drawing_steps import after
from engine.forward import forward
from engine.lesson import Recipe, State, TrainingStep, training_step
from engine.network import Initialisation, Layer

_UNSEEN = Drawing(b"")
"""How a drawing is looked at, and where in its training step, makes no difference to the numbers."""


@dataclass(frozen=True, eq=False)
class Begun:
    """A training step with all that follows from what it begins with, wherever the cursor is.

    Attributes:
        recipe: of the step; it learns from the drawing alone.
        layers: the weights after everything that was done before.
        target: the digit that the drawing should be.
    """

    recipe: Recipe
    layers: tuple[Layer, ...]
    target: int

    @cached_property
    def step(self) -> TrainingStep:
        """Every number of the step."""
        return training_step(self.recipe, State(0, self.layers))

    @property
    def x(self) -> Array:
        """(256,), the pixels after all steps of the drawing."""
        x: Array = self.step.trace.x[0]
        return x

    @cached_property
    def y_new(self) -> Array:
        """(10,), the outputs after the update."""
        y: Array = forward(self.step.updated, self.x).output[0]
        return y

    @cached_property
    def ten_targets(self) -> tuple[Array, tuple[float, ...]]:
        """∂C/∂x for each digit that it could be meant to be, (10, 256), and the largest |∂C/∂z| of each layer."""
        x = np.broadcast_to(self.x, (10, len(self.x)))
        back = backward(self.layers, forward(self.layers, x), np.eye(10), self.recipe.loss)
        return back.dC_dx, tuple(float(np.abs(layer.dC_dz).max()) for layer in back.layers)

    @cached_property
    def steepest_pixel(self) -> float:
        """The largest |∂C/∂x| for any of the ten targets, the full colour of all their pictures."""
        return float(np.abs(self.ten_targets[0]).max())

    @cached_property
    def score(self) -> float:
        """The share of scans kept out of training that these weights recognise."""
        return score(self.layers)

    @cached_property
    def full_weight(self) -> float:
        """The magnitude at which a weight tile has the full colour."""
        return weight_scale(self.layers[0].W)


def weight_scale(W: Array) -> float:
    """The magnitude of the full colour of a weight tile: all but 2 in 100 weights of the layer are below it."""
    return float(np.quantile(np.abs(W), 0.98)) or 1.0


def begun(drawing: Drawing) -> Begun:
    """The training step that comes after everything that was done; while one walks through it, it is the same."""
    return _begun(replace(drawing, at="", view=_UNSEEN.view, look=_UNSEEN.look))


@lru_cache(maxsize=MAX_DRAWINGS_BEGUN)
def _begun(drawing: Drawing) -> Begun:
    layers, x, target = network(drawing), pixels(drawing.ink), drawing.target
    if drawing.deeds:
        layers, x = after(layers, x, drawing.deeds, drawing.loss, drawing.learning_rate, drawing.ink_rate)
    if target is None:
        target = int(forward(layers, x).output[0].argmax())
    unset = (None,) * len(layers)
    recipe = Recipe(
        drawing.spec, unset, unset, Initialisation("zeros"), 0, drawing.loss, (tuple(x.tolist()),),
        (tuple(np.eye(10)[target].tolist()),), drawing.learning_rate, "sum",
    )  # fmt: skip
    return Begun(recipe, layers, target)


def network(drawing: Drawing) -> tuple[Layer, ...]:
    """The network that looks at a drawing before anything was done to it."""
    if drawing.seed is None:
        layers = digit_network(drawing.network)
    else:
        layers = trained_now(drawing.network, drawing.seed, drawing.trained)
    return with_outputs(layers, drawing.outputs)
