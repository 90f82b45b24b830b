"""What a program printed, line by line: each number with the rule that it should follow, in letters."""

from dataclasses import dataclass
from itertools import groupby

from app.covering import Number, number_of
from app.language import _
from app.links import Go
from app.moment import Moment
from engine.words import N_

PASSES = {"z": 0, "a": 0, "C": 0, "dC_dy": 1, "dC_dz": 1, "dC_da": 1, "dC_dw": 2, "dC_db": 2}
WORDS = (N_("Forward"), N_("Backward"), N_("Gradients"))


@dataclass(frozen=True, slots=True)
class Line:
    """One printed number.

    Attributes:
        key: its id.
        name: its letter.
        rule: what it should be, in letters.
        content: as printed.
        data: at full precision.
        mark: ``first`` (found), ``follows`` (wrong, but not first), ``fine`` (right), or "": not picked.
        true: the right number, as printed and at full precision; empty as long as that is not to be known.
        go: picks it.
    """

    key: str
    name: str
    rule: str
    content: str
    data: str
    mark: str
    true: tuple[str, str]
    go: Go


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of one pass."""

    name: str
    side: str
    lines: tuple[Line, ...]


def stretches(lines: tuple[Line, ...]) -> tuple[Stretch, ...]:
    """The lines, pass by pass."""

    def which(line: Line) -> int:
        return PASSES[number_of(line.key)[0]]

    return tuple(
        Stretch(_(WORDS[number]), "back" if number else "fore", tuple(members))
        for number, members in groupby(lines, which)
    )


def rule(now: Moment, number: Number) -> str:
    """What a number should be, in the letters of its network."""
    quantity, place = number
    names = now.symbols
    if quantity == "C":
        return "½ Σ (y − ŷ)²" if now.lesson.recipe.loss == "half_squared_error" else "Σ (y − ŷ)²"
    layer, to = place[:2]
    z, a = names.neuron(layer, to), names.activation(layer, to)
    activation = now.lesson.recipe.spec.layers[layer - 1].activation
    if len(place) == 3:
        return f"{names.activation(layer - 1, place[2])} · ∂C/∂{z}"
    match quantity:
        case "z":
            sources = range(1, now.sizes[layer - 1] + 1)
            sums = " + ".join(f"{names.weight(layer, to, n)} {names.activation(layer - 1, n)}" for n in sources)
            return f"{sums} + {names.bias(layer, to)}"
        case "a":
            if activation.elementwise:
                return f"{'σ' if activation.name == 'sigmoid' else activation.name}({z})"
            return f"e^{z} / Σ e^z"
        case "dC_dy":
            inner = f"{names.output(to)} − {names.target(to)}"
            return inner if now.lesson.recipe.loss == "half_squared_error" else f"2 ({inner})"
        case "dC_dz":
            if activation.elementwise:
                return f"σ′({z}) · ∂C/∂{a}"
            return f"{a} (∂C/∂{a} − Σ y ∂C/∂y)"
        case "dC_da":
            after = range(1, now.sizes[layer + 1] + 1)
            return " + ".join(f"{names.weight(layer + 1, n, to)} ∂C/∂{names.neuron(layer + 1, n)}" for n in after)
    return f"1 · ∂C/∂{z}"
