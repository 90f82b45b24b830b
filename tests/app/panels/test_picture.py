"""Every number read back from the picture is the engine's own, and nothing stands there before it is computed."""

import pytest

from app.lesson import Lesson
from app.numbers import text
from app.presets import PRESETS
from tests.app.drawing import LARGE, SMALL, drawn, lesson
from tests.app.truth import computed, truth
from tests.reading import Element

UNITS = ("σ′ ", "→ ", "∂ ", "after update L ")


def assert_true(page: Element, numbers: dict[str, float]) -> None:
    """What is drawn is the engine's number, printed by the digit rule; what refers to it says the same."""
    ids = page.ids
    assert len(set(ids)) == len(ids)
    for key, one in page.numbers.items():
        assert float(one["data-value"]) == numbers[key], key
        printed = one.text
        for unit in UNITS:
            printed = printed.removeprefix(unit)
        assert printed == text(numbers[key]), key
    for one in page.walk():
        if "data-ref" in one and "data-value" in one:
            assert float(one["data-value"]) == numbers[one["data-ref"]]


def not_drawn(key: str) -> bool:
    """The terms of C stand in the loss as one sum."""
    return key.startswith("C_term")


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_at_every_operation_a_small_picture_shows_what_is_computed_and_nothing_else(address: str) -> None:
    opened = lesson(address)
    numbers = truth(opened)
    for done in range(len(opened.program) + 1):
        now = opened.at(opened.time // len(opened.program) * len(opened.program) + done)
        if now.update != opened.update:
            numbers = truth(now)
        page = drawn(now)
        assert_true(page, numbers)
        assert set(page.numbers) == {key for key in computed(now) if not not_drawn(key)}
