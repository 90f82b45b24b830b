"""A drawing worked out: every number of the training step that is shown, as a moment like any lesson's."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from app.drawing import Drawing
from app.ink import pixels
from app.lesson import Lesson
from app.limits import MAX_DRAWINGS_BEGUN
from app.moment import Moment
from engine.arrays import Array
from engine.backward import BackwardTrace, backward
from engine.digit_live import score, trained_now
from engine.digit_networks import digit_network, with_outputs
from engine.drawing_steps import after
from engine.forward import forward
from engine.lesson import Recipe, State, training_step
from engine.network import Initialisation, Layer

PRESET = "digits"
SURE = 0.99
"""An output at which there is hardly anything to learn."""


@dataclass(frozen=True, eq=False)
class Begun:
    """What a training step begins with, after everything that was done before.

    Attributes:
        layers: the weights.
        x: (256,), the pixels.
        target: the digit that the drawing should be.
    """

    layers: tuple[Layer, ...]
    x: Array
    target: int

    @cached_property
    def score(self) -> float:
        """The share of scans kept out of training that these weights recognise."""
        return score(self.layers)

    @cached_property
    def full_weight(self) -> float:
        """The magnitude at which a weight tile has the full colour: all but 2 in 100 of the first layer are below."""
        return weight_scale(self.layers[0].W)


@dataclass(frozen=True)
class Seen:
    """A drawing as one network sees it, at one moment.

    Attributes:
        drawing: the address's value.
        begun: what the training step begins with.
        moment: the training step that is shown.
    """

    drawing: Drawing
    begun: Begun
    moment: Moment

    @property
    def target(self) -> int:
        """The digit that it should be."""
        return self.begun.target

    @property
    def layers(self) -> tuple[Layer, ...]:
        """θ before the update of this training step."""
        return self.moment.step.layers

    @property
    def x(self) -> Array:
        """(256,), the pixels after all steps of the drawing."""
        x: Array = self.moment.step.trace.x[0]
        return x

    @property
    def y(self) -> Array:
        """(10,), the outputs."""
        y: Array = self.moment.step.trace.output[0]
        return y

    @cached_property
    def y_new(self) -> Array:
        """(10,), the outputs after the update."""
        y: Array = forward(self.moment.step.updated, self.x).output[0]
        return y

    @property
    def digit(self) -> int:
        """The digit of the largest output."""
        return int(self.y.argmax())

    @property
    def runner_up(self) -> int:
        """The digit of the second largest output."""
        return int(np.argsort(-self.y, kind="stable")[1])

    @cached_property
    def ten_targets(self) -> BackwardTrace:
        """The backward pass for each digit that it could be meant to be, one row a target."""
        x = np.broadcast_to(self.x, (10, len(self.x)))
        return backward(self.layers, forward(self.layers, x), np.eye(10), self.drawing.loss)

    @property
    def what_if(self) -> Array:
        """(10, 256), ∂C/∂x for each target."""
        return self.ten_targets.dC_dx

    @cached_property
    def steepest(self) -> float:
        """The largest |∂C/∂z| of the first layer for any of the ten targets: there a ∂C/∂w tile has the full colour."""
        return float(np.abs(self.ten_targets.layers[0].dC_dz).max())

    @cached_property
    def steepest_pixel(self) -> float:
        """The largest |∂C/∂x| for any of the ten targets, the full colour of all their pictures."""
        return float(np.abs(self.what_if).max())

    def strongest(self, layer: int) -> float:
        """The largest |∂C/∂w| into a layer for any of the ten targets: the scale on which nothing looks like nothing.

        Args:
            layer: counted from 1.
        """
        before = self.x if layer == 1 else self.moment.step.trace.layers[layer - 2].a[0]
        return float(np.abs(self.ten_targets.layers[layer - 1].dC_dz).max() * np.abs(before).max())

    @property
    def nothing_to_learn(self) -> bool:
        """Whether the network is already right and sure."""
        return self.digit == self.target and float(self.y[self.target]) >= SURE


def weight_scale(W: Array) -> float:
    """The magnitude of the full colour of a weight tile: all but 2 in 100 weights of the layer are below it."""
    return float(np.quantile(np.abs(W), 0.98)) or 1.0


def seen(drawing: Drawing) -> Seen:
    """A drawing worked out by its network."""
    begun = _begun(replace(drawing, at="", view=Drawing(b"").view, look=Drawing(b"").look))
    unset = (None,) * len(begun.layers)
    recipe = Recipe(
        drawing.spec, unset, unset, Initialisation("zeros"), 0, drawing.loss,
        (tuple(begun.x.tolist()),), (tuple(np.eye(10)[begun.target].tolist()),), drawing.learning_rate, "sum",
    )  # fmt: skip
    lesson = Lesson(PRESET, recipe, time=drawing.done, view=drawing.view)
    return Seen(drawing, begun, Moment(lesson, training_step(recipe, State(0, begun.layers))))


@lru_cache(maxsize=MAX_DRAWINGS_BEGUN)
def _begun(drawing: Drawing) -> Begun:
    """The weights and the pixels after everything that was done, and the target of what comes next."""
    layers, x = network(drawing), pixels(drawing.ink)
    if drawing.deeds:
        layers, x = after(layers, x, drawing.deeds, drawing.loss, drawing.learning_rate, drawing.ink_rate)
    target = drawing.target
    return Begun(layers, x, int(forward(layers, x).output[0].argmax()) if target is None else target)


def network(drawing: Drawing) -> tuple[Layer, ...]:
    """The network that looks at a drawing before anything was done to it."""
    if drawing.seed is None:
        layers = digit_network(drawing.network)
    else:
        layers = trained_now(drawing.network, drawing.seed, drawing.trained)
    return with_outputs(layers, drawing.outputs)
