"""Mistakes of the forward pass: about z, a, σ′(z), w·a and C."""

from collections.abc import Iterator

import numpy as np

from app.asking import Mistake
from app.moment import Moment
from engine.activations import Activation
from engine.arrays import readonly


def value(activation: Activation, z: float) -> float:
    """σ(z) of an elementwise activation."""
    return float(activation.value(readonly([z]))[0])


def slope(activation: Activation, z: float) -> float:
    """σ′(z) of an elementwise activation."""
    return float(activation.derivative(readonly([z]))[0])


def of_z(moment: Moment, layer: int, to: int) -> Iterator[Mistake]:
    """Z = Σ w a + b."""
    truth, names = moment.truth, moment.symbols
    sources = range(1, moment.sizes[layer - 1] + 1)
    z, b = truth("z", layer, to), truth("b", layer, to)
    name, bias = names.neuron(layer, to), names.bias(layer, to)

    def summed(kind: str, to: int = to) -> float:
        return sum(truth(kind, layer, to, n) * truth("a", layer - 1, n) for n in sources)

    yield Mistake(z - b, f"The bias {bias} is missing.")
    yield Mistake(z - 2 * b, f"Wrong sign of the bias: {bias} is added, not taken away.")
    yield Mistake(truth("a", layer, to), f"That is {names.activation(layer, to)} = σ({name}); asked is {name} itself.")
    if layer > 1:
        took_z = sum(truth("w", layer, to, n) * truth("z", layer - 1, n) for n in sources) + b
        before = names.activation(layer - 1, 1)
        yield Mistake(took_z, f"z was taken for a: into {name} go the outputs, such as {before}, not what is inside σ.")
    if len(sources) > 1:
        for n in sources:
            one = truth("forward", layer, to, n)
            source = names.activation(layer - 1, n)
            yield Mistake(z - one, f"One path is forgotten: {source} feeds {name} as well.")
            yield Mistake(one, f"Only one path is counted, that from {source}; the others and the bias add to it.")
    for other in range(1, moment.sizes[layer] + 1):
        if other != to:
            yield Mistake(
                summed("w", other) + b, f"The other weights were used: those into {names.neuron(layer, other)}."
            )
    if len(sources) == 2:
        crossed = truth("w", layer, to, 1) * truth("a", layer - 1, 2) + truth("w", layer, to, 2) * truth(
            "a", layer - 1, 1
        )
        yield Mistake(crossed + b, "The other weight was used on each wire: the two are exchanged.")
    if len(sources) == moment.sizes[layer]:
        turned = sum(truth("w", layer, n, to) * truth("a", layer - 1, n) for n in sources) + b
        yield Mistake(
            turned, f"The other weights were used: a column of W in place of its row; into {name} runs a row."
        )
    later = summed("w_new") + truth("b_new", layer, to)
    yield Mistake(later, "Those are the updated weights; in this training step the old ones hold.")


def of_a(moment: Moment, layer: int, to: int) -> Iterator[Mistake]:
    """A = σ(z)."""
    truth, names = moment.truth, moment.symbols
    z, a, name = truth("z", layer, to), truth("a", layer, to), names.activation(layer, to)
    yield Mistake(z, f"That is {names.neuron(layer, to)}, which still has to go through σ.")
    activation = moment.lesson.recipe.spec.layers[layer - 1].activation
    if not activation.elementwise:
        everyone = [truth("z", layer, n) for n in range(1, moment.sizes[layer] + 1)]
        with np.errstate(all="ignore"):
            yield Mistake(float(np.exp(z)), f"e^z alone is no share: divide by the sum over all outputs to get {name}.")
            if total := sum(everyone):
                yield Mistake(z / total, "Softmax divides e^z by the sum of all e^z, not z by the sum of all z.")
        yield Mistake(value(Activation("sigmoid"), z), "That is the sigmoid of z; softmax looks at all outputs.")
        return
    yield Mistake(slope(activation, z), f"That is the slope σ′({names.neuron(layer, to)}); asked is σ itself.")
    yield Mistake(value(activation, -z), f"Wrong sign: that is σ(−z), and {names.neuron(layer, to)} goes in as it is.")
    yield Mistake(value(activation, a), "a was taken for z: σ was applied twice.")
    for other in range(1, moment.sizes[layer] + 1):
        if other != to:
            yield Mistake(truth("a", layer, other), f"That is {names.activation(layer, other)}, of the other neuron.")
    b = truth("b", layer, to)
    yield Mistake(value(activation, z - b), f"The bias {names.bias(layer, to)} is missing inside σ.")
    yield Mistake(1.0 - a, "That is what is left to 1: a sign inside e^(−z) has turned.")


def of_gain(moment: Moment, layer: int, to: int) -> Iterator[Mistake]:
    """σ′(z)."""
    names = moment.symbols
    z, a = moment.truth("z", layer, to), moment.truth("a", layer, to)
    activation = moment.lesson.recipe.spec.layers[layer - 1].activation
    name, out = names.neuron(layer, to), names.activation(layer, to)
    yield Mistake(a, f"That is {out} = σ({name}); the gain is its slope σ′({name}).")
    yield Mistake(slope(activation, a), f"a was taken instead of z: σ′ is taken at {name}, not at {out}.")
    yield Mistake(z * (1.0 - z), f"z was taken instead of a: it is {out}(1 − {out}).")
    yield Mistake(1.0 - a, f"1 − {out} is half of it: it is {out}(1 − {out}).")
    for other in range(1, moment.sizes[layer] + 1):
        if other != to:
            yield Mistake(moment.truth("da_dz", layer, other), f"That is the gain of {names.neuron(layer, other)}.")


def of_product(moment: Moment, layer: int, to: int, source: int) -> Iterator[Mistake]:
    """What a wire brings: w·a."""
    truth, names = moment.truth, moment.symbols
    w, a = truth("w", layer, to, source), truth("a", layer - 1, source)
    yield Mistake(w, "That is the weight alone; it multiplies what comes in.")
    yield Mistake(a, "That is what comes in, not yet multiplied by the weight.")
    if layer > 1:
        yield Mistake(w * truth("z", layer - 1, source), "z was taken for a: the neuron sends σ(z).")
    for n in range(1, moment.sizes[layer - 1] + 1):
        if n != source:
            yield Mistake(truth("w", layer, to, n) * a, f"The other weight was used: {names.weight(layer, to, n)}.")
    for n in range(1, moment.sizes[layer] + 1):
        if n != to:
            yield Mistake(
                truth("w", layer, n, source) * a, f"The other weight was used: {names.weight(layer, n, source)}."
            )
    yield Mistake(truth("w_new", layer, to, source) * a, "That is the updated weight; the old one holds here.")


def of_loss(moment: Moment) -> Iterator[Mistake]:
    """C from the definition of the loss."""
    truth, last = moment.truth, moment.last
    outputs = range(1, moment.sizes[-1] + 1)
    c, loss = truth("C"), moment.lesson.recipe.loss
    if loss == "half_squared_error":
        yield Mistake(2 * c, "The ½ is forgotten.")
    if loss == "mse" and len(outputs) > 1:
        yield Mistake(len(outputs) * c, "That is the sum over the outputs; this loss is their mean.")
    if len(outputs) > 1:
        for n in outputs:
            name = moment.symbols.output(n)
            yield Mistake(c - truth("C_term", last, n), f"One path is forgotten: {name} has its term in C as well.")
            yield Mistake(truth("C_term", last, n), f"That is the term of {name} alone; C is the sum of all terms.")
    errors = [truth("y", last, n) - truth("target", last, n) for n in outputs]
    if loss in ("half_squared_error", "squared_error", "mse"):
        yield Mistake(sum(errors), "That is output minus target, not squared.")
        yield Mistake(sum(map(abs, errors)), "That is the distance from the target, not its square.")
        inside = [truth("z", last, n) - truth("target", last, n) for n in outputs]
        scale = {"half_squared_error": 0.5, "squared_error": 1.0}.get(loss, 1 / len(outputs))
        yield Mistake(scale * sum(one * one for one in inside), "z was taken instead of the output σ(z).")
    else:
        yield Mistake(c / float(np.log(10.0)), "That is the logarithm to base 10; ln is the natural one.")
        yield Mistake(sum(one * one for one in errors) / 2, "That is half the squared error; this loss has logarithms.")
    yield Mistake(truth("L_new"), "That is the loss with the updated weights.")
