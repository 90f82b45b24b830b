"""The edges of a digit network: the largest one by one with their share of the whole, or all of them in bulk."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.digit_layout import DigitLayout
from app.drawing import ALL_EDGES
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _
from app.moment import id_of
from app.numbers import data, text
from app.scales import width_step
from engine.arrays import Array

Place = tuple[int, int, int]

QUANTITIES = {"forward": "w·a", "backward": "w·{}", "dC_dw": "∂C/∂w"}
"""What an edge can carry, by the name that its id begins with; {} is what ∂C/∂z is called."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge.

    Attributes:
        id: of what it carries: ``dC_dw-1-5-37``.
        path: SVG path data.
        css: its classes: direction, width, and ``neg`` where the number is negative.
        data: the number at full precision.
        label: what it is and carries, in words.
        href: the page with this edge in focus.
    """

    id: str
    path: str
    css: str
    data: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a moment.

    Attributes:
        quantity: what they carry, as printed; "" when nothing is known yet.
        single: edges drawn one by one.
        bulk: path data and classes of edges that are drawn together.
        count: how many are drawn.
        total: how many there are.
        share: of Σ|…| over all known edges, as printed.
        top: the magnitude that the widest line stands for, as printed.
    """

    quantity: str
    single: tuple[Edge, ...]
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
        return Edges("", (), (), 0, total, "", "")
    flat = np.concatenate([values[layer].ravel() for layer in sorted(values)])
    magnitude = np.abs(flat)
    whole, top = float(magnitude.sum()), scale_of(seen, quantity, values)
    every = seen.drawing.look.edges == ALL_EDGES
    said = QUANTITIES[quantity].format(seen.moment.symbols.deltas)
    count = len(flat) if every else min(seen.drawing.look.edges, int((magnitude > 0).sum()))
    chosen = np.argsort(-magnitude, kind="stable")[:count]
    places = _places(values)
    single: tuple[Edge, ...] = ()
    bulk: tuple[tuple[str, str], ...] = ()
    if every:
        bulk = in_bulk(plan, quantity, values, top)
    else:
        single = tuple(
            _edge(plan, links, quantity, said, places(int(k)), float(flat[k]), top) for k in reversed(chosen.tolist())
        )
    share = float(magnitude[chosen].sum()) / whole if whole else 0.0
    return Edges(said, single, bulk, count, total, _percent(share), text(top))


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


def _edge(
    plan: DigitLayout, links: DrawingLinks, quantity: str, said: str, place: Place, value: float, top: float
) -> Edge:
    layer, to, source = place
    ends = f"{_name(plan, layer - 1, source)} → {_name(plan, layer, to)}"
    css = f"wire {side_of(quantity)} w{width_step(value, top)}{' neg' if value < 0 else ''}"
    return Edge(
        id_of(quantity, *place), plan.wire(*place), css, data(value),
        _("{ends}: {quantity} {value}", ends=ends, quantity=said, value=text(value)),
        links.focus(id_of("w", *place)),
    )  # fmt: skip


def _name(plan: DigitLayout, layer: int, number: int) -> str:
    if layer == 0:
        row, column = divmod(number - 1, 16)
        return _("pixel in row {row}, column {column}", row=row + 1, column=column + 1)
    if layer == len(plan.sizes) - 1:
        return _("output {n}", n=number - 1)
    return f"z{sum(plan.sizes[1:layer]) + number}"


def _places(values: dict[int, Array]) -> Callable[[int], Place]:
    """From a number in the flat order of all known edges to its place."""
    starts, start = [], 0
    for layer in sorted(values):
        starts.append((start, layer, values[layer].shape[1]))
        start += values[layer].size

    def place(k: int) -> Place:
        first, layer, n_in = max(one for one in starts if one[0] <= k)
        to, source = divmod(k - first, n_in)
        return layer, to + 1, source + 1

    return place


def side_of(quantity: str) -> str:
    """Which way it runs: ``fore`` or ``back``."""
    return "fore" if quantity == "forward" else "back"


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %"
