"""The tables of a worksheet: every number of its training step, printed or blank."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.covering import Covering, Number
from app.language import _
from app.numbers import data, text
from app.worksheet import SheetMoment

FEW = 40
"""Parameters of a network all of whose numbers stand on the sheet; of a larger one those that the blanks need."""


LONG = 8
"""Rows of a table that stands in two halves."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A number of a table: printed, or blank.

    Attributes:
        content: as printed; "" of a blank on the sheet.
        data: at full precision; "" of a blank on the sheet.
        blank: the number of the blank, or 0.
    """

    content: str
    data: str
    blank: int = 0


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table: its caption, a heading a column, its rows, each with a name; half of it where two stand side by side."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SheetCell, ...]], ...]
    half: bool = False


def printed(now: SheetMoment, number: Number) -> tuple[str, str]:
    """A number as it is printed on a sheet, and at full precision."""
    quantity, place = number
    value = now.truth(quantity, *place)
    return text(value, SheetMoment(now.lesson.viewed(cover=()), now.step).digits(quantity, *place)), data(value)


def tables_of(now: SheetMoment, numbers: dict[Number, int], *, key: bool) -> tuple[SheetTable, ...]:
    """The tables of a sheet, or with ``key`` of its answer key."""
    covering, several = Covering.of(now.lesson.recipe), now.lesson.recipe.batch > 1
    needed = _needed(covering, numbers) if now.lesson.recipe.spec.n_parameters > FEW else None
    names = now.symbols

    def cell(quantity: str, *place: int) -> SheetCell:
        number = covering.canonical((quantity, place))
        if number in numbers:
            return SheetCell(*(printed(now, number) if key else ("", "")), numbers[number])
        if not now.known(quantity, *place):
            return SheetCell("", "")
        return SheetCell(*printed(now, (quantity, place)))

    def there(row: tuple[int, ...]) -> bool:
        return needed is None or row in needed

    neurons = tuple(
        (
            names.neuron(layer, to) + (f" → {names.output(to)}" if layer == now.last else ""),
            tuple(cell(q, layer, to) for q in ("b", "z", "a", "da_dz", "dC_da", "dC_dz", "b_new")),
        )
        for layer in range(1, now.last + 1)
        for to in range(1, now.sizes[layer] + 1)
        if there((layer, to))
    )
    sums = ("dL_dw",) if several else ()
    weights = tuple(
        (
            f"{names.weight(layer, to, source)}: {names.activation(layer - 1, source)} → {names.neuron(layer, to)}",
            tuple(cell(q, layer, to, source) for q in ("w", "dC_dw", *sums, "w_new")),
        )
        for layer in range(1, now.last + 1)
        for to in range(1, now.sizes[layer] + 1)
        for source in range(1, now.sizes[layer - 1] + 1)
        if there((layer, to, source))
    )
    slope = names.deltas
    losses = ("C", "L") if several else ("C",)
    return (
        SheetTable(_("Neurons"), ("b", "z", "a = σ(z)", "σ′(z)", "∂C/∂a", slope, _("new b")), neurons),
        *_halved(_("Weights"), ("w", "∂C/∂w", *(("∂L/∂w",) if several else ()), _("new w")), weights),
        SheetTable(_("Loss"), losses, ((_("loss"), tuple(cell(quantity) for quantity in losses)),), half=True),
    )


def _halved(
    caption: str, columns: tuple[str, ...], rows: tuple[tuple[str, tuple[SheetCell, ...]], ...]
) -> tuple[SheetTable, ...]:
    """A table, in two halves side by side where it is long."""
    if len(rows) < LONG:
        return (SheetTable(caption, columns, rows),)
    middle = (len(rows) + 1) // 2
    return (
        SheetTable(caption, columns, rows[:middle], half=True),
        SheetTable(_("{caption}, continued", caption=caption), columns, rows[middle:], half=True),
    )


def _needed(covering: Covering, blanks: Iterable[Number]) -> set[tuple[int, ...]]:
    """The rows that the blanks are in and are computed from: neurons as (layer, to), weights with their source."""
    rows: set[tuple[int, ...]] = set()
    for blank in blanks:
        for quantity, place in (blank, *covering.operands(blank)):
            if place:
                rows.add(place)
            if quantity == "forward":
                rows.add((place[0] - 1, place[2]))
            elif quantity in ("backward", "dC_dw", "dL_dw", "w_new"):
                rows |= {place[:2], (place[0] - 1, place[2])}
            elif quantity == "C":
                rows |= {(covering.last, n) for n in range(1, covering.sizes[-1] + 1)}
    return rows
