from dataclasses import replace

import pytest

from app.address.checks import check
from app.errors import BadInput
from app.limits import MAX_UPDATES
from engine.operations import STEP_SIZES, StepSize
from tests.app.drawing import lesson

NOTES = lesson("notes")
LENGTH = len(NOTES.program)


def test_a_lesson_begins_with_nothing_done() -> None:
    assert (NOTES.time, NOTES.update, NOTES.done, NOTES.operation) == (0, 0, 0, None)
    assert NOTES.next_operation.key == "input"


def test_the_end_of_an_update_still_shows_the_training_step_that_led_to_it() -> None:
    end = NOTES.at(3 * LENGTH)
    assert (end.update, end.done) == (2, LENGTH)
    assert end.operation == end.program.operations[-1]
    assert end.next_operation.key == "input"
    after = NOTES.at(3 * LENGTH + 1)
    assert (after.update, after.done) == (3, 1)


def test_within_stays_in_the_training_step_that_is_shown() -> None:
    assert NOTES.at(2 * LENGTH).within(5).time == LENGTH + 5
    assert NOTES.at(LENGTH + 1).within(LENGTH).time == 2 * LENGTH


@pytest.mark.parametrize("size", STEP_SIZES)
def test_steps_back_undo_steps_on(size: StepSize) -> None:
    now = replace(NOTES, view=replace(NOTES.view, step=size))
    times = [now.time]
    while now.time < 2 * LENGTH:
        now = now.stepped(+1)
        times.append(now.time)
    assert times == sorted(set(times))
    assert LENGTH in times
    for time in reversed(times[:-1]):
        now = now.stepped(-1)
        assert now.time == time
    assert now.stepped(-1).time == 0


def test_moving_on_ends_what_is_shown_once() -> None:
    once = NOTES.viewed(guide="ask")
    once = replace(once, view=replace(once.view, dropped=("weights",)))
    assert (once.at(3).view.guide, once.at(3).view.dropped) == ("", ())
    assert once.viewed(theme="dark").view.dropped == ()
    assert once.viewed(theme="dark").view.guide == "ask"


@pytest.mark.parametrize("address", ["notes", "xor", "mosher", "layers=32-32-32-32-32&dx=1"])
def test_the_last_time_is_the_last_that_an_address_may_say(address: str) -> None:
    opened = lesson(address)
    assert opened.most_updates <= MAX_UPDATES
    check(opened.at(opened.last_time))
    with pytest.raises(BadInput, match=f"ends after {opened.most_updates} updates"):
        check(opened.at(opened.last_time + 1))
