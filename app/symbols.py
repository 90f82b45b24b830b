"""The letters of the notes: what each quantity is called, in plain Unicode and in LaTeX.

Neurons are numbered through the network (z₁ … z₆), weights and biases likewise (w₁ …, b₁ …); an output's activation
is y. In the notes ŷ is the target; the common notation swaps the two letters, and writes δ₃ for ∂C/∂z₃.
"""

from dataclasses import dataclass
from functools import lru_cache

from app.language import _
from engine.parameters import neuron_number, weight_number

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
Y_HAT = "ŷ"
DELTA = "δ"


@lru_cache(maxsize=4_096)
def sub(number: int) -> str:
    """The number as Unicode subscripts."""
    return str(number).translate(_SUBSCRIPTS)


def sup(number: int) -> str:
    """The number as Unicode superscripts."""
    return str(number).translate(_SUPERSCRIPTS)


@dataclass(frozen=True, slots=True)
class Symbols:
    """The names of one network's quantities.

    Attributes:
        sizes: neurons a layer, the input layer first.
        notation: ``notes`` (y the output, ŷ the target, ∂C/∂z) or ``common`` (ŷ the output, y the target, δ).
    """

    sizes: tuple[int, ...]
    notation: str = "notes"

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.sizes) - 1

    def number(self, layer: int, neuron: int) -> int:
        """The subscript of a neuron's z (or of an input's x)."""
        return neuron if layer == 0 else neuron_number(self.sizes, layer, neuron)

    def neuron(self, layer: int, neuron: int) -> str:
        """The one name of a neuron: z₃; of an input: x₁."""
        return f"{'z' if layer else 'x'}{sub(self.number(layer, neuron))}"

    def activation(self, layer: int, neuron: int) -> str:
        """What a neuron sends on: x₁ of an input, a₃ of a hidden neuron, y₁ of an output."""
        if layer == 0:
            return f"x{sub(neuron)}"
        if layer == self.last:
            return self.output(neuron)
        return f"a{sub(self.number(layer, neuron))}"

    @property
    def letter(self) -> str:
        """The outputs' letter, by the notation."""
        return "y" if self.notation == "notes" else Y_HAT

    def output(self, neuron: int) -> str:
        """An output's name, by the notation."""
        return f"{self.letter}{sub(neuron)}"

    def target(self, neuron: int) -> str:
        """A target's name, by the notation."""
        return f"{Y_HAT if self.notation == 'notes' else 'y'}{sub(neuron)}"

    def delta(self, layer: int, neuron: int) -> str:
        """What a neuron's ∂C/∂z is called, by the notation: ∂C/∂z₃ or δ₃."""
        return f"{self.deltas}{sub(self.number(layer, neuron))}"

    @property
    def deltas(self) -> str:
        """What ∂C/∂z is called where no neuron is meant, by the notation: ∂C/∂z or δ."""
        return "∂C/∂z" if self.notation == "notes" else DELTA

    def weight(self, layer: int, to: int, source: int) -> str:
        """A weight's name: w₅."""
        return f"w{sub(weight_number(self.sizes, layer, to, source))}"

    def bias(self, layer: int, to: int) -> str:
        """A bias's name: b₃, of neuron z₃."""
        return f"b{sub(self.number(layer, to))}"

    def settable(self, quantity: str, place: tuple[int, ...]) -> str:
        """The letter of a value that can be set by hand: a weight, bias, input or target (``w b x target``)."""
        if quantity == "w":
            return self.weight(*place)
        if quantity == "target":
            return self.target(place[1])
        return self.bias(*place) if quantity == "b" else self.neuron(*place)

    def layer(self, layer: int) -> str:
        """A layer in words."""
        if layer == 0:
            return _("input layer")
        return _("output layer") if layer == self.last else _("layer {n}", n=layer)

    def tex_delta(self, layer: int, neuron: int) -> str:
        """The LaTeX of a neuron's ∂C/∂z, by the notation."""
        if self.notation == "notes":
            return rf"\frac{{\partial C}}{{\partial {self.tex(self.neuron(layer, neuron))}}}"
        return self.tex(self.delta(layer, neuron))

    def tex(self, plain: str) -> str:
        """The LaTeX of a name that this class gave: ``z_{3}`` for z₃."""
        letter = plain.rstrip("₀₁₂₃₄₅₆₇₈₉")
        number = plain[len(letter) :].translate(_DIGITS)
        head = {Y_HAT: r"\hat{y}", DELTA: r"\delta"}.get(letter, letter)
        return f"{head}_{{{number}}}" if number else head
