"""One sentence a step, as one would say it aloud."""

from app.covering import number_of
from app.language import _, ngettext, sentences
from app.moment import Moment, id_of
from app.numbers import text
from app.panels.present import Present
from app.panels.spoken import SENTENCES, together
from app.panels.spoken_update import MOVED
from app.quantity_names import name_of
from engine.operations import Operation
from engine.words import N_

MOST_SPOKEN = 2

_PHASES = {
    "forward": N_("Forward"), "loss": N_("Loss"), "backward": N_("Backward"), "gradients": N_("Gradients"),
    "update": N_("Update"),
}  # fmt: skip


def sentence(moment: Moment, present: Present) -> str:
    """What the present step did, with its numbers."""
    if not present.operations:
        return _("Nothing is computed yet: there are only the weights. A training step begins by reading the input.")
    if covered := _covered(moment, present):
        return covered
    if len(present.operations) > MOST_SPOKEN:
        said = [_many(moment, present.operations)]
    else:
        said = [SENTENCES[operation.kind](moment, operation) for operation in present.operations]
    if moment.known("L_new") and moment.known("L"):
        before, after = moment.number("L"), moment.number("L_new")
        said.append(
            _(
                "Update {n} is done: L went from {before} to {after}.",
                n=moment.lesson.update + 1,
                before=text(before),
                after=text(after, moment.digits("L_new")),
            )
        )
    return sentences(said)


def _covered(moment: Moment, present: Present) -> str:
    """What is said of a step one of whose numbers is covered, or follows from a covered one; else nothing."""
    numbers = [number_of(key) for key in sorted(present.results | present.terms)]
    if not any(moment.hides(quantity, *place) for quantity, place in numbers):
        return ""
    phase = _PHASES[present.operations[-1].phase]
    asked = dict.fromkeys(
        name_of(moment.symbols, number)
        for number in moment.covered
        if number in moment.open and id_of(number[0], *number[1]) in present.results
    )
    if asked:
        return ngettext(
            "{phase}: {names} is covered. Predict before you see.",
            "{phase}: {names} are covered. Predict before you see.",
            len(asked),
            phase=phase,
            names=_(", ").join(asked),
        )
    return _("{phase}: this step rests on a number that is covered.", phase=phase)


def _many(moment: Moment, operations: tuple[Operation, ...]) -> str:
    """A whole layer at once, when it is too much to say number by number."""
    operation = operations[-1]
    return ngettext(
        "{phase}, {layer}: {what} ({n} neuron).",
        "{phase}, {layer}: {what} ({n} neurons).",
        len(operations),
        phase=_PHASES[operation.phase],
        layer=moment.symbols.layer(operation.layer),
        what=_what(moment, operation),
        n=len(operations),
    )


def _what(moment: Moment, operation: Operation) -> str:
    """What happens to every neuron of a layer."""
    y, delta = moment.symbols.letter, moment.symbols.deltas
    softmax = not moment.lesson.recipe.spec.layers[operation.layer - 1].activation.elementwise
    match operation.kind:
        case "z":
            return _("every z is the weighted sum of its inputs plus its bias")
        case "a" if softmax:
            return _("softmax sets every e^z against the sum of all")
        case "a":
            return _("σ of every z; the gains σ′(z) are fixed from here on")
        case "dC_dy":
            return _("every ∂C/∂{y} from the definition of C", y=y)
        case "dC_da":
            return _("every ∂C/∂a is the sum of what the next layer sends back")
        case "dC_dx":
            return _("every ∂C/∂x is the sum of what the first layer sends back")
        case "dC_dz" if pair := together(moment, operation):
            return _("{pair} together leave every {delta} to its output and its target", pair=pair, delta=delta)
        case "dC_dz" if softmax:
            return _("softmax mixes the slopes of all outputs into every {delta}", delta=delta)
        case "dC_dz":
            return _("every {delta} is its ∂C/∂a times the gain σ′(z)", delta=delta)
        case "dC_dw":
            return _("every ∂C/∂w is the input of its wire times the {delta} behind it", delta=delta)
        case "dL_dw":
            return _("every slope put together over the examples")
        case _:
            return _("every parameter moves by {what}", what=MOVED[moment.lesson.recipe.optimiser.name])
