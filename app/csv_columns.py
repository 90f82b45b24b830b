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
from app.limits import MAX_CLASSES, MAX_LESSON_NUMBER, MAX_LESSON_WIDTH
from app.numbers import plain
from engine.arrays import Array, readonly
from engine.datasets import Dataset

Kind = Literal["classes", "numbers"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_NUMBERS_ALLOWED = f"a number from -{plain(MAX_LESSON_NUMBER)} to {plain(MAX_LESSON_NUMBER)} in every row"
_CLASSES_ALLOWED = f"a column of 2 to {MAX_CLASSES} different words or numbers"


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
            raise refused(f"{len(target)} columns cannot be one class", allowed="one column of classes")
        y, names = classes(table, target[0])
    else:
        y = readonly(np.column_stack([numbers(table, column) for column in target]))
    return Chosen(Dataset(readonly(x), y, len(names)), _names(table, inputs), _names(table, target), names)


def check_columns(width: int, inputs: tuple[int, ...], target: tuple[int, ...]) -> None:
    """Nothing happens when a table of that width has these columns, each is chosen once, and a network can take them.

    Raises:
        BadInput: otherwise.
    """
    allowed = f"columns from 1 to {width}, each at most once"
    for column in (*inputs, *target):
        if not 1 <= column <= width:
            raise refused(f"there is no column {column}", column, allowed)
        if (*inputs, *target).count(column) > 1:
            raise refused(f"column {column} is chosen more than once", column, allowed)
    for role, columns in (("input", inputs), ("target", target)):
        if not 1 <= len(columns) <= MAX_LESSON_WIDTH:
            count = f"more than {MAX_LESSON_WIDTH} columns are" if columns else "no column is"
            raise refused(f"{count} chosen as {role}", allowed=f"1 to {MAX_LESSON_WIDTH} columns as {role}")


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
            raise refused(f"{table.place(row, column)}: {error}", cell, _NUMBERS_ALLOWED) from None
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
            raise refused(f"{table.place(row, column)}: the class is missing", cell, "a word or number in every row")
    if all(map(is_number, cells)):
        values = numbers(table, column)
        known = sorted(set(values.tolist()))
        found = np.searchsorted(known, values).astype(np.float64)
        names = tuple(map(plain, known))
    else:
        names = tuple(sorted(set(cells)))
        order = {name: float(place) for place, name in enumerate(names)}
        found = np.array([order[cell] for cell in cells])
    if not 2 <= len(names) <= MAX_CLASSES:
        count = f"{len(names)} classes are more than {MAX_CLASSES}" if len(names) > 1 else "all rows are of one class"
        raise refused(f"column {column} (“{table.names[column - 1]}”): {count}", names[0], _CLASSES_ALLOWED)
    return readonly(found), names


def _names(table: Table, columns: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(table.names[column - 1] for column in columns)
