"""The strips of a run: one an example of the batch of the update that follows, adding up to its gradient."""

from math import fsum
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Links
from app.panels.drawn_strips import Strip, Strips
from app.panels.training_strips import parameter_strips, with_example
from app.training_run import Run, run_of
from engine.backward import backward
from engine.edits import conditions
from engine.forward import forward
from engine.lesson import replay, training_step
from tests.app.drawing import lesson as lesson_of

BASE = "layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:20:0.1:1&test=0.2:1&init=xavier&lr=0.5"
RUNS = [
    f"{BASE}&updates=4",
    f"{BASE}&reduction=mean&updates=4&set=n3:out@2,n5:out@4",
    f"{BASE}&reduction=mean&batch=6&opt=momentum&updates=2",  # the remainder: 4 of 16
    f"{BASE}&batch=6&opt=adam&updates=7&set=lr:0.1@5",
    f"{BASE}&batch=1&updates=9",
    "preset=mosher&updates=2",
]


def drawn(address: str, focus: str) -> tuple[Run, Strips]:
    run = run_of(lesson_of(f"{address}&focus={focus}"))
    made = parameter_strips(run, Links(run.lesson, "", "/train"))
    assert made is not None
    return run, made


@pytest.mark.parametrize("address", RUNS)
@pytest.mark.parametrize("focus", ["w-2-1-2", "w-1-1-2", "b-1-2"])
def test_the_strips_add_up_to_the_gradient_of_the_update_that_follows(address: str, focus: str) -> None:
    run, made = drawn(address, focus)
    kind, layer, to, *source = focus.split("-")
    j = int(to) - 1
    step = training_step(run.recipe, replay(run.recipe, run.lesson.edits, run.updates), run.lesson.edits)
    record = step.gradients.layers[int(layer) - 1]
    gradient = float(record.dC_dW[j, int(source[0]) - 1] if kind == "w" else record.dC_db[j])
    rows = [one for one in made.rows if isinstance(one, Strip)]
    slopes = [float(one.slope_data) for one in rows]
    count = len(rows) if run.recipe.reduction == "mean" else 1
    assert len(rows) == len(step.rows)
    assert made.divisor == count
    assert abs(fsum(slopes) - gradient) <= 1e-12 * fsum(map(abs, slopes))
    assert float(made.total_data) == gradient
    assert sorted(one.number for one in rows) == sorted(int(row) + 1 for row in step.rows)
    for one in rows:  # each of them alone
        x, target = (np.array([rows_[one.number - 1]]) for rows_ in (run.recipe.inputs, run.recipe.targets))
        alone = backward(step.layers, forward(step.layers, x), target, run.recipe.loss)
        mine = alone.layers[int(layer) - 1]
        slope = float(mine.dC_dW[j, int(source[0]) - 1] if kind == "w" else mine.dC_db[j])
        assert float(one.slope_data) == pytest.approx(slope / count, rel=1e-12, abs=1e-15)
        assert float(one.loss_data) == pytest.approx(float(alone.loss_per_example[0]), rel=1e-12)
    assert [one.number for one in rows if one.shown] == [run.example_number]


def test_without_a_parameter_in_focus_there_are_none() -> None:
    for focus in ("", "&focus=z-1-2", "&focus=C", "&focus=x-0-1"):
        run = run_of(lesson_of(RUNS[0] + focus))
        assert parameter_strips(run, Links(run.lesson)) is None


def of_link(address: str) -> Lesson:
    return parse(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def test_a_strip_leads_to_the_lesson_without_its_example_and_back() -> None:
    run, made = drawn(RUNS[1], "w-2-1-2")
    for one in (row for row in made.rows if isinstance(row, Strip)):
        assert one.leave_out is not None
        without = of_link(one.leave_out.href)
        left_out = conditions(0.5, (), without.edits, run.updates).left_out
        assert left_out == tuple(sorted((3, 5, one.number)))
        assert without.recipe == run.recipe
        assert one.show is not None
        assert run_of(of_link(one.show.href)).example_number == one.number
    for number, name, back in made.left_out:
        assert back is not None
        assert name == f"example {number}"
        assert conditions(0.5, (), of_link(back.href).edits, run.updates).left_out == (8 - number,)
    assert [number for number, *_ in made.left_out] == [3, 5]
    again = with_example(run.lesson, 3, left_out=False, updates=run.updates)
    assert again is not None
    assert conditions(0.5, (), again.edits, run.updates).left_out == (5,)
    assert conditions(0.5, (), again.edits, run.updates - 1).left_out == (3,)


def test_the_last_example_cannot_be_left_out() -> None:
    run, made = drawn("preset=notes&updates=2", "w-2-1-2")
    (only,) = [row for row in made.rows if isinstance(row, Strip)]
    assert only.leave_out is None
    assert with_example(run.lesson, 1, left_out=True, updates=0) is None
