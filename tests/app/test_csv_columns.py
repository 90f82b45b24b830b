import numpy as np
import pytest

from app.csv_columns import chosen, kind_of
from app.csv_data import read_table
from app.errors import BadInput
from tests.app.test_csv_data import IRIS

TABLE = read_table("a,b,word,count\n1,2.5,yes,3\n2,-1e2,no,1\n\n3,.5,yes,2\n")


def refusal(text: str, inputs: tuple[int, ...], target: tuple[int, ...]) -> str:
    with pytest.raises(BadInput) as caught:
        chosen(read_table(text), inputs, target)
    assert caught.value.field == "data"
    assert caught.value.allowed
    return caught.value.message


def test_iris_has_three_classes() -> None:
    iris = chosen(read_table(IRIS), (1, 2, 3, 4), (5,))
    assert iris.classes == ("setosa", "versicolor", "virginica")
    assert (iris.dataset.classes, iris.dataset.x.shape, np.bincount(iris.dataset.y.astype(int)).tolist()) == (
        3,
        (150, 4),
        [50] * 3,
    )
    # R. A. Fisher's own means, 1936, table 2.
    means = [iris.dataset.x[iris.dataset.y == k].mean(axis=0) for k in range(3)]
    assert np.allclose(
        means, [[5.006, 3.428, 1.462, 0.246], [5.936, 2.770, 4.260, 1.326], [6.588, 2.974, 5.552, 2.026]]
    )


def test_words_are_classes_in_the_order_of_their_letters() -> None:
    found = chosen(TABLE, (2, 1), (3,))
    assert found.dataset.x.tolist() == [[2.5, 1], [-100, 2], [0.5, 3]]
    assert (found.classes, found.dataset.y.tolist()) == (("no", "yes"), [1, 0, 1])
    assert (found.inputs, found.targets) == (("b", "a"), ("word",))


def test_numbers_are_classes_in_their_own_order() -> None:
    found = chosen(read_table("x,k\n0,10\n0,9\n0,1.0\n0,1e0"), (1,), (2,))
    assert (found.classes, found.dataset.y.tolist()) == (("1", "9", "10"), [2, 1, 0, 0])


def test_whole_numbers_may_be_learnt_as_numbers() -> None:
    found = chosen(TABLE, (1,), (4, 2), "numbers")
    assert (found.classes, found.dataset.classes, found.targets) == ((), 0, ("count", "b"))
    assert found.dataset.y.tolist() == [[3, 2.5], [1, -100], [2, 0.5]]


def test_broken_numbers_may_be_classes() -> None:
    assert chosen(TABLE, (1,), (2,), "classes").classes == ("-100", "0.5", "2.5")


@pytest.mark.parametrize(
    ("column", "kind"),
    [("0 1 1", "classes"), ("0 0.5 1", "numbers"), ("a 1 2", "classes"), ("0 1 2 3 4 5 6 7 8 9", "classes"),
     ("0 1 2 3 4 5 6 7 8 9 10", "numbers")],
)  # fmt: skip
def test_what_a_target_most_likely_is(column: str, kind: str) -> None:
    table = read_table("\n".join(f"1,{cell}" for cell in column.split()))
    assert kind_of(table, (2,)) == kind
    assert kind_of(table, (1, 2)) == "numbers"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("x,y\n1,2\n\nfour,2\n", ["line 4, column 1 (“x”)", "“four” is not a number"]),
        ("x,y\n1,2\n,2\n", ["line 3, column 1 (“x”)", "a number is missing"]),
        ("x,y\n1,2\nNaN,2\n", ["line 3, column 1", "“NaN” is not a number"]),
        ("x,y\n1,2\ninf,2\n", ["line 3, column 1", "not a number"]),
        ("x,y\n1,2\n1_0,2\n", ["line 3, column 1", "not a number"]),
        ("x,y\n1,2\n1000001,2\n", ["line 3, column 1", "beyond 1000000"]),
        ("x,y\n1,2\n1e400,2\n", ["line 3, column 1", "beyond 1000000"]),
        ("1,2\n3,4\nx,4\n", ["line 3, column 1 (“column 1”)"]),
        ("x,y\n1,a\n2,\n", ["line 3, column 2 (“y”)", "the class is missing"]),
        ("x,y\n1,a\n2,a\n", ["column 2 (“y”)", "all rows are of one class"]),
        ("x,y\n" + "\n".join(f"1,c{k}" for k in range(11)), ["column 2 (“y”)", "11 classes are more than 10"]),
    ],
)
def test_a_cell_that_will_not_do_is_named(text: str, parts: list[str]) -> None:
    message = refusal(text, (1,), (2,))
    assert all(part in message for part in parts), message


@pytest.mark.parametrize(
    ("inputs", "target", "reason"),
    [((), (2,), "no column is chosen as input"), ((1,), (), "no column is chosen as target"),
     ((5,), (1,), "no column 5"), ((0,), (1,), "no column 0"),
     ((1, 1), (2,), "more than once"), ((1, 2), (2,), "more than once")],
)  # fmt: skip
def test_columns_that_are_not_there(inputs: tuple[int, ...], target: tuple[int, ...], reason: str) -> None:
    assert reason in refusal("1,2,3,4\n5,6,7,8\n", inputs, target)


def test_two_columns_are_no_class() -> None:
    with pytest.raises(BadInput, match="cannot be one class"):
        chosen(TABLE, (1,), (2, 4), "classes")
