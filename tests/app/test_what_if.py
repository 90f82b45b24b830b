"""What could be otherwise: each lesson differs from the run by what its words say, and before the cursor by nothing."""

from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.comparison import comparison_query, parse_comparison
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.limits import MAX_SEED
from app.moment import moment
from app.training_run import Run, run_of
from app.what_if import here_at, here_in, what_ifs
from engine.edits import AnyEdit, Edit, ExampleEdit, RateEdit, conditions
from engine.lesson import replay
from engine.network import Layer
from engine.optimisers import Optimiser
from engine.parameters import Parameter

MOONS = "layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:20:0.1:1&init=xavier&lr=0.5&reduction=mean"


def run_at(address: str) -> Run:
    """The run of an address in which the last one of a parameter holds."""
    return run_of(parse(dict(parse_qsl(address, keep_blank_values=True)).items()))


def questions(run: Run) -> dict[str, tuple[tuple[AnyEdit, ...], Lesson]]:
    """By their words: what was added to the edits, and the lesson."""
    return {
        one.words: (tuple(edit for edit in one.lesson.edits if edit not in run.lesson.edits), one.lesson)
        for one in what_ifs(here_in(run), run.next_moment.symbols)
    }


def same(one: tuple[Layer, ...], other: tuple[Layer, ...]) -> bool:
    return all(np.array_equal(a.matrix, b.matrix) for a, b in zip(one, other, strict=True))


def test_each_changes_what_it_says_and_nothing_else() -> None:
    run = run_at(f"{MOONS}&batch=6&updates=9&run=30&focus=w-1-2-1&set=lr:0.25@4")
    w = float(run.state.layers[0].W[1, 0])
    place = Parameter("w", 1, 2, 1)
    found = questions(run)
    number = run.example_number
    assert {words: edits for words, (edits, _) in found.items()} == {
        "w₃ larger by 1": (Edit(place, w + 1.0, 9),),
        "w₃ 0": (Edit(place, 0.0, 9),),
        "w₃ the other sign": (Edit(place, -w, 9),),
        "η doubled from here on": (RateEdit(0.5, 9),),
        "η halved from here on": (RateEdit(0.125, 9),),
        f"example {number} left out from here on": (ExampleEdit(number, True, 9),),
        "weights from another seed": (),
        "momentum from the start": (),
    }
    for words, (edits, lesson) in found.items():
        assert (lesson.recipe == run.recipe) == bool(edits), words
        assert set(run.lesson.edits) <= set(lesson.edits)
        assert (lesson.data, lesson.split, lesson.time) == (run.lesson.data, run.lesson.split, run.lesson.time)
        if edits:  # the past is the same
            there, here = (replay(one.recipe, one.edits, 8).layers for one in (lesson, run.lesson))
            assert same(there, here)
            assert not same(
                replay(lesson.recipe, lesson.edits, 10).layers, replay(run.recipe, run.lesson.edits, 10).layers
            ) or edits == (ExampleEdit(number, True, 9),)


def test_each_is_an_address_of_two_lessons() -> None:
    for more in (
        "",
        "&updates=9&focus=b-2-1&set=lr:0.25@9,n3:out@9,w1:0.5@9",
        "&opt=adam&batch=1&updates=3&seed=2147483647",
    ):
        run = run_at(MOONS + more)
        for one in what_ifs(here_in(run), run.next_moment.symbols):
            said = comparison_query(run.lesson, one.lesson)
            first, second = parse_comparison(parse_qsl(said, keep_blank_values=True))
            assert query(first) == query(run.lesson), one.words
            assert second.recipe == one.lesson.recipe, one.words
            assert second.edits == one.lesson.edits, one.words
            assert comparison_query(first, second) == said


def test_what_is_set_at_this_very_update_already_is_replaced() -> None:
    run = run_at(f"{MOONS}&updates=9&focus=w-1-1-1&set=w1:0.5@9,lr:0.25@9,w2:3@9")
    for one in what_ifs(here_in(run), run.next_moment.symbols):
        if one.words.startswith("w₁"):
            assert len(one.lesson.edits) == 3
        elif one.words.startswith("η doubled"):
            assert conditions(0.5, (), one.lesson.edits, 9).learning_rate == 0.5
            assert len(one.lesson.edits) == 3


def test_the_seed_has_a_neighbour_and_matters() -> None:
    (other,) = [e for words, (_, e) in questions(run_at(f"{MOONS}&seed={MAX_SEED}")).items() if "seed" in words]
    assert 0 <= other.recipe.seed <= MAX_SEED
    assert other.recipe.seed != MAX_SEED
    for address in (
        "preset=notes",
        f"{MOONS}&init=zeros",
        f"{MOONS}&init=constant:0.5",
        f"{MOONS}&w=1,2,3,4,5,6;1,2,3",
    ):
        assert not [words for words in questions(run_at(address)) if "seed" in words], address
    some = questions(run_at(f"{MOONS}&w=1,2,3,4,5,6;"))
    assert "weights from another seed" in some


@pytest.mark.parametrize("opt", ["momentum", "adam"])
def test_an_optimiser_with_a_memory_is_compared_with_the_plain_one(opt: str) -> None:
    found = questions(run_at(f"{MOONS}&opt={opt}&updates=3"))
    _, lesson = found["plain gradient descent from the start"]
    assert lesson.recipe.optimiser == Optimiser()


def test_what_may_not_be_is_not_offered() -> None:
    run = run_at("preset=notes&lr=1000&updates=1")
    words = set(questions(run))
    assert "η doubled from here on" not in words
    assert "η halved from here on" in words
    assert not any("left out" in one for one in words)
    last = run_at(f"{MOONS}&set={','.join(f'n{n}:out' for n in range(1, 20))}&updates=2")
    assert not any("left out" in one for one in questions(last))
    zero = run_at(f"{MOONS}&init=zeros&focus=w-1-1-1")
    assert [one for one in questions(zero) if one.startswith("w₁")] == ["w₁ larger by 1"]


def test_from_a_training_step_the_same_is_asked_as_from_its_run() -> None:
    address = f"{MOONS}&batch=6&updates=9&focus=w-1-2-1"
    run = run_at(address)
    stepping = parse(parse_qsl(f"{address}&at=loss", keep_blank_values=True))
    now = moment(stepping)
    from_step, from_run = what_ifs(here_at(now), now.symbols), what_ifs(here_in(run), now.symbols)
    assert [one.words for one in from_step] == [one.words for one in from_run]
    assert [(one.lesson.recipe, one.lesson.edits, one.lesson.time) for one in from_step] == [
        (one.lesson.recipe, one.lesson.edits, one.lesson.time) for one in from_run
    ]
