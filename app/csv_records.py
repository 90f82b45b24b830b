"""The rows of comma-separated values: how a text is cut into cells, and what a cell may be."""

import csv
import io
import math
import re
from collections.abc import Iterator

from app.address import grammar
from app.errors import BadInput
from app.language import _
from app.limits import MAX_TABLE_CELL, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MAX_TABLE_TEXT
from engine.words import N_

TABLE_ALLOWED = N_(
    "2 to {rows:,} rows of 2 to {columns} columns, separated by commas, semicolons or tabs; at most {n} KB of text",
    rows=MAX_TABLE_ROWS, columns=MAX_TABLE_COLUMNS, n=MAX_TABLE_TEXT // 1024,
)  # fmt: skip

Record = tuple[int, tuple[str, ...]]
"""The line where a row begins, counted from 1, and its cells."""

_DELIMITERS = "\t;,"
"""Most telling first: a comma may also be part of a number."""
_SNIFFED = 40
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+([eE][+-]?[0-9]{1,3})?")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def is_number(cell: str) -> bool:
    """Whether a cell writes a decimal number."""
    try:
        grammar.number(cell, math.inf)
    except grammar.Unreadable:
        return False
    return True


def refused(reason: str, value: object = None, allowed: str = TABLE_ALLOWED) -> BadInput:
    """The error of a table."""
    return BadInput("data", value, _(allowed), reason)


def delimiter_of(text: str) -> str:
    """What separates the columns: what cuts most rows into as many cells as the first, and into most numbers."""
    scores = {}
    for delimiter in _DELIMITERS:
        widths, numbers, cells = [], 0, 0
        try:
            for _n, (_line, row) in zip(range(_SNIFFED), records(text, delimiter), strict=False):
                widths.append(len(row))
                numbers += sum(map(is_number, row))
                cells += len(row)
        except BadInput:
            pass  # the one that is chosen is read again, and says what is wrong
        if widths and widths[0] > 1:
            scores[delimiter] = (widths.count(widths[0]) / len(widths), numbers / cells)
    return max(scores, key=scores.__getitem__, default=",")


def records(text: str, delimiter: str) -> Iterator[Record]:
    """The rows that hold anything, each with the line where it begins."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        begins = lines.line_num + 1
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            raise refused(_("line {line}: the quotes cannot be read ({error})", line=begins, error=error)) from None
        if not row:
            continue
        if len(row) > MAX_TABLE_COLUMNS:
            places = {"line": begins, "n": len(row), "most": MAX_TABLE_COLUMNS}
            raise refused(_("line {line}: {n} columns are more than {most}", **places))
        cells = tuple(_cell(cell, delimiter, begins, number) for number, cell in enumerate(row, 1))
        if any(cells):
            yield begins, cells


def _cell(text: str, delimiter: str, line: int, column: int) -> str:
    cell = " ".join(text.split())
    if len(cell) > MAX_TABLE_CELL:
        reason = _(
            "line {line}, column {column}: {n} characters in a cell are more than {most}",
            line=line, column=column, n=len(cell), most=MAX_TABLE_CELL,
        )  # fmt: skip
        raise refused(reason, cell)
    if _UNSEEN.search(cell):
        places = {"line": line, "column": column}
        reason = _("line {line}, column {column}: there is a character that cannot be shown", **places)
        raise refused(reason, ascii(cell))
    cell = cell.replace("\N{MINUS SIGN}", "-") if is_number(cell.replace("\N{MINUS SIGN}", "-")) else cell
    return cell.replace(",", ".") if delimiter != "," and _DECIMAL_COMMA.fullmatch(cell) else cell
