"""The edges of a digit network: the largest one by one with their share of the whole, or all of them in bulk."""

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.digit_layout import DigitLayout
from app.drawing import ALL_EDGES
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _
from app.numbers import data, text
from app.scales import width_step
from engine.arrays import Array
from engine.digits import SIDE

Place = tuple[int, int, int]

QUANTITIES = {"forward": "w·a", "backward": "w·{}", "dC_dw": "∂C/∂w"}
"""What an edge can carry, by the name that its id begins with; {} is what ∂C/∂z is called."""


class Edge(NamedTuple):
    """One edge.

    Attributes:
        place: ``1-5-37``, with which its ids end.
        path: SVG path data.
        css: its classes: direction, width, and ``neg`` where the number is negative.
        data: the number at full precision.
        label: what it is and carries, in words.
        href: the page with this edge in focus.
    """

    place: str
    path: str
    css: str
    data: str
    label: str
    href: str

    def drawn(self, kind: str) -> str:
        """The edge as an element; there may be hundreds, and only its words and its address need to be escaped.

        Args:
            kind: what it carries.
        """
        place, path, css, data, label, href = self
        return (
            f'<a id="edge-{place}" class="mark edge" href="{escape(href)}" tabindex="-1" aria-label="{escape(label)}">'
            f'<path class="hit" d="{path}"/>'
            f'<path id="{kind}-{place}" class="{css}" d="{path}" data-value="{data}"/></a>'
        )


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a moment.

    Attributes:
        quantity: what they carry, as printed; "" when nothing is known yet.
        single: edges drawn one by one, as elements.
        bulk: path data and classes of edges that are drawn together.
        count: how many are drawn.
        total: how many there are.
        share: of Σ|…| over all known edges, as printed.
        top: the magnitude that the widest line stands for, as printed.
    """

    quantity: str
    single: str
    bulk: tuple[tuple[str, str], ...]
    count: int
    total: int
    share: str
    top: str


def carried(seen: Seen) -> tuple[str, dict[int, Array]]:
    """What edges carry at a moment, and its values layer by layer, (n_out, n_in), where they are known by now.

    Until the loss that is w·a, on the way back w·∂C/∂z, and from the gradients on ∂C/∂w.
    """
    moment, step = seen.moment, seen.moment.step
    layers = range(1, moment.last + 1)
    phase = moment.lesson.operation.phase if moment.lesson.operation else "start"

    def known(kind: str, layer: int) -> bool:
        return moment.known(kind, layer, 1, 1)

    if phase in ("gradients", "update"):
        quantity = "dC_dw"
        values = {n: step.gradients.layers[n - 1].dC_dW for n in layers if known(quantity, n)}
    elif phase == "backward" and known("backward", moment.last):
        quantity = "backward"
        values = {
            n: step.layers[n - 1].W * step.gradients.layers[n - 1].dC_dz[0][:, np.newaxis]
            for n in layers
            if known(quantity, n)
        }
    else:
        quantity = "forward"
        values = {n: step.layers[n - 1].W * step.trace.a_prev(n - 1)[0] for n in layers if known(quantity, n)}
    return quantity, values


def scale_of(seen: Seen, quantity: str, values: dict[int, Array]) -> float:
    """The magnitude of the widest line: of ∂C/∂w the largest for any of the ten targets, else the largest there is."""
    if quantity == "dC_dw":
        return max(seen.strongest(layer) for layer in range(1, seen.moment.last + 1))
    return max(float(np.abs(matrix).max()) for matrix in values.values())


def edges(seen: Seen, plan: DigitLayout, links: DrawingLinks) -> Edges:
    """The edges that the address asks for, the largest first."""
    quantity, values = carried(seen)
    total = sum(n_in * n_out for n_in, n_out in zip(plan.sizes, plan.sizes[1:], strict=False))
    if not values:
        return Edges("", "", (), 0, total, "", "")
    flat = np.concatenate([values[layer].ravel() for layer in sorted(values)])
    magnitude = np.abs(flat)
    whole, top = float(magnitude.sum()), scale_of(seen, quantity, values)
    said = QUANTITIES[quantity].format(seen.moment.symbols.deltas)
    single: tuple[Edge, ...] = ()
    bulk: tuple[tuple[str, str], ...] = ()
    if seen.drawing.look.edges == ALL_EDGES:
        count, drawn, bulk = len(flat), whole, in_bulk(plan, quantity, values, top)
    else:
        chosen = largest(magnitude, min(seen.drawing.look.edges, int((magnitude > 0).sum())))
        count, drawn = len(chosen), float(magnitude[chosen].sum())
        places, numbers = _places(values, chosen[::-1]), flat[chosen[::-1]].tolist()
        single = one_by_one(plan, links, quantity, said, places, numbers, top)
    share = drawn / whole if whole else 0.0
    return Edges(said, "".join(edge.drawn(quantity) for edge in single), bulk, count, total, _percent(share), text(top))


def largest(magnitude: Array, count: int) -> NDArray[np.intp]:
    """Where the largest stand, the largest first; of equal ones the first."""
    if not count:
        return np.empty(0, dtype=np.intp)
    falling = -magnitude
    near = np.flatnonzero(falling <= np.partition(falling, count - 1)[count - 1])
    return near[np.argsort(falling[near], kind="stable")[:count]]


def in_bulk(plan: DigitLayout, quantity: str, values: dict[int, Array], top: float) -> tuple[tuple[str, str], ...]:
    """All these edges as one path for each width and sign; the lanes that they share are drawn once for each end."""
    pieces: dict[str, list[str]] = defaultdict(list)
    side = side_of(quantity)
    for layer, matrix in values.items():
        tails = [plan.tail(layer - 1, source) for source in range(1, plan.sizes[layer - 1] + 1)]
        heads = [plan.head(layer, to) for to in range(1, plan.sizes[layer] + 1)]
        lanes = [path for path, _end in tails if layer > 1] + [f"M{x:g} {y:g}{path}" for path, (x, y) in heads if path]
        pieces[f"bulk {side} w1"] += lanes
        for (_lane, (x2, y2)), row in zip(heads, matrix.tolist(), strict=True):
            begun: dict[str, int] = defaultdict(int)
            for (_path, (x1, y1)), value in zip(tails, row, strict=True):
                if value:
                    css = f"bulk {side} w{width_step(value, top)}{' neg' if value < 0 else ''}"
                    # There and back: the second of two edges leaves from where the first arrived.
                    back = begun[css] % 2
                    pieces[css].append(f"L{x1:.0f} {y1:.0f}" if back else f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}")
                    begun[css] += 1
    return tuple(("".join(paths), css) for css, paths in sorted(pieces.items()))


def one_by_one(
    plan: DigitLayout,
    links: DrawingLinks,
    quantity: str,
    said: str,
    places: list[Place],
    values: list[float],
    top: float,
) -> tuple[Edge, ...]:
    """These edges, each with its words."""
    words, names, side = _("{ends}: {quantity} {value}"), _Names(plan.sizes), side_of(quantity)
    found: list[Edge] = []
    for (layer, to, source), value in zip(places, values, strict=True):
        ending = f"{layer}-{to}-{source}"
        ends = f"{names.of(layer - 1, source)} → {names.of(layer, to)}"
        css = f"wire {side} w{width_step(value, top)}{' neg' if value < 0 else ''}"
        label = words.format(ends=ends, quantity=said, value=text(value))
        found.append(Edge(ending, plan.wire(layer, to, source), css, data(value), label, links.focus(f"w-{ending}")))
    return tuple(found)


class _Names:
    """What the ends of edges are called; the words are looked up once for all of them."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        self.sizes = sizes
        self.pixel, self.output = _("pixel in row {row}, column {column}"), _("output {n}")

    def of(self, layer: int, number: int) -> str:
        """A pixel, a hidden neuron, or an output by the digit that it stands for."""
        if layer == 0:
            row, column = divmod(number - 1, SIDE)
            return self.pixel.format(row=row + 1, column=column + 1)
        if layer == len(self.sizes) - 1:
            return self.output.format(n=number - 1)
        return f"z{sum(self.sizes[1:layer]) + number}"


def _places(values: dict[int, Array], chosen: NDArray[np.intp]) -> list[Place]:
    """Where these stand, counted in the flat order of all known edges."""
    layers = sorted(values)
    ends = np.cumsum([values[layer].size for layer in layers])
    found: list[Place] = []
    for k, at in zip(chosen.tolist(), np.searchsorted(ends, chosen, side="right").tolist(), strict=True):
        matrix = values[layers[at]]
        to, source = divmod(k - int(ends[at]) + matrix.size, matrix.shape[1])
        found.append((layers[at], to + 1, source + 1))
    return found


def side_of(quantity: str) -> str:
    """Which way it runs: ``fore`` or ``back``."""
    return "fore" if quantity == "forward" else "back"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
