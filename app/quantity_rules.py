"""The rule that gives a number of a training step, in a sentence of letters: it says nothing of the number itself."""

from app.covering import Number
from app.language import _
from app.moment import Moment


def rule_of(moment: Moment, number: Number) -> str:
    """The rule that gives the number, in letters."""
    quantity, place = number
    names, last = moment.symbols, moment.last
    if len(place) == 3:
        layer, to, source = place
        a, z = names.activation(layer - 1, source), names.neuron(layer, to)
        w, delta = names.weight(*place), names.delta(layer, to)
        return {
            "forward": _("It is the weight times what comes in."),
            "backward": _("It is the weight times {delta}.", delta=delta),
            "dC_dw": _("∂C/∂{w} is its input {a} times {delta}.", w=w, a=a, delta=delta),
            "dL_dw": _("It puts the examples together."),
            "w_new": _("It is {w} − η · ∂L/∂{w}.", w=w),
        }[quantity]
    if len(place) < 2:
        how = (
            _("The examples are put together.") if quantity == "L" else _("It is C worked out with the new parameters.")
        )
        return _("It is what the definition of C gives.") if quantity == "C" else how
    layer, neuron = place
    z, a = names.neuron(layer, neuron), names.activation(layer, neuron)
    softmax = layer == last and moment.step.gradients.layers[last - 1].da_dz is None
    return {
        "z": _("It is each input times its weight, added up, plus the bias."),
        "a": _("It is e^{z} over the sum of all.", z=z) if softmax else _("It is σ({z}).", z=z),
        "da_dz": _("It is the slope of σ at {z}, fixed by the forward pass.", z=z),
        "dC_dy": _("It is the definition of C, derived by {a}.", a=a),
        "dC_da": _("Each neuron that {a} feeds sends back its {deltas} times the weight.", a=a, deltas=names.deltas),
        "dC_dx": _("Each neuron that it feeds sends back its {deltas} times the weight.", deltas=names.deltas),
        "dC_dz": _("The slopes of all outputs are mixed by softmax.")
        if softmax
        else _(
            "It is σ′({z}) times ∂C/∂{a}.",
            z=z,
            a=a,
        ),
        "dC_db": _("A bias has the input 1, so it is {value}.", value=names.delta(layer, neuron) if layer else z),
        "dL_db": _("It puts the examples together."),
        "b_new": _("It is the bias − η · ∂L/∂b."),
    }[quantity]
