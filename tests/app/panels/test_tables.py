import csv
import io

import pytest

from app.links import Links
from app.moment import moment
from app.panels.readout import readout
from app.panels.tables import as_csv, tables
from tests.app.drawing import LARGE, SMALL, lesson
from tests.app.truth import computed, truth

SOME = ["notes", "at=dC_dz-2-1&dx=1", "preset=mosher&example=2&at=dL_dw-2-3", *SMALL, *LARGE]


@pytest.mark.parametrize("address", SOME)
def test_the_tables_have_every_number_that_is_known_and_no_other(address: str) -> None:
    for now in (lesson(address), lesson(address).stepped(+1)):
        numbers, known = truth(now), computed(now)
        cells = [cell for table in tables(moment(now), Links(now)) for row in table.rows for cell in row.cells]
        shown = {cell.ref: float(cell.data) for cell in cells if cell.ref}
        assert shown.items() <= numbers.items()
        of_batch = {key for key in known if key.startswith("dL_")} if now.recipe.batch == 1 else set()
        assert set(shown) == known - of_batch
        assert all((cell.content, cell.data) == ("", "") for cell in cells if not cell.ref)


@pytest.mark.parametrize("address", SOME)
def test_the_data_have_every_number_that_is_known_and_no_other(address: str) -> None:
    for now in (lesson(address), lesson(address).stepped(+1)):
        numbers, known = truth(now), computed(now)
        assert readout(moment(now))["numbers"] == {key: numbers[key] for key in known}


def test_the_data_say_what_they_are_of() -> None:
    said = readout(moment(lesson("preset=mosher&updates=3&at=dC_dz-1-2&example=2&lr=0.25")))
    del said["numbers"]
    assert said == {
        "address": "preset=mosher&lr=0.25&updates=3&at=dC_dz-1-2&example=2",
        "title": "A batch of three, summed",
        "layers": [2, 2, 4],
        "activations": ["sigmoid", "sigmoid"],
        "loss": "binary_cross_entropy",
        "reduction": "sum",
        "learning_rate": 0.25,
        "example": 2,
        "updates": 3,
        "operation": "dC_dz-1-2",
        "covered": [],
        "not_finite": [],
    }


def test_a_number_that_is_not_finite_is_null_and_named() -> None:
    now = lesson("layers=1-1&act=sigmoid&loss=cross_entropy&x=1000&w=-1000&target=1&b=0&at=dC_dz-1-1")
    said = readout(moment(now))
    assert said["not_finite"] == ["dC_da-1-1", "dC_dy-1-1"]
    assert said["numbers"]["dC_dy-1-1"] is None
    assert said["numbers"]["dC_dz-1-1"] == -1.0
    assert "-Infinity" in as_csv(moment(now), Links(now))


@pytest.mark.parametrize("address", ["preset=mazur&updates=1", "preset=mosher&at=gradient&notation=common"])
def test_every_row_of_the_csv_reads_back(address: str) -> None:
    now = lesson(address)
    rows = list(csv.DictReader(io.StringIO(as_csv(moment(now), Links(now)))))
    assert {row["id"]: float(row["value"]) for row in rows}.items() <= truth(now).items()
    assert {row["table"] for row in rows} == {"Inputs", "Neurons", "Outputs", "Loss", "Weights", "Biases"}
    w5 = [(row["what"], row["quantity"]) for row in rows if row["name"] == "w₅"]
    assert w5[0] == ("a₁ → z₃", "w")
    assert ("a₁ → z₃", "∂C/∂w") in w5


def test_the_notation_names_the_output() -> None:
    columns = [
        {table.caption: table.columns for table in tables(moment(now), Links(now))}["Outputs"][-1]
        for now in (lesson("at=loss"), lesson("at=loss&notation=common"))
    ]
    assert columns == ["∂C/∂y", "∂C/∂ŷ"]
