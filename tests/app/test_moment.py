"""The numbers of a moment by their ids; that all of them are right is tested where they are drawn."""

import pytest

from app.moment import QUANTITIES, id_of, moment
from tests.app.drawing import SMALL, lesson
from tests.app.truth import computed, truth


def place(key: str) -> tuple[str, tuple[int, ...]]:
    quantity, *numbers = key.split("-")
    return quantity, tuple(map(int, numbers))


@pytest.mark.parametrize("address", ["notes", "softmax", *SMALL])
def test_every_quantity_is_the_engines_and_known_when_its_operation_is_done(address: str) -> None:
    opened = lesson(address)
    numbers = truth(opened)
    for done in range(0, len(opened.program) + 1, 4):
        now = moment(opened.within(done) if done else opened)
        known = computed(now.lesson)
        for key, value in numbers.items():
            quantity, where = place(key)
            assert quantity in QUANTITIES
            assert id_of(quantity, *where) == key
            assert now.number(quantity, *where) == value
            assert now.known(quantity, *where) == (key in known), key


def test_softmax_has_no_slope_of_its_own() -> None:
    now = moment(lesson("preset=softmax&updates=1"))
    assert now.number("da_dz", 1, 1) != now.number("da_dz", 1, 1)
    assert not now.known("da_dz", 1, 1)


def test_every_example_has_its_own_slope() -> None:
    opened = lesson("preset=mosher&dx=1")
    for quantity, where in (("dC_dw", (1, 2, 1)), ("dC_dw", (2, 4, 2)), ("dC_db", (2, 3))):
        each = [truth(opened.viewed(example=n))[id_of(quantity, *where)] for n in (1, 2, 3)]
        assert moment(opened).every_example(quantity, *where) == each
        assert sum(each) == pytest.approx(truth(opened)[id_of(quantity.replace("C", "L", 1), *where)], rel=1e-14)


def test_another_example_changes_what_is_drawn_and_nothing_of_the_batch() -> None:
    opened = lesson("preset=mosher&updates=1")
    first, second = truth(opened), truth(opened.viewed(example=2))
    same = {key for key in first if first[key] == second[key]}
    batch = {key for key in first if key.split("-")[0] in ("w", "b", "w_new", "b_new", "dL_dw", "dL_db", "L", "L_new")}
    assert batch <= same
    assert not {key for key in same - batch if not key.startswith("target")}
    now = moment(opened.viewed(example=2))
    assert [now.number("x", 0, n) for n in (1, 2)] == [-0.9899924966004454, -0.6536436208636119]


def test_what_is_frozen_is_known_by_place() -> None:
    now = moment(lesson("frozen=layer1,w5,b4"))
    assert now.is_frozen("w", 1, 2, 2)
    assert now.is_frozen("b", 1, 1)
    assert now.is_frozen("w", 2, 1, 1)
    assert not now.is_frozen("w", 2, 1, 2)
    assert now.is_frozen("b", 2, 2)
    assert not now.is_frozen("b", 3, 1)


def test_there_is_no_other_quantity() -> None:
    now = moment(lesson("notes"))
    for ask in (now.number, now.known):
        with pytest.raises(KeyError):
            ask("momentum", 1, 1)
