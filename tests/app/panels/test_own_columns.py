from collections.abc import Mapping

import pytest

from app.csv_data import read_table
from app.errors import BadInput
from app.own_data import Choice
from app.panels.own_columns import choice_of, holds, own_columns, suggested
from tests.app.test_csv_data import IRIS


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (IRIS, "input input input input target"),
        ("Id,x,kind\n1,0.5,a\n2,0.7,b\n3,0.9,a\n", "out input target"),
        ("kind,x,y\na,1,7\nb,5,8\n", "target input input"),
        ("x,y,z\n1.5,2,7\n3,4,5\n", "input input target"),
        ("name,x,y\nAda,1.5,3\nEve,2.5,\n", "target input out"),
        ("a,b\nu,v\nw,v\n", "target out"),
        ("a,b\nu,u\nw, \n", "target out"),
        ("x,big\n3,1e7\n4,2\n", "target out"),
        ("x,y\n" + "\n".join(f"{7 * k},word {k}" for k in range(11)), "target out"),
    ],
)
def test_what_is_suggested(text: str, roles: str) -> None:
    assert suggested(read_table(text, header=True)) == roles.split()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("1", "2.50", "1.0"), "2 different numbers, 1 to 2.5"),
        (("b", "a", "b", ""), "2 different words: a, b; 1 empty"),
        (("a", "1", "2", "a"), "2 different numbers, 1 to 2; one word: a"),
        (tuple("edcba"), "5 different words: a, b, c, d …"),
        (("", ""), "2 empty"),
    ],
)
def test_what_a_column_holds(cells: tuple[str, ...], words: str) -> None:
    assert holds(cells) == words


def test_the_view_has_the_first_rows_and_what_was_chosen() -> None:
    view = own_columns("~name", read_table(IRIS), {"c1": "out", "kind": "numbers"})
    assert (view.count, len(view.preview), view.stored, view.header) == (150, 8, True, True)
    assert view.preview[0] == (2, ("5.1", "3.5", "1.4", "0.2", "setosa"))
    assert [column.role for column in view.columns] == ["out", "input", "input", "input", "target"]
    assert (view.kind, view.scale) == ("numbers", "auto")


TABLE = read_table("x,y,word,n\n1,2.5,a,1\n3,4,b,2\n5,6,a,1\n")


@pytest.mark.parametrize(
    ("fields", "choice"),
    [
        ({"c1": "input", "c3": "target"}, Choice("t", (1,), (3,), "classes", "standard")),
        ({"c1": "input", "c2": "target"}, Choice("t", (1,), (2,), "numbers", "all")),
        ({"c1": "input", "c4": "target"}, Choice("t", (1,), (4,), "classes", "standard")),
        ({"c1": "input", "c4": "target", "kind": "numbers"}, Choice("t", (1,), (4,), "numbers", "all")),
        ({"c1": "input", "c2": "target", "scale": "standard"}, Choice("t", (1,), (2,), "numbers", "standard")),
        ({"c4": "input", "c1": "target", "c2": "target", "scale": "raw"}, Choice("t", (4,), (1, 2), "numbers", "raw")),
        ({"c4": "input", "c2": "target", "kind": "classes"}, Choice("t", (4,), (2,), "classes", "standard")),
    ],
)
def test_what_the_fields_choose(fields: Mapping[str, str], choice: Choice) -> None:
    assert choice_of("t", TABLE, fields) == choice


@pytest.mark.parametrize(
    ("fields", "field"),
    [({}, "input"), ({"c1": "input"}, "target"), ({"c1": "target"}, "input"), ({"c1": "both"}, "c1"),
     ({"c1": "input", "c2": "target", "kind": "words"}, "kind"),
     ({"c1": "input", "c2": "target", "scale": "?"}, "scale")],
)  # fmt: skip
def test_what_cannot_be_chosen_is_named(fields: Mapping[str, str], field: str) -> None:
    with pytest.raises(BadInput) as caught:
        choice_of("t", TABLE, fields)
    assert caught.value.field == field
    assert caught.value.allowed
