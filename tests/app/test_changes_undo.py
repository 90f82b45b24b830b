"""Each value set by hand can be taken back, the last one first, until the lesson is as it was; the address says how."""

from urllib.parse import parse_qsl

import pytest

from app.changes import set_value, undone
from app.lesson_url import parse, query
from app.limits import MAX_UNDO
from tests.app.real_lessons import parameter_edits


def test_every_change_is_taken_back_one_after_the_other() -> None:
    first = parse([("preset", "mosher"), ("updates", "2"), ("at", "gradient"), ("example", "2")])
    moments = [first]
    for key, value in (("w-2-1-1", 2.5), ("w-2-1-1", 3.0), ("x-0-1", 0.5), ("b-1-2", -1.0), ("target-2-3", 1.0)):
        moments.append(set_value(moments[-1], key, value))
    lesson = moments[-1]
    for before in reversed(moments[:-1]):
        lesson = undone(parse(parse_qsl(query(lesson), keep_blank_values=True)))
        assert lesson == before


def test_an_edit_of_another_training_step_is_taken_back_where_it_was_made() -> None:
    early = set_value(parse([("at", "loss")]), "w-1-1-1", 0.25)
    late = early.at(early.time + 5 * len(early.program))
    assert undone(late).edits == ()
    assert undone(late).time == late.time


def test_the_way_back_is_as_long_as_the_address_has_room() -> None:
    lesson = parse([])
    for number in range(MAX_UNDO + 5):
        lesson = set_value(lesson, "w-1-1-1", float(number))
    assert len(lesson.view.was) == MAX_UNDO
    for _ in range(MAX_UNDO):
        lesson = undone(lesson)
    assert parameter_edits(lesson)[0].value == 4.0


@pytest.mark.parametrize("layers", ["2-3-2", "2-2"])
def test_other_layers_end_the_way_back(layers: str) -> None:
    changed = query(set_value(parse([]), "w-1-1-1", 0.5))
    pairs = [*parse_qsl(changed, keep_blank_values=True), ("layers", layers), ("fit", "2-2-2-2")]
    assert parse(pairs).view.was == ()
