"""A network in reverse into which k times ∂C/∂y is put: run again, not multiplied afterwards."""

from dataclasses import dataclass
from functools import cached_property

from app.asking import Mistake, Question
from app.language import _
from app.listed import listed
from app.moment import Moment
from app.numbers import text
from engine.reverse import Reversed, run_in_reverse

FACTORS = (-1.0, 0.5, 1.0, 2.0, 10.0)


@dataclass(frozen=True)
class Amplified(Moment):
    """A moment at the end of its backward pass with other signals in it.

    Attributes:
        factor: how many times ∂C/∂y is put in.
    """

    factor: float = 1.0

    @cached_property
    def _run(self) -> Reversed:
        gradients = self.step.gradients
        return run_in_reverse(self.step.layers, gradients, self.factor * gradients.layers[-1].dC_dz)

    def truth(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> float:
        """The value of a quantity; that of a signal as the network in reverse makes it."""
        n, j = self.example, to - 1
        match quantity:
            case "dC_dz":
                return float(self._run.dC_dz[layer - 1][n, j])
            case "dC_dx":
                return float(self._run.dC_dx[n, j])
            case "dC_da" if 0 < layer < self.last:
                return float(self._run.dC_da[layer - 1][n, j])
            case "dC_da" | "dC_dy" if layer:
                return self.factor * super().truth(quantity, layer, to, source)
        return super().truth(quantity, layer, to, source)


def twice(moment: Moment) -> Question:
    """What leaves the first neuron when twice as much is put in?"""
    layers, symbols = moment.last, moment.symbols
    sent, name = moment.truth("dC_dz", 1, 1), symbols.delta(1, 1)
    outputs = listed([f"2·∂C/∂{symbols.output(n)}" for n in range(1, moment.sizes[-1] + 1)])
    if moment.sizes[-1] > 3:
        outputs = _("every ∂C/∂y twice as large")
    return Question(
        "twice",
        _(
            "{name} is {sent} here. Put in twice as much at the right: {outputs}. What is {name} then?",
            name=name,
            sent=text(sent),
            outputs=outputs,
        ),
        "number",
        2.0 * sent,
        _(
            "Every step on the way back is a multiplication by a number that is fixed by now, or a sum: twice as"
            " much in, twice as much out. The network forward is not like that: σ bends."
        ),
        mistakes=(
            Mistake(sent, _("It does follow: nothing in the reversed network depends on how much comes in.")),
            Mistake(4.0 * sent, _("It does not double again at each wire: weights and gains stay as they are.")),
            Mistake(2.0**layers * sent, _("It does not double in every layer: only what enters doubles.")),
            Mistake(sent + 2.0, _("Doubling multiplies; nothing is added.")),
        ),
    )


def travels() -> Question:
    """What is it that goes through the network in reverse?"""
    return Question(
        "travels",
        _("What is it that travels through the reversed network?"),
        "choice",
        "slopes",
        _(
            "Each number on it says how fast C changes when the z (or a) at that place changes: a sensitivity. To"
            " invert the network one would have to undo σ and W; here every σ is replaced by a constant factor, and W"
            " is read the other way."
        ),
        (
            ("slopes", _("how sensitive C is to each z")),
            ("data", _("the outputs, back to the inputs")),
            ("error", _("the error y − ŷ, shared out among the neurons")),
        ),
        (
            Mistake(
                "data",
                _(
                    "Nothing is inverted: what arrives at the left is ∂C/∂z of the first layer, and neither its z"
                    " nor x."
                ),
            ),
            Mistake(
                "error",
                _(
                    "Nothing is shared out: each wire carries a copy, times its weight, and with another loss not"
                    " even the start is y − ŷ."
                ),
            ),
        ),
    )
