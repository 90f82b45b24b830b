"""A lesson on an idea's page is at the moment that its address says."""

import pytest

from app.ideas.of_lesson import plainly
from app.lesson_url import parse


@pytest.mark.parametrize("at", ["input", "z-1-1", "dC_dz-1-1", "gradient", "update-1-3"])
def test_the_update_stays_when_the_slopes_of_the_inputs_are_left_out(at: str) -> None:
    lesson = parse((("preset", "softmax"), ("dx", "1"), ("updates", "8750"), ("at", at)))
    plain = plainly(lesson)
    assert plain.update == lesson.update
    assert plain.operation == lesson.operation
    assert len(plain.program) < len(lesson.program)


def test_from_a_slope_of_an_input_it_goes_back_to_the_end_of_the_backward_pass() -> None:
    plain = plainly(parse((("dx", "1"), ("at", "dC_dx-0-1"))))
    assert plain.done == plain.program.end_of("backward")
