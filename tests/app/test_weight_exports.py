import csv
import io

import numpy as np

from app.weight_exports import history_csv
from engine.history import History

NOTHING = np.empty(0)


def test_a_run_is_a_row_a_count_and_a_column_a_curve() -> None:
    run = History(
        np.array([0, 10]), np.array([0.1, 1 / 3]), NOTHING, np.array([0.5, 1.0]), NOTHING,
        np.array([[1e-300, 2.0], [np.inf, 4.0]]), np.array([0.5, 0.5]),
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(history_csv(run))))
    assert list(rows[0]) == ["update", "loss", "accuracy", "gradient_norm_1", "gradient_norm_2", "learning_rate"]
    assert [row["update"] for row in rows] == ["0", "10"]
    assert [float(row["loss"]) for row in rows] == [0.1, 1 / 3]
    assert [float(row["gradient_norm_1"]) for row in rows] == [1e-300, np.inf]


def test_the_test_part_has_columns_where_there_is_one() -> None:
    one = np.array([0.25])
    text = history_csv(History(np.array([0]), one, one, one, one, np.array([[1.0]]), one))
    assert text == (
        "update,loss,test_loss,accuracy,test_accuracy,gradient_norm_1,learning_rate\n0,0.25,0.25,0.25,0.25,1.0,0.25\n"
    )
