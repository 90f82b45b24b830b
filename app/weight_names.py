"""Which of a file's named arrays are the weights and biases of which layer.

Names are PyTorch's (``0.weight``, ``fc1.bias``) or numbered ones (``W1``, ``b1``, ``weights_1``, ``biases_1``). Layers
are in the order of their numbers where all names have one, else in that of the file. A layer without biases has zeros.
"""

import re
from dataclasses import dataclass, field

import numpy as np

from app.errors import echo
from app.language import _
from app.weight_archives import Arrays, refused
from engine.arrays import Array
from engine.words import N_

_KIND = r"(?P<kind>weights?|bias|biases|[Ww]|b)"
_NUMBERED = re.compile(rf"{_KIND}[_.-]?(?P<layer>[0-9]+)")
_DOTTED = re.compile(rf"(?P<layer>.+)[./_]{_KIND}")
_ALLOWED = N_("names such as 0.weight and 0.bias, fc1.weight and fc1.bias, or W1 and b1")


@dataclass
class NamedLayer:
    """A layer's arrays with the names by which an error calls them."""

    names: dict[str, str] = field(default_factory=dict)
    arrays: dict[str, Array] = field(default_factory=dict)


def named_layers(arrays: Arrays) -> list[tuple[str, Array, str, Array]]:
    """For each layer its weights and biases, each after its name.

    Raises:
        BadInput: an array is neither, or a layer has none or two of them.
    """
    found: dict[str, NamedLayer] = {}
    for name, array in arrays.items():
        match = _NUMBERED.fullmatch(name) or _DOTTED.fullmatch(name)
        if not match:
            reason = _("“{name}” is neither weights nor biases of a fully connected layer", name=echo(name))
            raise refused(reason, allowed=_ALLOWED)
        layer = found.setdefault(match["layer"], NamedLayer())
        kind = "b" if match["kind"].startswith("b") else "W"
        if kind in layer.names:
            places = {"first": echo(layer.names[kind]), "second": echo(name)}
            raise refused(_("“{first}” and “{second}” are the same layer's", **places), allowed=_ALLOWED)
        layer.names[kind], layer.arrays[kind] = name, array
    keys = list(found)
    if all(map(_numbers, keys)):
        keys.sort(key=_numbers)
    return [_pair(found[key]) for key in keys]


def _numbers(key: str) -> list[int]:
    return [int(digits[:18]) for digits in re.findall(r"[0-9]+", key)]


def _pair(layer: NamedLayer) -> tuple[str, Array, str, Array]:
    if "W" not in layer.arrays:
        raise refused(_("“{name}” has no weights beside it", name=echo(layer.names["b"])), allowed=_ALLOWED)
    W, name = layer.arrays["W"], layer.names["W"]
    if "b" not in layer.arrays:
        return name, W, _("the biases beside {name}", name=name), np.zeros(len(W) if W.ndim else 0)
    b = layer.arrays["b"]
    return name, W, layer.names["b"], b.ravel() if b.ndim == 2 and 1 in b.shape else b
