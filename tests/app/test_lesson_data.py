"""The data of an address: read, written, refused by name, and the rows that it gives a network."""

from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.csv_data import read_table
from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_data import (
    Prepared,
    Split,
    examples_of,
    names_of,
    read_data,
    read_split,
    rows_of,
    write_data,
    write_split,
)
from app.lesson_url import parse, query
from app.limits import MAX_NOISE, MAX_SEED, MAX_TABLE_ROWS
from app.own_data import Choice, token_of
from engine.datasets import DATASETS, MAX_TEST_SHARE, dataset, split
from engine.optimisers import Optimiser

SIGMOID = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy"


def of_address(address: str) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True))


def refused(address: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        of_address(address)
    return caught.value


@st.composite
def prepared(draw: st.DrawFn) -> Prepared:
    name = draw(st.sampled_from(list(DATASETS)))
    kind = DATASETS[name]
    count = 4 if kind.fixed else draw(st.integers(max(1, kind.classes), MAX_TABLE_ROWS))
    noise = draw(st.floats(0, MAX_NOISE)) + 0.0
    return Prepared(name, count, noise, draw(st.integers(0, MAX_SEED)))


@given(prepared())
def test_prepared_data_reads_back(data: Prepared) -> None:
    written = write_data(data)
    assert read_data(written) == data
    assert all(character.isascii() and not character.isspace() for character in written)


@given(st.builds(Split, st.floats(0, MAX_TEST_SHARE, exclude_min=True), st.integers(0, MAX_SEED)))
def test_a_split_reads_back(part: Split) -> None:
    assert read_split(write_split(part)) == part


@pytest.mark.parametrize(
    ("said", "canonical"),
    [
        ("moons", "moons:200:0.05:1"),
        ("moons:", "moons:200:0.05:1"),
        ("moons:100", "moons:100:0.05:1"),
        ("moons:100:0.10", "moons:100:0.1:1"),
        ("moons:100:-0:3", "moons:100:0:3"),
        ("xor-gate", "xor-gate:4:0.05:1"),
        ("xor-gate:200:0:7", "xor-gate:4:0:7"),
        ("", ""),
    ],
)
def test_one_text_says_it(said: str, canonical: str) -> None:
    assert write_data(read_data(said)) == canonical
    assert write_data(read_data(canonical)) == canonical


def test_without_a_share_a_seed_says_nothing() -> None:
    assert read_split("0:5") == read_split("0") == Split()
    assert query(of_address(f"{SIGMOID}&data=moons:20:0.1:1&test=0:5")) == query(
        of_address(f"{SIGMOID}&data=moons:20:0.1:1")
    )


@pytest.mark.parametrize(
    ("name", "value", "allowed", "reason"),
    [
        ("data", "moon", "xor", "is not one of them"),
        ("data", "moons:0", "up to 1000 points", "not between 2 and 1000"),
        ("data", "three:2", "up to 1000 points", "not between 3 and 1000"),
        ("data", "moons:1001", "up to 1000 points", "1001"),
        ("data", "moons:1e2", "up to 1000 points", "not a whole number"),
        ("data", "moons:100:2.1", "noise up to 2", "noise is from 0 to 2"),
        ("data", "moons:100:-0.1", "noise up to 2", "noise is from 0 to 2"),
        ("data", "moons:100:nan", "noise up to 2", "not a number"),
        ("data", "moons:100:0.1:-1", "moons:200", "whole number"),
        ("data", "moons:100:0.1:1:1", "moons:200", "count, noise and seed"),
        ("data", "moons:100:0.1:2147483648", "moons:200", "2147483648"),
        ("data", "own", "own:…", "5 parts"),
        ("data", "own:.x:1:2:classes", "own:…", "5 parts"),
        ("data", "three:30", "own:…", "3 classes need 3 outputs"),
        ("test", "0.95", "from 0 to 0.9", "from 0 to 0.9"),
        ("test", "-0.1", "from 0 to 0.9", "from 0 to 0.9"),
        ("test", "x", "from 0 to 0.9", "not a number"),
        ("test", "0.3:", "a seed", "missing"),
        ("test", "0.3:x", "a seed", "whole number"),
        ("batch", "0", "all", "not between 1"),
        ("batch", "1001", "1000", "1001"),
        ("batch", "some", "all", "whole number"),
        ("opt", "sgd", "momentum:0.9", "it is gd"),
        ("opt", "gd:0.9", "momentum:0.9", "it is gd"),
        ("opt", "momentum:1", "momentum:0.9", "not including, 1"),
        ("opt", "momentum:-0.1", "momentum:0.9", "not including, 1"),
        ("opt", "adam:0.9:", "adam:0.9:0.999", "missing"),
        ("opt", "adam:0.9:0.9:0.9", "adam:0.9:0.999", "it is gd"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named_with_what_is_allowed(name: str, value: str, allowed: str, reason: str) -> None:
    data = "" if name == "data" else "&data=moons:20:0.1:1"
    problem = refused(f"{SIGMOID}{data}&{name}={value}")
    assert (problem.field, problem.value) == (name, value)
    assert allowed in str(problem.allowed)
    assert reason in problem.message


def test_a_test_part_needs_data_and_examples_come_from_one_place() -> None:
    assert refused(f"{SIGMOID}&test=0.3").field == "test"
    assert refused(f"{SIGMOID}&data=moons:4:0.1:1&x=1,2;3,4;5,6;7,8&target=1;0;1;0").field == "data"
    assert "2 inputs" in refused("layers=3-4-1&act=sigmoid&loss=mse&data=moons").message
    assert "needs an output" in refused("layers=2-4-2&act=sigmoid&loss=mse&data=plane").message


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
@pytest.mark.parametrize(
    ("name", "n_out", "activation", "levels"),
    [("moons", 1, "sigmoid", {0.0, 1.0}), ("moons", 1, "tanh", {-1.0, 1.0}), ("four", 4, "softmax", {0.0, 1.0})],
)
def test_the_rows_are_the_engines(name: str, n_out: int, activation: str, levels: set[float], share: float) -> None:
    made, part = dataset(name, 41, 0.1, 3), Split(share, 5)
    rows = rows_of(Prepared(name, 41, 0.1, 3), part, 2, n_out, activation)
    learnt, kept = split(41, share, 5)
    assert sorted([*learnt, *kept]) == list(range(41))
    assert rows.inputs == tuple(tuple(made.x[row].tolist()) for row in learnt)
    assert rows.test_inputs == tuple(tuple(made.x[row].tolist()) for row in kept)
    for index, targets in ((learnt, rows.targets), (kept, rows.test_targets)):
        classes = [int(row[0] > 0) if n_out == 1 else int(np.argmax(row)) for row in targets]
        assert classes == made.y[index].astype(int).tolist()
    assert {value for row in rows.targets for value in row} == levels


def test_a_lesson_takes_its_rows_and_its_names_from_the_data() -> None:
    lesson = of_address(f"{SIGMOID}&data=moons:60:0.1:2&test=0.25:3")
    rows = rows_of(Prepared("moons", 60, 0.1, 2), Split(0.25, 3), 2, 1, "sigmoid")
    recipe = lesson.recipe
    assert (recipe.inputs, recipe.targets) == (rows.inputs, rows.targets)
    assert (recipe.test_inputs, recipe.test_targets) == (rows.test_inputs, rows.test_targets)
    assert (len(rows.inputs), len(rows.test_inputs)) == (45, 15)
    assert names_of(lesson.data).classes == ("A", "B")
    assert names_of(None) == names_of(Prepared("sine", 20, 0.0, 1))


def test_own_data_is_an_address_like_everything_else() -> None:
    table = read_table("height,weight,ill\n0,1,no\n1,2,yes\n2,0,no\n5,4,yes\n")
    choice = Choice(token_of(table), (1, 2), (3,), "classes", "raw")
    address = f"{SIGMOID}&data={write_data(choice)}"
    lesson = of_address(address)
    assert read_data(write_data(choice)) == choice == lesson.data
    assert lesson.recipe.inputs == ((0.0, 1.0), (1.0, 2.0), (2.0, 0.0), (5.0, 4.0))
    assert lesson.recipe.targets == ((0.0,), (1.0,), (0.0,), (1.0,))
    assert names_of(lesson.data).inputs == ("height", "weight")
    assert names_of(lesson.data).classes == ("no", "yes")
    assert of_address(query(lesson)) == lesson
    assert examples_of(choice).classes == 2
    assert refused(address.replace(choice.token, ".zzzz")).field == "data"
    assert refused(address.replace(":1-2:3:", ":1-9:3:")).field == "data"


BETA = st.floats(0, 1, exclude_max=True).map(lambda beta: beta + 0.0)


@given(
    prepared(), st.floats(0, MAX_TEST_SHARE), st.integers(0, 99), st.integers(1, MAX_TABLE_ROWS),
    st.one_of(st.builds(Optimiser, st.just("momentum"), BETA), st.builds(Optimiser, st.just("adam"), BETA, BETA)),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_a_lesson_with_data_has_one_canonical_address(
    data: Prepared, share: float, seed: int, batch: int, optimiser: Optimiser
) -> None:
    outputs = DATASETS[data.name].classes or 1
    betas = ":".join(str(beta) for beta in (optimiser.beta, optimiser.beta2)[: len(optimiser.memories)])
    address = (
        f"layers=2-3-{outputs}&act=tanh,linear&loss=mse&data={write_data(data)}&test={share!r}:{seed}"
        f"&opt={optimiser.name}:{betas}&batch={batch}"
    )
    lesson = of_address(address)
    assert (lesson.data, lesson.recipe.optimiser, lesson.recipe.batch_size) == (data, optimiser, batch)
    assert of_address(query(lesson)) == lesson
    assert "x=" not in query(lesson)
    assert lesson.recipe.batch == min(batch, len(lesson.recipe.inputs))
    assert len(lesson.recipe.inputs) + len(lesson.recipe.test_inputs) == data.count
