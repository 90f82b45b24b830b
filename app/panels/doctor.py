"""The doctor's panel: what is wrong, where, since when, why, and one cure to try."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from app.cures import Cure, cure
from app.lesson import Lesson
from app.links import Go
from app.moment import id_of
from app.numbers import data, text
from app.symbols import Symbols
from engine.doctor import Case, diagnose
from engine.edits import conditions
from engine.findings import Finding
from engine.operations import Operation

_MOST_NAMES = 6
_SIGMOID = "σ'(z) is at most ¼ for sigmoid"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that is wrong.

    Attributes:
        fault: as ``engine.findings.Fault`` names it.
        mild: whether the run can do its work all the same.
        title: its name.
        what: what is so, and where; one sentence.
        since: since when, in words.
        begin: to the moment where it began; None: that is here.
        why: one sentence.
        value: the number that says so, as printed and at full precision.
        limit: what it was held against, likewise.
        cure: what to try.
        tried: the run with it; None where a graver advice says the same.
    """

    fault: str
    mild: bool
    title: str
    what: str
    since: str
    begin: Go | None
    why: str
    value: tuple[str, str]
    limit: tuple[str, str]
    cure: Cure
    tried: Go | None


@dataclass(frozen=True, slots=True)
class Doctor:
    """What the doctor says of a run at one of its updates.

    Attributes:
        after: which update, in words.
        advices: the most serious first; none: nothing is wrong.
        flagged: the ids of the neurons that are named, like ``neuron-2-1``.
    """

    after: str
    advices: tuple[Advice, ...]
    flagged: frozenset[str]


def doctor(
    case: Case, lesson: Lesson, symbols: Symbols, at: Callable[[int], Go], cure_link: Callable[[dict[str, str]], Go]
) -> Doctor:
    """The panel of a run at its cursor.

    Args:
        case: what is examined.
        lesson: whose run it is.
        symbols: the names of its neurons.
        at: the run after so many updates.
        cure_link: where the same lesson with other values of some parameters of its address is seen.
    """
    found = diagnose(case)
    words = _Words(case, symbols)
    advices: list[Advice] = []
    for (_, mild), group in groupby(found, key=lambda one: (one.fault, one.mild)):
        same = tuple(group)
        first = min(same, key=lambda one: one.update)
        swings = first.fault == "rate" and not words.climbed(first)
        remedy = cure(same, lesson, _rate(lesson, first), swings=swings)
        title, what, why = words.of(same)
        begin = first.update - 1 if first.fault == "diverged" else first.update
        advices.append(
            Advice(
                first.fault, mild, title, what, _since(first), None if begin == case.updates else at(begin), why,
                (text(first.value), data(first.value)), (text(first.limit), data(first.limit)),
                remedy, None if remedy in [one.cure for one in advices] else cure_link(remedy.changes),
            )
        )  # fmt: skip
    return Doctor(
        f"after update {case.updates:,}" if case.updates else "before any update",
        tuple(advices),
        frozenset(id_of("neuron", one.layer, neuron) for one in found for neuron in one.neurons),
    )


def _rate(lesson: Lesson, finding: Finding) -> float:
    """η of the update where it began."""
    before = max(finding.update - 1, 0)
    return conditions(lesson.recipe.learning_rate, (), lesson.edits, before).learning_rate


def _since(finding: Finding) -> str:
    if finding.fault == "diverged":
        return f"in update {finding.update}"
    if finding.update == 0:
        return "from the start"
    if finding.before is None:
        return "at this update"
    if finding.before == finding.update - 1:
        return f"since update {finding.update}"
    return f"since an update from {finding.before + 1} to {finding.update}"


@dataclass(frozen=True, eq=False)
class _Words:
    """The sentences about one run."""

    case: Case
    symbols: Symbols

    def climbed(self, finding: Finding) -> bool:
        """Whether the loss is far above where it began, and does not just swing."""
        return finding.limit == float(self.case.history.loss[0]) and not finding.value < 2 * finding.limit

    def of(self, same: tuple[Finding, ...]) -> tuple[str, str, str]:
        """Title, what and why."""
        one, where = same[0], self._where(same)
        match one.fault:
            case "diverged":
                return self._diverged(one)
            case "rate":
                return self._rate(one)
            case "symmetric":
                what = f"{where} have the same weights and the same bias{'' if one.whole else ' as another of them'}."
                why = (
                    "Equal neurons get equal gradients for ever: no update parts them, and together they do one's work."
                )
                return "Neurons that are alike", what, why
            case "dead" if one.mild:
                what = f"{where} {_is(same)} at or below 0 for every training example."
                why = "There σ'(z) is 0: no gradient reaches these weights. The others of the layer go on learning."
                return "Dead relus" if _is(same) == "are" else "A dead relu", what, why
            case "dead":
                what = f"{where} {_is(same)} at or below 0 for every training example."
                why = "There σ'(z) is 0: no gradient gets through, and nothing here or before learns any more."
                return "A dead layer" if len(same) == 1 else "Dead layers", what, why
            case "saturated":
                largest = text(one.limit)
                what = f"{where} {_is(same)} saturated: for nearly all examples σ'(z) is below {largest}."
                why = "That is a hundredth of its largest; as "
                why += f"{self.symbols.deltas} = σ'(z) ∂C/∂a, next to no gradient gets through."
                return "Saturation", what, why
            case "vanishing":
                why = "On its way back each layer multiplies it by weights and gains that are small together"
                deep = any(layer.activation.name == "sigmoid" for layer in self.case.layers[:-1])
                return "Vanishing gradients", self._ratio(one), f"{why} ({_SIGMOID})." if deep else f"{why}."
            case _:
                why = "On its way back each layer multiplies it by weights and gains that are large together."
                return "Exploding gradients", self._ratio(one), why

    def _ratio(self, one: Finding) -> str:
        last = self.symbols.layer(self.symbols.last)
        return f"{self.symbols.deltas} in {self.symbols.layer(1)} is {text(one.value)} times what it is in the {last}."

    def _rate(self, one: Finding) -> tuple[str, str, str]:
        why = "A step of η times the gradient goes past the bottom of the valley and lands higher on the other side."
        if self.climbed(one):
            return "η is too large", f"The loss is {text(one.value)}; it was {text(one.limit)} at the start.", why
        what = f"The loss rises again and again: it is {text(one.value)}, and was {text(one.limit)} at its best."
        return "η is too large", what, why

    def _diverged(self, one: Finding) -> tuple[str, str, str]:
        assert one.operation is not None
        of = f" of example {one.example}" if one.example else ""
        became = f"{self._operation(one.operation)}{of} is {text(one.value)}, no longer a finite number."
        if self.case.history.diverged is None:
            what = f"In update {one.update} {became}"
        elif one.update == self.case.history.diverged:
            what = f"In update {one.update} {became} The run ends before it."
        else:
            what = f"In update {one.update} {became} The run ends with update {self.case.history.diverged - 1}."
        return (
            "Diverged",
            what,
            "Each step overshoots by more than the last, until a number passes 1.8e308, the largest.",
        )

    def _operation(self, operation: Operation) -> str:
        layer, neuron = operation.layer, operation.neuron
        name = self.symbols.neuron(layer, neuron) if neuron else ""
        activation = self.symbols.activation(layer, neuron) if neuron else ""
        delta = self.symbols.delta(layer, neuron) if neuron else ""
        return {
            "z": name, "a": activation, "loss": "the loss C", "dC_dy": f"∂C/∂{activation}",
            "dC_da": f"∂C/∂{activation}", "dC_dz": delta, "dC_dw": f"a product a · {delta}",
            "dL_dw": f"the sum ∂L/∂w of a weight into {name}", "update": f"the new value of a weight into {name}",
        }[operation.kind]  # fmt: skip

    def _where(self, same: Iterable[Finding]) -> str:
        """The neurons, or the layers where these are whole: «z₁ and z₃», «all 8 neurons of layer 1»."""
        parts: list[str] = []
        for one in sorted(same, key=lambda one: one.layer):
            if one.whole and len(one.neurons) > 1:
                parts.append(f"all {len(one.neurons)} neurons of {_the(self.symbols.layer(one.layer))}")
            elif len(one.neurons) > _MOST_NAMES:
                parts.append(f"{len(one.neurons)} neurons of {_the(self.symbols.layer(one.layer))}")
            else:
                parts += [self.symbols.neuron(one.layer, neuron) for neuron in one.neurons]
        said = " and ".join([", ".join(parts[:-1]), *parts[-1:]] if len(parts) > 1 else parts)
        return said[0].upper() + said[1:] if said.startswith("all") else said


def _the(layer: str) -> str:
    return f"the {layer}" if layer == "output layer" else layer


def _is(same: Iterable[Finding]) -> str:
    return "is" if sum(len(one.neurons) for one in same) == 1 else "are"
