"""What an update did to the parameters of one neuron, in a sentence with its numbers."""

from math import isfinite

from app.language import _
from app.moment import Moment
from app.numbers import telling_digits, text
from engine.operations import Operation
from engine.words import N_

MOVED = {
    "gd": N_("−η times its slope"), "momentum": N_("−η times its v"), "adam": N_("−η times its m̂ / (√ŝ + ε)"),
}  # fmt: skip
"""What an update adds to a parameter, by optimiser, in the letters of its equation."""


def update(moment: Moment, operation: Operation) -> str:
    """How each weight into the neuron moved, and its bias; where they are many, by what rule."""
    layer, to = operation.layer, operation.neuron
    z, sources = moment.symbols.neuron(layer, to), range(1, moment.sizes[layer - 1] + 1)
    if len(sources) > 3:
        what = MOVED[moment.lesson.recipe.optimiser.name]
        if any(moment.is_frozen("w", layer, to, n) for n in sources):
            return _("Update, {z}: each of its parameters that is not frozen moves by {what}.", z=z, what=what)
        return _("Update, {z}: each of its parameters moves by {what}.", z=z, what=what)
    parts = []
    for n in sources:
        name = moment.symbols.weight(layer, to, n)
        if moment.is_frozen("w", layer, to, n):
            parts.append(_("{name} is frozen", name=name))
        else:
            parts.append(_moves(name, moment.number("w", layer, to, n), moment.number("w_new", layer, to, n)))
    if not moment.is_frozen("b", layer, to):
        old, new = moment.number("b", layer, to), moment.number("b_new", layer, to)
        parts.append(_moves(moment.symbols.bias(layer, to), old, new))
    return _("Update, {z}: {each}.", z=z, each=_("; ").join(parts))


def _moves(name: str, old: float, new: float) -> str:
    if not isfinite(new):
        return _("{name} becomes {new}", name=name, new=text(new))
    if new == old:
        return _("{name} stays at {old}", name=name, old=text(old))
    places = {"name": name, "by": text(abs(new - old)), "old": text(old), "new": text(new, telling_digits(new, old))}
    if new > old:
        return _("{name} rises by {by} from {old} to {new}", **places)
    return _("{name} falls by {by} from {old} to {new}", **places)
