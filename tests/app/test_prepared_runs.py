"""The runs to begin with do what their words say."""

from urllib.parse import parse_qsl

import pytest

from app.lesson_url import parse, query
from app.prepared_runs import PREPARED_RUNS, PreparedRun
from app.training_run import Run, run_of

BY_NAME = {one.name: one for one in PREPARED_RUNS}


def run_after(one: PreparedRun, updates: int) -> Run:
    return run_of(parse(parse_qsl(f"{one.address}&updates={updates}", keep_blank_values=True)))


@pytest.mark.parametrize("one", PREPARED_RUNS, ids=lambda one: one.name)
def test_an_address_is_canonical_and_before_any_update(one: PreparedRun) -> None:
    lesson = parse(parse_qsl(one.address, keep_blank_values=True))
    assert query(lesson) == one.address
    assert lesson.time == 0
    assert lesson.data is not None
    assert one.description.endswith(".")
    assert sum(other.name == one.name for other in PREPARED_RUNS) == 1


@pytest.mark.parametrize(
    ("name", "updates", "accuracy"),
    [
        ("Exclusive or", 2000, 0.95),
        ("Circle", 3000, 0.95),
        ("Two moons", 3000, 0.95),
        ("Spiral", 2000, 0.95),
        ("Three classes", 500, 0.9),
        ("XOR gate, one example at a time", 2000, 1.0),
    ],
)
def test_what_is_to_be_learnt_is_learnt(name: str, updates: int, accuracy: float) -> None:
    history = run_after(BY_NAME[name], updates).history
    assert history.accuracy[-1] >= accuracy
    assert history.loss[-1] < history.loss[0] / 2
    assert len(history.test_accuracy) == 0 or history.test_accuracy[-1] >= accuracy - 0.1


def test_the_sine_is_learnt() -> None:
    history = run_after(BY_NAME["Sine"], 5000).history
    assert history.loss[-1] < history.loss[0] / 10
    assert len(history.accuracy) == 0


def test_what_is_to_go_wrong_goes_wrong() -> None:
    too_large = run_after(BY_NAME["A learning rate that is too large"], 1000)
    assert too_large.history.diverged is not None or too_large.history.loss.max() > 10 * too_large.history.loss[0]
    deep = run_after(BY_NAME["Sigmoids, eight layers deep"], 100).history
    assert deep.gradient_norms[0, 0] < 1e-4 * deep.gradient_norms[0, -1]
    assert deep.accuracy[-1] < 0.7
