"""One neuron: its two inputs, its numbers by the engine, and what becomes of them when one parameter is moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.lesson import Lesson
from app.links import backward_done, forward_done
from app.moment import Moment, moment
from app.preset import given
from app.symbols import Symbols
from engine.losses import LOGARITHMIC, allowed_losses

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu", "linear")
LOSSES: Mapping[str, str] = {
    "half_squared_error": "½ (a − ŷ)²",
    "squared_error": "(a − ŷ)²",
    "cross_entropy": "−ŷ ln a",
    "binary_cross_entropy": "−ŷ ln a − (1 − ŷ) ln(1 − a)",
}
FOCUS = {"w1": "w-1-1-1", "w2": "w-1-1-2", "b": "b-1-1"}
MOVABLE = tuple(FOCUS)


class OneSymbols(Symbols):
    """The letters of the notes' one neuron: x₁, x₂, w₁, w₂, b, z, a, ŷ."""

    def neuron(self, layer: int, neuron: int) -> str:
        """Z, and x₁, x₂ for the inputs."""
        return "z" if layer else super().neuron(layer, neuron)

    def output(self, neuron: int) -> str:  # noqa: ARG002  # there is one
        """A: nothing is behind this neuron but the loss."""
        return "a"

    def bias(self, layer: int, to: int) -> str:  # noqa: ARG002  # there is one
        """B, without a number."""
        return "b"

    def delta(self, layer: int, neuron: int) -> str:  # noqa: ARG002  # there is one
        """∂C/∂z, without a number."""
        return self.deltas

    def target(self, neuron: int) -> str:
        """The target, without a number."""
        return super().target(neuron).rstrip("₁")


class OneMoment(Moment):
    """A moment of a lesson of one neuron, in those letters."""

    @cached_property
    def symbols(self) -> Symbols:
        """The names of its quantities."""
        return OneSymbols(self.sizes, self.lesson.view.notation)


@dataclass(frozen=True, slots=True)
class One:
    """The numbers that can be set.

    Attributes:
        activation: σ.
        loss: C.
        w1: the weight of the first input.
        x1: the first input.
        w2: the weight of the second.
        x2: the second.
        b: the bias.
        target: ŷ.
    """

    activation: str = "sigmoid"
    loss: str = "half_squared_error"
    w1: float = 0.75
    x1: float = 1.5
    w2: float = 2.0
    x2: float = -0.5
    b: float = 0.5
    target: float = 0.0

    def fitting(self) -> "One":
        """The same with a loss and a target that go with the activation."""
        loss = self.loss if self.loss in allowed_losses(self.activation) else "half_squared_error"
        within = min(max(self.target, 0.0), 1.0) if loss in LOGARITHMIC else self.target
        return replace(self, loss=loss, target=within)

    def moved(self, which: str, by: float) -> "One":
        """The same with one of ``MOVABLE`` changed by so much."""
        return replace(self, **{which: getattr(self, which) + by})

    def lesson(self) -> Lesson:
        """The lesson of a network of this one neuron, at its start."""
        recipe = given(
            self.activation, (((self.w1, self.w2),),), ((self.b,),), self.loss,
            ((self.x1, self.x2),), ((self.target,),), 0.5,
        )  # fmt: skip
        return Lesson("notes", recipe)


def numbers(one: One, which: str = "", *, backward: bool = False) -> Moment:
    """Its numbers, after the forward pass and the loss or after everything, with a parameter in focus."""
    done = (backward_done if backward else forward_done)(one.lesson())
    lesson = done.viewed(step="pass", focus=FOCUS.get(which, ""))
    now = moment(lesson)
    return OneMoment(now.lesson, now.step)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one step of one parameter does, evaluated again and as the derivatives say.

    Attributes:
        by: Δw.
        z: Δz.
        a: Δa.
        C: ΔC.
        predicted: Δz, Δa and ΔC as the derivatives say.
    """

    by: float
    z: float
    a: float
    C: float
    predicted: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Slopes:
    """The factors of ∂C/∂w: ∂z/∂w, σ'(z), ∂C/∂a, and the products ∂C/∂z and ∂C/∂w, all of the engine."""

    dz_dw: float
    da_dz: float
    dC_da: float
    dC_dz: float
    dC_dw: float


def slopes(one: One, which: str) -> Slopes:
    """The derivatives of a neuron."""
    now = numbers(one)
    source = MOVABLE.index(which) + 1
    return Slopes(
        1.0 if which == "b" else now.number("x", 0, source),
        now.number("da_dz", 1, 1),
        now.number("dC_da", 1, 1),
        now.number("dC_dz", 1, 1),
        now.number("dC_db", 1, 1) if which == "b" else now.number("dC_dw", 1, 1, source),
    )


def changes(one: One, which: str, by: float) -> Changes:
    """The changes that follow from one step."""
    before, after, slope = numbers(one), numbers(one.moved(which, by)), slopes(one, which)
    z, a, loss = (
        after.number(quantity, *place) - before.number(quantity, *place)
        for quantity, place in (("z", (1, 1)), ("a", (1, 1)), ("C", ()))
    )
    dz = slope.dz_dw * by
    return Changes(by, z, a, loss, (dz, dz * slope.da_dz, slope.dC_dw * by))
