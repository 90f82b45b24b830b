"""The columns of a table as numbers and classes: what a network learns from, and what it learns.

Classes are counted in the sorted order of their names: by size where all are numbers, else by their letters.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from app.address import grammar
from app.address.grammar import Unreadable
from app.csv_data import Table
from app.csv_records import is_number, refused
from app.language import _
from app.limits import MAX_CLASSES, MAX_LESSON_NUMBER, MAX_LESSON_WIDTH
from app.numbers import plain
from engine.arrays import Array, readonly
from engine.datasets import Dataset
from engine.words import N_

Kind = Literal["classes", "numbers"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NUMBERS_ALLOWED = N_(
    "a number from {low} to {high} in every row", low=f"-{plain(MAX_LESSON_NUMBER)}", high=plain(MAX_LESSON_NUMBER)
)
_CLASSES_ALLOWED = N_("a column of 2 to {most} different words or numbers", most=MAX_CLASSES)


@dataclass(frozen=True, eq=False)
class Chosen:
    """Columns of a table as examples.

    Attributes:
        dataset: the examples in the order of the rows.
        inputs: the names of the inputs.
        targets: the name of the column of classes, or the names of the numbers to learn.
        classes: the names of the classes in their order; empty where numbers are learnt.
    """

    dataset: Dataset
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    classes: tuple[str, ...]


def chosen(
    table: Table, inputs: tuple[int, ...], target: tuple[int, ...], kind: Literal["auto", "classes", "numbers"] = "auto"
) -> Chosen:
    """The examples that these columns hold.

    Args:
        table: any table.
        inputs: the columns of the inputs, counted from 1.
        target: the column of the classes, or the columns of the numbers to learn.
        kind: whether the target is classes or numbers; auto: as ``kind_of`` says.

    Raises:
        BadInput: there are no such columns, or a cell is not what it has to be; it names line and column.
    """
    check_columns(len(table.names), inputs, target)
    kind = kind_of(table, target) if kind == "auto" else kind
    x = np.column_stack([numbers(table, column) for column in inputs])
    names: tuple[str, ...] = ()
    if kind == "classes":
        if len(target) > 1:
            reason = _("{n} columns cannot be one class", n=len(target))
            raise refused(reason, allowed=_("one column of classes"))
        y, names = classes(table, target[0])
    else:
        y = readonly(np.column_stack([numbers(table, column) for column in target]))
    return Chosen(Dataset(readonly(x), y, len(names)), _names(table, inputs), _names(table, target), names)


def check_columns(width: int, inputs: tuple[int, ...], target: tuple[int, ...]) -> None:
    """Nothing happens when a table of that width has these columns, each is chosen once, and a network can take them.

    Raises:
        BadInput: otherwise.
    """
    allowed = _("columns from 1 to {width}, each at most once", width=width)
    for column in (*inputs, *target):
        if not 1 <= column <= width:
            raise refused(_("there is no column {n}", n=column), column, allowed)
        if (*inputs, *target).count(column) > 1:
            raise refused(_("column {n} is chosen more than once", n=column), column, allowed)
    most = MAX_LESSON_WIDTH
    if not 1 <= len(inputs) <= most:
        reason = _("more than {most} columns are chosen as input", most=most)
        raise refused(
            reason if inputs else _("no column is chosen as input"),
            allowed=_("1 to {most} columns as input", most=most),
        )
    if not 1 <= len(target) <= most:
        reason = _("more than {most} columns are chosen as target", most=most)
        raise refused(
            reason if target else _("no column is chosen as target"),
            allowed=_("1 to {most} columns as target", most=most),
        )


def kind_of(table: Table, target: tuple[int, ...]) -> Kind:
    """What a target most likely is: classes where a column has words, or at most ten different whole numbers."""
    if len(target) > 1:
        return "numbers"
    cells = table.column(target[0])
    if not all(map(is_number, cells)):
        return "classes"
    values = {float(cell) for cell in cells}
    return "classes" if len(values) <= MAX_CLASSES and all(value.is_integer() for value in values) else "numbers"


def numbers(table: Table, column: int) -> Array:
    """(rows,): a column of numbers.

    Raises:
        BadInput: a cell is empty, no number, not finite or too large.
    """
    found = np.empty(len(table.rows))
    for row, cell in enumerate(table.column(column)):
        try:
            found[row] = grammar.number(cell)
        except Unreadable as error:
            reason = _("{place}: {reason}", place=table.place(row, column), reason=error)
            raise refused(reason, cell, _NUMBERS_ALLOWED) from None
    return found


def classes(table: Table, column: int) -> tuple[Array, tuple[str, ...]]:
    """(rows,): the class of each row, counted from 0, and the names of the classes.

    Numbers that are the same number are the same class: 1, 1.0 and 1e0.

    Raises:
        BadInput: a cell is empty, or there are too many classes, or one alone.
    """
    cells = table.column(column)
    for row, cell in enumerate(cells):
        if not cell:
            reason = _("{place}: the class is missing", place=table.place(row, column))
            raise refused(reason, cell, _("a word or number in every row"))
    if all(map(is_number, cells)):
        given = numbers(table, column)
        known = sorted(set(given.tolist()))
        found = np.searchsorted(known, given).astype(np.float64)
        names = tuple(map(plain, known))
    else:
        names = tuple(sorted(set(cells)))
        order = {name: float(place) for place, name in enumerate(names)}
        found = np.array([order[cell] for cell in cells])
    if not 2 <= len(names) <= MAX_CLASSES:
        values = {"column": column, "name": table.title(column)}
        reason = _("column {column} (“{name}”): all rows are of one class", **values)
        if len(names) > 1:
            places = {"n": len(names), "most": MAX_CLASSES, **values}
            reason = _("column {column} (“{name}”): {n} classes are more than {most}", **places)
        raise refused(reason, names[0], _CLASSES_ALLOWED)
    return readonly(found), names


def _names(table: Table, columns: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(table.names[column - 1] for column in columns)
