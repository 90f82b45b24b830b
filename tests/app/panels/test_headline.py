import pytest

from app.changes import set_value
from app.lesson import Lesson
from app.moment import moment
from app.panels.headline import edits_words, looks, title, undo_words
from app.presets import PRESETS
from tests.app.drawing import lesson


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("mazur", "Mazur's example"),
        ("preset=mazur&updates=3&notation=common", "Mazur's example"),
        ("preset=mazur&lr=0.1", "Mazur's example, changed"),
        ("preset=mazur&set=w1:1", "Mazur's example, changed"),
        ("preset=mazur&layers=3-4-3", "A 3-4-3 network"),
    ],
)
def test_a_lesson_is_called_by_what_it_is(address: str, name: str) -> None:
    now = lesson(address)
    assert title(now, PRESETS[now.preset]) == name


def changed(*changes: tuple[str, float]) -> Lesson:
    now = lesson("updates=2")
    for key, value in changes:
        now = set_value(now, key, value)
    return now


def test_what_was_set_by_hand_is_named_with_its_moment() -> None:
    now = changed(("w-2-1-1", 0.25), ("b-1-2", -3.0))
    assert edits_words(moment(now)) == "w₅ = 0.25 after update 1, b₂ = −3 after update 1"
    assert edits_words(moment(lesson("set=w1:1"))) == "w₁ = 1"
    assert edits_words(moment(lesson("notes"))) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((), ""),
        ((("w-2-1-1", 0.25),), "undo: w₅ as it was"),
        ((("w-2-1-1", 0.25), ("w-2-1-1", 0.5)), "undo: w₅ back to 0.25"),
        ((("x-0-2", 5.0),), "undo: x₂ back to −1"),
        ((("w-2-1-1", 0.25), ("target-3-1", 0.5)), "undo: ŷ₁ back to 1"),
    ],
)
def test_undoing_says_what_it_brings_back(changes: tuple[tuple[str, float], ...], words: str) -> None:
    assert undo_words(moment(changed(*changes))) == words


def test_each_look_says_what_it_changes_to() -> None:
    assert dict(looks(lesson("notes"))) == {
        "Projector": {"screen": "projector", "panels": ()},
        "Colours: dark": {"theme": "dark"},
        "Colours: light": {"theme": "light"},
        "Letters: common": {"notation": "common"},
    }
    assert [label for label, _ in looks(lesson("screen=projector&theme=light&notation=common"))] == [
        "Leave projector", "Colours: dark", "Colours: automatic", "Letters: the notes’",
    ]  # fmt: skip
