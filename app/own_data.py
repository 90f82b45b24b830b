"""Data of one's own as an address says it: ``own:<token>:<inputs>:<target>:<kind>:<scale>``.

The token stands for the table, the columns are counted from 1 and joined by ``-``:
``own:.eNpL…:1-2:3:classes:standard``.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

import numpy as np

from app import tokens
from app.address import grammar
from app.address.grammar import Unreadable
from app.csv_columns import KINDS, Chosen, Kind, chosen
from app.csv_data import Table, canonical, read_canonical
from app.csv_records import refused
from app.errors import BadInput
from app.language import _
from app.limits import MAX_DATA_TOKEN, MAX_TABLE_COLUMNS, MAX_TABLE_TEXT
from engine.arrays import Array, readonly
from engine.datasets import Dataset

Scale = Literal["standard", "all", "raw"]
SCALES: tuple[Scale, ...] = get_args(Scale)
"""Each input column has mean 0 and standard deviation 1; so have the numbers to learn; all numbers as they are."""

OWN = "own"


@dataclass(frozen=True, slots=True)
class Choice:
    """What an address says of one's own data; a value that compares and hashes.

    Attributes:
        token: of the table, verbatim.
        inputs: the columns of the inputs, counted from 1, in the order of the network's inputs.
        target: the column of the classes, or the columns of the numbers to learn.
        kind: which of the two the target is.
        scale: what is made of the numbers.
    """

    token: str
    inputs: tuple[int, ...]
    target: tuple[int, ...]
    kind: Kind
    scale: Scale


@dataclass(frozen=True, eq=False)
class OwnData:
    """A choice of columns as examples.

    Attributes:
        dataset: the examples in the order of the rows, scaled.
        inputs: the names of the inputs.
        targets: the name of the column of classes, or the names of the numbers to learn.
        classes: the names of the classes in their order; empty where numbers are learnt.
        x_shift: (n_in,); an input of the table is x · x_scale + x_shift.
        x_scale: (n_in,).
        y_shift: (n_out,); a number to learn is y · y_scale + y_shift; (0,) where there are classes.
        y_scale: (n_out,).
    """

    dataset: Dataset
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    classes: tuple[str, ...]
    x_shift: Array
    x_scale: Array
    y_shift: Array
    y_scale: Array

    @property
    def n_out(self) -> int:
        """How many outputs tell it all: one a class, or one a number to learn."""
        return len(self.classes) or len(self.targets)


def token_of(table: Table) -> str:
    """The token of a table: the table itself where it is short, else its name in the store, which now keeps it.

    Raises:
        BadInput: with quotes and names it has become too long.
        Unavailable: it is not short, and the store cannot keep it.
    """
    text = canonical(table)
    if len(text.encode()) > MAX_TABLE_TEXT:
        most = MAX_TABLE_TEXT // 1024
        raise refused(_("written with commas and quotes, the table is longer than {n} KB", n=most))
    within = tokens.packed(text)
    return within if len(within) <= MAX_DATA_TOKEN else tokens.kept(text)


@lru_cache(maxsize=32)
def _table(token: str) -> Table:
    return read_canonical(tokens.text_of(token, "data", "data", MAX_TABLE_TEXT))


def table_of(token: str) -> Table:
    """The table that the parameter ``table`` stands for.

    Raises:
        BadInput: there is none.
        Unavailable: the store cannot be read.
    """
    tokens.note_use(token)
    try:
        return _table(token)
    except BadInput as problem:
        raise BadInput("table", token, problem.allowed or "", problem.message) from None


def own_data(choice: Choice) -> OwnData:
    """The examples that a choice says.

    Raises:
        BadInput: the token stands for no table, or the columns are not what they have to be; it names line and column.
        Unavailable: the store cannot be read.
    """
    tokens.note_use(choice.token)
    return _own_data(choice)


@lru_cache(maxsize=32)
def _own_data(choice: Choice) -> OwnData:
    found = chosen(_table(choice.token), choice.inputs, choice.target, choice.kind)
    return scaled(found, choice.scale)


def scaled(found: Chosen, scale: Scale) -> OwnData:
    """The examples with their numbers scaled, over all rows together; a column that never changes is only shifted."""
    data = found.dataset
    x, y = data.x, np.empty((len(data.x), 0)) if data.classes else data.y
    x_shift, x_scale = _spread(x, scale != "raw")
    y_shift, y_scale = _spread(y, scale == "all")
    new_y = data.y if data.classes else readonly((y - y_shift) / y_scale)
    return OwnData(
        replace(data, x=readonly((x - x_shift) / x_scale), y=new_y),
        found.inputs, found.targets, found.classes, x_shift, x_scale, y_shift, y_scale,
    )  # fmt: skip


def _spread(columns: Array, wanted: bool) -> tuple[Array, Array]:
    """Mean and standard deviation of each column; 0 and 1 where they are not wanted."""
    if not wanted:
        return readonly(np.zeros(columns.shape[1])), readonly(np.ones(columns.shape[1]))
    span = np.ptp(columns, axis=0)
    # The mean of equal numbers may be off by a rounding, and the squares of tiny ones vanish.
    mean = np.where(span > 0, columns.mean(axis=0), columns[0])
    unit = np.where(span > 0, span, 1.0)
    deviation = unit * ((columns - mean) / unit).std(axis=0)
    return readonly(mean), readonly(np.where(deviation > 0, deviation, 1.0))


def read_choice(text: str) -> Choice:
    """The choice that a text says, whether or not there is such data.

    Args:
        text: the parts after ``own:``.

    Raises:
        Unreadable: it says none.
    """
    parts = text.split(":")
    if len(parts) != 5:
        raise Unreadable(_("own data has 5 parts, separated by colons, and not {n}", n=len(parts)))
    token, inputs, target, kind, scale = parts
    for name, allowed in ((kind, KINDS), (scale, SCALES)):
        grammar.choice(name, allowed)
    read = Choice(token, _columns(inputs), _columns(target), _kind(kind), _scale(scale))
    if read.scale == "all" and read.kind == "classes":
        raise Unreadable(_("classes are not scaled; standard scales the inputs"))
    return read


def write_choice(choice: Choice) -> str:
    """The text of a choice, after ``own:``."""
    columns = ("-".join(map(str, part)) for part in (choice.inputs, choice.target))
    return ":".join((choice.token, *columns, choice.kind, choice.scale))


def _columns(text: str) -> tuple[int, ...]:
    return tuple(grammar.whole(part, 1, MAX_TABLE_COLUMNS) for part in text.split("-"))


def _kind(name: str) -> Kind:
    return "classes" if name == "classes" else "numbers"


def _scale(name: str) -> Scale:
    return next(scale for scale in SCALES if scale == name)
