"""A table of one's own before it is learnt from: its first rows, what its columns hold, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from app.csv_columns import kind_of
from app.csv_data import Table
from app.csv_records import is_number
from app.errors import BadInput
from app.language import N_, _, ngettext
from app.limits import MAX_CLASSES, MAX_LESSON_NUMBER, MAX_LESSON_WIDTH
from app.numbers import text
from app.own_data import Choice, Scale

Role = Literal["input", "target", "out"]
ROLES: dict[Role, str] = {"input": N_("input"), "target": N_("target: to be learnt"), "out": N_("left out")}
KINDS = {"auto": N_("as the column suggests"), "classes": N_("classes"), "numbers": N_("numbers")}
SCALES = {
    "auto": N_("inputs and numbers to learn"),
    "standard": N_("inputs alone"),
    "raw": N_("nothing"),
}

_PREVIEW = 8
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One column in words.

    Attributes:
        field: the name of its form field.
        number: counted from 1.
        name: its name.
        holds: what its cells are.
        role: what is chosen for it.
    """

    field: str
    number: int
    name: str
    holds: str
    role: str


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """The second view of own data.

    Attributes:
        token: of the table.
        count: of its rows.
        header: whether its columns have names of their own.
        columns: all of them.
        preview: the first rows, each with its line.
        roles: the choices of a column, value and words; so for ``kinds`` and ``scales``.
        kind: the chosen one.
        scale: the chosen one.
        stored: whether the address holds but the name of the table.
    """

    token: str
    count: int
    header: bool
    columns: tuple[Column, ...]
    preview: tuple[tuple[int, tuple[str, ...]], ...]
    roles: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    scales: tuple[tuple[str, str], ...]
    kind: str
    scale: str
    stored: bool


def own_columns(token: str, table: Table, fields: Mapping[str, str]) -> OwnColumns:
    """The view of a table.

    Args:
        token: the table's.
        table: the table.
        fields: what was chosen already; what is absent is suggested.
    """
    roles = suggested(table)
    columns = tuple(
        Column(f"c{n}", n, table.title(n), holds(table.column(n)), fields.get(f"c{n}", roles[n - 1]))
        for n in range(1, len(table.names) + 1)
    )
    preview = tuple(zip(table.lines, table.rows, strict=True))[:_PREVIEW]
    return OwnColumns(
        token, len(table.rows), table.header, columns, preview, _said(ROLES), _said(KINDS), _said(SCALES),
        fields.get("kind", "auto"), fields.get("scale", "auto"), token.startswith("~"),
    )  # fmt: skip


def choice_of(token: str, table: Table, fields: Mapping[str, str]) -> Choice:
    """What the form's fields choose.

    Raises:
        BadInput: a field holds something that cannot be chosen there, or the target is nothing.
    """
    roles: dict[str, list[int]] = {role: [] for role in get_args(Role)}
    for column in range(1, len(table.names) + 1):
        roles[_one_of(fields, f"c{column}", list(ROLES), "out")].append(column)
    inputs, target = tuple(roles["input"]), tuple(roles["target"])
    for role, chosen, why in (
        ("input", inputs, _("choose a column as input")),
        ("target", target, _("choose a column as target")),
    ):
        if not chosen:
            raise BadInput(role, None, _("1 to {most} columns", most=MAX_LESSON_WIDTH), why)
    said = _one_of(fields, "kind", list(KINDS), "auto")
    kind = kind_of(table, target) if said == "auto" else "classes" if said == "classes" else "numbers"
    scale: Scale
    match _one_of(fields, "scale", list(SCALES), "auto"):
        case "raw":
            scale = "raw"
        case "auto" if kind == "numbers":
            scale = "all"
        case _other:
            scale = "standard"
    return Choice(token, inputs, target, kind, scale)


def _one_of(fields: Mapping[str, str], name: str, allowed: list[str], default: str) -> str:
    text = fields.get(name, default)
    if text not in allowed:
        raise BadInput(name, text, ", ".join(allowed), _("“{value}” cannot be chosen there", value=text[:20]))
    return text


def suggested(table: Table) -> list[Role]:
    """A role for each column: the last column of words is the target, else the last of numbers; numbers are inputs.

    A column that only counts the rows is left out.
    """
    columns = [table.column(n) for n in range(1, len(table.names) + 1)]
    numeric = [place for place, cells in enumerate(columns) if _all_numbers(cells) and not _counts(cells)]
    words = [place for place, cells in enumerate(columns) if _few_words(cells)]
    target = words[-1] if words else numeric[-1] if numeric else -1
    inputs = [place for place in numeric if place != target][:MAX_LESSON_WIDTH]
    return ["target" if n == target else "input" if n in inputs else "out" for n in range(len(columns))]


def _all_numbers(cells: tuple[str, ...]) -> bool:
    return all(is_number(cell) and abs(float(cell)) <= MAX_LESSON_NUMBER for cell in cells)


def _few_words(cells: tuple[str, ...]) -> bool:
    return all(cells) and not any(map(is_number, cells)) and 2 <= len(set(cells)) <= MAX_CLASSES


def _counts(cells: tuple[str, ...]) -> bool:
    """Whether a column is 0, 1, 2, … or 1, 2, 3, …."""
    return any(list(cells) == [str(n) for n in range(first, first + len(cells))] for first in (0, 1))


def holds(cells: tuple[str, ...]) -> str:
    """What the cells of a column are, in words."""
    numbers = sorted({float(cell) for cell in cells if is_number(cell)})
    words = sorted({cell for cell in cells if cell and not is_number(cell)})
    empty = cells.count("")
    said = []
    if numbers:
        low, high = text(numbers[0]), text(numbers[-1])
        said.append(_("{n} different numbers, {low} to {high}", n=len(numbers), low=low, high=high))
    if words:
        named = _(", ").join(words[:_NAMED]) + (" …" if len(words) > _NAMED else "")
        count = len(words)
        said.append(ngettext("one word: {words}", "{n} different words: {words}", count, n=count, words=named))
    if empty:
        said.append(_("{n} empty", n=empty))
    return _("; ").join(said)


def _said(words: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    """What can be chosen: the value and its name."""
    return tuple((value, _(name)) for value, name in words.items())
