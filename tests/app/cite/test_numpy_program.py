"""The NumPy program of a moment is run, and has the engine's figures."""

import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO

import numpy as np
import pytest
from hypothesis import given, settings

from app.cite.numpy_program import numpy_program
from app.cite.program import Program
from app.lesson import Lesson
from app.moment import moment
from tests.app.cite.lessons import LESSONS, assert_same, program_of, run, truth
from tests.app.real_lessons import lessons


@pytest.mark.parametrize("said", LESSONS)
def test_it_has_the_figures_of_the_moment(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    it = program_of(said)
    assert_same(it, run(numpy_program(it)))
    printed = capsys.readouterr().out
    assert printed.startswith("z1 = [[")
    assert all(f"{name} = " in printed for name in it.figures)


def test_by_itself_it_prints_them_all_at_full_precision() -> None:
    it = program_of("preset=mazur&updates=1")
    text = numpy_program(it)
    assert text.startswith("# A lesson\n# https://example.org/lesson?preset=mazur&updates=1\n")
    answer = subprocess.run([sys.executable, "-W", "error", "-c", text], capture_output=True, text=True, check=True)
    assert f"W1_new = [[{float(it.moment.step.updated[0].W[0, 0])!r}" in answer.stdout
    assert "b1_new = [0.35 0.35]" in answer.stdout


def test_before_the_update_it_makes_none() -> None:
    assert "_new" not in numpy_program(program_of("preset=mazur&at=gradient"))
    assert "learning_rate" not in numpy_program(program_of("preset=mazur&at=loss"))


def test_its_parameters_are_those_of_this_update_exactly() -> None:
    it = program_of("preset=mazur&updates=7&at=loss")
    held = run(numpy_program(it))
    for n, layer in enumerate(it.layers, 1):
        assert np.array_equal(np.asarray(held[f"W{n}"]), layer.W)
        assert np.array_equal(np.asarray(held[f"b{n}"]), layer.b)


@settings(max_examples=60, deadline=None)
@given(lessons())
def test_it_has_the_figures_of_any_lesson(lesson: Lesson) -> None:
    it = Program(moment(lesson), ("A lesson",))
    with redirect_stdout(StringIO()):
        held = run(numpy_program(it))
    for name, value in truth(it).items():
        ours, theirs = np.asarray(held[name], dtype=float), np.asarray(value, dtype=float)
        finite = np.isfinite(theirs)  # what is not may be an infinity here and no number there
        np.testing.assert_array_equal(np.isfinite(ours), finite, err_msg=name)
        scale = np.abs(theirs[finite]).max(initial=1.0)  # a sum of large numbers may be small
        np.testing.assert_allclose(ours[finite], theirs[finite], 1e-9, 1e-9 * scale, err_msg=name)
