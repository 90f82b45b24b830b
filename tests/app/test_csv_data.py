import csv
import io
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.csv_data import Table, canonical, decoded, read_canonical, read_table, with_header
from app.errors import BadInput
from app.limits import MAX_TABLE_CELL, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MAX_TABLE_TEXT

IRIS = (Path(__file__).parents[1] / "data" / "iris.csv").read_text()


def refusal(text: str) -> str:
    with pytest.raises(BadInput) as caught:
        read_table(text)
    assert caught.value.field == "data"
    assert caught.value.allowed
    return caught.value.message


def test_iris_is_read() -> None:
    table = read_table(IRIS)
    assert table.names == ("sepal length", "sepal width", "petal length", "petal width", "species")
    assert len(table.rows) == 150
    assert table.rows[0] == ("5.1", "3.5", "1.4", "0.2", "setosa")
    assert (table.header, table.delimiter, table.lines[0], table.lines[-1]) == (True, ",", 2, 151)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "end"])
def test_the_same_table_in_other_clothes(delimiter: str, end: str, mark: str, last: str) -> None:
    lines = [delimiter.join(cells) for cells in (("a", "b"), ("1", "x"), ("2.5", "y"))]
    table = read_table(mark + end.join(lines) + (end if last else ""))
    assert (table.names, table.rows, table.delimiter) == (("a", "b"), (("1", "x"), ("2.5", "y")), delimiter)


@pytest.mark.parametrize(
    ("first", "header"),
    [
        ("x,y,class", True),  # words over numbers
        ("x,2,class", True),
        ("1,2,a", False),
        ("1,nan,a", False),  # a missing number is no name
        ("1,?,a", False),
        (",,class", False),  # over words nothing tells
        ("2019,2020,class", False),
    ],
)  # fmt: skip
def test_a_header_is_a_word_over_numbers(first: str, header: bool) -> None:
    table = read_table(f"{first}\n3,4,b\n5,,c\n")
    assert table.header == header
    assert len(table.rows) == (2 if header else 3)
    if not header:
        assert table.names == ("column 1", "column 2", "column 3")
        assert table.lines == (1, 2, 3)


def test_a_header_can_be_forced_either_way() -> None:
    assert read_table("1,2\n3,4\n5,6", header=True).names == ("1", "2")
    assert read_table("x,y\n3,4\n5,6", header=False).rows[0] == ("x", "y")


def test_a_column_without_a_name_gets_one() -> None:
    assert read_table(",x\n1,2\n2,3\n").names == ("column 1", "x")


def test_a_decimal_comma_counts_where_no_comma_separates() -> None:
    assert read_table("x\ty\n1,5\t2,5\n2,5\t1\n").rows == (("1.5", "2.5"), ("2.5", "1"))
    assert read_table('1,"2,5"\n3,"4,5"\n').rows[0] == ("1", "2,5")
    assert read_table("1,5;2,5;0\n2,5;-3,25e1;1\n").rows == (("1.5", "2.5", "0"), ("2.5", "-3.25e1", "1"))
    assert read_table("a;b\n1,5;x, y\n2,5;1.234,5\n").rows == (("1.5", "x, y"), ("2.5", "1.234,5"))


def test_a_comma_separates_although_words_hold_semicolons() -> None:
    table = read_table("1,2,a;b\n3,4,c;d\n")
    assert (table.delimiter, table.rows[0]) == (",", ("1", "2", "a;b"))


def test_quotes_and_spaces() -> None:
    table = read_table('name, "the ""y"" value"\n" two\n words ", 2\nb ,\t3\n')
    assert table.names == ("name", 'the "y" value')
    assert table.rows == (("two words", "2"), ("b", "3"))
    assert table.lines == (2, 4)


def test_a_true_minus_is_a_minus() -> None:
    assert read_table("x,y\n\u22121.5,2\n3,\u2212\n").rows == (("-1.5", "2"), ("3", "\u2212"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ["nothing"]),
        ("\n \n,,\n", ["nothing"]),
        ("1 2\n3 4", ["no comma, semicolon or tab"]),
        ("a,b\n1,2", ["one row"]),
        ("1,2", ["one row"]),
        ("x,y\n1,2\n\n3\n", ["line 4, column 2 (“y”)", "missing", "2 cells, this one 1"]),
        ("x,y\n1,2\n3,4,5\n", ["line 3, column 3", "too many"]),
        ('x,y\n1,"2\n', ["line 2", "quotes"]),
        ('x,y\n1,"2"3\n', ["line 2", "quotes"]),
        ("x,y\n1,2\n3,\x07\n", ["line 3, column 2", "cannot be shown"]),
        ("x,y\n1,2\n3,\udcff\n", ["line 3, column 2", "cannot be shown"]),
        (f"x,y\n1,{'a' * (MAX_TABLE_CELL + 1)}", ["line 2, column 2", "81 characters"]),
        ("\0" * 100, ["no text"]),
        ("," * 10_000_000, ["longer than 256 KB"]),
        ("é" * (MAX_TABLE_TEXT // 2 + 1), ["longer than 256 KB"]),
        ("," * 200_000, ["line 1", "200001 columns are more than 33"]),
        ("\n".join(["1,2"] * (MAX_TABLE_ROWS + 2)), ["more than 1,000 rows"]),
        ("\n" * MAX_TABLE_TEXT, ["nothing"]),
        ('"' * 200_001, ["line 1"]),
    ],
    ids=range(19),
)
def test_what_is_wrong_is_said_with_its_place(text: str, parts: list[str]) -> None:
    message = refusal(text)
    assert all(part in message for part in parts), message
    assert len(message) < 300


def test_the_bounds_themselves_are_allowed() -> None:
    row = ",".join(["1"] * MAX_TABLE_COLUMNS)
    assert len(read_table("\n".join([row] * MAX_TABLE_ROWS)).rows) == MAX_TABLE_ROWS
    names = ",".join(["n"] * MAX_TABLE_COLUMNS)
    assert len(read_table("\n".join([names, *[row] * MAX_TABLE_ROWS])).rows) == MAX_TABLE_ROWS


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"L\xc3\xa4nge", "Länge"),
        (b"\xef\xbb\xbfa", "a"),
        ("a,ä".encode("utf-16"), "a,ä"),
        (b"L\xe4nge", "Länge"),
    ],
)
def test_files_are_read_as_they_were_written(data: bytes, text: str) -> None:
    assert decoded(data) == text


@pytest.mark.parametrize("data", [b"\x81\xff\x8d", b"\xff\xfe\x00\xd8\x81", b"a" * (MAX_TABLE_TEXT + 1)])
def test_a_file_that_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        decoded(data)


CELLS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), max_size=8).map(
    lambda text: " ".join(text.split())
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width).filter(any), min_size=3, max_size=6))
    return [[cell.replace("\u2212", "") or "." for cell in row] for row in rows]


@settings(deadline=None)
@given(tables())
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    table = read_table(out.getvalue().removeprefix("\ufeff"), header=False)
    assert [list(row) for row in table.rows] == rows


@settings(deadline=None)
@given(tables(), st.booleans(), st.integers(0, 3))
def test_a_canonical_text_is_its_table_again_line_for_line(rows: list[list[str]], header: bool, gap: int) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(rows[0])
    out.write("\n" * gap)
    writer.writerows(rows[1:])
    table = read_table(out.getvalue(), header=header)
    again = read_canonical(canonical(table))
    assert (again.names, again.rows, again.lines) == (table.names, table.rows, table.lines)
    assert canonical(again) == canonical(table)


def test_a_canonical_text_has_commas_whatever_its_cells_look_like() -> None:
    table = read_table("a;b\tc;d\n1;5\t2;6\n3;7\t4;8\n", header=True, delimiter="\t")
    assert table.rows[0] == ("1;5", "2;6")
    assert read_table(canonical(table)).delimiter == ";"
    assert read_canonical(canonical(table)).rows == table.rows


def test_names_become_a_row_and_a_row_becomes_names() -> None:
    table = read_table("x,y\n1,2\n3,4\n5,6\n")
    bare = with_header(table, False)
    assert (bare.header, bare.names, bare.rows[0], bare.lines) == (
        False,
        ("column 1", "column 2"),
        ("x", "y"),
        (1, 2, 3, 4),
    )
    assert with_header(bare, True) == table
    assert with_header(table, True) is table
    with pytest.raises(BadInput):
        with_header(read_table("1,2\n3,4\n"), True)


@settings(deadline=None)
@given(st.text(string.printable, max_size=200))
def test_any_text_is_a_table_or_is_refused(text: str) -> None:
    try:
        table = read_table(text)
    except BadInput:
        pass
    else:
        assert isinstance(table, Table)
        assert {len(row) for row in table.rows} == {len(table.names)}
