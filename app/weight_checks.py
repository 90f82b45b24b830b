"""What the arrays of a file have to be so that they are a network that a lesson can show."""

import numpy as np

from app.errors import echo
from app.language import _
from app.limits import MAX_LESSON_LAYERS, MAX_LESSON_NUMBER, MAX_LESSON_WIDTH
from app.numbers import plain
from app.weight_archives import refused
from engine.activations import ACTIVATIONS, Activation
from engine.arrays import Array
from engine.words import N_

NUMBERS = N_("numbers from {low} to {high}", low=f"-{plain(MAX_LESSON_NUMBER)}", high=plain(MAX_LESSON_NUMBER))
SHAPES = N_(
    "weights out × in (a row a neuron, a column an input), the inputs of a layer as many as the neurons before it; 1 to"
    " {layers} layers of at most {neurons} neurons and inputs",
    layers=MAX_LESSON_LAYERS, neurons=MAX_LESSON_WIDTH,
)  # fmt: skip
FUNCTIONS = N_("one of {names} for each layer, softmax in the last only", names=", ".join(ACTIVATIONS))


def check_layer(name: str, W: Array, name_of_b: str, b: Array) -> None:
    """Nothing happens when a layer's arrays fit each other.

    Args:
        name: of the weights, in the file.
        W: (n_out, n_in).
        name_of_b: of the biases.
        b: (n_out,).

    Raises:
        BadInput: their shapes differ or are too large, or a number is; it names the array.
    """
    name, name_of_b = str(echo(name)), str(echo(name_of_b))
    if W.ndim != 2 or not W.size:
        raise refused(_("“{name}” has the shape {shape} and is no matrix", name=name, shape=W.shape), allowed=SHAPES)
    if max(W.shape) > MAX_LESSON_WIDTH:
        size = f"{W.shape[0]} × {W.shape[1]}"
        reason = _("“{name}” is {size}, more than {most} on a side", name=name, size=size, most=MAX_LESSON_WIDTH)
        raise refused(reason, size, SHAPES)
    if b.shape != (len(W),):
        reason = _(
            "“{biases}” has the shape {shape}, but “{name}” has {n} neurons (its rows)",
            biases=name_of_b, shape=b.shape, name=name, n=len(W),
        )  # fmt: skip
        raise refused(turned(reason, b.shape == W.shape[1:]), allowed=SHAPES)
    for called, array in ((name, W), (name_of_b, b)):
        wrong = np.argwhere(~(np.abs(array) <= MAX_LESSON_NUMBER))
        if len(wrong):
            place = f"“{called}”" + "".join(f"[{at}]" for at in wrong[0])
            value = float(array[tuple(wrong[0])])
            raise refused(_("{place} is not one of the {numbers}", place=place, numbers=NUMBERS), value, NUMBERS)


def turned(reason: str, fits: bool) -> str:
    """Why a layer does not fit, with a question where it ``fits`` the other way round."""
    return _("{reason}; are the weights written in × out?", reason=reason) if fits else reason


def check_softmax(activations: tuple[Activation, ...]) -> None:
    """Nothing happens when softmax is the last layer's only.

    Raises:
        BadInput: it is another's.
    """
    if not all(activation.elementwise for activation in activations[:-1]):
        raise refused(_("softmax can only be the activation of the last layer"), allowed=FUNCTIONS)
