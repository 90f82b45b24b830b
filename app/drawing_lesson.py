"""A drawing worked out: every number of the training step that is shown, as a moment like any lesson's."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from app.drawing import Drawing
from app.ink import pixels
from app.lesson import Lesson
from app.moment import Moment
from engine.arrays import Array
from engine.backward import BackwardTrace, backward
from engine.digit_live import trained_now
from engine.digit_networks import digit_network, with_outputs
from engine.drawing_steps import after
from engine.forward import forward
from engine.lesson import Recipe, State, training_step
from engine.network import Initialisation, Layer

PRESET = "digits"
SURE = 0.99
"""An output at which there is hardly anything to learn."""


@dataclass(frozen=True)
class Seen:
    """A drawing as one network sees it, at one moment.

    Attributes:
        drawing: the address's value.
        target: the digit that it should be.
        moment: the training step that is shown.
    """

    drawing: Drawing
    target: int
    moment: Moment

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


def seen(drawing: Drawing) -> Seen:
    """A drawing worked out by its network."""
    layers, x, target = _before(replace(drawing, at="", view=Drawing(b"").view, look=Drawing(b"").look))
    recipe = Recipe(
        drawing.spec, (None,) * len(layers), (None,) * len(layers), Initialisation("zeros"), 0, drawing.loss,
        (tuple(x.tolist()),), (tuple(np.eye(10)[target].tolist()),), drawing.learning_rate, "sum",
    )  # fmt: skip
    lesson = Lesson(PRESET, recipe, time=drawing.done, view=drawing.view)
    return Seen(drawing, target, Moment(lesson, training_step(recipe, State(0, layers))))


@lru_cache(maxsize=64)
def _before(drawing: Drawing) -> tuple[tuple[Layer, ...], Array, int]:
    """The weights and the pixels after everything that was done, and the target of what comes next."""
    layers, x = network(drawing), pixels(drawing.ink)
    if drawing.deeds:
        layers, x = after(layers, x, drawing.deeds, drawing.loss, drawing.learning_rate, drawing.ink_rate)
    target = drawing.target
    return layers, x, int(forward(layers, x).output[0].argmax()) if target is None else target


def network(drawing: Drawing) -> tuple[Layer, ...]:
    """The network that looks at a drawing before anything was done to it."""
    if drawing.seed is None:
        layers = digit_network(drawing.network)
    else:
        layers = trained_now(drawing.network, drawing.seed, drawing.trained)
    return with_outputs(layers, drawing.outputs)
