"""The data of a drawing: the network that looks at it and every number of the training step that is shown."""

from typing import Any

from app.api_answers import step_answer
from app.drawing_lesson import Seen
from app.drawing_url import drawing_query
from app.exercise import Exercise


def digit_readout(seen: Seen) -> dict[str, Any]:
    """JSON-ready values in the form of /api/step: its body and its answer in one, with the address."""
    step, drawing = seen.moment.step, seen.drawing
    operation = seen.moment.lesson.operation
    exercise = Exercise(
        layers=seen.layers, loss=drawing.loss, x=step.trace.x, targets=step.gradients.targets, reduction="sum",
        learning_rate=drawing.learning_rate, one_example=True,
    )  # fmt: skip
    answer = step_answer(exercise)
    layers = [
        {"weights": layer.W.tolist(), "biases": layer.b.tolist(), "activation": layer.activation.name, **numbers}
        for layer, numbers in zip(seen.layers, answer.pop("layers"), strict=True)
    ]
    return {
        "address": drawing_query(drawing),
        "operation": operation.key if operation else "",
        "blank": drawing.blank,
        "digit": None if drawing.blank else seen.digit,
        "target": seen.target,
        "inputs": seen.x.tolist(),
        "targets": step.gradients.targets[0].tolist(),
        "loss_function": drawing.loss,
        "learning_rate": drawing.learning_rate,
        "layers": layers,
        **answer,
    }
