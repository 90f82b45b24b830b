from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from app.lesson import Lesson
from app.lesson_url import parse, query
from app.links import Links, asking_dC_dx, backward_done, forward_done
from tests.app.drawing import lesson
from tests.app.real_lessons import parameter_edits

NOTES = lesson("notes")


def at(address: str) -> Lesson:
    """The lesson that a link leads to."""
    return parse(parse_qsl(urlsplit(address).query, keep_blank_values=True))


def operation(it: Lesson) -> str:
    return it.operation.key if it.operation else ""


@pytest.mark.parametrize("root", ["", "/backprop"])
def test_every_link_begins_with_the_prefix_and_says_the_lesson(root: str) -> None:
    links = Links(lesson("at=loss"), root)
    assert links.here(links.lesson) == f"{root}/lesson?at=loss"
    assert links.here(NOTES) == f"{root}/lesson"
    assert links.here(links.lesson, "/lesson.csv") == f"{root}/lesson.csv?at=loss"
    go = links.viewed(theme="dark")
    assert (go.href, go.get) == (f"{root}/lesson?at=loss&theme=dark", f"{root}/panels/lesson?at=loss&theme=dark")
    assert links.static("style.css", "b1") == f"{root}/static/style.css?v=b1"


@pytest.mark.parametrize(("move", "path"), [("step", "/step"), ("forward", "/forward"), ("backward", "/backward")])
def test_a_move_asks_by_where_one_is_and_says_where_it_leads(move: str, path: str) -> None:
    links = Links(lesson("at=z-1-1&step=layer"))
    go = getattr(links, move)()
    asked = {"step": links.lesson.stepped(+1), "forward": forward_done(links.lesson)}
    assert go.get == f"{path}?at=z-1-1&step=layer"
    assert at(go.href) == asked.get(move, backward_done(links.lesson))


@pytest.mark.parametrize(
    ("address", "forward", "backward"),
    [
        ("notes", "at=loss", "at=gradient"),
        ("at=dC_dz-2-1", "at=loss", "at=gradient"),
        ("at=update-1-1", "at=loss", "at=gradient"),
        ("updates=2", "updates=2&at=loss", "updates=2&at=gradient"),
        ("preset=mosher&updates=1&at=input", "preset=mosher&updates=1&at=loss", "preset=mosher&updates=1&at=gradient"),
    ],
)
def test_the_ends_of_the_passes_belong_to_the_training_step_under_way(
    address: str, forward: str, backward: str
) -> None:
    now = lesson(address)
    assert (query(forward_done(now)), query(backward_done(now))) == (forward, backward)


def test_a_focus_asked_for_again_is_left() -> None:
    links = Links(lesson("at=loss&focus=z-2-1&guide=ask"))
    assert at(links.focus("w-1-1-2")) == links.lesson.viewed(focus="w-1-1-2", guide="")
    assert at(links.focus("z-2-1")) == links.lesson.viewed(focus="", guide="")


def test_a_panel_opens_and_folds() -> None:
    links = Links(lesson("open=settings"))
    assert at(links.toggled("figures").href).view.panels == ("figures", "settings")
    assert at(links.toggled("settings").href).view.panels == ()


def test_a_value_set_by_hand_belongs_to_the_training_step_that_is_shown() -> None:
    changed = Links(lesson("updates=1&at=loss")).changed("w-1-1-1", 0.25)
    assert changed is not None
    (edit,) = parameter_edits(at(changed.href))
    assert (edit.parameter.key, edit.value, edit.updates) == ("w-1-1-1", 0.25, 1)


@pytest.mark.parametrize(
    ("address", "key", "value"),
    [
        ("notes", "w-1-1-1", 1e6 + 0.1),
        ("notes", "b-1-1", float("nan")),
        ("notes", "x-0-1", float("-inf")),
        ("softmax", "target-1-1", -0.1),
        ("mosher", "target-2-1", 1.1),
    ],
)
def test_there_is_no_link_to_a_value_that_may_not_be(address: str, key: str, value: float) -> None:
    assert Links(lesson(address)).changed(key, value) is None


@pytest.mark.parametrize("address", ["notes", "at=dC_dz-1-1", "updates=2&at=dC_dw-1-1", "updates=3", "at=update-3-2"])
def test_asking_for_the_slope_of_the_input_keeps_the_moment(address: str) -> None:
    now = lesson(address)
    asked = asking_dC_dx(now, True)
    assert asked.view.with_dC_dx
    assert (asked.update, operation(asked)) == (now.update, operation(now))
    assert asking_dC_dx(asked, False) == now


def test_no_longer_asked_for_it_leaves_the_end_of_the_backward_pass() -> None:
    now = lesson("dx=1&updates=1&at=dC_dx-0-2")
    bare = asking_dC_dx(now, False)
    assert query(bare) == "updates=1&at=dC_dz-1-2"


def test_beyond_its_end_a_lesson_has_no_links() -> None:
    xor = lesson("xor")
    end = Links(xor.at(xor.last_time))
    assert (end.step(), end.time(xor.last_time + 1)) == (None, None)
    assert (end.time(xor.last_time), end.forward(), end.backward()) != (None, None, None)
    late = xor.at(xor.last_time - 1)
    late = replace(late, view=replace(late.view, step="update"))
    assert Links(late).step() is None


@pytest.mark.parametrize(
    "address",
    ["", "preset=mazur&at=loss&updates=3&focus=z-1-1&open=table&run=9",
     "preset=mosher&example=2&dx=1&step=update&set=w1:0.5@1",
     "at=gradient&cover=pass&answers=dC_dz-2-1:0.1", "dropped=focus&guide=ask"],
)  # fmt: skip
def test_a_way_to_another_time_is_the_address_of_the_lesson_then(address: str) -> None:
    links = Links(lesson(address), "/bp")
    one = len(links.lesson.program)
    for time in range(4 * one + 2):
        assert links.time(time) == links.to(links.lesson.at(time)), time
    assert links.time(links.lesson.last_time) == links.to(links.lesson.at(links.lesson.last_time))
    assert links.time(links.lesson.last_time + 1) is None
