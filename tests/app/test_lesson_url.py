from collections.abc import Iterable
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from random import Random
from string import ascii_letters, digits
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.lesson import Lesson, View
from app.lesson_url import DROPPED, PANELS, parameter_table, parse, query
from app.limits import (
    MAX_ADDRESS,
    MAX_LEARNING_RATE,
    MAX_LESSON_NUMBER,
    MAX_SEED,
    MAX_UPDATES,
    MAX_WORK,
    most_updates,
)
from app.presets import PRESETS
from engine.activations import ACTIVATIONS, Activation
from engine.lesson import Edit, Recipe
from engine.losses import LOSSES, allowed_losses
from engine.network import SCHEMES, Initialisation, LayerSpec, NetworkSpec
from engine.operations import STEP_SIZES
from engine.parameters import parameter_name, parameters


def read(address: str, *, fit: bool = False) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True, strict_parsing=bool(address)), fit=fit)


def canonical(address: str) -> str:
    return query(read(address))


def refused(address: str, *, fit: bool = False) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(address, fit=fit)
    return caught.value


# Lessons of every kind.

numbers = st.floats(-MAX_LESSON_NUMBER, MAX_LESSON_NUMBER).map(lambda value: value + 0.0)
sizes = st.one_of(
    st.lists(st.integers(1, 4), min_size=2, max_size=5).map(tuple),
    st.sampled_from([preset.recipe.sizes for preset in PRESETS.values()]),
)


def rows(count: int, width: int, values: st.SearchStrategy[float]) -> st.SearchStrategy[tuple[tuple[float, ...], ...]]:
    row = st.lists(values, min_size=width, max_size=width).map(tuple)
    return st.lists(row, min_size=count, max_size=count).map(tuple)


def some_layers(counts: Iterable[int]) -> st.SearchStrategy[tuple[tuple[float, ...] | None, ...]]:
    return st.tuples(*(st.none() | st.lists(numbers, min_size=n, max_size=n).map(tuple) for n in counts))


def activation(names: tuple[str, ...]) -> st.SearchStrategy[Activation]:
    slopes = st.floats(0, 1, exclude_max=True).map(lambda slope: Activation("leaky_relu", slope + 0.0))
    return st.sampled_from(names).map(Activation) | slopes


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    shape = draw(sizes)
    hidden = [draw(activation(ACTIVATIONS[:-1])) for _ in shape[1:-1]]
    output = draw(activation(ACTIVATIONS))
    spec = NetworkSpec(shape[0], tuple(LayerSpec(n, one) for n, one in zip(shape[1:], [*hidden, output], strict=True)))
    batch = draw(st.integers(1, 3))
    names = ["biases", *(f"layer{n}" for n in range(1, len(shape)))]
    names += (parameter_name(shape, place) for place in parameters(shape))
    held = draw(st.sets(st.sampled_from(names), max_size=4))
    scheme = draw(st.sampled_from(SCHEMES))
    value = draw(st.floats(0, 10)) if scheme in ("normal", "constant") else 1.0
    return Recipe(
        spec,
        draw(some_layers(n_in * n_out for n_in, n_out in pairwise(shape))),
        draw(some_layers(shape[1:])),
        Initialisation(scheme, value),
        draw(st.integers(0, MAX_SEED)),
        draw(st.sampled_from(allowed_losses(output.name))),
        draw(rows(batch, shape[0], numbers)),
        draw(rows(batch, shape[-1], st.floats(0, 1))),
        draw(st.floats(0, MAX_LEARNING_RATE, exclude_min=True)),
        draw(st.sampled_from(["sum", "mean"])),
        tuple(name for name in names if name in held),
    )


@st.composite
def lessons(draw: st.DrawFn) -> Lesson:
    preset = draw(st.sampled_from(list(PRESETS)))
    recipe = draw(st.just(PRESETS[preset].recipe) | recipes())
    every = list(parameters(recipe.sizes))
    made = draw(
        st.lists(
            st.builds(Edit, st.sampled_from(every), numbers, st.integers(0, MAX_UPDATES)),
            max_size=3,
            unique_by=lambda edit: (edit.parameter, edit.updates),
        )
    )
    drawn = [f"z-{p.layer}-{p.to}" if p.kind == "b" else p.key for p in every]
    lesson = Lesson(
        preset,
        recipe,
        tuple(sorted(made, key=lambda edit: edit.updates)),
        view=View(
            example=draw(st.integers(1, recipe.batch)),
            step=draw(st.sampled_from(STEP_SIZES)),
            focus=draw(st.sampled_from(["", "C", "x-0-1", *drawn, *(p.key for p in every)])),
            unfold=draw(st.integers(0, 2)),
            with_dC_dx=draw(st.booleans()),
            panels=tuple(sorted(draw(st.sets(st.sampled_from(PANELS))))),
            guide=draw(st.sampled_from(["", "ask", "rises", "falls", "all"])),
            screen=draw(st.sampled_from(["page", "projector"])),
            theme=draw(st.sampled_from(["auto", "light", "dark"])),
            notation=draw(st.sampled_from(["notes", "common"])),
            dropped=tuple(name for name in DROPPED if draw(st.booleans())),
        ),
    )
    most = most_updates(recipe.sizes, recipe.batch)
    return replace(lesson, time=draw(st.integers(0, most * len(lesson.program))))


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
        ("theme=auto&lang=en&notation=notes&screen=page&unfold=0&guide=", ""),
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
        "&step=pass&focus=w-1-2-3&unfold=2&open=table,figures&guide=ask&screen=projector&theme=dark&notation=common"
    )
    assert lesson.preset == "notes"
    assert lesson.recipe == Recipe(
        NetworkSpec(3, (LayerSpec(2, Activation("relu")), LayerSpec(1, Activation("leaky_relu", 0.2)))),
        ((1, 2, 3, 4, 5, 6), None), (None, (7,)), Initialisation("normal", 0.5), 9, "mse",
        ((1, 2, 3), (4, 5, 6)), ((0.5,), (-1,)), 0.25, "mean", ("w3",),
    )  # fmt: skip
    [edit] = lesson.edits
    assert (edit.parameter.key, edit.value, edit.updates) == ("b-2-1", 1.0, 2)
    assert (lesson.update, lesson.operation and lesson.operation.key) == (2, "z-1-2")
    assert lesson.view == View(
        2, "pass", "w-1-2-3", 2, True, ("figures", "table"), "ask", "projector", "dark", "en", "common"
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
    lesson = replace(lesson, time=min(lesson.time, 3 * len(lesson.program))).stepped(1)
    begin = query(lesson)
    for _ in range(count):
        lesson = read(query(lesson.stepped(1)))
    for _ in range(count):
        lesson = read(query(lesson.stepped(-1)))
    assert query(lesson) == begin


BAD = [
    ("v", "2", "1"),
    ("v", "", "1"),
    ("preset", "lee", "mazur"),
    ("layers", "2", "2 to 9 sizes"),
    ("layers", "2-0", "from 1 to 32"),
    ("layers", "2-33", "from 1 to 32"),
    ("layers", "2-02", "joined by -"),
    ("layers", "2,2", "joined by -"),
    ("layers", "2- 2", "joined by -"),
    ("layers", "²-2", "joined by -"),
    ("layers", "-".join("2" * 10), "2 to 9 sizes"),
    ("act", "sigmoid,sigmoid", "one for each"),
    ("act", "swish", "sigmoid"),
    ("act", "", "sigmoid"),
    ("act", "softmax", "last layer only"),
    ("act", "softmax,sigmoid,sigmoid", "last layer only"),
    ("act", "sigmoid:0.2", "leaky_relu:0.2"),
    ("act", "leaky_relu:", "leaky_relu:0.2"),
    ("act", "leaky_relu:1", "leaky_relu:0.2"),
    ("act", "leaky_relu:-0.1", "leaky_relu:0.2"),
    ("loss", "hinge", "cross_entropy"),
    ("x", "", "a number an input"),
    ("x", "1", "a number an input"),
    ("x", "1,2,3", "a number an input"),
    ("x", "1,2;3", "separated by semicolons"),
    ("x", "1,2;", "separated by semicolons"),
    ("x", ";".join(["1,2"] * 65), "1 to 64"),
    ("x", "1,nan", "from -1000000 to 1000000"),
    ("x", "1,inf", "from -1000000 to 1000000"),
    ("x", "1,1e7", "from -1000000 to 1000000"),
    ("x", "1,1e999", "from -1000000 to 1000000"),
    ("x", "1, 2", "separated by"),
    ("x", "1,1_0", "a number an input"),
    ("x", "1,٣", "a number an input"),
    ("x", "1,−1", "a number an input"),
    ("x", "1,0x1", "a number an input"),
    ("x", "1,1\n", "a number an input"),
    ("x", "1,1e", "a number an input"),
    ("x", "1,.", "a number an input"),
    ("target", "1", "a number an output"),
    ("target", "1,0;0,1", "as many examples as x"),
    ("w", "1,2,3,4", "a part a layer"),
    ("w", ";;;", "a part a layer"),
    ("w", "1,2,3;;", "a part a layer"),
    ("w", "1,2,3,x;;", "a part a layer"),
    ("b", "1;2,2;2,2", "a part a layer"),
    ("b", "1,2", "a part a layer"),
    ("init", "glorot", "xavier"),
    ("init", "xavier:2", "normal:0.5"),
    ("init", "normal:-1", "normal:0.5"),
    ("init", "normal:", "normal:0.5"),
    ("seed", "-1", "from 0 to 2147483647"),
    ("seed", str(MAX_SEED + 1), "from 0 to 2147483647"),
    ("seed", "1.5", "a whole number"),
    ("seed", "", "a whole number"),
    ("seed", "9" * 50, "a whole number"),
    ("lr", "0", "above 0"),
    ("lr", "-0.5", "above 0"),
    ("lr", "1001", "up to 1000"),
    ("lr", "0,5", "a number"),
    ("reduction", "max", "sum or mean"),
    ("frozen", "weights", "biases"),
    ("frozen", "layer4", "layer1"),
    ("frozen", "layer0", "layer1"),
    ("frozen", "w13", "w1"),
    ("frozen", "b1,", "biases"),
    ("set", "w5", "name:value"),
    ("set", "w5:", "name:value"),
    ("set", "w13:1", "name:value"),
    ("set", "biases:1", "name:value"),
    ("set", "w1:1@", "the count from 0"),
    ("set", "w1:1@-1", "the count from 0"),
    ("set", "w1:1@10001", "the count from 0"),
    ("set", "w1:nan", "name:value"),
    ("dx", "yes", "0 or 1"),
    ("updates", "-1", "from 0 to 10000"),
    ("updates", "10001", "from 0 to 10000"),
    ("updates", "1e3", "a whole number"),
    ("at", "z-4-1", "the name of an operation"),
    ("at", "dC_dx-0-1", "the name of an operation"),
    ("at", "dL_dw-1-1", "several examples"),
    ("at", "z-1-01", "the name of an operation"),
    ("example", "0", "from 1 to the number"),
    ("example", "2", "from 1 to the number"),
    ("step", "epoch", "neuron"),
    ("focus", "z-0-1", "a neuron"),
    ("focus", "w-1-1", "an edge"),
    ("focus", "x-0-3", "an input"),
    ("focus", "b-4-1", "a bias"),
    ("focus", "z-1-1-1", "a neuron"),
    ("focus", "z-a-1", "a neuron"),
    ("focus", "<script>", "a neuron"),
    ("unfold", "3", "0, 1"),
    ("open", "help", "settings"),
    ("guide", "no", "ask"),
    ("screen", "phone", "projector"),
    ("theme", "blue", "dark"),
    ("lang", "zh", "en"),
    ("notation", "mine", "common"),
    ("dropped", "hopes", "cursor"),
    ("fit", "yes", "1"),
    ("fit", "2", "layers"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "allowed"), BAD, ids=[f"{name}={value[:30]}" for name, value, _ in BAD])
def test_a_value_that_is_not_allowed_is_refused_by_name(name: str, value: str, allowed: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse([(name, value)])
    problem = caught.value
    assert problem.field == name
    assert problem.value == value or (len(value) > 80 and str(problem.value).endswith("…"))
    assert allowed in str(problem.allowed)
    assert problem.message
    assert "`" not in str(problem.allowed)


def test_every_parameter_has_a_value_that_is_refused() -> None:
    rows_of_table = parameter_table().splitlines()[2:]
    assert {row.split("`")[1] for row in rows_of_table} == {name for name, _, _ in BAD}


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    problem = refused("sead=3")
    assert problem.field == "sead"
    assert "did you mean seed?" in problem.message
    assert "v, preset, layers, act" in str(problem.allowed)
    assert "did you mean" not in refused("zzzzzzz=3").message
    assert refused("<b>=1").field == "<b>"
    assert len(str(refused("z" * 500 + "=1").field)) <= 80


def test_a_repeated_parameter_is_refused() -> None:
    assert refused("seed=1&seed=1").field == "seed"
    assert refused("act=relu&act=tanh").field == "act"
    assert "more than once" in refused("x=1,2&lr=1&x=1,2").message


def test_an_address_that_is_too_long_is_refused() -> None:
    long = ",".join(["1"] * (MAX_ADDRESS // 2 + 1))
    problem = refused(f"w={long}")
    assert problem.field == "address"
    assert str(MAX_ADDRESS) in str(problem.allowed)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_output_activation_and_loss_must_go_together(name: str, loss: str) -> None:
    address = f"layers=2-2&act={name}&loss={loss}"
    if loss in allowed_losses(name):
        assert read(address).recipe.loss == loss
        return
    for fit in (False, True):
        problem = refused(address, fit=fit)
        assert (problem.field, problem.value) == ("loss", loss)
        assert name in problem.message
        assert "squared_error" in str(problem.allowed)


def test_targets_must_lie_in_the_domain_of_the_loss() -> None:
    assert refused("loss=binary_cross_entropy&target=2,0").field == "target"
    assert refused("loss=cross_entropy&target=-1,0").field == "target"
    assert read("loss=cross_entropy&target=2,0").recipe.targets == ((2.0, 0.0),)


def test_there_is_a_target_for_every_input() -> None:
    problem = refused("x=1,2;3,4")
    assert problem.field == "target"
    assert "x has 2 examples" in problem.message


def test_updates_are_bounded_by_the_work_they_make() -> None:
    examples = ";".join("1" * 64)
    address = f"layers=1-32-32-32-32-32-32-32-1&x={examples}&target={examples}"
    work = 64 * (2 * 32 + 6 * 33 * 32 + 33 + 64 * (7 * 32 + 1))
    most = most_updates((1, *[32] * 7, 1), 64)
    assert most < MAX_UPDATES
    assert most * work <= MAX_WORK < (most + 1) * work
    assert read(f"{address}&updates={most}&at=input").update == most
    assert refused(f"{address}&updates={most + 1}").field == "updates"
    problem = refused(f"{address}&updates={most}&at=update-8-1")
    assert problem.field == "updates"
    assert str(most) in problem.message
    assert most_updates((2, 2, 2, 2), 1) == MAX_UPDATES


def test_readme_shows_the_table_of_parameters() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition("<!-- parameters -->\n")
    shown, _, _ = rest.partition("<!-- /parameters -->")
    assert shown == parameter_table()


def test_the_table_has_every_field_of_a_view() -> None:
    named = {"with_dC_dx": "dx", "panels": "open"}
    table = parameter_table()
    for one in fields(View):
        assert f"| `{named.get(one.name, one.name)}` |" in table
