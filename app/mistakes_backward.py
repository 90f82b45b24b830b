"""Mistakes of the backward pass: about ∂C/∂y, ∂C/∂a, ∂C/∂z and w·∂C/∂z."""

from collections.abc import Iterator

from app.asking import Mistake
from app.language import _
from app.mistakes_forward import slope
from app.moment import Moment
from engine.losses import is_fused
from engine.words import N_

UPDATED = N_("Those are the updated weights; the backward pass uses the weights that the forward pass used.")


def of_dC_dy(moment: Moment, layer: int, to: int) -> Iterator[Mistake]:
    """∂C/∂y, by the definition of C."""
    truth, loss = moment.truth, moment.lesson.recipe.loss
    y, target, z = truth("y", layer, to), truth("target", layer, to), truth("z", layer, to)
    name = moment.symbols.output(to)
    scale = {"half_squared_error": 1.0, "squared_error": 2.0, "mse": 2.0 / moment.sizes[-1]}.get(loss)
    if scale is not None:
        yield Mistake(scale * (target - y), _("Wrong sign: it is output minus target, {name} first.", name=name))
        for other in (1.0, 2.0, 0.5):
            if other != scale:
                yield Mistake(other * (y - target), _("The factor of this loss is another one: derive C by y."))
        yield Mistake(scale * (z - target), _("z was taken instead of {name} = σ(z).", name=name))
    else:
        yield Mistake(
            y - target, _("That is {deltas} already: σ′(z) has cancelled in it.", deltas=moment.symbols.deltas)
        )
        yield Mistake(target / y if y else 0.0, _("Wrong sign: C has a minus before the sum."))
        if loss == "binary_cross_entropy" and y:
            yield Mistake(-target / y, _("One path is forgotten: {name} stands in ln(1 − {name}) as well.", name=name))
    yield Mistake(
        truth("dC_dz", layer, to),
        _("That is {deltas} already; here σ is not passed yet.", deltas=moment.symbols.deltas),
    )
    yield Mistake(truth("C_term", layer, to), _("That is the term of C itself, not its slope."))


def of_dC_da(moment: Moment, layer: int, neuron: int) -> Iterator[Mistake]:
    """∂C/∂a (or ∂C/∂x) = Σ w ∂C/∂z over the neurons that are fed."""
    truth, names = moment.truth, moment.symbols
    right = truth("dC_da", layer, neuron)
    if layer:
        gain = truth("da_dz", layer, neuron)
        yield Mistake(
            gain * right, _("That is {delta} already: σ′ comes after ∂C/∂a.", delta=names.delta(layer, neuron))
        )
    yield from _summed(moment, layer, neuron, 1.0)


def _summed(moment: Moment, layer: int, neuron: int, gain: float) -> Iterator[Mistake]:
    """What can go wrong in gain · Σ w ∂C/∂z."""
    truth, names = moment.truth, moment.symbols
    after = range(1, moment.sizes[layer + 1] + 1)
    sent = {n: truth("backward", layer + 1, n, neuron) for n in after}
    deltas = {n: truth("dC_dz", layer + 1, n) for n in after}
    total, name = sum(sent.values()), names.activation(layer, neuron)

    def with_weights(kind: str, source: int = neuron) -> float:
        return gain * sum(truth(kind, layer + 1, n, source) * deltas[n] for n in after)

    if len(after) > 1:
        for n in after:
            fed = names.neuron(layer + 1, n)
            yield Mistake(
                gain * (total - sent[n]), _("One path is forgotten: {name} feeds {fed} as well.", name=name, fed=fed)
            )
    yield Mistake(
        gain * sum(truth("w", layer + 1, n, neuron) * truth("dC_da", layer + 1, n) for n in after),
        _(
            "σ′(z) is forgotten behind the wires: from {neuron} comes back its {deltas}, not its ∂C/∂a.",
            neuron=names.neuron(layer + 1, 1),
            deltas=names.deltas,
        ),
    )
    for other in range(1, moment.sizes[layer] + 1):
        if other != neuron:
            out = names.activation(layer, other)
            yield Mistake(
                with_weights("w", other), _("The other weights were used: those on the wires out of {out}.", out=out)
            )
    if len(after) == 2:
        first, second = (truth("w", layer + 1, n, neuron) for n in after)
        yield Mistake(
            gain * (first * deltas[2] + second * deltas[1]),
            _("The other weight was used on each wire: the two are exchanged."),
        )
    if len(after) == moment.sizes[layer]:
        turned = sum(truth("w", layer + 1, neuron, n) * deltas[n] for n in after)
        yield Mistake(
            gain * turned,
            _("The other weights were used, those into a neuron: out of {name} runs a column of W.", name=name),
        )
    if len(after) > 1:
        yield Mistake(
            gain * sum(deltas.values()),
            _("The weights are forgotten: each {deltas} comes back times its weight.", deltas=names.deltas),
        )
        weights = sum(truth("w", layer + 1, n, neuron) for n in after)
        yield Mistake(
            gain * weights,
            _("Those are the weights alone; each is multiplied by the {deltas} behind it.", deltas=names.deltas),
        )
    yield Mistake(with_weights("w_new"), _(UPDATED))


def of_dC_dz(moment: Moment, layer: int, to: int) -> Iterator[Mistake]:
    """∂C/∂z = σ′(z) ∂C/∂a, or what is left of it where the loss has logarithms."""
    truth, names, recipe = moment.truth, moment.symbols, moment.lesson.recipe
    z, a, arrived = truth("z", layer, to), truth("a", layer, to), truth("dC_da", layer, to)
    name, out = names.neuron(layer, to), names.activation(layer, to)
    activation = recipe.spec.layers[layer - 1].activation
    if not activation.elementwise:
        yield Mistake(arrived, _("That is ∂C/∂{out}: softmax still mixes the slopes of all outputs.", out=out))
        yield Mistake(
            a * (1.0 - a) * arrived,
            _("Paths are forgotten: {name} moves the other outputs of the softmax as well.", name=name),
        )
        yield Mistake(truth("target", layer, to) - a, _("Wrong sign: it is output minus target."))
        yield Mistake(z - truth("target", layer, to), _("z was taken instead of the output."))
        return
    gain = truth("da_dz", layer, to)
    if layer == moment.last and is_fused(activation.name, recipe.loss):
        yield Mistake(gain * gain * arrived, _("σ′(z) is in it twice: with this loss it has cancelled already."))
        yield Mistake(z - truth("target", layer, to), _("z was taken instead of {out} = σ(z).", out=out))
    yield Mistake(
        arrived,
        _("σ′(z) is forgotten: that is ∂C/∂{out}, still to be multiplied by the gain σ′({name}).", out=out, name=name),
    )
    yield Mistake(
        a * arrived, _("That is multiplied by {out} = σ({name}); the gain is the slope σ′({name}).", out=out, name=name)
    )
    yield Mistake(
        slope(activation, a) * arrived,
        _("a was taken instead of z: the gain is σ′({name}), not σ′({out}).", name=name, out=out),
    )
    yield Mistake(z * (1.0 - z) * arrived, _("z was taken instead of a: the gain is {out}(1 − {out}).", out=out))
    yield Mistake(gain, _("That is the gain alone; it multiplies ∂C/∂{out}.", out=out))
    if layer < moment.last:
        yield from _summed(moment, layer, to, gain)
    else:
        target = truth("target", layer, to)
        yield Mistake(gain * (z - target), _("z was taken instead of {out} in ∂C/∂{out}.", out=out))
    for other in range(1, moment.sizes[layer] + 1):
        if other != to:
            yield Mistake(
                truth("dC_dz", layer, other),
                _("That is {delta}, of the other neuron.", delta=names.delta(layer, other)),
            )
            yield Mistake(
                truth("da_dz", layer, other) * arrived,
                _("That gain is the one of {neuron}.", neuron=names.neuron(layer, other)),
            )


def of_sent_back(moment: Moment, layer: int, to: int, source: int) -> Iterator[Mistake]:
    """What a wire sends back: w·∂C/∂z."""
    truth, names = moment.truth, moment.symbols
    w, delta = truth("w", layer, to, source), truth("dC_dz", layer, to)
    delta_name = names.delta(layer, to)
    yield Mistake(
        w * truth("dC_da", layer, to), _("σ′(z) is forgotten: what comes back is {delta_name}.", delta_name=delta_name)
    )
    yield Mistake(w, _("That is the weight alone; it multiplies {delta_name}.", delta_name=delta_name))
    yield Mistake(delta, _("That is {delta_name}, not yet times the weight.", delta_name=delta_name))
    yield Mistake(
        truth("a", layer - 1, source) * delta,
        _(
            "That is ∂C/∂w, the input times {delta_name}; what is sent back is w times {delta_name}.",
            delta_name=delta_name,
        ),
    )
    for n in range(1, moment.sizes[layer - 1] + 1):
        if n != source:
            yield Mistake(
                truth("w", layer, to, n) * delta,
                _("The other weight was used: {weight}.", weight=names.weight(layer, to, n)),
            )
    for n in range(1, moment.sizes[layer] + 1):
        if n != to:
            yield Mistake(
                truth("w", layer, n, source) * delta,
                _("The other weight was used: {weight}.", weight=names.weight(layer, n, source)),
            )
    yield Mistake(truth("w_new", layer, to, source) * delta, _("That is the updated weight; the old one holds here."))
