"""What the JSON API answers: the engine's arrays written into the shapes of ``app.api_models``.

A number that is not finite is null. Where that means that the computation left the numbers, the answer says so and
names the first place in the order of the computation. An infinite ∂C/∂y alone does not: it is the true slope of a
logarithm at 0, and ∂C/∂z of the same output is finite.
"""

from typing import Any

import numpy as np

from app.exercise import Exercise
from engine.arrays import Array
from engine.backward import BackwardTrace, backward
from engine.descent import gradient_step
from engine.forward import ForwardTrace, forward
from engine.losses import LOGARITHMIC
from engine.network import Layer


class _Writer:
    """Turns arrays into lists and remembers the first place that is not finite."""

    def __init__(self, one_example: bool) -> None:
        self.one_example = one_example
        self.first = ""

    def rows(self, place: str, array: Array, *, may_be_infinite: bool = False) -> Any:
        """One row an example, or the row itself when one example was sent."""
        return self.plain(place, array[0] if self.one_example else array, may_be_infinite=may_be_infinite)

    def plain(self, place: str, array: Array | float, *, may_be_infinite: bool = False) -> Any:
        """Numbers that do not belong to single examples."""
        array = np.asarray(array)
        finite = np.isfinite(array)
        if finite.all():
            return array.tolist()
        if not self.first and not may_be_infinite:
            self.first = place + "".join(f"[{index}]" for index in np.argwhere(~finite)[0])
        values = array.astype(object)
        values[~finite] = None
        return values.tolist()

    def answer(self, content: dict[str, Any]) -> dict[str, Any]:
        """``content``, and the divergence if there was one."""
        return {**content, "diverged": True, "first_non_finite": self.first} if self.first else content


def forward_answer(exercise: Exercise) -> dict[str, Any]:
    """The answer of /api/forward, a ``ForwardAnswer``."""
    write = _Writer(exercise.one_example)
    with np.errstate(all="ignore"):
        trace = forward(exercise.layers, exercise.x)
        content = _forward(write, trace)
        if exercise.targets is not None:
            content |= _loss(write, _backward(exercise, exercise.layers, trace))
    return write.answer(content)


def backward_answer(exercise: Exercise) -> dict[str, Any]:
    """The answer of /api/backward, a ``BackwardAnswer``."""
    write = _Writer(exercise.one_example)
    with np.errstate(all="ignore"):
        trace = forward(exercise.layers, exercise.x)
        content = _both(write, exercise, trace, _backward(exercise, exercise.layers, trace))
    return write.answer(content)


def step_answer(exercise: Exercise) -> dict[str, Any]:
    """The answer of /api/step, a ``StepAnswer``."""
    assert exercise.learning_rate is not None
    write = _Writer(exercise.one_example)
    with np.errstate(all="ignore"):
        trace = forward(exercise.layers, exercise.x)
        back = _backward(exercise, exercise.layers, trace)
        content = _both(write, exercise, trace, back)
        layers = gradient_step(exercise.layers, back, exercise.learning_rate)
        content["updated"] = {
            "layers": [
                {
                    "weights": write.plain(f"updated.layers[{index}].weights", layer.W),
                    "biases": write.plain(f"updated.layers[{index}].biases", layer.b),
                }
                for index, layer in enumerate(layers)
            ],
            "loss": write.plain("updated.loss", _backward(exercise, layers, forward(layers, exercise.x)).loss),
        }
    return write.answer(content)


def _backward(exercise: Exercise, layers: tuple[Layer, ...], trace: ForwardTrace) -> BackwardTrace:
    assert exercise.targets is not None
    assert exercise.loss is not None
    return backward(layers, trace, exercise.targets, exercise.loss, exercise.reduction)


def _forward(write: _Writer, trace: ForwardTrace) -> dict[str, Any]:
    layers = [
        {"z": write.rows(f"layers[{index}].z", record.z), "a": write.rows(f"layers[{index}].a", record.a)}
        for index, record in enumerate(trace.layers)
    ]
    return {"layers": layers, "output": write.rows("output", trace.output)}


def _loss(write: _Writer, back: BackwardTrace) -> dict[str, Any]:
    per_example = write.rows("loss_per_example", back.loss_per_example)
    return {"loss": write.plain("loss", back.loss), "loss_per_example": per_example}


def _both(write: _Writer, exercise: Exercise, trace: ForwardTrace, back: BackwardTrace) -> dict[str, Any]:
    """Both passes, written in the order in which they are computed: the backward pass from the last layer on."""
    content = _forward(write, trace) | _loss(write, back)
    last = len(back.layers) - 1
    for index, record in reversed(list(enumerate(back.layers))):
        pole = index == last and exercise.loss in LOGARITHMIC
        at = f"layers[{index}]"
        content["layers"][index] |= {
            "da_dz": None if record.da_dz is None else write.rows(f"{at}.da_dz", record.da_dz),
            "dC_da": write.rows(f"{at}.dC_da", record.dC_da, may_be_infinite=pole),
            "dC_dz": write.rows(f"{at}.dC_dz", record.dC_dz),
            "dC_dW": write.plain(f"{at}.dC_dW", record.dC_dW),
            "dC_db": write.plain(f"{at}.dC_db", record.dC_db),
        }
    return content | {"dC_dx": write.rows("dC_dx", back.dC_dx)}
