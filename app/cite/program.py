"""What a program that repeats a moment has to know, whichever library it is written for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import TextWrapper

import numpy as np
from numpy.typing import NDArray

from app.language import ngettext
from app.moment import Moment
from engine.arrays import Array
from engine.freezing import frozen
from engine.network import Layer
from engine.optimisers import EPSILON
from engine.recipe import Recipe

MOST_PRINTED = 1_000
"""Numbers of an array that a program prints."""

_SHORT = 80
_WRAP = TextWrapper(
    100, initial_indent="    ", subsequent_indent="     ", break_long_words=False, break_on_hyphens=False
)


@dataclass(frozen=True, eq=False)
class Program:
    """A moment as a program repeats it.

    Attributes:
        moment: the moment.
        heading: what is said of it at the top, a line each.
    """

    moment: Moment
    heading: tuple[str, ...]

    @property
    def recipe(self) -> Recipe:
        """What the lesson starts from."""
        return self.moment.lesson.recipe

    @property
    def layers(self) -> tuple[Layer, ...]:
        """θ before the update of this training step."""
        return self.moment.step.layers

    @property
    def numbers(self) -> range:
        """The numbers of the layers, from 1."""
        return range(1, len(self.layers) + 1)

    @property
    def parameters(self) -> list[str]:
        """The names of the arrays of parameters, such as W1 and b1."""
        return [f"{letter}{n}" for n in self.numbers for letter in "Wb"]

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.layers)

    @property
    def mean(self) -> bool:
        """Whether the examples are averaged, of which there are several."""
        return self.recipe.reduction == "mean" and self.moment.batch > 1

    @property
    def total(self) -> str:
        """What a slope of the whole batch is a slope of: of the one example's C, or of L."""
        return "L" if self.moment.batch > 1 else "C"

    @property
    def updates(self) -> bool:
        """Whether the update has begun at this moment."""
        operation = self.moment.lesson.operation
        return operation is not None and operation.phase == "update"

    @cached_property
    def masks(self) -> dict[str, NDArray[np.bool_]]:
        """By the name of its parameters, W1 or b1: which of them learn; only those of which one does not."""
        pairs = frozen(self.recipe, self.moment.step.conditions.frozen).layers
        held = {
            f"{letter}{n}": mask for n, pair in enumerate(pairs, 1) for letter, mask in zip("Wb", pair, strict=True)
        }
        return {name: ~mask for name, mask in held.items() if mask.any()}

    def memory(self, which: int) -> Iterator[tuple[str, Array]]:
        """What the optimiser remembers before the update, by the name of the parameters."""
        flat, begin = self.moment.step.memory[which], 0
        for n, layer in enumerate(self.layers, 1):
            matrix = flat[begin : begin + layer.matrix.size].reshape(layer.matrix.shape)
            begin += layer.matrix.size
            yield f"W{n}", matrix[:, :-1]
            yield f"b{n}", matrix[:, -1]

    @property
    def remembers(self) -> bool:
        """Whether there is any such memory but zeros."""
        return any(one.any() for one in self.moment.step.memory)

    @property
    def examples(self) -> str:
        """Which rows of the training set these are, in words."""
        rows = [str(int(row) + 1) for row in self.moment.step.rows]
        said = ", ".join(rows if len(rows) <= 12 else [*rows[:10], "…", rows[-1]])
        return ngettext(
            "example {which} of the training set", "examples {which} of the training set, one row each", len(rows),
            which=said,
        )  # fmt: skip

    def a(self, layer: int) -> str:
        """What a layer sends on is called: x, a1 …, y."""
        return "x" if layer == 0 else "y" if layer == self.last else f"a{layer}"

    @property
    def figures(self) -> list[str]:
        """The names of what a program prints: the figures in the order of computation, but no large array."""
        examples = self.moment.batch
        rows = {n: examples * layer.n_out for n, layer in enumerate(self.layers, 1)}
        sizes = {name: rows[n] for n in self.numbers for name in (f"z{n}", self.a(n))}
        sizes |= {"C": examples, "L": 1, **{f"dC_dz{n}": rows[n] for n in reversed(self.numbers)}}
        for slope, after in ((f"d{self.total}_d", ""), ("", "_new"))[: 1 + self.updates]:
            for n, layer in enumerate(self.layers, 1):
                sizes |= {f"{slope}W{n}{after}": layer.W.size, f"{slope}b{n}{after}": layer.b.size}
        return [name for name, size in sizes.items() if size <= MOST_PRINTED]

    def head(self) -> list[str]:
        """The first lines, as comments."""
        return [f"# {line}" for line in self.heading]

    @property
    def count(self) -> int:
        """How many numbers it has in it: weights, biases, examples, and what the optimiser remembers."""
        step = self.moment.step
        arrays = [*(layer.matrix for layer in self.layers), step.trace.x, step.gradients.targets]
        return sum(one.size for one in arrays) + (
            sum(one.size for one in step.memory) if self.updates and self.remembers else 0
        )


def moved(it: Program, name: str, slope: str, library: str) -> Iterator[str]:
    """The lines that compute the new value of an array of parameters.

    Args:
        it: whose update it is.
        name: of the array, such as ``W1``.
        slope: what the program calls its gradient.
        library: what it calls its library.
    """
    optimiser = it.recipe.optimiser
    beta, beta2, t = optimiser.beta, optimiser.beta2, it.moment.step.updates + 1
    match optimiser.name:
        case "momentum":
            kept = f"{beta!r} * v_{name} + " if it.remembers else ""
            yield f"v_{name}_new = {kept}{slope}"
            slope = f"v_{name}_new"
        case "adam":
            kept, kept2 = (f"{beta!r} * m_{name} + ", f"{beta2!r} * s_{name} + ") if it.remembers else ("", "")
            yield f"m_{name}_new = {kept}{1.0 - beta!r} * {slope}"
            yield f"s_{name}_new = {kept2}{1.0 - beta2!r} * {slope} ** 2"
            yield f"m_hat = m_{name}_new / (1 - {beta!r} ** {t})"
            yield f"s_hat = s_{name}_new / (1 - {beta2!r} ** {t})"
            slope = f"m_hat / ({library}.sqrt(s_hat) + {EPSILON!r})"
    new = f"{name} - learning_rate * {slope}"
    yield f"{name}_new = " + (f"{library}.where(learns_{name}, {new}, {name})" if name in it.masks else new)


def literal(array: Array | NDArray[np.bool_]) -> str:
    """The numbers of an array as Python writes them, each of which reads back as the very same float."""
    rows = (array.astype(int) if array.dtype == bool else array).tolist()
    if array.ndim == 1:
        return _row(rows) if len(_row(rows)) <= _SHORT else _filled(rows).strip()
    short = f"[{', '.join(map(_row, rows))}]"
    if len(short) <= _SHORT:
        return short
    return "[\n" + "\n".join(f"{_filled(row)}," for row in rows) + "\n]"


def _row(row: list[float]) -> str:
    return f"[{', '.join(map(repr, row))}]"


def _filled(row: list[float]) -> str:
    return _WRAP.fill(_row(row))
