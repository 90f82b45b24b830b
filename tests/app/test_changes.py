from dataclasses import replace

import pytest

from app.changes import read_value, set_value, undone
from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_url import query
from app.moment import moment
from tests.app.drawing import lesson
from tests.app.real_lessons import parameter_edits


def refused(it: Lesson, key: str, value: float) -> BadInput:
    with pytest.raises(BadInput) as caught:
        set_value(it, key, value)
    return caught.value


@pytest.mark.parametrize("address", ["notes", "at=dC_dz-1-2", "updates=2", "preset=mosher&updates=1&at=loss&example=3"])
@pytest.mark.parametrize("quantity", ["w-1-2-1", "b-2-1", "x-0-2", "target-{last}-1"])
def test_a_value_set_by_hand_is_what_the_moment_shows_and_can_be_undone(address: str, quantity: str) -> None:
    now = lesson(address)
    key = quantity.format(last=len(now.recipe.sizes) - 1)
    name, *place = key.split("-")
    changed = set_value(now, key, 0.125)
    assert (changed.time, changed.view.example) == (now.time, now.view.example)
    assert moment(changed).number(name, *map(int, place)) == 0.125
    assert moment(changed).number("L") != moment(now).number("L")
    assert undone(changed) == now


def test_changes_are_undone_one_after_the_other_the_last_one_first() -> None:
    now = lesson("preset=mosher&updates=2")
    states = [now]
    for key, value in (("w-1-1-1", 0.5), ("x-0-1", 2.0), ("w-1-1-1", 0.75), ("target-2-4", 0.25)):
        states.append(set_value(states[-1], key, value))
    last = states.pop()
    for before in reversed(states):
        last = undone(last)
        assert last == before


def test_of_one_parameter_at_one_moment_the_last_value_holds() -> None:
    now = set_value(set_value(lesson("updates=1"), "w-1-1-1", 0.5), "w-1-1-1", 0.75)
    assert [(edit.value, edit.updates) for edit in parameter_edits(now)] == [(0.75, 0)]
    later = set_value(replace(now, time=now.time + 1), "w-1-1-1", 0.25)
    assert [(edit.value, edit.updates) for edit in parameter_edits(later)] == [(0.75, 0), (0.25, 1)]
    earlier = set_value(replace(later, time=1), "b-1-1", 2.0)
    assert [edit.updates for edit in earlier.edits] == [0, 0, 1]


def test_only_the_example_that_is_drawn_changes() -> None:
    now = set_value(lesson("preset=xor&example=2"), "x-0-1", 0.5)
    assert now.recipe.inputs == ((0.0, 0.0), (0.5, 1.0), (1.0, 0.0), (1.0, 1.0))
    assert query(set_value(now, "x-0-1", 0.0)).startswith("preset=xor&example=2")


@pytest.mark.parametrize(
    "key",
    ["", "w", "w-1-1", "w-0-1-1", "w-4-1-1", "w-1-3-1", "w-1-1-3", "w-1-1-0", "b-0-1", "b-4-1", "x-1-1", "x-0-3",
     "x-0-0", "target-2-1", "target-3-3", "z-1-1", "w-1-1-1-1", "w-1-1-01", "w-1-1-+1", "w-1-1-٣", "w-1-1-a", "C",
     "w--1-1-1"],
)  # fmt: skip
def test_what_this_network_does_not_have_cannot_be_set(key: str) -> None:
    problem = refused(lesson("notes"), key, 1.0)
    assert problem.field == "edit"
    assert f"“{key}”" in problem.message
    assert problem.allowed is not None
    assert "w-layer-to-from" in problem.allowed


def test_a_long_key_is_not_repeated_at_length() -> None:
    assert len(refused(lesson("notes"), "w" * 9000, 1.0).message) < 200


@pytest.mark.parametrize(
    ("address", "key", "value", "allowed"),
    [
        ("notes", "w-1-1-1", 1e6 + 1, "−1000000 to 1000000"),
        ("notes", "w-1-1-1", float("nan"), "−1000000 to 1000000"),
        ("softmax", "target-1-1", -0.5, "from 0 to 1000000"),
        ("mosher", "target-2-1", 1.5, "from 0 to 1"),
    ],
)
def test_a_value_out_of_range_is_refused_with_what_is_allowed(
    address: str, key: str, value: float, allowed: str
) -> None:
    problem = refused(lesson(address), key, value)
    assert problem.field == "value"
    assert allowed in str(problem.allowed)


@pytest.mark.parametrize(
    ("text", "value"), [("0.4", 0.4), (" −0.25 ", -0.25), ("-1e-3", -0.001), ("+2.", 2.0), (".5", 0.5), ("-0", 0.0)]
)
def test_a_field_holds_a_number(text: str, value: float) -> None:
    assert read_value(text) == value
    assert str(read_value(text)) != "-0.0"


@pytest.mark.parametrize(
    "text", ["", "half", "NaN", "inf", "1e999", "1e7", "1_0", "1,5", "٣", "0x1", "1 2", "9" * 9000]
)
def test_what_is_no_number_is_refused_in_short(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_value(text)
    assert caught.value.field == "value"
    assert caught.value.allowed == "a number from −1000000 to 1000000"
    assert len(caught.value.message) < 200


SMALL_BATCHES = "layers=2-2-1&act=tanh,sigmoid&loss=mse&x=1,2;3,4;5,6;7,8;9,10&target=0;1;0;1;0&batch=2&seed=3"


@pytest.mark.parametrize(
    "address", [f"{SMALL_BATCHES}&updates={n}&at=input&example={k}" for n, k in ((0, 2), (1, 1), (2, 1), (4, 2))]
)
def test_in_a_batch_it_is_the_example_that_is_drawn_whose_input_is_set_and_set_back(address: str) -> None:
    now = lesson(address)
    number = now.example_number
    drawn = moment(now)
    assert now.recipe.inputs[number - 1] == (drawn.number("x", 0, 1), drawn.number("x", 0, 2))
    for key, rows in (("x-0-2", "inputs"), ("target-2-1", "targets")):
        made = set_value(now, key, 0.25)
        before, after = getattr(now.recipe, rows), getattr(made.recipe, rows)
        assert [k for k in range(5) if before[k] != after[k]] == [number - 1]
        assert after[number - 1][-1] == 0.25
        assert moment(made).number(key.split("-")[0], *map(int, key.split("-")[1:])) == 0.25
        assert undone(made) == now


def test_the_examples_of_a_data_set_are_not_set_by_hand() -> None:
    now = lesson("layers=2-2-1&act=tanh,sigmoid&loss=mse&data=moons:10:0.1:1&updates=1&at=input")
    for key in ("x-0-1", "target-2-1"):
        with pytest.raises(BadInput) as caught:
            set_value(now, key, 1.0)
        assert (caught.value.field, caught.value.value) == ("edit", key)
        assert "w-layer-to-from" in str(caught.value.allowed)
    assert set_value(now, "w-1-1-1", 1.0).recipe == now.recipe
