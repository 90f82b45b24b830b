from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import store
from app.address.grammar import Unreadable
from app.csv_data import read_table
from app.errors import BadInput
from app.limits import MAX_DATA_TOKEN, MAX_TABLE_TEXT
from app.own_data import Choice, own_data, read_choice, table_of, token_of, write_choice
from tests.app.test_csv_data import IRIS


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(store, "_current", store.Store(tmp_path / "store"))


def test_iris_fits_an_address_and_is_scaled() -> None:
    token = token_of(read_table(IRIS))
    assert token[0] == "."
    assert len(token) < 1500
    data = own_data(Choice(token, (1, 2, 3, 4), (5,), "classes", "standard"))
    assert np.allclose(data.dataset.x.mean(axis=0), 0)
    assert np.allclose(data.dataset.x.std(axis=0), 1)
    assert np.allclose((data.dataset.x * data.x_scale + data.x_shift)[0], [5.1, 3.5, 1.4, 0.2])
    assert (data.n_out, data.classes[0], data.inputs[0], data.targets) == (3, "setosa", "sepal length", ("species",))
    assert own_data(Choice(token, (1, 2, 3, 4), (5,), "classes", "standard")) is data


def test_numbers_are_raw_or_scaled_with_or_without_the_target() -> None:
    token = token_of(read_table("x,same,y\n1,3,1000\n2,3,3000\n3,3,2000\n"))
    raw, standard, both = (
        own_data(Choice(token, (1, 2), (3,), "numbers", scale)) for scale in ("raw", "standard", "all")
    )
    assert raw.dataset.x.tolist() == [[1, 3], [2, 3], [3, 3]]
    root = 1.5**0.5
    assert standard.dataset.x == pytest.approx(np.array([[-root, 0], [0, 0], [root, 0]]))
    assert raw.dataset.y.tolist() == standard.dataset.y.tolist() == [[1000], [3000], [2000]]
    assert both.dataset.y == pytest.approx(np.array([[-root], [root], [0]]))
    assert (both.dataset.y * both.y_scale + both.y_shift) == pytest.approx(raw.dataset.y)
    assert (raw.n_out, raw.x_shift.tolist(), raw.x_scale.tolist()) == (1, [0, 0], [1, 1])


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=8))
def test_scaled_numbers_are_finite_and_can_be_scaled_back(values: list[float]) -> None:
    text = "x,y\n" + "\n".join(f"{value!r},{k % 2}" for k, value in enumerate(values))
    data = own_data(Choice(token_of(read_table(text, header=True)), (1,), (2,), "classes", "standard"))
    assert np.isfinite(data.dataset.x).all()
    assert (np.abs(data.dataset.x) <= len(values) ** 0.5 + 1e-9).all()
    assert (data.dataset.x * data.x_scale + data.x_shift)[:, 0] == pytest.approx(values, rel=1e-9, abs=1e-9)


def test_a_large_table_goes_by_its_name(caplog: pytest.LogCaptureFixture) -> None:
    rng = np.random.default_rng(1)
    text = "\n".join(",".join(map(repr, row)) for row in rng.normal(size=(900, 8)).tolist())
    token = token_of(read_table(text))
    assert token[0] == "~"
    assert own_data(Choice(token, (1,), (2,), "numbers", "raw")).dataset.x[:3, 0] == pytest.approx(
        [float(line.split(",")[0]) for line in text.splitlines()[:3]], abs=0
    )
    assert not caplog.text


@pytest.mark.parametrize("rows", [10, 500])
def test_tokens_are_short_or_names(rows: int) -> None:
    token = token_of(read_table("\n".join(f"{k * 7919 % 104729},{k * 31 % 977}" for k in range(rows))))
    assert len(token) == 25 if token[0] == "~" else len(token) <= MAX_DATA_TOKEN
    assert len(table_of(token).rows) == rows


def test_a_table_that_grows_beyond_the_bound_is_refused() -> None:
    text = "\n".join(["\t".join([",,,,,"] * 33)] * 1000)
    assert len(text) < MAX_TABLE_TEXT
    with pytest.raises(BadInput, match="longer than 256 KB"):
        token_of(read_table(text))


def test_a_name_that_nobody_keeps_is_refused() -> None:
    with pytest.raises(BadInput, match="upload it again"):
        own_data(Choice("~" + "a" * 24, (1,), (2,), "numbers", "raw"))


def test_an_error_names_the_line_of_the_text_that_was_given() -> None:
    token = token_of(read_table("\n1,2\n\n3,4\nfive,6\n"))
    with pytest.raises(BadInput, match=r"line 5, column 1 \(“column 1”\)"):
        own_data(Choice(token, (1,), (2,), "numbers", "raw"))


COLUMNS = st.lists(st.integers(1, 33), min_size=1, max_size=5).map(tuple)


@settings(deadline=None)
@given(
    COLUMNS,
    COLUMNS,
    st.sampled_from([("classes", "raw"), ("classes", "standard"), ("numbers", "all"), ("numbers", "raw")]),
)
def test_a_choice_is_its_text_again(inputs: tuple[int, ...], target: tuple[int, ...], how: tuple[str, str]) -> None:
    choice = Choice(".eNpL", inputs, target, *how)  # type: ignore[arg-type]
    assert read_choice(write_choice(choice)) == choice


@pytest.mark.parametrize(
    "text",
    ["", ".a:1:2:classes", ".a:1:2:words:raw", ".a:1:2:classes:all", ".a:1:2:classes:none", ".a::2:classes:raw",
     ".a:0:2:classes:raw", ".a:1-:2:classes:raw", ".a:01:2:classes:raw", ".a:1:34:classes:raw",
     ".a:1:2:classes:raw:more"],
)  # fmt: skip
def test_a_text_that_is_no_choice_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_choice(text)
