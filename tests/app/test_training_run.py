"""A run is what replaying it one update after another measures, and each of its examples can be stepped through."""

from dataclasses import replace
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app import checkpoints, training_run
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.limits import MAX_SAMPLES, most_samples
from app.moment import moment
from app.training_run import Run, run_of
from engine.history import Measures, measured
from engine.lesson import replay, training_step

TANH = "layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&init=xavier&lr=0.5&reduction=mean"
DIVERGING = (
    "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:200:0.1:1&init=he&lr=50&reduction=mean&updates=500"
)
RUNS = [
    f"{TANH}&data=moons:20:0.1:1&test=0.3&updates=7&run=12",
    f"{TANH}&data=moons:20:0.1:1&batch=6&opt=momentum&updates=11&set=w1:0.5@3,lr:0.1@5,n4:out@6,w2:frozen@7,n4:in@9",
    f"{TANH}&data=moons:20:0.1:1&test=0.3&batch=1&opt=adam&updates=3&run=20&set=layer1:frozen@2,layer1:free@9",
    "preset=mosher&updates=2",
    "preset=notes&run=9",
]


def of_address(address: str) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True))


def run_at(address: str) -> Run:
    return run_of(of_address(address))


def one_by_one(lesson: Lesson, count: int) -> Measures:
    """The measures after so many updates, each of them replayed from the start."""
    return measured(lesson.recipe, lesson.edits, replay(lesson.recipe, lesson.edits, count))


def assert_history(run: Run) -> None:
    history = run.history
    for place, count in enumerate(history.updates.tolist()):
        row = one_by_one(run.lesson, count)
        assert (row.updates, row.loss, row.learning_rate) == (
            count, history.loss[place], history.learning_rate[place],
        )  # fmt: skip
        assert np.array_equal(row.gradient_norms, history.gradient_norms[place], equal_nan=True)
        for name in ("test_loss", "accuracy", "test_accuracy"):
            column, value = getattr(history, name), getattr(row, name)
            assert len(column) == 0 if value is None else column[place] == value


@pytest.mark.parametrize("address", RUNS)
def test_the_history_is_what_each_replayed_state_measures(address: str) -> None:
    run = run_at(address)
    asked = max(run.lesson.time // len(run.lesson.program), run.lesson.view.run)
    assert run.history.updates.tolist() == list(range(asked + 1))
    assert (run.end, run.history.diverged) == (asked, None)
    assert_history(run)
    state = replay(run.recipe, run.lesson.edits, run.updates)
    for one, other in zip(run.state.layers, state.layers, strict=True):
        assert np.array_equal(one.matrix, other.matrix)
    for mine, theirs in zip(run.state.memory, state.memory, strict=True):
        assert np.array_equal(mine, theirs)


@pytest.mark.parametrize("updates", [0, 1, 777, 1301, 1302, 1999, 2000])
def test_the_cursor_and_what_is_asked_for_besides_are_among_the_counts_of_a_long_run(updates: int) -> None:
    address = f"{TANH}&data=moons:20:0.1:1&batch=6" + (f"&updates={updates}" if updates else "") + "&run=2000"
    run = run_of(of_address(address.replace("&updates=2000&run=2000", "&updates=2000")), (13, 1777, 5000))
    counts = run.history.updates.tolist()
    assert {0, 13, updates, 1777, 2000} <= set(counts)
    assert 5000 not in counts
    assert sorted(set(counts)) == counts
    assert len(counts) <= MAX_SAMPLES + 4
    place = counts.index(updates)
    assert run.history.loss[place] == one_by_one(run.lesson, updates).loss


def test_a_large_run_is_measured_less_often() -> None:
    large = "layers=2-32-32-32-32-1&act=tanh,tanh,tanh,tanh,sigmoid&loss=binary_cross_entropy&data=moons:900:0.1:1"
    run = run_of(of_address(f"{large}&test=0.5&batch=1&init=xavier&updates=300"))
    most = most_samples(run.recipe.sizes, 900)
    assert 20 < most < MAX_SAMPLES
    assert most / 2 < len(run.history.updates) <= most + 4
    assert run.history.updates[[0, -1]].tolist() == [0, 300]


def test_a_run_that_diverges_ends_with_its_last_finite_state() -> None:
    run = run_at(DIVERGING)
    assert run.history.diverged == run.end + 1 == run.updates + 1 < 500
    assert run.history.updates.tolist()[-1] == run.end == run.most
    assert all(np.isfinite(layer.matrix).all() for layer in run.state.layers)
    after = training_step(run.recipe, run.state, ())
    assert not all(np.isfinite(layer.matrix).all() for layer in after.updated)
    assert run.broken is not None
    assert run.broken.updates == run.end
    assert query(run.lesson).endswith(f"&updates={run.end}&run=500")
    assert query(run_of(run.lesson).lesson) == query(run.lesson)
    assert_history(replace(run, history=run_of(run.lesson.at(4 * len(run.lesson.program))).history))


def test_a_run_that_diverged_stays_so_wherever_one_goes_in_it() -> None:
    run = run_at(DIVERGING)
    for updates in (0, 3, run.end - 1, run.end):
        there = run_of(run.at(updates))
        assert there.updates == updates
        assert there.history.diverged == run.history.diverged
        assert (there.end, there.most) == (run.end, run.end)
        assert of_address(query(run.at(updates))) == run.at(updates)
    before = run_at(DIVERGING.replace("updates=500", "updates=3&run=5"))
    assert before.history.diverged is None
    assert before.most == before.lesson.most_updates


def test_the_run_is_never_shorter_than_it_was() -> None:
    run = run_at(RUNS[0])
    assert [run_of(run.at(updates)).end for updates in (0, 3, 12, 15)] == [12, 12, 12, 15]
    assert [run.at(updates).view.run for updates in (3, 12, 15)] == [12, 0, 0]


SHOWN = [
    f"{TANH}&data=moons:20:0.1:1&test=0.3&updates=7",
    f"{TANH}&data=moons:20:0.1:1&updates=3&set=n4:out@1,n9:out@2",
    f"{TANH}&data=moons:20:0.1:1&batch=6&updates=9",
    f"{TANH}&data=moons:20:0.1:1&batch=6&updates=9&example=5",
    f"{TANH}&data=moons:20:0.1:1&batch=6&updates=8&set=n4:out@2,n7:out@3",
    f"{TANH}&data=moons:20:0.1:1&batch=1&updates=25",
    # What is done by hand in mid-epoch deals the batches anew.
    f"{TANH}&data=moons:20:0.1:1&batch=3&updates=9&set=n4:out@10",
    f"{TANH}&data=moons:20:0.1:1&batch=3&updates=12&set=n4:out@3,n4:in@11,n5:out@13",
]


@pytest.mark.parametrize("address", SHOWN)
def test_every_example_can_be_stepped_through_where_it_is_learnt_from(address: str) -> None:
    run = run_at(address)
    shown = 0
    for number in range(1, len(run.recipe.inputs) + 1):
        lesson = run.showing(number)
        if lesson is None:
            continue
        shown += 1
        assert of_address(query(lesson)) == lesson
        there = run_of(lesson)
        assert there.example_number == number
        stepped = there.step_lesson(there.updates)
        assert moment(stepped).example_number == number
        assert of_address(query(stepped)) == stepped
        x = [moment(stepped).number("x", 0, i) for i in (1, 2)]
        assert tuple(x) == run.recipe.inputs[number - 1]
        assert abs(there.updates - run.updates) < run.per_epoch
    left_out = [number for number in range(1, 21) if run.showing(number) is None]
    if "@10" not in address and "@11" not in address:
        assert len(left_out) == len(run.conditions.left_out) or "test=" in address
        assert shown == len(run.present)


def test_what_does_not_exist_is_not_shown() -> None:
    run = run_at(SHOWN[1])
    assert [run.showing(number) for number in (0, 4, 9, 21)] == [None] * 4


def test_the_stepper_shows_the_update_that_follows() -> None:
    run = run_at(RUNS[1])
    step = run.next_moment.step
    assert step.updates == run.updates
    assert run.next_moment.lesson.done == 1
    for one, other in zip(step.layers, run.state.layers, strict=True):
        assert np.array_equal(one.matrix, other.matrix)
    after = replay(run.recipe, run.lesson.edits, run.updates + 1)
    for one, other in zip(step.updated, after.layers, strict=True):
        assert np.array_equal(one.matrix, other.matrix)


def test_what_is_remembered_changes_nothing() -> None:
    for address in (*RUNS, DIVERGING):
        checkpoints.clear()
        training_run.clear()
        first = run_at(address)
        run_of(first.at(max(0, first.updates - 2)))
        again = run_at(address)
        assert np.array_equal(first.history.loss, again.history.loss)
        assert query(first.lesson) == query(again.lesson)
