"""The moments of a stretch, counted by hand for the network of the notes (39 operations a training step)."""

from urllib.parse import parse_qsl

import pytest

from app.errors import BadInput
from app.span import Span, read_span

OPERATIONS = 39


def read(said: str, most: int = 1_000) -> Span:
    return read_span(parse_qsl(said, keep_blank_values=True), lambda _: most)


def test_by_default_it_is_the_training_step_that_is_shown() -> None:
    assert read("at=loss").times == tuple(range(OPERATIONS + 1))
    assert read("updates=2&at=loss").times == tuple(range(2 * OPERATIONS + 1, 3 * OPERATIONS + 1))


def test_it_begins_where_it_is_told_to() -> None:
    here = read("updates=1&at=loss&from=here")
    assert (here.times[0], here.times[-1]) == (here.lesson.time, 2 * OPERATIONS)
    start = read("updates=1&at=loss&from=start&count=2")
    assert (start.times[0], start.times[-1], start.first) == (0, 2 * OPERATIONS, start.lesson.time)


def test_it_goes_through_training_steps_in_steps_of_the_lessons_size() -> None:
    assert read("step=update&count=5").times == tuple(range(0, 5 * OPERATIONS + 1, OPERATIONS))
    assert len(read("step=pass").times) == 1 + len(("forward with the loss", "backward with the gradients", "update"))


def test_the_cursor_is_one_of_its_moments() -> None:
    span = read("step=update&at=dC_dz-2-1")
    assert span.lesson.time in span.times
    assert span.times[span.first] == span.lesson.time


def test_nothing_is_covered_and_nothing_else_is_open() -> None:
    view = read("cover=pass&open=table&zoom=2&screen=projector&focus=z-1-1").lesson.view
    assert (view.cover, view.panels, view.zoom, view.screen, view.focus) == ((), (), 1, "page", "")


def test_it_ends_with_the_lesson() -> None:
    span = read("step=update&updates=10000&from=here&count=10000")
    assert span.times[-1] == span.lesson.last_time


def test_its_address_is_itself_again() -> None:
    for said in ("", "at=loss&from=here&count=3", "preset=mazur&step=update&from=start&count=7"):
        span = read(said)
        assert span.query == said
        assert read(span.query) == span


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("count=0", "count"), ("count=x", "count"), ("count=10001", "count"), ("count=2&count=3", "count"),
        ("from=there", "from"), ("from=", "from"), ("first=3", "first"), ("at=nowhere", "at"), ("count=26", "count"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_named(said: str, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(said)
    assert refusal.value.field == field
    assert refusal.value.allowed


def test_too_many_moments_are_refused_before_any_is_computed() -> None:
    with pytest.raises(BadInput, match="more than 40 moments"):
        read("count=10000", 40)
    assert len(read("", 40).times) == 40
