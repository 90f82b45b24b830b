"""What is changed by hand on the training page holds from the present update on, and can be taken back."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.links import Links
from app.panels.training_changes import changed_by_hand, changes
from app.symbols import Symbols
from app.training_run import run_of
from engine.edits import Edit, FreezeEdit, RateEdit

XOR = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=xor:40:0.05:1&reduction=mean"


def lesson(more: str = "") -> Lesson:
    return parse(parse_qsl(f"{XOR}&{more}", keep_blank_values=True))


def at(address: str) -> Lesson:
    return parse(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def test_a_learning_rate_holds_from_the_present_update_on() -> None:
    made = changed_by_hand(lesson("updates=30&run=50"), "lr", 0.125)
    assert made.edits == (RateEdit(0.125, 30),)
    again = changed_by_hand(made, "lr", 0.25)
    assert again.edits == (RateEdit(0.25, 30),)
    run = run_of(again)
    assert run.conditions.learning_rate == 0.25
    assert run.history.learning_rate[:30].tolist() == [0.5] * 30
    assert run.end == 50


def test_a_weight_is_set_in_the_training_step_that_follows() -> None:
    made = changed_by_hand(lesson("updates=7"), "w-1-2-1", -1.5)
    assert [(type(edit), edit.updates) for edit in made.edits] == [(Edit, 7)]
    assert run_of(made).state.layers[0].W[1, 0] == -1.5
    assert run_of(lesson("updates=7")).state.layers[0].W[1, 0] != -1.5
    assert run_of(made).updates == 7


@pytest.mark.parametrize(("key", "value"), [("lr", 0.0), ("lr", -1.0), ("lr", 1e9), ("w-9-1-1", 1.0), ("x-0-1", 1.0)])
def test_what_cannot_be_changed_is_refused(key: str, value: float) -> None:
    with pytest.raises(BadInput) as caught:
        changed_by_hand(lesson(), key, value)
    assert caught.value.allowed


def test_freezing_goes_both_ways_and_every_deed_can_be_taken_back() -> None:
    begun = lesson("updates=5&focus=w-1-1-2")

    def offered(now: Lesson) -> tuple[str, Lesson]:
        run = run_of(now)
        offer = changes(run, Symbols(now.recipe.sizes), Links(now, "", "/train")).freeze
        assert offer is not None
        return offer[0], at(offer[1].href)

    words, frozen = offered(begun)
    assert words.startswith("freeze w₂")
    assert frozen.edits == (FreezeEdit("w2", True, 5),)
    later = frozen.at(9 * len(frozen.program))
    assert run_of(later).state.layers[0].W[0, 1] == run_of(frozen).state.layers[0].W[0, 1]
    words, free = offered(later)
    assert words.startswith("let w₂ learn")
    assert free.edits == (FreezeEdit("w2", True, 5), FreezeEdit("w2", False, 9))
    deeds = changes(run_of(free), Symbols(free.recipe.sizes), Links(free, "", "/train")).deeds
    assert [at(deed.take_back.href).edits for deed in deeds] == [free.edits[1:], free.edits[:1]]


def test_starting_over_leaves_the_seed_and_nothing_done_by_hand() -> None:
    now = lesson("updates=5&set=w1:0.5,lr:0.1@3&seed=4")
    over = changes(run_of(now), Symbols(now.recipe.sizes), Links(now, "", "/train")).over
    assert over is not None
    assert query(at(over.href)) == query(lesson("seed=4"))
    fresh = lesson("seed=4")
    assert changes(run_of(fresh), Symbols(fresh.recipe.sizes), Links(fresh, "", "/train")).over is None
