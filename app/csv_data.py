"""A table of one's own as text: comma-separated values, read into rows and columns of words.

The first row may hold the columns' names. Columns are separated by commas, semicolons or tabs; cells may be quoted.
Where no comma separates, a number may have a decimal comma. Empty lines are passed over.
"""

import codecs
import csv
import io
from dataclasses import dataclass, replace

from app.csv_records import Record, delimiter_of, is_number, records, refused
from app.errors import echo
from app.language import _
from app.limits import MAX_TABLE_ROWS, MAX_TABLE_TEXT

_UNKNOWN = {"", "?", "-", "na", "n/a", "nan", "null", "none", "inf", "+inf", "-inf", "infinity", "-infinity"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length.

    Attributes:
        names: of the columns; "column 1" … where the text has none.
        rows: the cells, without spaces around them; a decimal comma has become a point.
        lines: the line of the text where each row begins, counted from 1.
        delimiter: "," or ";" or a tab.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str

    @property
    def header(self) -> bool:
        """Whether the columns have names of their own."""
        return self.names != _unnamed(len(self.names))

    def column(self, number: int) -> tuple[str, ...]:
        """The cells of a column, counted from 1."""
        return tuple(row[number - 1] for row in self.rows)

    def place(self, row: int, number: int) -> str:
        """Where a cell is, in words; the row is counted from 0, the column from 1."""
        return _(
            "line {line}, column {column} (“{name}”)", line=self.lines[row], column=number, name=self.title(number)
        )

    def title(self, number: int) -> str:
        """What a column is called, where it has no name of its own in the language that is spoken."""
        name = self.names[number - 1]
        return _("column {n}", n=number) if name == _unnamed(number)[-1] else name


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 where it says so, else as Western Windows writes it.

    Raises:
        BadInput: it is too long, or no text.
    """
    _check_length(len(data))
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    for attempt in (encoding, "cp1252"):
        try:
            return data.decode(attempt)
        except UnicodeDecodeError:
            continue
    raise refused(_("the file is no text"))


def read_table(text: str, *, header: bool | None = None, delimiter: str = "") -> Table:
    """The table that a text says.

    Args:
        text: comma-separated values.
        header: whether the first row holds names; None: it does when it has a word in a column of numbers.
        delimiter: what separates the columns; "": the text tells.

    Raises:
        BadInput: it is no such table; it names the line and the column.
    """
    # A character takes at least one byte, so a long text need not be encoded to be refused.
    _check_length(len(text))
    _check_length(len(text.encode(errors="replace")))
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise refused(_("this is no text"))
    delimiter = delimiter or delimiter_of(text)
    found = list(records(text, delimiter))
    if not found:
        raise refused(_("there is nothing in it"))
    _check_widths(found)
    if header is None:
        header = has_header([cells for _line, cells in found])
    names = _unnamed(len(found[0][1]))
    if header:
        names = tuple(given or other for given, other in zip(found.pop(0)[1], names, strict=True))
    if len(found) < 2:
        raise refused(_("there is one row of data in it") if found else _("there are no rows of data in it"))
    lines, rows = zip(*found, strict=True)
    return Table(names, rows, lines, delimiter)


def canonical(table: Table) -> str:
    """The text by which a table is passed on: names first, commas, quotes only where they are needed.

    Every row stands in the line where it stood, so that an error names the line of the text that was given.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names)
    written = 1 if table.header else 0  # lines of the text that was given; our names were not in it
    for line, row in zip(table.lines, table.rows, strict=True):
        out.write("\n" * (line - written - 1))
        writer.writerow(row)
        written = line
    return out.getvalue()


def read_canonical(text: str) -> Table:
    """The table whose ``canonical`` text this is.

    Raises:
        BadInput: it is no table.
    """
    table = read_table(text, header=True, delimiter=",")
    if table.header:
        return table
    return replace(table, lines=tuple(line - 1 for line in table.lines))


def with_header(table: Table, header: bool) -> Table:
    """The same table with its first row taken for names, or its names for a first row.

    Raises:
        BadInput: too few rows are left.
    """
    if header == table.header:
        return table
    if header:
        if len(table.rows) < 3:
            raise refused(_("without its first row there is one row of data in it"))
        names = tuple(given or other for given, other in zip(table.rows[0], table.names, strict=True))
        return replace(table, names=names, rows=table.rows[1:], lines=table.lines[1:])
    first = max(table.lines[0] - 1, 1)
    return replace(
        table, names=_unnamed(len(table.names)), rows=(table.names, *table.rows), lines=(first, *table.lines)
    )


def has_header(rows: list[tuple[str, ...]]) -> bool:
    """Whether the first row has a word in a column where all others have numbers."""
    first, *others = rows
    for place, cell in enumerate(first):
        below = [row[place] for row in others if row[place].lower() not in _UNKNOWN]
        if cell.lower() not in _UNKNOWN and not is_number(cell) and below and all(map(is_number, below)):
            return True
    return False


def _unnamed(width: int) -> tuple[str, ...]:
    return tuple(f"column {number}" for number in range(1, width + 1))


def _check_length(length: int) -> None:
    if length > MAX_TABLE_TEXT:
        raise refused(_("the text is longer than {n} KB", n=MAX_TABLE_TEXT // 1024))


def _check_widths(found: list[Record]) -> None:
    """Every row has as many cells as the first."""
    first = found[0][1]
    width = len(first)
    if width < 2:
        raise refused(_("no comma, semicolon or tab separates the columns"), first[0])
    if len(found) > MAX_TABLE_ROWS + 1:
        raise refused(_("there are more than {n:,} rows", n=MAX_TABLE_ROWS))
    allowed = _("{n} cells in every row", n=width)
    for line, cells in found:
        if len(cells) < width:
            reason = _(
                "line {line}, column {column} (“{name}”): the cell is missing; the first row has {n} cells, this one"
                " {count}",
                line=line, column=len(cells) + 1, name=echo(first[len(cells)]), n=width, count=len(cells),
            )  # fmt: skip
            raise refused(reason, allowed=allowed)
        if len(cells) > width:
            reason = _(
                "line {line}, column {column}: there is a cell too many; the first row has {n} cells, this one {count}",
                line=line, column=width + 1, n=width, count=len(cells),
            )  # fmt: skip
            raise refused(reason, cells[width], allowed)
