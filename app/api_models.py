"""The shapes of the JSON API: the bodies it takes, with their bounds, and the answers it gives.

Of a body nothing is converted and nothing unknown is passed over.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from app.limits import MAX_EXAMPLES, MAX_LAYERS, MAX_MAGNITUDE, MAX_PARAMETERS, MAX_WIDTH
from app.validation import ONE_EXAMPLE, SEVERAL_EXAMPLES
from engine.words import N_

ActivationName = Literal["sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu", "linear", "softmax"]
LossName = Literal["cross_entropy", "binary_cross_entropy", "half_squared_error", "squared_error", "mse"]
Reduction = Literal["sum", "mean"]

Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-MAX_MAGNITUDE, le=MAX_MAGNITUDE)]
Vector = Annotated[list[Number], Field(min_length=1, max_length=MAX_WIDTH, fail_fast=True)]
Matrix = Annotated[list[Vector], Field(min_length=1, max_length=MAX_WIDTH, fail_fast=True)]


def _how_many(value: Any) -> str:
    """Which of the two forms of ``inputs`` and ``targets`` a value is meant to be."""
    several = isinstance(value, list) and bool(value) and isinstance(value[0], list)
    return SEVERAL_EXAMPLES if several else ONE_EXAMPLE


Examples = Annotated[
    Annotated[Vector, Tag(ONE_EXAMPLE)]
    | Annotated[list[Vector], Field(min_length=1, max_length=MAX_EXAMPLES, fail_fast=True), Tag(SEVERAL_EXAMPLES)],
    Discriminator(_how_many),
]


class Body(BaseModel):
    """Strict: a text is no number, and a field that does not exist is an error rather than a surprise."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LayerBody(Body):
    """One layer of weights, a = σ(W a_prev + b)."""

    weights: Matrix = Field(description=N_("W: one row a neuron, one column an input of the layer."))
    biases: Vector = Field(description=N_("b: one number a neuron."))
    activation: ActivationName = Field(description=N_("σ; softmax in the last layer only; gelu is the exact one."))
    negative_slope: float = Field(
        0.01,
        ge=0.0,
        lt=1.0,
        allow_inf_nan=False,
        description=N_("σ'(z) of leaky_relu for z < 0; sent with leaky_relu only."),
    )


class ForwardBody(Body):
    """A network and the examples that run through it."""

    layers: list[LayerBody] = Field(
        min_length=1,
        max_length=MAX_LAYERS,
        description=N_(
            "First hidden layer first, output layer last; at most {max_layers} layers of at most {max_width} neurons,"
            " {max_parameters} weights and biases in all.",
            max_layers=MAX_LAYERS,
            max_width=MAX_WIDTH,
            max_parameters=MAX_PARAMETERS,
        ),
    )
    inputs: Examples = Field(
        description=N_(
            "x: one example, [x₁, x₂, …], or a list of at most {max_examples} examples.",
            max_examples=MAX_EXAMPLES,
        )
    )
    targets: Examples | None = Field(None, description=N_("ŷ of each example, in the same form as inputs."))
    loss: LossName | None = Field(
        None,
        description=N_(
            "C. The two with logarithms need a sigmoid or softmax output; targets of cross_entropy are at "
            "least 0, those of binary_cross_entropy from 0 to 1. Needed where targets are given."
        ),
    )
    reduction: Reduction = Field(
        "sum", description=N_("Whether the losses and gradients of the examples are added or averaged.")
    )
    learning_rate: Annotated[float, Field(ge=0, le=MAX_MAGNITUDE, allow_inf_nan=False)] | None = Field(
        None, description=N_("η; read by /api/step alone.")
    )


class BackwardBody(ForwardBody):
    """A network, examples, and what their outputs should have been."""

    targets: Examples = Field(description=N_("ŷ of each example, in the same form as inputs."))
    loss: LossName = Field(
        description=N_(
            "C. The two with logarithms need a sigmoid or softmax output; targets of cross_entropy are at "
            "least 0, those of binary_cross_entropy from 0 to 1."
        )
    )


class StepBody(BackwardBody):
    """A network, examples, their targets, and how far to go downhill."""

    learning_rate: float = Field(ge=0, le=MAX_MAGNITUDE, allow_inf_nan=False, description=N_("η in θ ← θ − η∇L(θ)."))


Value = float | None
OneOrMore = list[Value] | list[list[Value]]


class Answer(BaseModel):
    """A documented shape; ``app.api_answers`` writes it, and tests hold it to that."""

    model_config = ConfigDict(extra="forbid")


class ForwardLayer(Answer):
    """What the forward pass computed in one layer."""

    z: OneOrMore = Field(description=N_("z = W a_prev + b; one row an example."))
    a: OneOrMore = Field(description=N_("a = σ(z); one row an example."))


class BackwardLayer(ForwardLayer):
    """What both passes computed in one layer."""

    da_dz: OneOrMore | None = Field(description=N_("σ'(z); one row an example; null for softmax, which has none."))
    dC_da: OneOrMore = Field(description=N_("∂C/∂a of each example's own loss; null where it is infinite."))
    dC_dz: OneOrMore = Field(description=N_("∂C/∂z of each example's own loss."))
    dC_dW: list[list[Value]] = Field(description=N_("∂L/∂W, shaped like weights; over the examples by reduction."))
    dC_db: list[Value] = Field(description=N_("∂L/∂b, shaped like biases; over the examples by reduction."))


class UpdatedLayer(Answer):
    """The parameters of one layer after the update."""

    weights: list[list[Value]] = Field(description=N_("W − η ∂L/∂W."))
    biases: list[Value] = Field(description=N_("b − η ∂L/∂b."))


class Updated(Answer):
    """The network after the update, all gradients taken before it."""

    layers: list[UpdatedLayer] = Field(description=N_("One entry a layer."))
    loss: Value = Field(description=N_("L at the new parameters."))


class Divergence(Answer):
    """Said only when it happened."""

    diverged: bool = Field(False, description=N_("true when a number of the answer really is not finite."))
    first_non_finite: str = Field("", description=N_("The first such place, for example layers[1].z[0][2]."))


class ForwardAnswer(Divergence):
    """The forward pass, and the loss where targets were sent."""

    layers: list[ForwardLayer] = Field(description=N_("One entry a layer."))
    output: OneOrMore = Field(description=N_("y: the activations of the last layer."))
    loss: Value = Field(None, description=N_("L: the losses of the examples, added or averaged. Only with targets."))
    loss_per_example: Value | list[Value] = Field(None, description=N_("C of each example. Only with targets."))


class BackwardAnswer(Divergence):
    """Both passes and the loss."""

    layers: list[BackwardLayer] = Field(description=N_("One entry a layer."))
    output: OneOrMore = Field(description=N_("y: the activations of the last layer."))
    loss: Value = Field(description=N_("L: the losses of the examples, added or averaged."))
    loss_per_example: Value | list[Value] = Field(description=N_("C of each example."))
    dC_dx: OneOrMore = Field(description=N_("∂C/∂x of each example's own loss."))


class StepAnswer(BackwardAnswer):
    """A whole training step."""

    updated: Updated = Field(description=N_("The network after θ ← θ − η∇L(θ)."))


class Refusal(Answer):
    """What is wrong with a request."""

    field: str | None = Field(description=N_("The field or parameter, for example layers[0].weights[1][2]."))
    value: str | int | float | bool | None = Field(description=N_("What was sent there, shortened."))
    message: str = Field(description=N_("Why it is refused."))
    allowed: str | None = Field(description=N_("What may be sent there."))


class ErrorAnswer(Answer):
    """The form of every error."""

    error: Refusal
