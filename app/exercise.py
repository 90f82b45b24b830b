"""What a body of the JSON API asks, as the engine's own values: every remaining doubt is settled here, by field."""

from dataclasses import dataclass

import numpy as np

from app.api_models import ForwardBody, LayerBody, Reduction
from app.errors import BadInput
from app.language import _
from app.limits import MAX_ACTIVITY, MAX_PARAMETERS
from engine.activations import Activation, DomainError
from engine.arrays import Array
from engine.arrays import examples as as_batch
from engine.losses import TargetError, allowed_losses, check_pair, check_targets
from engine.network import Layer
from engine.words import words


@dataclass(frozen=True, eq=False, slots=True)
class Exercise:
    """A network, examples, and what is to be computed of them.

    Attributes:
        layers: the network; consecutive sizes fit.
        x: (N, n_in).
        targets: (N, n_out), in the domain of the loss, or None.
        loss: allowed at the output's activation, or None.
        reduction: over the examples.
        learning_rate: η, or None.
        one_example: whether the example was sent, and comes back, without the outer list.
    """

    layers: tuple[Layer, ...]
    x: Array
    targets: Array | None
    loss: str | None
    reduction: Reduction
    learning_rate: float | None
    one_example: bool


def exercise(body: ForwardBody) -> Exercise:
    """The exercise that a valid body sets.

    Raises:
        BadInput: when sizes do not fit each other, a bound on their products is passed, softmax is not last, the loss
            is not defined for the output, or a target is outside the loss's domain.
    """
    one_example = _is_one(body.inputs)
    layers = _layers(body.layers)
    x = _rows(body.inputs, "inputs", layers[0].n_in)
    _bound_work(layers, len(x))
    if body.loss is not None:
        _check_pair(layers[-1].activation.name, body.loss)
    targets = None
    if body.targets is not None:
        if body.loss is None:
            raise BadInput(
                "loss", None, _("a loss beside targets"), _("Targets are compared with the output by a loss.")
            )
        targets = _rows(body.targets, "targets", layers[-1].n_out)
        if _is_one(body.targets) != one_example or len(targets) != len(x):
            allowed = _("one list of numbers") if one_example else _("{n} lists of numbers", n=len(x))
            raise BadInput(
                "targets", body.targets, allowed, _("Targets come one an example, in the same form as inputs.")
            )
        _check_targets(body.loss, targets, one_example)
    return Exercise(layers, x, targets, body.loss, body.reduction, body.learning_rate, one_example)


def _layers(bodies: list[LayerBody]) -> tuple[Layer, ...]:
    """The network: each row of weights as long as the layer before is wide, one bias a row, softmax last."""
    n_in = len(bodies[0].weights[0])
    layers = []
    for index, body in enumerate(bodies):
        at = f"layers[{index}]"
        name = body.activation
        if name == "softmax" and index < len(bodies) - 1:
            raise BadInput(
                f"{at}.activation", name, _("any other activation"), _("Only the last layer can be softmax.")
            )
        if name != "leaky_relu" and "negative_slope" in body.model_fields_set:
            allowed = _("nothing, except beside leaky_relu")
            raise BadInput(
                f"{at}.negative_slope", body.negative_slope, allowed, _("{name} has no negative_slope.", name=name)
            )
        for row, weights in enumerate(body.weights):
            if len(weights) != n_in:
                reason = (
                    _("The layer before has {n} neurons.", n=n_in)
                    if index
                    else _("The first row has {n} weights.", n=n_in)
                )
                raise BadInput(f"{at}.weights[{row}]", weights, _("{n} numbers", n=n_in), reason)
        n_in = len(body.weights)
        if len(body.biases) != n_in:
            raise BadInput(
                f"{at}.biases", body.biases, _("{n} numbers", n=n_in), _("The layer has {n} rows of weights.", n=n_in)
            )
        layers.append(Layer(np.array(body.weights), np.array(body.biases), Activation(name, body.negative_slope)))
    return tuple(layers)


def _is_one(examples: list[float] | list[list[float]]) -> bool:
    return not isinstance(examples[0], list)


def _rows(examples: list[float] | list[list[float]], field: str, width: int) -> Array:
    """(N, width), whichever of the two forms was sent."""
    for index, row in enumerate([examples] if _is_one(examples) else examples):
        if isinstance(row, list) and len(row) != width:
            place = field if _is_one(examples) else f"{field}[{index}]"
            raise BadInput(
                place,
                row,
                _("{n} numbers", n=width),
                _("The network has {n} inputs.", n=width)
                if field == "inputs"
                else _("The network has {n} outputs.", n=width),
            )
    return as_batch(examples, field, width)


def _bound_work(layers: tuple[Layer, ...], n_examples: int) -> None:
    parameters = sum(layer.W.size + layer.b.size for layer in layers)
    if parameters > MAX_PARAMETERS:
        allowed = _("at most {n} weights and biases", n=MAX_PARAMETERS)
        raise BadInput("layers", parameters, allowed, _("The network has {n} weights and biases.", n=parameters))
    activity = n_examples * (layers[0].n_in + sum(layer.n_out for layer in layers))
    if activity > MAX_ACTIVITY:
        allowed = _("at most {n} examples times neurons, inputs included", n=MAX_ACTIVITY)
        raise BadInput("inputs", activity, allowed, _("The examples times the neurons are {n}.", n=activity))


def _check_pair(activation: str, loss: str) -> None:
    try:
        check_pair(activation, loss)
    except DomainError as error:
        raise BadInput(
            "loss", loss, _("one of {names}", names=", ".join(allowed_losses(activation))), _sentence(error)
        ) from None


def _check_targets(loss: str, targets: Array, one_example: bool) -> None:
    """Name the first single target that the loss is not defined for."""
    try:
        check_targets(loss, targets)
    except TargetError:
        for (example, output), value in np.ndenumerate(targets):
            try:
                check_targets(loss, targets[example : example + 1, output : output + 1])
            except TargetError as error:
                field = f"targets[{output}]" if one_example else f"targets[{example}][{output}]"
                allowed = _("0 to 1") if loss == "binary_cross_entropy" else _("at least 0")
                raise BadInput(field, float(value), allowed, _sentence(error)) from None
        raise


def _sentence(error: ValueError) -> str:
    """The engine's reason as a sentence."""
    text = _(words(error))
    return _("{reason}.", reason=f"{text[0].upper()}{text[1:]}")
