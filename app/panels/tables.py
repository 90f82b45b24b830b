"""The table view: the very numbers of the picture, at full precision, row by row; the same rows as CSV."""

import csv
import io
from dataclasses import dataclass

from app.language import ENGLISH, _, speaking
from app.links import Links
from app.moment import Moment, id_of
from app.numbers import data, text
from app.panels.marks import ASKED


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table, empty when it is not known yet, a question mark where it is covered.

    Attributes:
        content: as printed.
        data: at full precision.
        ref: its id on the picture.
    """

    content: str
    data: str
    ref: str


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about, the address at which that is in focus, and its numbers."""

    name: str
    words: str
    href: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a heading a column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(moment: Moment, links: Links) -> tuple[Table, ...]:
    """Inputs, neurons, weights, biases and the loss."""
    symbols, sizes, last = moment.symbols, moment.sizes, moment.last
    batch = moment.lesson.recipe.batch
    with_sum = ("dL_dw",) if batch > 1 else ()

    def row(name: str, words: str, focus: str, quantities: tuple[str, ...], *place: int) -> Row:
        return Row(name, words, links.focus(focus), tuple(_cell(moment, q, place) for q in quantities))

    inputs = [
        row(
            symbols.neuron(0, n),
            _("input"),
            id_of("x", 0, n),
            ("x", "dC_dx") if moment.lesson.view.with_dC_dx else ("x",),
            0,
            n,
        )
        for n in range(1, sizes[0] + 1)
    ]
    neurons = [
        row(
            symbols.neuron(layer, n),
            symbols.layer(layer),
            id_of("z", layer, n),
            ("z", "a", "da_dz", "dC_da", "dC_dz"),
            layer,
            n,
        )
        for layer in range(1, last + 1)
        for n in range(1, sizes[layer] + 1)
    ]
    outputs = [
        row(symbols.output(n), _("output"), id_of("z", last, n), ("y", "target", "C_term", "dC_dy"), last, n)
        for n in range(1, sizes[last] + 1)
    ]
    weights = [
        row(
            symbols.weight(layer, to, source),
            f"{symbols.activation(layer - 1, source)} → {symbols.neuron(layer, to)}",
            id_of("w", layer, to, source),
            ("w", "forward", "backward", "dC_dw", *with_sum, "w_new"),
            layer,
            to,
            source,
        )
        for layer in range(1, last + 1)
        for to in range(1, sizes[layer] + 1)
        for source in range(1, sizes[layer - 1] + 1)
    ]
    biases = [
        row(
            symbols.bias(layer, n),
            f"1 → {symbols.neuron(layer, n)}",
            id_of("b", layer, n),
            ("b", "dC_db", *(("dL_db",) if batch > 1 else ()), "b_new"),
            layer,
            n,
        )
        for layer in range(1, last + 1)
        for n in range(1, sizes[layer] + 1)
    ]
    sum_column = ("∂L/∂w",) if batch > 1 else ()
    return (
        Table(_("Inputs"), ("x", "∂C/∂x") if moment.lesson.view.with_dC_dx else ("x",), tuple(inputs)),
        Table(_("Neurons"), ("z", "a", "σ′(z)", "∂C/∂a", symbols.deltas), tuple(neurons)),
        Table(_("Outputs"), (_("output"), _("target"), _("term of C"), f"∂C/∂{symbols.letter}"), tuple(outputs)),
        Table(
            _("Loss"),
            ("C", "L", _("{name} after the update", name="L")),
            (row("C", _("loss"), "C", ("C", "L", "L_new")),),
        ),
        Table(
            _("Weights"),
            ("w", _("w · input"), f"w · {symbols.deltas}", "∂C/∂w", *sum_column, _("new w")),
            tuple(weights),
        ),
        Table(_("Biases"), ("b", "∂C/∂b", *(("∂L/∂b",) if batch > 1 else ()), _("new b")), tuple(biases)),
    )


def as_csv(moment: Moment, links: Links) -> str:
    """Every known number of the moment, one a line, at full precision; in English, for programs to read."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "name", "what", "quantity", "id", "value"))
    with speaking(ENGLISH):
        found = tables(moment, links)
    for table in found:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if cell.data:
                    writer.writerow((table.caption, row.name, row.words, column, cell.ref, cell.data))
    return out.getvalue()


def _cell(moment: Moment, quantity: str, place: tuple[int, ...]) -> Cell:
    if not moment.known(quantity, *place):
        return Cell(ASKED if moment.asked(quantity, *place) else "", "", "")
    value = moment.number(quantity, *place)
    return Cell(text(value), data(value), id_of(quantity, *place))
