"""``POST /api/digit``: what the network sees of a drawing, what it takes it for, and how that would change."""

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from app.api_models import Answer, Body
from app.errors import BadInput
from app.language import _
from app.limits import MAX_IMAGE_SIDE, MIN_IMAGE_SIDE
from engine.backward import backward
from engine.digit_networks import LOSS, digit_network
from engine.digits import see
from engine.forward import forward
from engine.words import N_

DigitNetworkName = Literal["32-sigmoid", "32-tanh", "32-relu", "16-16-sigmoid", "16-16-tanh", "16-16-relu"]

Ink = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.0, le=1.0)]
Row = Annotated[list[Ink], Field(min_length=MIN_IMAGE_SIDE, max_length=MAX_IMAGE_SIDE, fail_fast=True)]
Image = Annotated[list[Row], Field(min_length=MIN_IMAGE_SIDE, max_length=MAX_IMAGE_SIDE, fail_fast=True)]


class DigitBody(Body):
    """A drawing, and the network that is to look at it."""

    image: Image = Field(
        description=N_(
            "One row of pixels a list, {least} to {most} rows of {least} to {most} numbers; 0 is paper, 1 is ink.",
            least=MIN_IMAGE_SIDE,
            most=MAX_IMAGE_SIDE,
        )
    )
    network: DigitNetworkName = Field(
        "32-relu", description=N_("Sizes and activation of the hidden layers of 256-…-10; the output is softmax.")
    )
    target: Annotated[int, Field(ge=0, le=9)] | None = Field(
        None, description=N_("The digit that it should be; with it come the loss and its derivatives.")
    )


class DigitAnswer(Answer):
    """What the network makes of a drawing."""

    x: list[float] = Field(description=N_("The 16×16 pixels that the network sees, row by row: multiples of 1/15."))
    y: list[float] = Field(description=N_("The output: how much the drawing is a 0, a 1, … a 9; together 1."))
    digit: int | None = Field(description=N_("The digit of the largest output; null for a blank image."))
    network: DigitNetworkName = Field(description=N_("The network that looked at it."))
    blank: bool = Field(description=N_("Whether there is no ink to look at; x is 0 everywhere then."))
    loss: float | None = Field(None, description=N_("C, the cross-entropy −ln y of the target. Only with target."))
    dC_dz: list[list[float]] | None = Field(
        None, description=N_("∂C/∂z of every neuron, one list a layer, the first hidden layer first. Only with target.")
    )
    dC_dx: list[float] | None = Field(None, description=N_("∂C/∂x of the 256 pixels. Only with target."))


EXAMPLE: dict[str, Any] = {
    "image": [
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0.9, 1, 1, 1, 1, 1, 1, 0.3, 0],
        [0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.8, 1, 0.3, 0],
        [0, 0, 0, 0, 0, 0, 0.9, 0.6, 0, 0],
        [0, 0, 0, 0, 0, 0.4, 1, 0.2, 0, 0],
        [0, 0, 0, 0, 0, 0.9, 0.6, 0, 0, 0],
        [0, 0, 0, 0, 0.3, 1, 0.2, 0, 0, 0],
        [0, 0, 0, 0, 0.8, 0.7, 0, 0, 0, 0],
        [0, 0, 0, 0.2, 1, 0.3, 0, 0, 0, 0],
        [0, 0, 0, 0.4, 0.8, 0, 0, 0, 0, 0],
    ],
    "network": "32-relu",
    "target": 3,
}


def digit_answer(body: DigitBody) -> dict[str, Any]:
    """The answer of /api/digit, a ``DigitAnswer``.

    Raises:
        BadInput: when the rows of the image are not of equal length.
    """
    width = len(body.image[0])
    for index, row in enumerate(body.image):
        if len(row) != width:
            raise BadInput(
                f"image[{index}]",
                row,
                _("{n} numbers", n=width),
                _("The first row has {n} numbers.", n=width),
            )
    x, blank = see(np.array(body.image))
    layers = digit_network(body.network)
    trace = forward(layers, x)
    answer: dict[str, Any] = {
        "x": x.tolist(),
        "y": trace.output[0].tolist(),
        "digit": None if blank else int(trace.output[0].argmax()),
        "network": body.network,
        "blank": blank,
    }
    if body.target is None:
        return answer
    back = backward(layers, trace, np.eye(10)[body.target], LOSS)
    return answer | {
        "loss": back.loss,
        "dC_dz": [record.dC_dz[0].tolist() for record in back.layers],
        "dC_dx": back.dC_dx[0].tolist(),
    }
