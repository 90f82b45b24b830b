from dataclasses import fields, replace
from pathlib import Path
from random import Random
from string import ascii_letters, digits
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.lesson import Lesson, View
from app.lesson_url import parameter_table, parse, query
from engine.activations import Activation
from engine.lesson import Recipe
from engine.network import Initialisation, LayerSpec, NetworkSpec
from tests.app.real_lessons import lessons, parameter_edits


def read(address: str) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True, strict_parsing=bool(address)))


def canonical(address: str) -> str:
    return query(read(address))


@given(lessons())
@settings(max_examples=300, deadline=None)
def test_an_address_says_its_whole_lesson(lesson: Lesson) -> None:
    address = query(lesson)
    assert read(address) == lesson
    assert query(read(address)) == address
    assert set(address) <= set(ascii_letters + digits + "_=&,;:.@-")


@given(lessons(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_in_which_parameters_are_given_changes_nothing(lesson: Lesson, random: Random) -> None:
    pairs = parse_qsl(query(lesson), keep_blank_values=True)
    random.shuffle(pairs)
    assert parse(pairs) == lesson


@given(lessons())
@settings(deadline=None)
def test_no_parameter_of_an_address_can_be_left_out(lesson: Lesson) -> None:
    pairs = parse_qsl(query(lesson), keep_blank_values=True)
    for left_out in range(len(pairs)):
        rest = pairs[:left_out] + pairs[left_out + 1 :]
        try:
            assert parse(rest) != lesson
        except BadInput:
            continue


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ""),
        ("v=1&preset=notes&lr=0.50&step=neuron&focus=&set=&example=1", ""),
        ("preset=notes&layers=2-2-2-2&w=1,-2,-1,1;2,-1,-2,-1;3,-1,-1,4", ""),
        ("x=1.0,-1e0&target=+1,0.0".replace("+", "%2B"), ""),
        ("x=1e-7,-0.5", "x=1e-07,-0.5"),
        ("x=-0,.5", "x=0,0.5"),
        ("at=loss&preset=mazur", "preset=mazur&at=loss"),
        ("act=relu,relu,relu", "act=relu"),
        ("act=leaky_relu:0.01,leaky_relu:0.2,sigmoid", "act=leaky_relu,leaky_relu:0.2,sigmoid"),
        ("w=;;", "w="),
        ("w=;2,-1,-2,-1;", "w=;2,-1,-2,-1;"),
        ("b=;;", "b="),
        ("init=normal:1.0&seed=7", "init=normal&seed=7"),
        ("init=xavier", ""),
        ("init=constant:0.50", "init=constant:0.5"),
        ("preset=mazur&frozen=", "preset=mazur&frozen="),
        ("frozen=b1,w10,w3,layer2,w3,biases", "frozen=biases,layer2,w3,w10,b1"),
        ("set=w5:0.4,b1:-2@3,w1:1@2,w5:0.5,w5:7@2", "set=w5:0.5,w1:1@2,w5:7@2,b1:-2@3"),
        ("set=w5:1@0", "set=w5:1"),
        ("updates=3&at=update-3-2", "updates=4"),
        ("updates=3&at=update-3-1", "updates=3&at=update-3-1"),
        ("at=input&updates=0", "at=input"),
        ("dx=1&at=dC_dx-0-2", "dx=1&at=dC_dx-0-2"),
        ("preset=mosher&example=3&at=dL_dw-2-4", "preset=mosher&at=dL_dw-2-4&example=3"),
        ("open=table,settings,table", "open=settings,table"),
        ("dropped=cursor,weights", "dropped=weights,cursor"),
        ("theme=auto&notation=notes&screen=page&unfold=0&guide=", ""),
        ("layers=3-2", "layers=3-2"),
        ("layers=3-2&x=1,-1,1&target=1,0&w=&b=&frozen=", "layers=3-2"),
        ("layers=3-2&x=1,2,3;4,5,6&target=1,0;0,1", "layers=3-2&x=1,2,3;4,5,6&target=1,0;0,1"),
        ("fit=1", ""),
    ],
)  # fmt: skip
def test_the_canonical_address_is_the_shortest(given: str, expected: str) -> None:
    assert canonical(given) == expected


def test_what_an_address_means() -> None:
    lesson = read(
        "layers=3-2-1&act=relu,leaky_relu:0.2&loss=mse&x=1,2,3;4,5,6&target=0.5;-1&w=1,2,3,4,5,6;&b=;7"
        "&init=normal:0.5&seed=9&lr=0.25&reduction=mean&frozen=w3&set=b3:1@2&dx=1&updates=2&at=z-1-2&example=2"
        "&step=pass&focus=w-1-2-3&unfold=2&open=table,figures&guide=ask&zoom=2&screen=projector&theme=dark&notation=common"
    )
    assert lesson.preset == "notes"
    assert lesson.recipe == Recipe(
        NetworkSpec(3, (LayerSpec(2, Activation("relu")), LayerSpec(1, Activation("leaky_relu", 0.2)))),
        ((1, 2, 3, 4, 5, 6), None), (None, (7,)), Initialisation("normal", 0.5), 9, "mse",
        ((1, 2, 3), (4, 5, 6)), ((0.5,), (-1,)), 0.25, "mean", ("w3",),
    )  # fmt: skip
    [edit] = parameter_edits(lesson)
    assert (edit.parameter.key, edit.value, edit.updates) == ("b-2-1", 1.0, 2)
    assert (lesson.update, lesson.operation and lesson.operation.key) == (2, "z-1-2")
    assert lesson.view == View(
        2, "pass", "w-1-2-3", 2, True, ("figures", "table"), "ask", 2, "projector", "dark", "common"
    )


def test_other_layers_leave_nothing_of_the_presets_parameters_and_data() -> None:
    recipe = read("preset=mazur&layers=3-4-2").recipe
    assert (recipe.weights, recipe.biases, recipe.frozen) == ((None, None), (None, None), ())
    assert (recipe.inputs, recipe.targets) == (((1.0, -1.0, 1.0),), ((1.0, 0.0),))
    assert (recipe.loss, recipe.learning_rate) == ("half_squared_error", 0.5)
    assert read("preset=mazur&layers=2-2-2") == read("preset=mazur")


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("layers=2-3-1", ["sigmoid", "sigmoid"]),
        ("preset=softmax&layers=3-4-4-3", ["sigmoid", "sigmoid", "softmax"]),
        ("preset=hmkcode&layers=2-1", ["linear"]),
        ("preset=hmkcode&layers=2-2-2-1", ["linear", "linear", "linear"]),
    ],
)
def test_other_layers_take_their_activations_from_the_preset(address: str, names: list[str]) -> None:
    assert [one.name for one in read(address).recipe.spec.activations] == names


@given(lessons(), st.integers(1, 4))
@settings(deadline=None)
def test_as_many_steps_back_as_on_lead_to_the_same_address(lesson: Lesson, count: int) -> None:
    # how far it was trained is not said any more once the cursor has been there, nor another update's answers
    bare = lesson.viewed(run=0, answers=())
    lesson = replace(bare, time=min(lesson.time, 3 * len(lesson.program))).stepped(1)
    begin = query(lesson)
    for _ in range(count):
        lesson = read(query(lesson.stepped(1)))
    for _ in range(count):
        lesson = read(query(lesson.stepped(-1)))
    assert query(lesson) == begin


def test_readme_shows_the_table_of_parameters() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition("<!-- parameters -->\n")
    shown, _, _ = rest.partition("<!-- /parameters -->")
    assert shown == parameter_table()


def test_the_table_has_every_field_of_a_view() -> None:
    named = {"with_dC_dx": "dx", "panels": "open", "drawn": "view"}
    table = parameter_table()
    for one in fields(View):
        assert f"| `{named.get(one.name, one.name)}` |" in table
