"""The names of a network's parameters: w₁, w₂, … and b₁, b₂, … in the order of the vector θ.

Weights are counted layer by layer, neuron by neuron, input by input, and biases neuron by neuron; so the bias of
neuron z₃ is b₃, and Mazur's w₁ … w₈ are the names of his own article.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """One weight or bias, by its place.

    Attributes:
        kind: ``"w"`` or ``"b"``.
        layer: the receiving layer, counted from 1.
        to: the receiving neuron, counted from 1.
        source: the sending neuron (or input), counted from 1; 0 for a bias.
    """

    kind: Literal["w", "b"]
    layer: int
    to: int
    source: int = 0

    @property
    def place(self) -> str:
        """``layer-to-source`` for a weight, ``layer-to`` for a bias: the end of every id that speaks of it."""
        return f"{self.layer}-{self.to}-{self.source}" if self.kind == "w" else f"{self.layer}-{self.to}"

    @property
    def key(self) -> str:
        """The id of its value on the page, like ``w-2-1-1``."""
        return f"{self.kind}-{self.place}"


def weight_number(sizes: Sequence[int], layer: int, to: int, source: int) -> int:
    """The number of a weight in θ, counted from 1 over layers, then neurons, then inputs."""
    before = sum(sizes[k - 1] * sizes[k] for k in range(1, layer))
    return before + (to - 1) * sizes[layer - 1] + source


def neuron_number(sizes: Sequence[int], layer: int, neuron: int) -> int:
    """The number of a neuron, counted from 1 over layers, then neurons: the 3 of z₃, a₃ and b₃."""
    return sum(sizes[1:layer]) + neuron


def parameter_name(sizes: Sequence[int], parameter: Parameter) -> str:
    """The name of a parameter in plain letters, like ``w5`` or ``b3``."""
    if parameter.kind == "w":
        return f"w{weight_number(sizes, parameter.layer, parameter.to, parameter.source)}"
    return f"b{neuron_number(sizes, parameter.layer, parameter.to)}"


def parameter_named(sizes: Sequence[int], name: str) -> Parameter:
    """The parameter that bears a name like ``w5`` or ``b3``.

    Raises:
        KeyError: no parameter of this network has that name.
    """
    digits = name[1:]
    if name[:1] not in ("w", "b") or not digits.isascii() or not digits.isdigit() or digits[0] == "0":
        raise KeyError(name)
    left = int(digits) - 1
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        count = n_in * n_out if name[0] == "w" else n_out
        if left < count:
            if name[0] == "w":
                return Parameter("w", layer, left // n_in + 1, left % n_in + 1)
            return Parameter("b", layer, left + 1)
        left -= count
    raise KeyError(name)


def parameters(sizes: Sequence[int]) -> Iterator[Parameter]:
    """All parameters in the order of θ: every weight, then every bias, as the notes write the vector."""
    for layer in range(1, len(sizes)):
        for to in range(1, sizes[layer] + 1):
            for source in range(1, sizes[layer - 1] + 1):
                yield Parameter("w", layer, to, source)
    for layer in range(1, len(sizes)):
        for to in range(1, sizes[layer] + 1):
            yield Parameter("b", layer, to)
