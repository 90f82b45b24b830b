from urllib.parse import parse_qsl, urlsplit

import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Go, Links
from app.moment import moment
from app.panels.transport import Control, Transport, transport
from engine.operations import STEP_SIZES
from tests.app.drawing import lesson

XOR_END = lesson("xor").at(lesson("xor").last_time)


def of(it: Lesson) -> Transport:
    return transport(moment(it), Links(it))


def goal(go: Go | None) -> Lesson:
    assert go is not None
    return parse(parse_qsl(urlsplit(go.href).query, keep_blank_values=True))


def jumps(it: Lesson) -> dict[str, Control]:
    return {control.id: control for control in of(it).jumps}


def test_at_the_beginning_there_is_no_way_back() -> None:
    controls = of(lesson("notes"))
    assert (controls.first.go, controls.back.go) == (None, None)
    assert controls.back.words == "the lesson begins here"
    assert goal(controls.step.go) == lesson("at=input")


@pytest.mark.parametrize("size", STEP_SIZES)
def test_a_step_has_the_chosen_size(size: str) -> None:
    now = lesson(f"updates=1&at=dC_dz-2-1&step={size}")
    controls = of(now)
    assert goal(controls.step.go) == now.stepped(+1)
    assert goal(controls.back.go) == now.stepped(-1)
    assert [control.id for control in controls.sizes if control.go is None] == [f"size-{size}"]
    assert controls.size in controls.step.words
    for control in controls.sizes:
        if control.go:
            assert goal(control.go) == now.viewed(step=control.id.removeprefix("size-"))


def test_what_a_step_takes_sounds_larger_the_larger_it_is() -> None:
    labels = [control.label for control in of(lesson("notes")).sizes]
    assert labels == ["neuron", "layer’s operation", "layer", "pass", "update"]


@pytest.mark.parametrize(
    ("address", "goals"),
    [
        ("notes", ["at=loss", "at=gradient", "updates=1", "updates=1"]),
        ("at=loss", [None, "at=gradient", "updates=1", "updates=1"]),
        ("updates=1&at=gradient", ["updates=1&at=loss", None, "updates=2", "updates=2"]),
        ("updates=1", ["updates=1&at=loss", "updates=1&at=gradient", "updates=2", None]),
    ],
)
def test_the_jumps_lead_to_the_ends_of_the_passes_and_of_the_update(address: str, goals: list[str | None]) -> None:
    found = [control.go and goal(control.go) for control in of(lesson(address)).jumps]
    assert found == [address and lesson(address) for address in goals]


def test_a_jump_to_where_one_is_says_so() -> None:
    assert jumps(lesson("at=loss"))["to-forward"].words == "this is where the lesson stands"


@pytest.mark.parametrize("back", [0, 1, 5])
def test_nothing_leads_beyond_the_end_of_the_lesson(back: int) -> None:
    for size in STEP_SIZES:
        now = XOR_END.at(XOR_END.time - back).viewed(step=size)
        controls = of(now)
        for control in (controls.step, *controls.jumps):
            if control.go is None and control.words != "this is where the lesson stands":
                assert control.words == "this lesson ends after 10,000 updates"
            if control.go:
                assert goal(control.go).time <= now.last_time
    assert jumps(XOR_END)["to-update"].go is None
