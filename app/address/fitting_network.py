"""Activations, weights and biases, made to fit other layers."""

from itertools import pairwise

from app.address import grammar, network
from app.address.change import Change
from app.address.defaults import spread
from app.address.grammar import Numbers
from app.own_weights import is_name


def activations(change: Change) -> None:
    """Other layers than before: the output keeps its activation, and hidden layers keep theirs as far as they go."""
    text = change.texts.get("act")
    if text is None:
        return
    count = len(change.after) - 1
    given = network.activations(text, text.count(",") + 1)
    if len(given) == count or (len(given) == 1 and given[0].elementwise):
        return
    kept = spread(given, count)
    change.texts["act"] = network.write_activations(kept)
    if set(given) - set(kept):
        change.dropped.add("activations")


def weights(change: Change) -> None:
    """Each layer that keeps its shape keeps its weights; the others are drawn."""
    if is_name(change.texts.get("w", "")):
        if change.before != change.after:
            change.drop("weights", "w")
        return
    counts = [n_in * n_out for n_in, n_out in pairwise(change.after)]
    _layers(change, "w", "weights", counts, inputs=True)


def biases(change: Change) -> None:
    """Each layer that keeps its number of neurons keeps its biases; the others are 0."""
    _layers(change, "b", "biases", list(change.after[1:]), inputs=False)


def _layers(change: Change, parameter: str, name: str, counts: list[int], *, inputs: bool) -> None:
    text = change.texts.get(parameter)
    if not text:
        return
    given = [grammar.numbers(part) if part else None for part in text.split(";")]
    if change.before is not None and len(given) != len(change.before) - 1:
        return
    fitting: list[Numbers | None] = [None] * len(counts)
    for layer, values in enumerate(given, 1):
        if values is None:
            continue
        if not change.keeps(layer, inputs=inputs):
            change.dropped.add(name)
        elif len(values) == counts[layer - 1]:
            fitting[layer - 1] = values
        elif change.before is None:
            change.dropped.add(name)
        else:
            return
    change.texts[parameter] = grammar.write_layers(fitting)
