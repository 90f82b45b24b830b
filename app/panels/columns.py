"""What the numbers of a column are, where a neuron has room for one: a single quantity, named above the column.

Two quantities in one column would read as one: a number that is not computed yet leaves its neuron with its name.
"""

from collections.abc import Iterator

from app.layout import Layout
from app.moment import Moment, id_of
from app.panels.marks import Text
from app.panels.present import Present

Columns = tuple[str, ...]
"""The quantity of each column, the inputs first; "" where nothing is computed yet."""

FORWARD = ("dC_dx", "x"), ("dC_dz", "dC_da", "a", "z")
REVERSED = ("dC_dx",), ("dC_dz", "dC_da", "da_dz")
"""What the inputs and the neurons can show, the latest first."""


def columns(moment: Moment, plan: Layout, present: Present, order: tuple[tuple[str, ...], tuple[str, ...]]) -> Columns:
    """The quantity of every column; none where neurons have room for several.

    Args:
        moment: what is known.
        plan: how much room there is.
        present: what was just computed stands there, else what it was computed from, else the latest.
        order: what inputs and neurons can show, the latest first.
    """
    if plan.grain != "pill":
        return ()
    return tuple(_column(moment, present, layer, order[layer > 0]) for layer in range(moment.last + 1))


def headings(moment: Moment, plan: Layout, quantities: Columns) -> Iterator[Text]:
    """What each column shows, above it."""
    for layer, quantity in enumerate(quantities):
        if quantity:
            top = plan.nodes[layer, 1]
            back = " back" if quantity.startswith("dC_") else ""
            yield Text(top.cx, top.y - plan.metrics.label * 0.5, _name(moment, layer, quantity), f"name column{back}")


def _column(moment: Moment, present: Present, layer: int, order: tuple[str, ...]) -> str:
    neurons = range(1, moment.sizes[layer] + 1)
    known = [quantity for quantity in order if any(moment.shown(quantity, layer, n) for n in neurons)]
    if len(known) > 1:
        for ids in (present.results, present.terms):
            for quantity in known:
                if any(id_of(quantity, layer, n) in ids for n in neurons):
                    return quantity
    return known[0] if known else ""


def _name(moment: Moment, layer: int, quantity: str) -> str:
    a = moment.symbols.letter if layer == moment.last else "a"
    names = {"dC_dx": "∂C/∂x", "dC_dz": moment.symbols.deltas, "dC_da": f"∂C/∂{a}", "a": a, "da_dz": "×σ′(z)"}
    return names.get(quantity, quantity)
