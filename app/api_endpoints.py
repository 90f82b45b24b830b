"""The addresses of the JSON API: what each takes, computes and gives, with examples that work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from app.api_answers import backward_answer, forward_answer, step_answer
from app.api_digit import EXAMPLE as SEVEN
from app.api_digit import DigitAnswer, DigitBody, digit_answer
from app.api_models import BackwardAnswer, BackwardBody, Body, ForwardAnswer, ForwardBody, StepAnswer, StepBody
from app.exercise import Exercise, exercise
from app.validation import bad_input
from engine.words import N_

Json = dict[str, Any]

_MAZUR: Json = {
    "layers": [
        {"weights": [[0.15, 0.2], [0.25, 0.3]], "biases": [0.35, 0.35], "activation": "sigmoid"},
        {"weights": [[0.4, 0.45], [0.5, 0.55]], "biases": [0.6, 0.6], "activation": "sigmoid"},
    ],
    "loss": "half_squared_error",
    "inputs": [0.05, 0.1],
    "targets": [0.01, 0.99],
}

_BATCH: Json = {
    "layers": [
        {"weights": [[1, -2], [-1, 1]], "biases": [1, 0], "activation": "leaky_relu", "negative_slope": 0.1},
        {"weights": [[2, -1], [-2, -1]], "biases": [0, 0], "activation": "softmax"},
    ],
    "loss": "cross_entropy",
    "inputs": [[1, -1], [0.5, 2]],
    "targets": [[1, 0], [0, 1]],
    "reduction": "mean",
}


@dataclass(frozen=True, eq=False)
class Endpoint:
    """One address of the API.

    Attributes:
        name: the last part of the address, after ``/api/``.
        title: what it does, in a few words.
        text: what it answers, in a sentence.
        body: the shape it takes.
        answer: the shape it gives.
        compute: from a body to the answer.
        examples: title → body; each works.
    """

    name: str
    title: str
    text: str
    body: type[Body]
    answer: type[BaseModel]
    compute: Callable[[Any], Json]
    examples: dict[str, Json]

    def reply(self, body: str | bytes) -> Json:
        """The answer to a body in JSON.

        Raises:
            BadInput: when the body is not of the shape that is taken, or its parts do not fit each other.
        """
        try:
            return self.compute(self.body.model_validate_json(body))
        except ValidationError as error:
            raise bad_input(error.errors(include_url=False)) from None


def _of_exercise(answer: Callable[[Exercise], Json]) -> Callable[[ForwardBody], Json]:
    """From a body to the answer, by way of the exercise that the body sets."""
    return lambda body: answer(exercise(body))


NETWORK_ENDPOINTS = (
    Endpoint(
        "forward",
        N_("Forward pass"),
        N_("Runs examples through a network; where targets are sent it gives the loss, too."),
        ForwardBody,
        ForwardAnswer,
        _of_exercise(forward_answer),
        {
            "One example, without a loss": {name: _MAZUR[name] for name in ("layers", "inputs")},
            "A batch with its loss": _BATCH,
        },
    ),
    Endpoint(
        "backward",
        N_("Forward and backward pass"),
        N_("Runs both passes and gives every derivative of the loss: of each neuron, each parameter and each input."),
        BackwardBody,
        BackwardAnswer,
        _of_exercise(backward_answer),
        {"Mazur's network": _MAZUR, "A batch of two, softmax output": _BATCH},
    ),
    Endpoint(
        "step",
        N_("One training step"),
        N_("Runs both passes and one update, all gradients taken before it, and gives the loss after it."),
        StepBody,
        StepAnswer,
        _of_exercise(step_answer),
        {
            "Mazur's network": {**_MAZUR, "learning_rate": 0.5},
            "A batch of two, softmax output": {**_BATCH, "learning_rate": 0.1},
        },
    ),
)

ENDPOINTS = (
    *NETWORK_ENDPOINTS,
    Endpoint(
        "digit",
        N_("A drawn digit"),
        N_(
            "Shrinks a drawing of any size to the 16×16 pixels that a trained network sees, and says which digit it"
            " takes it for; where a target is sent, which neurons and pixels would have to change."
        ),
        DigitBody,
        DigitAnswer,
        digit_answer,
        {"A seven that should be a three": SEVEN, "A blank sheet": {"image": [[0] * 8] * 8}},
    ),
)
