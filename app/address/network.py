"""How the parameters of an address that describe the network and what is held fixed in it are read and written."""

import re
from collections.abc import Sequence
from typing import cast

from app.address import grammar
from app.address.grammar import Unreadable
from app.errors import echo
from app.language import _
from app.limits import MAX_LESSON_LAYERS, MAX_LESSON_WIDTH
from app.numbers import plain
from engine.activations import ACTIVATIONS, Activation, DomainError
from engine.network import SCHEMES, Initialisation, Scheme
from engine.parameters import Parameter, parameter_named
from engine.words import words

_FROZEN = re.compile(r"biases|layer(?P<layer>[1-9][0-9]?)|(?P<parameter>[wb][1-9][0-9]{0,5})")
_FROZEN_ORDER = ("biases", "layer", "w", "b")


def sizes(text: str) -> tuple[int, ...]:
    """Layer sizes, input first: ``2-2-2-2``."""
    read = tuple(grammar.whole(part, 1, MAX_LESSON_WIDTH) for part in text.split("-"))
    if not 2 <= len(read) <= MAX_LESSON_LAYERS + 1:
        raise Unreadable(_("a network has an input layer and 1 to {most} layers of weights", most=MAX_LESSON_LAYERS))
    return read


def write_sizes(values: Sequence[int]) -> str:
    """``2-2-2-2``."""
    return "-".join(map(str, values))


def activations(text: str, layers: int) -> tuple[Activation, ...]:
    """One activation for each of so many layers of weights; a single name is every layer's."""
    read = tuple(map(_activation, text.split(",")))
    if len(read) == 1:
        read *= layers
    if len(read) != layers:
        raise Unreadable(
            _(
                "there are {n} names here, but the network has {layers} layers of weights",
                n=len(read),
                layers=layers,
            )
        )
    if not all(activation.elementwise for activation in read[:-1]):
        raise Unreadable(_("softmax can only be the activation of the last layer"))
    return read


def _activation(text: str) -> Activation:
    name, colon, slope = text.partition(":")
    grammar.choice(name, ACTIVATIONS)
    if not colon:
        return Activation(name)
    if name != "leaky_relu":
        raise Unreadable(_("{name} takes no number", name=name))
    try:
        return Activation(name, grammar.number(slope))
    except DomainError as error:
        raise Unreadable(_(words(error))) from error


def write_activations(values: Sequence[Activation]) -> str:
    """``sigmoid`` where all are the same, else ``relu,leaky_relu:0.2,softmax``."""
    written = [
        value.name if value == Activation(value.name) else f"{value.name}:{plain(value.negative_slope)}"
        for value in values
    ]
    return written[0] if len(set(written)) == 1 else ",".join(written)


def initialisation(text: str) -> Initialisation:
    """``xavier``, ``normal``, ``normal:0.5``."""
    scheme, colon, value = text.partition(":")
    grammar.choice(scheme, SCHEMES)
    if not colon:
        return Initialisation(cast(Scheme, scheme))
    if scheme not in ("normal", "constant"):
        raise Unreadable(_("{scheme} takes no number", scheme=scheme))
    read = grammar.number(value)
    if scheme == "normal" and read < 0:
        raise Unreadable(_("a standard deviation is not negative"))
    return Initialisation(cast(Scheme, scheme), read)


def write_initialisation(value: Initialisation) -> str:
    """``xavier``, ``normal``, ``normal:0.5``."""
    return value.scheme if value.value == 1.0 else f"{value.scheme}:{plain(value.value + 0.0)}"


def frozen(text: str, of: tuple[int, ...]) -> tuple[str, ...]:
    """Names of what is held fixed in a network of these sizes, each once: ``biases`` first, then layers, w's, b's."""
    read = set(grammar.names(text))
    for name in sorted(read):
        match = _FROZEN.fullmatch(name)
        if not match or (match["layer"] and int(match["layer"]) >= len(of)):
            raise Unreadable(_("nothing in this network is called “{name}”", name=echo(name)))
        if match["parameter"]:
            parameter(name, of)
    return tuple(sorted(read, key=_frozen_order))


def _frozen_order(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    return _FROZEN_ORDER.index(letters), int(name[len(letters) :] or 0)


def parameter(name: str, of: tuple[int, ...]) -> Parameter:
    """The weight or bias with this name in a network of these sizes."""
    try:
        return parameter_named(of, name)
    except KeyError:
        raise Unreadable(_("no weight or bias of this network is called “{name}”", name=echo(name))) from None
