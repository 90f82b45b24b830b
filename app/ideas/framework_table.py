"""The table of all ∂C/∂w = ∂z/∂w × ∂C/∂z: of each layer what goes in across, its ∂C/∂z down, the products between."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.address.entry import Entry
from app.address.grammar import Unreadable
from app.covering import Number, key_of, number_of
from app.errors import echo
from app.ideas.number_lines import Shown
from app.ideas.rows import putting
from app.language import _
from app.links import Go
from app.moment import Moment
from engine.words import N_

MOST = 6
"""Neurons and inputs of a layer that a table shows."""
MOST_OPEN = 128
ALL = "all"


def cells(sizes: tuple[int, ...]) -> tuple[Number, ...]:
    """Every product that the tables of a network show: layer by layer, row by row, the bias last."""
    return tuple(
        one
        for layer in range(1, len(sizes))
        for to in range(1, min(sizes[layer], MOST) + 1)
        for one in (
            *(("dC_dw", (layer, to, source)) for source in range(1, min(sizes[layer - 1], MOST) + 1)),
            ("dC_db", (layer, to)),
        )
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One product.

    Attributes:
        key: its id.
        name: the parameter.
        value: the product; None while it is covered.
        ask: asks for it.
        now: whether it is the one that is asked for.
    """

    key: str
    name: str
    value: Shown | None
    ask: Go
    now: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """A number at the edge of a table: of which factor the products of its row or column are made.

    Attributes:
        name: its letter; "" as long as none of these products is in sight.
        value: the number; None likewise.
        ref: its id on the picture; "" likewise, and for the 1 of the biases.
        now: whether it belongs to the cell that is asked for.
    """

    name: str
    value: Shown | None
    ref: str
    now: bool

    @classmethod
    def of(cls, name: str, value: float, ref: str, *, seen: bool, now: bool) -> "Margin":
        """This number, or none of it."""
        return cls(name, Shown.of(value), ref, now) if seen else cls("", None, "", now)


@dataclass(frozen=True, slots=True)
class LayerTable:
    """The products of one layer.

    Attributes:
        title: which layer.
        inputs: ∂z/∂w of each column, the bias's 1 last.
        rows: ∂C/∂z of each row, and its products.
        left_out: what a large layer has beyond these, in words; or "".
    """

    title: str
    inputs: tuple[Margin, ...]
    rows: tuple[tuple[Margin, tuple[Cell, ...]], ...]
    left_out: str


def layer_table(
    moment: Moment, layer: int, asked: Number | None, open_ones: frozenset[Number], go: dict[Number, Go]
) -> LayerTable:
    """The table of one layer.

    Args:
        moment: at the end of its backward pass.
        layer: counted from 1.
        asked: the product that is asked for.
        open_ones: those that are in sight.
        go: where each is asked for.
    """
    symbols, sizes = moment.symbols, moment.sizes
    here = [number for number in cells(sizes) if number[1][0] == layer]

    def of(number: Number) -> Cell:
        quantity, place = number
        name = symbols.weight(*place) if quantity == "dC_dw" else symbols.bias(*place)
        value = Shown.of(moment.truth(quantity, *place)) if number in open_ones else None
        return Cell(key_of(number), name, value, go[number], number == asked)

    def row(to: int) -> tuple[Margin, tuple[Cell, ...]]:
        now = asked is not None and asked[1][:2] == (layer, to)
        row_here = [one for one in here if one[1][1] == to]
        margin = Margin.of(
            symbols.delta(layer, to), moment.number("dC_dz", layer, to), f"dC_dz-{layer}-{to}",
            seen=not open_ones.isdisjoint(row_here), now=now,
        )  # fmt: skip
        return margin, tuple(map(of, row_here))

    def seen(source: int | None) -> bool:
        """Whether a product of the column is in sight; None: that of the biases."""
        return any((one[1][2:] or (None,)) == (source,) for one in here if one in open_ones)

    quantity = "a" if layer > 1 else "x"
    inputs = [
        Margin.of(
            symbols.activation(layer - 1, source), moment.number("a", layer - 1, source),
            f"{quantity}-{layer - 1}-{source}", seen=seen(source),
            now=asked is not None and asked[1][::2] == (layer, source),
        )
        for source in range(1, min(sizes[layer - 1], MOST) + 1)
    ]  # fmt: skip
    of_biases = asked is not None and asked[0] == "dC_db" and asked[1][0] == layer
    inputs.append(Margin.of("1", 1.0, "", seen=seen(None), now=of_biases))
    beyond = max(sizes[layer], sizes[layer - 1]) > MOST
    return LayerTable(
        _("Into {layer}", layer=symbols.layer(layer)), tuple(inputs),
        tuple(row(to) for to in range(1, min(sizes[layer], MOST) + 1)),
        _("The first of {rows} × {columns} products.", rows=sizes[layer], columns=sizes[layer - 1] + 1)
        if beyond else "",
    )  # fmt: skip


def next_covered(sizes: tuple[int, ...], after: Number, open_ones: frozenset[Number]) -> Number | None:
    """The next product that is still covered, from the start again after the last; None where all are open."""
    every = cells(sizes)
    place = every.index(after)
    around = (*every[place + 1 :], *every[: place + 1])
    return next((one for one in around if one not in open_ones), None)


def _read_one(text: str, sizes: tuple[int, ...]) -> Number:
    try:
        number = number_of(text)
    except ValueError:
        number = ("", ())
    if number not in cells(sizes):
        raise Unreadable(_("the table has no product “{given}”", given=echo(text)))
    return number


ASK_ROW: Entry[Any] = Entry(
    "ask", "`dC_dw-2-1-1`", N_("the id of a product: `dC_dw-2-1-2` (layer 2, neuron 1, input 2) or `dC_db-2-1`"),
    "which product is asked for",
    of=lambda state: state.ask,
    put=putting("ask"),
    read=lambda text, state: key_of(_read_one(text, state.lesson.recipe.sizes)),
    write=lambda state: state.ask,
)  # fmt: skip


def _read_open(text: str, state: Any) -> tuple[str, ...]:
    if text == ALL:
        return (ALL,)
    parts = text.split(",") if text else []
    if len(parts) > MOST_OPEN:
        raise Unreadable(_("{n} are more than {most}; say {all}", n=len(parts), most=MOST_OPEN, all=ALL))
    sizes = state.lesson.recipe.sizes
    found = {_read_one(part, sizes) for part in parts}
    return tuple(key_of(one) for one in cells(sizes) if one in found)


OPEN_ROW: Entry[Any] = Entry(
    "seen", "none", N_("ids of products, separated by commas, or `{all}`", all=ALL),
    "which products are in sight",
    of=lambda state: state.seen,
    put=putting("seen"),
    read=_read_open,
    write=lambda state: ",".join(state.seen),
)  # fmt: skip


def opened(seen: tuple[str, ...], sizes: tuple[int, ...]) -> frozenset[Number]:
    """The products that an address says are in sight."""
    every = cells(sizes)
    return frozenset(every) if seen == (ALL,) else frozenset(islice(map(number_of, seen), MOST_OPEN)) & frozenset(every)
