from urllib.parse import parse_qsl, urlsplit

import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Go, Links
from app.moment import moment
from app.panels.timeline import timeline
from app.presets import PRESETS
from tests.app.drawing import SMALL, lesson


def goal(go: Go | None) -> Lesson:
    assert go is not None
    return parse(parse_qsl(urlsplit(go.href).query, keep_blank_values=True))


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_the_timeline_has_every_operation_once_and_stands_where_the_lesson_does(address: str) -> None:
    opened = lesson(address)
    reached = set()
    for done in range(1, len(opened.program) + 1, 2):
        now = opened.within(done)
        it = timeline(moment(now), Links(now))
        stops = [stop for stretch in it.stretches for stop in stretch.stops]
        assert [stop.state for stop in stops].count("now") == 1
        states = [stop.state for stop in stops]
        assert states == sorted(states, key=["past", "now", "ahead"].index)
        for stop in (*stops, *it.operations):
            assert stop.name
            assert stop.words
            place = goal(stop.go)
            assert place.update == now.update
            reached.add(place.done)
        if it.operations:
            assert [goal(stop.go).done for stop in it.operations if stop.state == "now"] == [done]
    assert reached >= set(range(1, len(opened.program) + 1, 2))


def test_the_timeline_names_its_operations_in_words() -> None:
    now = lesson("preset=mosher&dx=1&at=dC_da-1-2")
    it = timeline(moment(now), Links(now))
    assert [stretch.name for stretch in it.stretches] == ["Forward", "Loss", "Backward", "Gradients", "Update"]
    assert [stop.name for stop in it.stretches[2].stops] == ["output", "layer 1", "∂C/∂x"]
    assert [stop.name for stop in it.stretches[3].stops] == [
        "layer 1", "output", "batch, layer 1", "batch, output", "∇L",
    ]  # fmt: skip
    assert it.here == "Backward, layer 1"
    assert [(stop.name, stop.words) for stop in it.operations[:3]] == [
        ("∂C/∂a₁", "add up what comes back to a₁"),
        ("∂C/∂a₂", "add up what comes back to a₂"),
        ("∂C/∂z₁", "multiply by the gain of z₁"),
    ]


def test_the_last_stop_of_the_timeline_is_off_where_no_update_follows() -> None:
    now = lesson("xor").at(lesson("xor").last_time)
    it = timeline(moment(now), Links(now))
    stops = [stop for stretch in it.stretches for stop in stretch.stops]
    assert [stop.name for stop in stops if stop.go is None] == ["output"]
    assert stops[-1].go is None
