"""Two lessons by one address: B is A but for what is named, and their runs are measured at the same counts."""

from dataclasses import replace
from urllib.parse import parse_qsl, quote

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.comparison import compared, comparison_query, parse_comparison
from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_url import parse, query
from engine.history import measured
from engine.lesson import replay
from engine.optimisers import Optimiser
from tests.app.real_lessons import lessons

MOONS = (
    "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:60:0.1:1&test=0.3&init=xavier&lr=0.5"
    "&reduction=mean"
)
DIVERGING = "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:200:0.1:1&init=he&lr=50&reduction=mean"


def two(address: str, vs: str) -> tuple[Lesson, Lesson]:
    return parse_comparison([*parse_qsl(address, keep_blank_values=True), ("vs", vs)])


def again(one: Lesson, other: Lesson) -> tuple[Lesson, Lesson]:
    return parse_comparison(parse_qsl(comparison_query(one, other), keep_blank_values=True))


def of_address(address: str) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True))


def undropped(lesson: Lesson) -> Lesson:
    return replace(lesson, view=replace(lesson.view, dropped=()))


@pytest.mark.parametrize(
    ("vs", "instead", "by"),
    [
        ("lr=1", "lr=0.5", "lr=1"),
        ("init=zeros", "init=xavier", "init=zeros"),
        ("act=relu,sigmoid", "act=tanh,sigmoid", "act=relu,sigmoid"),
        ("layers=2-8-1", "layers=2-4-1", "layers=2-8-1"),
        ("data=spiral:100:0.1:1", "data=moons:60:0.1:1", "data=spiral:100:0.1:1"),
        ("test=0", "&test=0.3", ""),
        ("test=0.5:2", "test=0.3", "test=0.5:2"),
        ("reduction=sum", "&reduction=mean", ""),
        ("batch=10", "&reduction", "&batch=10&reduction"),
        ("opt=adam", "&reduction", "&opt=adam&reduction"),
        ("seed=7", "&lr", "&seed=7&lr"),
        ("frozen=w12", "mean", "mean&frozen=w12"),
        ("set=w1:0.5@3,n2:out@4", "mean", "mean&set=w1:0.5@3,n2:out@4"),
    ],
)
def test_b_is_a_with_what_is_named_changed_and_nothing_else(vs: str, instead: str, by: str) -> None:
    one, other = two(MOONS, vs)
    assert one == of_address(MOONS)
    assert MOONS.count(instead) == 1
    assert undropped(other) == of_address(MOONS.replace(instead, by))
    both = compared(one, other)
    assert [name for name, _, _ in both.differs] == [vs.partition("=")[0]]
    assert comparison_query(one, other) == f"{query(one)}&vs={quote(vs, safe=',;:@')}"
    assert again(one, other) == (one, other)


def test_what_a_form_changes_in_a_lesson_without_data_and_back() -> None:
    plain = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&x=0,1;1,0;1,1&target=1;1;0&init=xavier"
    one, other = two(plain, "data=moons:60:0.1:1&test=0.3")
    assert query(undropped(other)) == query(
        of_address(plain.replace("x=0,1;1,0;1,1&target=1;1;0", "data=moons:60:0.1:1&test=0.3"))
    )
    assert again(one, other) == (one, other)
    one, other = two(MOONS, "data=")
    assert other.data is None
    assert not other.recipe.test_inputs
    assert undropped(again(one, other)[1]) == undropped(other)


def test_the_weights_of_the_preset_do_not_come_back() -> None:
    _, other = two(MOONS, "batch=10")  # layer 2 of the first preset has four weights, too
    assert other.recipe.weights == (None, None)


def test_layers_that_keep_their_shape_keep_their_weights_and_new_ones_may_be_given() -> None:
    one, other = two("", "layers=2-2-2-1&w=1,2,3,4;1,2,3,4;5,6&target=1")
    assert other.recipe.weights == ((1.0, 2.0, 3.0, 4.0), (1.0, 2.0, 3.0, 4.0), (5.0, 6.0))
    assert again(one, other)[1].recipe == other.recipe
    one, other = two("", "layers=2-2-2-1")
    assert other.recipe.weights[:2] == one.recipe.weights[:2]
    assert other.recipe.weights[2] is None


@pytest.mark.parametrize(
    ("address", "field", "value"),
    [
        ("vs=lr%3D1&vs=lr%3D2", "vs", None),
        ("lr=1", "vs", None),
        ("vs=updates%3D3", "vs", "updates=3"),
        ("vs=theme%3Ddark", "vs", "theme=dark"),
        ("vs=sead%3D1", "vs", "sead=1"),
        ("vs=lr%3D-1", "lr", "-1"),
        ("vs=data%3Dmoon", "data", "moon"),
        ("lr=x&vs=lr%3D1", "lr", "x"),
    ],
)
def test_what_cannot_be_compared_is_named(address: str, field: str, value: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        parse_comparison(parse_qsl(address))
    assert (caught.value.field, caught.value.value) == (field, value)
    assert caught.value.allowed


CHANGES = (
    "lr=2", "opt=adam:0.5:0.9", "seed=5", "init=he", "batch=2", "reduction=mean", "layers=2-3-1", "layers=2-2-2-2",
    "preset=xor", "frozen=biases", "set=lr:2@3",
)  # fmt: skip


@given(lessons(), st.sampled_from(CHANGES))
@settings(max_examples=150, deadline=None)
def test_the_canonical_address_says_the_two(one: Lesson, vs: str) -> None:
    try:
        one, other = two(query(one), vs)
    except BadInput:
        return
    assert tuple(map(undropped, again(one, other))) == (undropped(one), undropped(other))
    assert comparison_query(*again(one, other)) == comparison_query(one, other)


def test_an_optimiser_of_the_first_is_undone_in_the_second() -> None:
    one, other = two(MOONS + "&opt=momentum", "opt=gd")
    assert (one.recipe.optimiser, other.recipe.optimiser) == (Optimiser("momentum"), Optimiser())
    assert again(one, other) == (one, other)


@pytest.mark.parametrize(
    ("address", "vs"), [(MOONS + "&updates=37&run=90", "lr=1"), (DIVERGING + "&updates=300", "lr=0.1")]
)
def test_both_are_measured_at_the_cursor_and_at_each_others_end(address: str, vs: str) -> None:
    both = compared(*two(address, vs))
    for run, neighbour in ((both.one, both.other), (both.other, both.one)):
        counts = run.history.updates.tolist()
        assert run.updates in counts
        for count in (neighbour.updates, neighbour.end):
            assert count in counts or count > run.end
        for place in (0, counts.index(run.updates), -1):
            row = measured(run.recipe, run.lesson.edits, replay(run.recipe, run.lesson.edits, counts[place]))
            assert row.loss == run.history.loss[place]
            assert np.array_equal(row.gradient_norms, run.history.gradient_norms[place], equal_nan=True)
