"""A drawing worked out: every number of the training step that is shown, as a moment like any lesson's."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.drawing import Drawing
from app.drawing_step import Begun, begun
from app.lesson import Lesson
from app.moment import Moment
from engine.arrays import Array
from engine.network import Layer

PRESET = "digits"
SURE = 0.99
"""An output at which there is hardly anything to learn."""


@dataclass(frozen=True)
class Seen:
    """A drawing as one network sees it, at one moment.

    Attributes:
        drawing: the address's value.
        begun: the training step that is shown.
        moment: where the cursor is in it.
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
        return self.begun.layers

    @property
    def x(self) -> Array:
        """(256,), the pixels after all steps of the drawing."""
        return self.begun.x

    @property
    def y(self) -> Array:
        """(10,), the outputs."""
        y: Array = self.moment.step.trace.output[0]
        return y

    @property
    def y_new(self) -> Array:
        """(10,), the outputs after the update."""
        return self.begun.y_new

    @cached_property
    def digit(self) -> int:
        """The digit of the largest output."""
        return int(self.y.argmax())

    @property
    def runner_up(self) -> int:
        """The digit of the second largest output."""
        return int(np.argsort(-self.y, kind="stable")[1])

    @property
    def what_if(self) -> Array:
        """(10, 256), ∂C/∂x for each target."""
        return self.begun.ten_targets[0]

    @property
    def steepest_pixel(self) -> float:
        """The largest |∂C/∂x| for any of the ten targets, the full colour of all their pictures."""
        return self.begun.steepest_pixel

    def steepest(self, layer: int) -> float:
        """The largest |∂C/∂z| of a layer for any of the ten targets; of the first it is a ∂C/∂w tile's full colour."""
        return self.begun.ten_targets[1][layer - 1]

    def strongest(self, layer: int) -> float:
        """The largest |∂C/∂w| into a layer for any of the ten targets: the scale on which nothing looks like nothing.

        Args:
            layer: counted from 1.
        """
        before = self.x if layer == 1 else self.moment.step.trace.layers[layer - 2].a[0]
        return self.steepest(layer) * float(np.abs(before).max())

    @property
    def nothing_to_learn(self) -> bool:
        """Whether the network is already right and sure."""
        return self.digit == self.target and float(self.y[self.target]) >= SURE


def seen(drawing: Drawing) -> Seen:
    """A drawing worked out by its network."""
    here = begun(drawing)
    return Seen(drawing, here, Moment(Lesson(PRESET, here.recipe, time=drawing.done, view=drawing.view), here.step))
