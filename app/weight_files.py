"""Weights of one's own, read from a file or a text: JSON, ``.npz`` or ``.safetensors``; a pickle is never opened.

JSON is the API's form, ``{"layers": [{"weights", "biases", "activation"}, …]}``, with or without examples and a loss;
what else it holds is passed over, so that what this application writes can be read again. Or it is names and lists,
``{"0.weight": [[…]], "0.bias": […]}``.
Weights are out × in: one row a neuron.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NoReturn

import numpy as np

from app.address import grammar, network
from app.address.grammar import Unreadable
from app.errors import echo
from app.language import _
from app.limits import MAX_LESSON_LAYERS, MAX_LESSON_NUMBER, MAX_WEIGHTS_ARRAYS, MAX_WEIGHTS_FILE
from app.numbers import plain
from app.weight_archives import read_npz, read_safetensors, refused, refused_pickle
from app.weight_checks import FUNCTIONS, NUMBERS, SHAPES, check_layer, check_softmax, turned
from app.weight_names import named_layers
from engine.activations import ACTIVATIONS, Activation, DomainError
from engine.arrays import Array, readonly

Named = tuple[str, Array, str, Array]
"""A layer's weights and biases, each after its name."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The parameters of a network, checked: shapes that follow one another, finite numbers within bounds.

    Attributes:
        layers: for each layer W (n_out, n_in) and b (n_out,), read-only.
        activations: one a layer; None where the file says none.
        beside: what the file says beside them, as parameters of an address: ``x``, ``target``, ``loss``, ``lr`` and
            ``reduction``.
    """

    layers: tuple[tuple[Array, Array], ...]
    activations: tuple[Activation, ...] | None
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons a layer, the inputs first."""
        return (self.layers[0][0].shape[1], *(len(b) for _W, b in self.layers))

    def with_activations(self, hidden: Activation, output: Activation) -> "Weights":
        """The same parameters with these functions, unless there are some already.

        Raises:
            BadInput: softmax would not be last.
        """
        if self.activations is not None:
            return self
        chosen = (*(hidden,) * (len(self.layers) - 1), output)
        check_softmax(chosen)
        return replace(self, activations=chosen)


def read_weights(data: bytes) -> Weights:
    """The weights in a file, whatever its kind.

    Raises:
        BadInput: it is no such file, or its arrays are no network that a lesson can show; it names the array.
    """
    if len(data) > MAX_WEIGHTS_FILE:
        raise refused(_("the file is larger than {n} KB", n=MAX_WEIGHTS_FILE // 1024))
    if data.startswith(b"PK"):
        arrays, words = read_npz(data)
        return _checked(named_layers(arrays), _from_words(words, len(arrays)))
    if data[:1] == b"\x80" and data[1:2] <= b"\x05":
        raise refused_pickle()
    if data[8:9] == b"{" and int.from_bytes(data[:8], "little") <= len(data):
        return _checked(named_layers(read_safetensors(data)), None)
    if data.startswith(b"\x93NUMPY"):
        raise refused(_("one .npy is one array alone; write all of them with numpy.savez"))
    return _from_json(data)


def _from_json(data: bytes) -> Weights:
    try:
        read = json.loads(data.decode("utf-8-sig"), parse_constant=_not_finite, object_pairs_hook=_once_each)
    except UnicodeDecodeError:
        raise refused(_("the file is of no kind that is read here")) from None
    except json.JSONDecodeError as error:
        places = {"line": error.lineno, "column": error.colno, "error": error.msg}
        raise refused(_("line {line}, column {column}: this is not JSON ({error})", **places)) from None
    except (ValueError, RecursionError):  # an integer of thousands of digits, a thousand brackets
        raise refused(_("this is not JSON of weights")) from None
    match read:
        case {"layers": list(layers)}:
            return replace(_from_layers(layers), beside=_beside(read))
        case dict() if read:
            words = read.pop("activations", [])
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise refused(_("“activations” must be a list of names"), words, FUNCTIONS)
            arrays = {name: _array(name, value) for name, value in list(read.items())[: MAX_WEIGHTS_ARRAYS + 1]}
            if len(arrays) > MAX_WEIGHTS_ARRAYS:
                raise refused(_("{n} arrays are more than {most}", n=len(read), most=MAX_WEIGHTS_ARRAYS))
            return _checked(named_layers(arrays), _from_words(words, len(arrays)))
    raise refused(_("there are no layers in it"), read)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose names are all different: of two of a kind nobody could say which is meant."""
    read = dict(pairs)
    if len(read) < len(pairs):
        twice = Counter(name for name, _value in pairs).most_common(1)[0][0]
        raise refused(_("“{name}” is given more than once", name=echo(twice)), twice)
    return read


def _not_finite(name: str) -> NoReturn:
    raise refused(_("there is {number} in it, and weights have to be finite", number=name), name, NUMBERS)


def _from_layers(layers: list[Any]) -> Weights:
    """The API's form."""
    if not 1 <= len(layers) <= MAX_LESSON_LAYERS:
        raise refused(_("“layers” has {n} of them", n=len(layers)), len(layers), SHAPES)
    named: list[Named] = []
    functions: list[Activation | None] = []
    for number, layer in enumerate(layers):
        place = f"layers[{number}]"
        if not isinstance(layer, dict) or "weights" not in layer:
            raise refused(_("{place} has no weights", place=place), layer)
        W = _array(f"{place}.weights", layer["weights"])
        b = _array(f"{place}.biases", layer["biases"]) if "biases" in layer else np.zeros(len(W))
        named.append((f"{place}.weights", W, f"{place}.biases", b))
        functions.append(_function(place, layer))
    known = tuple(one for one in functions if one is not None)
    if known and len(known) < len(functions):
        reason = _("{place} has no activation, but others have one", place=f"layers[{functions.index(None)}]")
        raise refused(reason, allowed=FUNCTIONS)
    return _checked(named, known or None)


def _beside(body: dict[str, Any]) -> dict[str, str]:
    """The other fields of the API's body, as parameters of an address."""
    found = {}
    for field_name, parameter in (("inputs", "x"), ("targets", "target")):
        if body.get(field_name) is not None:
            found[parameter] = grammar.write_rows(np.atleast_2d(_array(field_name, body[field_name])).tolist())
    for name in ("loss", "reduction"):
        if isinstance(body.get(name), str):  # of a readout the loss is its value
            found[name] = body[name]
    rate = body.get("learning_rate")
    if isinstance(rate, (int, float)) and not isinstance(rate, bool) and abs(rate) <= MAX_LESSON_NUMBER:
        found["lr"] = plain(float(rate))
    return found


def _function(place: str, layer: dict[str, Any]) -> Activation | None:
    name, slope = layer.get("activation"), layer.get("negative_slope", 0.01)
    if name is None:
        return None
    if not isinstance(name, str) or isinstance(slope, bool) or not isinstance(slope, (int, float)):
        raise refused(_("{place} is no name of a function", place=f"{place}.activation"), name, FUNCTIONS)
    try:
        return Activation(name, float(slope)) if name == "leaky_relu" else Activation(name)
    except (DomainError, OverflowError):
        wrong = f"{place}.negative_slope" if name in ACTIVATIONS else f"{place}.activation"
        reason = _("{place} is not allowed", place=wrong)
        raise refused(reason, slope if name in ACTIVATIONS else name, FUNCTIONS) from None


def _from_words(words: list[str], arrays: int) -> tuple[Activation, ...] | None:
    if not words:
        return None
    if len(words) > arrays:
        raise refused(_("{n} activations are more than there are layers", n=len(words)), allowed=FUNCTIONS)
    try:
        return network.activations(",".join(words), len(words))
    except Unreadable as error:
        raise refused(_("“activations”: {reason}", reason=error), allowed=FUNCTIONS) from error


def _array(name: str, value: object) -> Array:
    """A list, or a list of lists of one length, of nothing but numbers."""
    rows: list[Any] = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    for number, row in enumerate(rows):
        place = f"“{echo(name)}”" if rows[0] is value else f"“{echo(name)}”[{number}]"
        if not isinstance(row, list) or not row:
            raise refused(_("{place} must be a list of numbers", place=place), row, NUMBERS)
        if len(row) != len(rows[0]):
            n, first = len(row), len(rows[0])
            reason = _(
                "{place} and the first row are not of one length: {n} and {first}", place=place, n=n, first=first
            )
            raise refused(reason, allowed=SHAPES)
        for at, one in enumerate(row):
            if isinstance(one, bool) or not isinstance(one, (int, float)) or not abs(one) <= MAX_LESSON_NUMBER:
                wrong = f"{place}[{at}]"
                raise refused(_("{place} is not one of the {numbers}", place=wrong, numbers=NUMBERS), one, NUMBERS)
    return np.array(value, dtype=np.float64)


def _checked(named: list[Named], activations: tuple[Activation, ...] | None) -> Weights:
    """The layers as a network that a lesson can show."""
    if not 1 <= len(named) <= MAX_LESSON_LAYERS:
        raise refused(_("there are {n} layers in it", n=len(named)), len(named), SHAPES)
    for layer in named:
        check_layer(*layer)
    for (before, W_before, *_its), (name, W, *_its) in pairwise(named):
        if W.shape[1] != len(W_before):
            reason = _(
                "“{name}” takes {inputs} inputs (its columns), but “{before}” before it has {n} neurons (its rows)",
                name=echo(name), inputs=W.shape[1], before=echo(before), n=len(W_before),
            )  # fmt: skip
            raise refused(turned(reason, len(W) == W_before.shape[1]), allowed=SHAPES)
    if activations is not None:
        if len(activations) != len(named):
            places = {"n": len(activations), "layers": len(named)}
            raise refused(_("{n} activations are not one for each of {layers} layers", **places))
        check_softmax(activations)
    return Weights(tuple((readonly(W), readonly(b)) for _name, W, _name_of_b, b in named), activations)
