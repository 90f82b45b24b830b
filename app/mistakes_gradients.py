"""Mistakes about the slopes of one example: ∂C/∂w and ∂C/∂b."""

from collections.abc import Iterator

from app.asking import Mistake
from app.language import _
from app.mistakes_backward import UPDATED
from app.moment import Moment


def of_dC_dw(moment: Moment, layer: int, to: int, source: int = 0) -> Iterator[Mistake]:
    """∂C/∂w = a · ∂C/∂z; of a bias the input is 1."""
    truth, names = moment.truth, moment.symbols
    delta, arrived = truth("dC_dz", layer, to), truth("dC_da", layer, to)
    a = truth("a", layer - 1, source) if source else 1.0
    z, out, delta_name = names.neuron(layer, to), names.activation(layer, to), names.delta(layer, to)
    yield Mistake(
        a * arrived,
        _(
            "σ′(z) is forgotten: that is made with ∂C/∂{out}, and what stands behind the wire is {delta_name}.",
            out=out,
            delta_name=delta_name,
        ),
    )
    if source:
        before = names.activation(layer - 1, source)
        yield Mistake(
            delta,
            _(
                "That is {delta_name} alone; it is multiplied by the input {before}.",
                delta_name=delta_name,
                before=before,
            ),
        )
        yield Mistake(
            a,
            _(
                "That is the input {before} alone, ∂z/∂w; it is multiplied by {delta_name}.",
                before=before,
                delta_name=delta_name,
            ),
        )
        yield Mistake(
            truth("w", layer, to, source) * delta,
            _("That is w times {delta_name}, what is sent back; for ∂C/∂w it is the input.", delta_name=delta_name),
        )
        if layer > 1:
            yield Mistake(
                truth("z", layer - 1, source) * delta,
                _("z was taken instead of a: the input is {before}.", before=before),
            )
        for n in range(1, moment.sizes[layer - 1] + 1):
            if n != source:
                other = names.activation(layer - 1, n)
                yield Mistake(
                    truth("a", layer - 1, n) * delta, _("The input of the other weight was used: {other}.", other=other)
                )
    else:
        yield Mistake(truth("b", layer, to) * delta, _("A bias has the input 1, whatever its value is."))
    for n in range(1, moment.sizes[layer] + 1):
        if n != to:
            yield Mistake(
                a * truth("dC_dz", layer, n),
                _("Made with {delta}; this wire leads into {z}.", delta=names.delta(layer, n), z=z),
            )
    gain = truth("da_dz", layer, to)
    if layer < moment.last:
        after = range(1, moment.sizes[layer + 1] + 1)
        if len(after) > 1:
            for n in after:
                rest = a * gain * (arrived - truth("backward", layer + 1, n, to))
                yield Mistake(
                    rest,
                    _(
                        "One path is forgotten: {out} feeds {neuron} as well.",
                        out=out,
                        neuron=names.neuron(layer + 1, n),
                    ),
                )
        later = sum(truth("w_new", layer + 1, n, to) * truth("dC_dz", layer + 1, n) for n in after)
        yield Mistake(a * gain * later, _(UPDATED))
    yield Mistake(
        -moment.step.conditions.learning_rate * a * delta, _("That is the change by the update; asked is the slope.")
    )
