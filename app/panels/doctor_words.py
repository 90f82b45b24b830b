"""What the doctor finds, in words: what is wrong, with whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.language import _, ngettext
from app.listed import listed
from app.numbers import text
from app.symbols import Symbols
from engine.doctor import Case
from engine.findings import Finding
from engine.operations import Operation

_MOST_NAMES = 6


@dataclass(frozen=True, eq=False)
class Findings:
    """The sentences about one run."""

    case: Case
    symbols: Symbols

    def climbed(self, finding: Finding) -> bool:
        """Whether the loss is far above where it began, and does not just swing."""
        return finding.limit == float(self.case.history.loss[0]) and not finding.value < 2 * finding.limit

    def of(self, same: tuple[Finding, ...]) -> tuple[str, str, str]:
        """Title, what and why."""
        one, where, count = same[0], self._where(same), sum(len(finding.neurons) for finding in same)
        match one.fault:
            case "diverged":
                return self._diverged(one)
            case "rate":
                return self._rate(one)
            case "symmetric":
                what = _("{neurons} have the same weights and the same bias.", neurons=where)
                if not one.whole:
                    what = _("{neurons} have the same weights and the same bias as another of them.", neurons=where)
                why = _(
                    "Equal neurons get equal gradients for ever: no update parts them, and together they do one's work."
                )
                return _("Neurons that are alike"), what, why
            case "dead":
                return self._dead(one, len(same), where, count)
            case "saturated":
                what = ngettext(
                    "{neurons} is saturated: for nearly all examples σ'(z) is below {largest}.",
                    "{neurons} are saturated: for nearly all examples σ'(z) is below {largest}.",
                    count, neurons=where, largest=text(one.limit),
                )  # fmt: skip
                why = _(
                    "That is a hundredth of its largest; as {delta} = σ'(z) ∂C/∂a, next to no gradient gets through.",
                    delta=self.symbols.deltas,
                )
                return _("Saturation"), what, why
            case "vanishing":
                why = _("On its way back each layer multiplies it by weights and gains that are small together.")
                if any(layer.activation.name == "sigmoid" for layer in self.case.layers[:-1]):
                    why = _(
                        "On its way back each layer multiplies it by weights and gains that are small together"
                        " (σ'(z) is at most ¼ for sigmoid)."
                    )
                return _("Vanishing gradients"), self._ratio(one), why
            case _other:
                why = _("On its way back each layer multiplies it by weights and gains that are large together.")
                return _("Exploding gradients"), self._ratio(one), why

    def _dead(self, one: Finding, layers: int, where: str, neurons: int) -> tuple[str, str, str]:
        what = ngettext(
            "{neurons} is at or below 0 for every training example.",
            "{neurons} are at or below 0 for every training example.",
            neurons, neurons=where,
        )  # fmt: skip
        if one.mild:
            why = _("There σ'(z) is 0: no gradient reaches these weights. The others of the layer go on learning.")
            return ngettext("A dead relu", "Dead relus", neurons), what, why
        why = _("There σ'(z) is 0: no gradient gets through, and nothing here or before learns any more.")
        return ngettext("A dead layer", "Dead layers", layers), what, why

    def _ratio(self, one: Finding) -> str:
        return _(
            "{delta} in {first} is {times} times what it is in the {last}.",
            delta=self.symbols.deltas, first=self.symbols.layer(1), times=text(one.value),
            last=self.symbols.layer(self.symbols.last),
        )  # fmt: skip

    def _rate(self, one: Finding) -> tuple[str, str, str]:
        values = {"value": text(one.value), "before": text(one.limit)}
        what = _("The loss is {value}; it was {before} at the start.", **values)
        if not self.climbed(one):
            what = _("The loss rises again and again: it is {value}, and was {before} at its best.", **values)
        return (
            _("η is too large"),
            what,
            _("A step of η times the gradient goes past the bottom of the valley and lands higher on the other side."),
        )

    def _diverged(self, one: Finding) -> tuple[str, str, str]:
        assert one.operation is not None
        values = {"n": one.update, "what": self._operation(one.operation), "value": text(one.value)}
        what = _("In update {n} {what} is {value}, no longer a finite number.", **values)
        if one.example:
            what = _(
                "In update {n} {what} of example {example} is {value}, no longer a finite number.",
                example=one.example, **values,
            )  # fmt: skip
        if one.update == self.case.history.diverged:
            what = _("{what} The run ends before it.", what=what)
        elif self.case.history.diverged is not None:
            what = _("{what} The run ends with update {n}.", what=what, n=self.case.history.diverged - 1)
        return (
            _("Diverged"),
            what,
            _("Each step overshoots by more than the last, until a number passes 1.8e308, the largest."),
        )

    def _operation(self, operation: Operation) -> str:
        layer, neuron = operation.layer, operation.neuron
        name = self.symbols.neuron(layer, neuron) if neuron else ""
        activation = self.symbols.activation(layer, neuron) if neuron else ""
        delta = self.symbols.delta(layer, neuron) if neuron else ""
        return {
            "z": name, "a": activation, "loss": _("the loss C"), "dC_dy": f"∂C/∂{activation}",
            "dC_da": f"∂C/∂{activation}", "dC_dz": delta, "dC_dw": _("a product a · {delta}", delta=delta),
            "dL_dw": _("the sum ∂L/∂w of a weight into {name}", name=name),
            "update": _("the new value of a weight into {name}", name=name),
        }[operation.kind]  # fmt: skip

    def _where(self, same: Iterable[Finding]) -> str:
        """The neurons, or the layers where these are whole: «z₁ and z₃», «all 8 neurons of layer 1»."""
        parts: list[str] = []
        for one in sorted(same, key=lambda one: one.layer):
            if one.whole and len(one.neurons) > 1:
                parts.append(self._all_of(one, begins=not parts))
            elif len(one.neurons) > _MOST_NAMES:
                parts.append(self._some_of(one))
            else:
                parts += [self.symbols.neuron(one.layer, neuron) for neuron in one.neurons]
        return listed(parts)

    def _all_of(self, one: Finding, *, begins: bool) -> str:
        """A whole layer's neurons, at the beginning of a sentence or within it."""
        values = {"n": len(one.neurons), "layer": self.symbols.layer(one.layer)}
        match begins, one.layer == self.symbols.last:
            case True, True:
                return _("All {n} neurons of the {layer}", **values)
            case True, False:
                return _("All {n} neurons of {layer}", **values)
            case False, True:
                return _("all {n} neurons of the {layer}", **values)
            case _inner:
                return _("all {n} neurons of {layer}", **values)

    def _some_of(self, one: Finding) -> str:
        """Neurons of a layer that are too many to name."""
        values = {"n": len(one.neurons), "layer": self.symbols.layer(one.layer)}
        if one.layer == self.symbols.last:
            return _("{n} neurons of the {layer}", **values)
        return _("{n} neurons of {layer}", **values)
