"""Mistakes of the forward pass: about z, a, σ′(z), w·a and C."""

from collections.abc import Iterator

import numpy as np

from app.asking import Mistake
from app.language import _
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

    yield Mistake(z - b, _("The bias {bias} is missing.", bias=bias))
    yield Mistake(z - 2 * b, _("Wrong sign of the bias: {bias} is added, not taken away.", bias=bias))
    yield Mistake(
        truth("a", layer, to),
        _(
            "That is {activation} = σ({name}); asked is {name} itself.",
            activation=names.activation(layer, to),
            name=name,
        ),
    )
    if layer > 1:
        took_z = sum(truth("w", layer, to, n) * truth("z", layer - 1, n) for n in sources) + b
        before = names.activation(layer - 1, 1)
        yield Mistake(
            took_z,
            _(
                "z was taken for a: into {name} go the outputs, such as {before}, not what is inside σ.",
                name=name,
                before=before,
            ),
        )
    if len(sources) > 1:
        for n in sources:
            one = truth("forward", layer, to, n)
            source = names.activation(layer - 1, n)
            yield Mistake(z - one, _("One path is forgotten: {source} feeds {name} as well.", source=source, name=name))
            yield Mistake(
                one,
                _("Only one path is counted, that from {source}; the others and the bias add to it.", source=source),
            )
    for other in range(1, moment.sizes[layer] + 1):
        if other != to:
            yield Mistake(
                summed("w", other) + b,
                _("The other weights were used: those into {neuron}.", neuron=names.neuron(layer, other)),
            )
    if len(sources) == 2:
        crossed = truth("w", layer, to, 1) * truth("a", layer - 1, 2) + truth("w", layer, to, 2) * truth(
            "a", layer - 1, 1
        )
        yield Mistake(crossed + b, _("The other weight was used on each wire: the two are exchanged."))
    if len(sources) == moment.sizes[layer]:
        turned = sum(truth("w", layer, n, to) * truth("a", layer - 1, n) for n in sources) + b
        yield Mistake(
            turned,
            _("The other weights were used: a column of W in place of its row; into {name} runs a row.", name=name),
        )
    later = summed("w_new") + truth("b_new", layer, to)
    yield Mistake(later, _("Those are the updated weights; in this training step the old ones hold."))


def of_a(moment: Moment, layer: int, to: int) -> Iterator[Mistake]:
    """A = σ(z)."""
    truth, names = moment.truth, moment.symbols
    z, a, name = truth("z", layer, to), truth("a", layer, to), names.activation(layer, to)
    yield Mistake(z, _("That is {neuron}, which still has to go through σ.", neuron=names.neuron(layer, to)))
    activation = moment.lesson.recipe.spec.layers[layer - 1].activation
    if not activation.elementwise:
        everyone = [truth("z", layer, n) for n in range(1, moment.sizes[layer] + 1)]
        with np.errstate(all="ignore"):
            yield Mistake(
                float(np.exp(z)),
                _("e^z alone is no share: divide by the sum over all outputs to get {name}.", name=name),
            )
            if total := sum(everyone):
                yield Mistake(z / total, _("Softmax divides e^z by the sum of all e^z, not z by the sum of all z."))
        yield Mistake(value(Activation("sigmoid"), z), _("That is the sigmoid of z; softmax looks at all outputs."))
        return
    yield Mistake(
        slope(activation, z), _("That is the slope σ′({neuron}); asked is σ itself.", neuron=names.neuron(layer, to))
    )
    yield Mistake(
        value(activation, -z),
        _("Wrong sign: that is σ(−z), and {neuron} goes in as it is.", neuron=names.neuron(layer, to)),
    )
    yield Mistake(value(activation, a), _("a was taken for z: σ was applied twice."))
    for other in range(1, moment.sizes[layer] + 1):
        if other != to:
            yield Mistake(
                truth("a", layer, other),
                _("That is {activation}, of the other neuron.", activation=names.activation(layer, other)),
            )
    b = truth("b", layer, to)
    yield Mistake(value(activation, z - b), _("The bias {bias} is missing inside σ.", bias=names.bias(layer, to)))
    yield Mistake(1.0 - a, _("That is what is left to 1: a sign inside e^(−z) has turned."))


def of_gain(moment: Moment, layer: int, to: int) -> Iterator[Mistake]:
    """σ′(z)."""
    names = moment.symbols
    z, a = moment.truth("z", layer, to), moment.truth("a", layer, to)
    activation = moment.lesson.recipe.spec.layers[layer - 1].activation
    name, out = names.neuron(layer, to), names.activation(layer, to)
    yield Mistake(a, _("That is {out} = σ({name}); the gain is its slope σ′({name}).", out=out, name=name))
    yield Mistake(
        slope(activation, a), _("a was taken instead of z: σ′ is taken at {name}, not at {out}.", name=name, out=out)
    )
    yield Mistake(z * (1.0 - z), _("z was taken instead of a: it is {out}(1 − {out}).", out=out))
    yield Mistake(1.0 - a, _("1 − {out} is half of it: it is {out}(1 − {out}).", out=out))
    for other in range(1, moment.sizes[layer] + 1):
        if other != to:
            yield Mistake(
                moment.truth("da_dz", layer, other),
                _("That is the gain of {neuron}.", neuron=names.neuron(layer, other)),
            )


def of_product(moment: Moment, layer: int, to: int, source: int) -> Iterator[Mistake]:
    """What a wire brings: w·a."""
    truth, names = moment.truth, moment.symbols
    w, a = truth("w", layer, to, source), truth("a", layer - 1, source)
    yield Mistake(w, _("That is the weight alone; it multiplies what comes in."))
    yield Mistake(a, _("That is what comes in, not yet multiplied by the weight."))
    if layer > 1:
        yield Mistake(w * truth("z", layer - 1, source), _("z was taken for a: the neuron sends σ(z)."))
    for n in range(1, moment.sizes[layer - 1] + 1):
        if n != source:
            yield Mistake(
                truth("w", layer, to, n) * a,
                _("The other weight was used: {weight}.", weight=names.weight(layer, to, n)),
            )
    for n in range(1, moment.sizes[layer] + 1):
        if n != to:
            yield Mistake(
                truth("w", layer, n, source) * a,
                _("The other weight was used: {weight}.", weight=names.weight(layer, n, source)),
            )
    yield Mistake(truth("w_new", layer, to, source) * a, _("That is the updated weight; the old one holds here."))


def of_loss(moment: Moment) -> Iterator[Mistake]:
    """C from the definition of the loss."""
    truth, last = moment.truth, moment.last
    outputs = range(1, moment.sizes[-1] + 1)
    c, loss = truth("C"), moment.lesson.recipe.loss
    if loss == "half_squared_error":
        yield Mistake(2 * c, _("The ½ is forgotten."))
    if loss == "mse" and len(outputs) > 1:
        yield Mistake(len(outputs) * c, _("That is the sum over the outputs; this loss is their mean."))
    if len(outputs) > 1:
        for n in outputs:
            name = moment.symbols.output(n)
            yield Mistake(
                c - truth("C_term", last, n), _("One path is forgotten: {name} has its term in C as well.", name=name)
            )
            yield Mistake(
                truth("C_term", last, n), _("That is the term of {name} alone; C is the sum of all terms.", name=name)
            )
    errors = [truth("y", last, n) - truth("target", last, n) for n in outputs]
    if loss in ("half_squared_error", "squared_error", "mse"):
        yield Mistake(sum(errors), _("That is output minus target, not squared."))
        yield Mistake(sum(map(abs, errors)), _("That is the distance from the target, not its square."))
        inside = [truth("z", last, n) - truth("target", last, n) for n in outputs]
        scale = {"half_squared_error": 0.5, "squared_error": 1.0}.get(loss, 1 / len(outputs))
        yield Mistake(scale * sum(one * one for one in inside), _("z was taken instead of the output σ(z)."))
    else:
        yield Mistake(c / float(np.log(10.0)), _("That is the logarithm to base 10; ln is the natural one."))
        yield Mistake(
            sum(one * one for one in errors) / 2, _("That is half the squared error; this loss has logarithms.")
        )
    yield Mistake(truth("L_new"), _("That is the loss with the updated weights."))
