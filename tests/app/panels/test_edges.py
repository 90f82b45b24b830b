from math import ceil

import pytest

from app.layout import layout
from app.links import Links
from app.moment import moment
from app.numbers import text
from app.panels.edges import bulk, edge_scale, tip
from app.panels.picture import picture
from app.panels.present import present
from tests.app.drawing import SMALL, lesson
from tests.app.truth import computed, truth


@pytest.mark.parametrize("address", ["at=dC_da-1-2", "dx=1&at=dC_dx-0-2", "preset=mosher&at=update-1-1", *SMALL[:4]])
def test_width_is_the_product_on_one_scale_a_pass(address: str) -> None:
    now = lesson(address)
    numbers = truth(now)
    it = picture(moment(now), present(moment(now)), Links(now))
    for side, name in (("forward", "wire-"), ("backward", "back-")):
        strokes = {stroke.id.removeprefix(name): stroke for stroke in it.strokes if stroke.id.startswith(name)}
        known = {place: numbers[f"{side}-{place}"] for place in strokes if f"{side}-{place}" in computed(now)}
        top = max(map(abs, known.values()), default=0)
        for place, value in known.items():
            step = max(1, ceil(abs(value) / top * 6)) if value else 0
            assert f"w{step}" in strokes[place].css.split()
            assert strokes[place].tip
        if known:
            assert f"up to {text(top)}" in it.legend


def test_before_anything_is_computed_every_wire_is_bare() -> None:
    now = lesson("preset=mazur&at=input")
    it = picture(moment(now), present(moment(now)), Links(now))
    wires = [stroke for stroke in it.strokes if stroke.id]
    assert len(wires) == 8
    assert all("w0" in stroke.css.split() and not stroke.tip for stroke in wires)
    assert "Line width" not in it.legend


def test_where_there_is_no_room_for_numbers_a_dash_says_the_minus() -> None:
    now = lesson("layers=4-8-5&seed=1&at=loss")
    numbers = truth(now)
    it = picture(moment(now), present(moment(now)), Links(now))
    for stroke in it.strokes:
        if stroke.id.startswith("wire-"):
            place = stroke.id.removeprefix("wire-")
            assert ("neg" in stroke.css.split()) == (numbers[f"forward-{place}"] < 0)


def test_many_edges_are_a_few_paths_with_every_edge_in_them() -> None:
    now = moment(lesson("layers=8-16-10&act=relu,softmax&loss=cross_entropy&seed=2&at=loss"))
    paths = bulk(layout(now.sizes), edge_scale(now))
    assert sum(path.path.count("M") for path in paths) == 8 * 16 + 16 * 10
    assert len({path.css for path in paths}) == len(paths) <= 14
    assert not bulk(layout((2, 2)), edge_scale(moment(lesson("layers=2-2"))))


def test_an_arrow_head_points_the_way_of_the_computation() -> None:
    assert tip(10, 20, 1) == "M10 20l-9 -4.5v9z"
    assert tip(10, 20, -1) == "M10 20l9 -4.5v9z"
