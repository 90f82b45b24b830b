"""The paths from one weight or bias to the loss: their products, and how each is written and drawn."""

from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite

import numpy as np

from app.formula import Formula, Writer
from app.links import Go
from app.moment import Moment, id_of
from app.numbers import data, text
from engine.arrays import Array
from engine.path_costs import paths_behind
from engine.paths import MOST, Path, largest, products_from_weight

MOST_ASKED = 8
"""Products that a visitor is asked to add up; of more, only the sign of the sum is asked for."""

MOST_ORDERED = 40
HALF = 100.0
"""Half the width of a bar's frame, in its own units."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the paths begin.

    Attributes:
        layer: that the weight leads into.
        to: the neuron that it leads to.
        source: the neuron that it comes from; 0 for a bias.
        count: how many paths there are.
    """

    layer: int
    to: int
    source: int
    count: int

    @property
    def feasible(self) -> bool:
        """Whether there are few enough to multiply out one by one."""
        return self.count <= MOST

    def of(self, there: Moment) -> "Products":
        """The product of each path at a moment, for the example that is drawn."""
        step, place = there.step, (self.layer, self.to, self.source)
        products = products_from_weight(step.layers, step.trace, step.gradients, place, there.example)
        return Products(self, products, largest(products.reshape(products.shape or (1,)), MOST_ORDERED))


@dataclass(frozen=True, eq=False, slots=True)
class Products:
    """The products of all paths.

    Attributes:
        walk: where they begin.
        products: one axis a layer behind.
        largest: the largest of them, the largest first.
    """

    walk: Walk
    products: Array
    largest: tuple[Path, ...]

    @property
    def total(self) -> float:
        """Their sum."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self.products.sum())

    def way(self, number: int) -> tuple[int, ...]:
        """The neurons of a listed path, from the one that the weight leads to; counted from 1, as the path is."""
        behind = self.largest[number - 1].neurons if self.products.ndim else ()
        return (self.walk.to, *behind)


def walk(sizes: tuple[int, ...], focus: str) -> Walk:
    """The paths from a weight (``w-1-2-1``) or bias (``b-1-2``)."""
    layer, to, *source = map(int, focus.split("-")[1:])
    return Walk(layer, to, source[0] if source else 0, paths_behind(sizes, layer))


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a product: its symbol, the number as printed and at full precision, its place on the picture."""

    symbol: str
    text: str
    data: str
    ref: str


@dataclass(frozen=True, slots=True)
class PathRow:
    """One path.

    Attributes:
        id: of its product.
        names: what it goes through.
        factors: of its product.
        text: the product as printed.
        data: the product at full precision.
        bar: left end and width of its bar, and whether it is negative.
        go: lights it.
        lit: whether it is lit.
        terms: ids of the numbers on its way.
        marks: ids of the wires and neurons on its way.
    """

    id: str
    names: tuple[str, ...]
    factors: tuple[Factor, ...]
    text: str
    data: str
    bar: tuple[float, float, bool]
    go: Go
    lit: bool
    terms: tuple[str, ...]
    marks: tuple[str, ...]


def row(there: Moment, known: Products, number: int, go: Go, *, lit: bool) -> PathRow:
    """A listed path, counted from 1."""
    begin, way = known.walk, known.way(number)
    names = there.symbols
    start = names.weight(begin.layer, begin.to, begin.source) if begin.source else names.bias(begin.layer, begin.to)
    through = [names.neuron(begin.layer + step, neuron) for step, neuron in enumerate(way)]
    product = known.largest[number - 1].product
    top = abs(known.largest[0].product)
    width = HALF * abs(product) / top if 0 < top < inf and isfinite(product) else 0.0
    edges = _edges(begin, way)
    quantities = _quantities(begin, way)
    neurons = [(begin.layer + step, neuron) for step, neuron in enumerate(way)]
    terms = [id_of(*one) for one in quantities]
    terms += [id_of("forward", *edge) for edge in edges] + [id_of("backward", *edge) for edge in edges[1:]]
    terms += [id_of("a", *place) for place in neurons]
    marks = [f"wire-{'-'.join(map(str, edge))}" for edge in edges]
    marks += [f"neuron-{layer}-{neuron}" for layer, neuron in neurons]
    return PathRow(
        f"path-{number}", (start, *through, "C"), tuple(_factor(there, *one) for one in quantities),
        text(product), data(product), (HALF - width if product < 0 else HALF, width, product < 0),
        go, lit, tuple(terms), tuple(marks),
    )  # fmt: skip


def _edges(begin: Walk, way: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """The weights on the way, the one where it begins among them."""
    first = [(begin.layer, begin.to, begin.source)] if begin.source else []
    onward = zip(range(begin.layer + 1, begin.layer + len(way)), way[1:], way, strict=False)
    return [*first, *onward]


def _quantities(begin: Walk, way: tuple[int, ...]) -> list[tuple[str, int, int, int]]:
    """The factors, from the input of the weight to ∂C/∂z of the last layer; of a bias the first one, 1, is left out."""
    first = [("a" if begin.layer > 1 else "x", begin.layer - 1, begin.source, 0)] if begin.source else []
    inner: list[tuple[str, int, int, int]] = []
    for step, (one, two) in enumerate(pairwise(way)):
        layer = begin.layer + step
        inner += [("da_dz", layer, one, 0), ("w", layer + 1, two, one)]
    return [*first, *inner, ("dC_dz", begin.layer + len(way) - 1, way[-1], 0)]


def _factor(there: Moment, quantity: str, layer: int, to: int, source: int) -> Factor:
    value, names = there.number(quantity, layer, to, source), there.symbols
    symbol = {
        "x": lambda: names.neuron(layer, to),
        "a": lambda: names.activation(layer, to),
        "da_dz": lambda: f"σ′({names.neuron(layer, to)})",
        "w": lambda: names.weight(layer, to, source),
        "dC_dz": lambda: names.delta(layer, to),
    }[quantity]()
    return Factor(symbol, text(value), data(value), id_of(quantity, layer, to, source))


def equation(there: Moment, known: Products, number: int) -> Formula:
    """A listed path's product, in symbols with the numbers under them."""
    write, names = Writer(there), there.symbols
    parts = []
    for quantity, layer, to, source in _quantities(known.walk, known.way(number)):
        if quantity == "da_dz":
            symbol = rf"\sigma'({names.tex(names.neuron(layer, to))})"
        elif quantity == "dC_dz":
            symbol = names.tex_delta(layer, to)
        elif quantity == "w":
            symbol = names.tex(names.weight(layer, to, source))
        else:
            symbol = names.tex(names.activation(layer, to))
        parts.append(write.term(symbol, quantity, layer, to, *([source] if source else [])))
    product = write.bare("product", known.largest[number - 1].product)
    body = r" \cdot ".join(parts if known.walk.source else ["1", *parts])
    return write.line(body + write.sign() + product)


@dataclass(frozen=True, slots=True)
class Rest:
    """The paths that are not listed: how many, and their sum as printed and at full precision."""

    count: str
    text: str
    data: str


def rest(known: Products, listed: int) -> Rest | None:
    """All but the listed ones together; None where every path is listed."""
    if listed >= known.walk.count:
        return None
    value = known.total - sum(path.product for path in known.largest[:listed])
    return Rest(f"{known.walk.count - listed:,}", text(value), data(value))


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of all paths beside what the backward pass gave.

    Attributes:
        text: the sum as printed.
        data: the sum at full precision.
        backward: the backward pass's number, likewise.
        gap: how far they are apart, as printed.
        size: Σ|paths|, as printed and at full precision.
    """

    text: str
    data: str
    backward: tuple[str, str]
    gap: str
    size: tuple[str, str]


def total(there: Moment, known: Products) -> Total:
    """The sum, and the derivative that it is."""
    begin = known.walk
    slope = (
        there.number("dC_dw", begin.layer, begin.to, begin.source)
        if begin.source
        else there.number("dC_db", begin.layer, begin.to)
    )
    with np.errstate(over="ignore"):
        size = float(abs(known.products).sum())
    gap = text(abs(known.total - slope), 1)
    return Total(
        text(known.total), data(known.total), (text(slope), data(slope)), gap, (text(size), data(size))
    )  # fmt: skip
