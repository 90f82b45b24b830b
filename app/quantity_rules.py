"""The rule that gives a number of a training step, in a sentence of letters: it says nothing of the number itself."""

from app.covering import Number
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
            "forward": "It is the weight times what comes in.",
            "backward": f"It is the weight times {delta}.",
            "dC_dw": f"∂C/∂{w} is its input {a} times {delta}.",
            "dL_dw": "It puts the examples together.",
            "w_new": f"It is {w} − η · ∂L/∂{w}.",
        }[quantity]
    if len(place) < 2:
        how = "The examples are put together." if quantity == "L" else "It is C worked out with the new parameters."
        return "It is what the definition of C gives." if quantity == "C" else how
    layer, neuron = place
    z, a = names.neuron(layer, neuron), names.activation(layer, neuron)
    softmax = layer == last and moment.step.gradients.layers[last - 1].da_dz is None
    return {
        "z": "It is each input times its weight, added up, plus the bias.",
        "a": f"It is e^{z} over the sum of all." if softmax else f"It is σ({z}).",
        "da_dz": f"It is the slope of σ at {z}, fixed by the forward pass.",
        "dC_dy": f"It is the definition of C, derived by {a}.",
        "dC_da": f"Each neuron that {a} feeds sends back its {names.deltas} times the weight.",
        "dC_dx": f"Each neuron that it feeds sends back its {names.deltas} times the weight.",
        "dC_dz": "The slopes of all outputs are mixed by softmax." if softmax else f"It is σ′({z}) times ∂C/∂{a}.",
        "dC_db": f"A bias has the input 1, so it is {names.delta(layer, neuron) if layer else z}.",
        "dL_db": "It puts the examples together.",
        "b_new": "It is the bias − η · ∂L/∂b.",
    }[quantity]
