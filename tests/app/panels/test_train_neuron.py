from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Links
from app.panels.training_area import TrainingArea, training_area
from app.prepared_runs import PREPARED_RUNS
from app.training_run import run_of
from tests.app.panels.train_views import drawn
from tests.reading import Element

THREE = "layers=2-4-3&act=tanh,softmax&loss=cross_entropy&data=three:60:0.15:1&test=0.3&lr=0.3&reduction=mean&updates=5"
DEEP = PREPARED_RUNS[3].address + "&updates=3"


def lesson(address: str, focus: str = "") -> Lesson:
    return parse(parse_qsl(f"{address}&focus={focus}" if focus else address, keep_blank_values=True))


def area(address: str, focus: str = "") -> TrainingArea:
    asked = lesson(address, focus)
    return training_area(run_of(asked), Links(asked, "", "/train"))


def panel(address: str, focus: str) -> Element:
    seen = area(address, focus)
    return drawn("train_neuron", neuron=seen.neuron, picture=seen.picture)


def test_nothing_is_large_until_a_neuron_is_in_focus() -> None:
    assert area(THREE).neuron is None
    assert area(THREE, "w-1-1-1").neuron is None
    assert area(THREE).picture.large is None


def test_a_neuron_in_focus_is_large_with_the_data_on_its_map() -> None:
    seen = area(THREE, "z-1-2").picture
    assert seen.large is not None
    assert seen.large.points is not None
    assert seen.large.box.width > 3 * next(tile.box.width for tile in seen.tiles if tile.id == "neuron-1-2")
    assert seen.sheet is not None
    assert seen.large.sprite == seen.sheet.places[1, 2]
    box = seen.large.box
    tested = sum(path.count("M") for path, _ in seen.large.points.bulk)
    assert (len(seen.large.points.single), tested) == (42, 18)
    for point in seen.large.points.single:
        x, y = map(float, point.path[1:].split("m")[0].split())
        assert box.x <= x <= box.right
        assert box.y <= y <= box.bottom


@pytest.mark.parametrize("address", [THREE, DEEP])
def test_the_norms_of_a_layers_neurons_make_up_the_layers_in_the_curves(address: str) -> None:
    run = run_of(lesson(address))
    at = run.history.updates.tolist().index(run.updates)
    for layer, size in enumerate(run.recipe.sizes[1:], start=1):
        norms = []
        for n in range(1, size + 1):
            found = area(address, f"z-{layer}-{n}").neuron
            assert found is not None
            assert found.norm is not None
            norms.append(float(found.norm[0][1]))
            assert float(found.norm[1][1]) == pytest.approx(run.history.gradient_norms[at, layer - 1])
        assert np.hypot.reduce(norms) == pytest.approx(run.history.gradient_norms[at, layer - 1])


def test_its_weights_have_their_values_and_lead_to_their_panels() -> None:
    run = run_of(lesson(THREE))
    first, second = run.state.layers
    page = panel(THREE, "z-1-2")
    shown = {row.all("a")[0].get("id"): row for row in page.all("tr") if row.all("a")}
    values = {f"way-w-1-2-{n}": first.W[1, n - 1] for n in (1, 2)} | {
        f"way-w-2-{n}-2": second.W[n - 1, 1] for n in (1, 2, 3)
    }
    assert set(shown) == {*values, "way-b-1-2"}
    for key, value in values.items():
        (weight, _slope) = (one.get("data-value") for one in shown[key].all("span"))
        assert float(weight) == value


def test_of_many_weights_the_largest_have_a_row() -> None:
    address = "layers=2-20-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:40:0.1:1"
    found = area(address, "z-2-1").neuron
    assert found is not None
    assert (len(found.into), found.into_more, found.onward) == (9, 12, ())
    weights = np.abs(run_of(lesson(address)).state.layers[1].W[0])
    assert min(abs(float(row.value[1])) for row in found.into[:-1]) == np.sort(weights)[-8]


def test_an_input_says_where_it_goes_and_has_no_gradient() -> None:
    seen = area(THREE, "x-0-1")
    assert seen.neuron is not None
    assert (seen.neuron.norm, seen.neuron.into, len(seen.neuron.onward)) == (None, (), 4)
    assert seen.focus == "x₁"


def test_without_a_plane_the_numbers_stand_alone() -> None:
    seen = area("layers=3-2-1&x=1,2,3&target=1", "z-1-1")
    assert seen.picture.large is None
    assert seen.neuron is not None
    assert len(seen.neuron.into) == 4
