"""The steps of «the two cases»: who needs whom, from the left; then each ∂C/∂z, from the right; and their questions."""

from dataclasses import dataclass
from typing import Literal

from app.asking import Mistake, Question
from app.language import _
from app.listed import listed
from app.mistakes import mistakes
from app.moment import Moment
from app.panels.present import present
from app.panels.sentences import sentence

MOST_NEURONS = 12
"""Of a larger network the first neuron of each layer is asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question.

    Attributes:
        kind: ``needs``: what must be known before this ∂C/∂z; ``number``: what it is.
        layer: of the neuron.
        neuron: in its layer, from 1.
    """

    kind: Literal["needs", "number"]
    layer: int
    neuron: int

    @property
    def key(self) -> str:
        """The operation that computes it."""
        return f"dC_dz-{self.layer}-{self.neuron}"


def steps(sizes: tuple[int, ...]) -> tuple[Step, ...]:
    """All steps of a network with these sizes, the input layer first."""
    last = len(sizes) - 1
    each = sum(sizes[1:]) <= MOST_NEURONS
    numbers = [(layer, n) for layer in range(last, 0, -1) for n in range(1, (sizes[layer] if each else 1) + 1)]
    return (
        *(Step("needs", layer, 1) for layer in range(1, last + 1)),
        *(Step("number", layer, n) for layer, n in numbers),
    )


def needs(moment: Moment, step: Step) -> Question:
    """What must be known before ∂C/∂z of this neuron?"""
    symbols, layer, last = moment.symbols, step.layer, moment.last
    name = symbols.delta(layer, step.neuron)

    def named(of: int) -> str:
        names = [symbols.delta(of, n) for n in range(1, moment.sizes[of] + 1)]
        if len(names) > 3:
            return _("{first} … {last}, all of {layer}", first=names[0], last=names[-1], layer=symbols.layer(of))
        return listed(names)

    z = symbols.neuron(layer, step.neuron)
    before = f"a{z[1:]}" if layer == 1 else named(layer - 1)
    choices = {"onward": named(layer + 1)} if layer < last else {}
    choices["loss"] = _(
        "no other: C itself says ∂C/∂{output}", output=symbols.output(step.neuron if layer == last else 1)
    )
    if layer > 1:
        choices["back"] = before
    if moment.sizes[layer] > 1:
        choices["beside"] = _("{delta}, of the neuron beside it", delta=symbols.delta(layer, 2))
    if layer == 1:
        choices["inputs"] = listed([symbols.neuron(0, n) for n in range(1, min(moment.sizes[0], 3) + 1)])
    right = "onward" if layer < last else "loss"
    fed = named(layer + 1) if layer < last else ""
    because = (
        _(
            "{z} moves C only through the neurons that it feeds, so {name} is made of {fed}, and they come first.",
            z=z,
            name=name,
            fed=fed,
        )
        if layer < last
        else _(
            "{z} is in the output layer: behind it there is only C, whose definition gives ∂C/∂y. Here one can begin.",
            z=z,
        )
    )
    wrong = {
        "loss": _("C says its own slope at the outputs only; between them and this neuron lie other neurons."),
        "onward": "",
        "back": _("Those stand before it. They need this one, and it does not need them."),
        "beside": _("Neurons of one layer do not feed each other, so none needs the other."),
        "inputs": _("The inputs make z, going forward. ∂C/∂z comes from where z leads to."),
    }
    return Question(
        "answer",
        _("What must be known before {name} can be computed?", name=name),
        "choice",
        right,
        because,
        tuple(sorted(choices.items(), key=lambda one: one[1])),
        tuple(Mistake(one, wrong[one]) for one in choices if one != right),
    )


def number(moment: Moment, step: Step) -> Question:
    """What is this ∂C/∂z?

    Args:
        moment: at the operation that computes it, nothing covered.
        step: which.
    """
    place, name = (step.layer, step.neuron), moment.symbols.delta(step.layer, step.neuron)
    return Question(
        "answer",
        _("What is {name}?", name=name),
        "number",
        moment.truth("dC_dz", *place),
        sentence(moment, present(moment)),
        mistakes=mistakes(moment, ("dC_dz", place)),
    )


def case(moment: Moment, step: Step) -> str:
    """Which of the two cases it is, in words."""
    symbols, layer, n = moment.symbols, step.layer, step.neuron
    z, a, delta = symbols.neuron(layer, n), symbols.activation(layer, n), symbols.delta(layer, n)
    if layer < moment.last:
        return _(
            "Case ①, not the output layer: {z} goes on to every neuron that {a} feeds, each comes back along"
            " its wire, and the sum is made σ′({z}) times as large.",
            z=z,
            a=a,
        )
    if moment.lesson.recipe.spec.layers[-1].activation.elementwise:
        return _(
            "Case ②, the output layer: {delta} = σ′({z}) · ∂C/∂{a}, and the definition of C gives ∂C/∂{a}.",
            delta=delta,
            z=z,
            a=a,
        )
    return _(
        "The output layer, but case ② of the notes does not hold: a softmax mixes all outputs, so {delta}"
        " comes from every ∂C/∂y.",
        delta=delta,
    )
