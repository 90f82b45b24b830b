"""Whatever a cure changes is an address that may be asked for."""

from dataclasses import replace

import pytest

from app.cures import cure
from app.lesson import Lesson
from app.lesson_url import parse
from app.limits import MAX_SEED
from app.presets import PRESETS
from engine.findings import Fault, Finding

LESSON = Lesson("xor", PRESETS["xor"].recipe)


@pytest.mark.parametrize("rate", [5e-324, 1e-310, 0.5, 1000.0])
def test_a_gentler_rate_is_still_a_rate(rate: float) -> None:
    lesson = replace(LESSON, recipe=replace(LESSON.recipe, learning_rate=rate))
    changes = cure([Finding("diverged", 1, (), 3, 1.0, 2.0)], lesson, rate).changes
    assert 0 < parse([("preset", "xor"), *changes.items()]).recipe.learning_rate <= rate


@pytest.mark.parametrize("fault", ["symmetric", "dead"])
def test_after_the_last_seed_comes_the_first(fault: Fault) -> None:
    lesson = replace(LESSON, recipe=replace(LESSON.recipe, seed=MAX_SEED))
    changes = cure([Finding(fault, 1, (), 0, 1.0, 2.0, whole=True)], lesson, 0.5).changes
    assert parse([("preset", "xor"), *changes.items()]).recipe.seed == 0
