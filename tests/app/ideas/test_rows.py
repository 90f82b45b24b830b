from dataclasses import dataclass

import pytest

from app.address.grammar import Unreadable
from app.ideas import rows


@dataclass(frozen=True)
class State:
    size: float = 0.0
    count: int = 0
    said: str = ""
    open: bool = False


def test_a_number_is_read_as_people_type_it() -> None:
    row = rows.number("size", "size", -3, 3, "0", "how large")
    assert [row.read(text, State()) for text in ("0,5", " −2 ", "1e-2")] == [0.5, -2.0, 0.01]
    assert row.write(State(size=-0.25)) == "-0.25"


@pytest.mark.parametrize("text", ["3.1", "-4", "", "x", "nan", "1e999"])
def test_a_number_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        rows.number("size", "size", -3, 3, "0", "how large").read(text, State())


def test_nothing_is_refused_where_nothing_may_not_be() -> None:
    row = rows.number("size", "size", -3, 3, "1", "how large", zero=False)
    with pytest.raises(Unreadable, match="not be 0"):
        row.read("0", State())
    assert "not 0" in row.allowed


def test_a_whole_number_has_its_bounds() -> None:
    row = rows.whole("count", "count", 0, 9, "0", "how many")
    assert row.put(State(), row.read("9", State())) == State(count=9)
    with pytest.raises(Unreadable):
        row.read("10", State())


def test_an_answer_is_kept_as_it_was_typed_but_not_at_any_length() -> None:
    row = rows.answer("said", "said", "the answer")
    assert row.read(" −0,3 ", State()) == "−0,3"
    with pytest.raises(Unreadable):
        row.read("x" * 41, State())


def test_yes_is_said_by_one_alone() -> None:
    row = rows.yes("open", "open", "open")
    assert row.read("1", State()) is True
    with pytest.raises(Unreadable):
        row.read("0", State())
