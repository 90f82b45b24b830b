import re
from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from app.lesson_data import Names
from app.links import Go
from app.map_faces import ground
from app.panels.train_examples import MAX_POINT_LINKS
from app.panels.train_moment import PictureLinks, TrainMoment
from app.panels.train_picture import TrainPicture, train_picture
from app.panels.train_points import radius, shape
from app.render import render
from app.scales import width_step
from app.train_layout import train_layout
from engine.forward import forward
from engine.lesson import start
from engine.network import Layer
from engine.recipe import Recipe
from tests.app.training_lessons import recipe

LINKS = PictureLinks(
    lambda key: f"/train?focus={key}", lambda n: Go(f"/train?example={n}&x=1", f"/panels/train?example={n}"), "/m.png"
)


def drawn(lesson: Recipe, layers: Sequence[Layer] | None = None, **changes: object) -> TrainPicture:
    theta = tuple(layers) if layers else start(lesson).layers
    return train_picture(replace(TrainMoment(lesson, theta, 0), **changes), LINKS)  # type: ignore[arg-type]


def html(picture: TrainPicture) -> str:
    return render("panels/train_picture.html", view=SimpleNamespace(picture=picture))


def test_every_wire_shows_its_weight_on_one_scale() -> None:
    lesson = recipe((2, 3, 1))
    layers = start(lesson).layers
    picture = drawn(lesson)
    top = float(picture.top)
    assert max(np.abs(layer.W).max() for layer in layers) <= top
    assert len(picture.wires) == 9
    for wire in picture.wires:
        layer, to, source = map(int, wire.id.split("-")[1:])
        weight = float(layers[layer - 1].W[to - 1, source - 1])
        assert float(wire.data) == weight
        assert f"w{width_step(weight, top)}" in wire.css.split()
        assert ("neg" in wire.css.split()) == (weight < 0)
        assert wire.href == f"/train?focus=w-{layer}-{to}-{source}"
        assert wire.line == wire.id.replace("edge", "wire")


def test_of_many_wires_the_largest_can_be_pointed_at_and_the_others_are_drawn_too() -> None:
    lesson = recipe((2, 20, 20, 1))
    picture = drawn(lesson, focus="w-1-1-1")
    weights = np.sort(np.concatenate([np.abs(layer.W.ravel()) for layer in start(lesson).layers]))
    assert "edge-1-1-1" in {wire.id for wire in picture.wires}
    least = min(abs(float(wire.data)) for wire in picture.wires if wire.id != "edge-1-1-1")
    assert least == weights[-60]
    assert sum(path.count("M") for path, _ in picture.bulk) == len(weights) - len(picture.wires)
    assert len(picture.ports.split()) == 4 * len(weights)


def test_tiles_have_the_ids_that_the_keyboard_walks_along() -> None:
    picture = drawn(recipe((2, 3, 1)))
    assert [tile.id for tile in picture.tiles] == ["input-1", "input-2", *(f"neuron-1-{n}" for n in (1, 2, 3))]
    assert [tile.id for tile, _ in picture.outputs] == ["neuron-2-1"]
    assert picture.tiles[2].href == "/train?focus=z-1-1"
    text = html(picture)
    for id in ("picture", "net", "neuron-1-2", "edge-1-2-1", "wire-1-2-1", "input-2", "point-3"):
        assert text.count(f'id="{id}"') == 1


def test_a_tile_says_what_its_neuron_answers() -> None:
    lesson = recipe((2, 3, 1))
    a = forward(start(lesson).layers, lesson.inputs).layers[0].a[:, 1]
    label = drawn(lesson).tiles[3].label
    said = [float(word.replace("−", "-")) for word in re.findall(r"(?<= )−?\d\.?\d*", label)[:3]]
    assert said == pytest.approx([a.min(), a.max(), a.mean()], rel=6e-3, abs=1e-9)
    assert label.startswith("z₂: a₂ from")


def test_what_is_in_focus_and_what_the_doctor_names_is_marked() -> None:
    picture = drawn(recipe((2, 3, 1)), focus="z-1-2", flagged={"neuron-1-3", "neuron-2-1"})
    assert [tile.id for tile in picture.tiles if "focused" in tile.css.split()] == ["neuron-1-2"]
    flagged = [tile.id for tile in (*picture.tiles, *(tile for tile, _ in picture.outputs)) if tile.flagged]
    assert flagged == ["neuron-1-3", "neuron-2-1"]
    assert html(picture).count('class="flag"') == 2


def test_every_point_lies_where_its_inputs_are() -> None:
    lesson = recipe((2, 3, 1))
    over, picture = ground(lesson), drawn(lesson)
    ((tile, points),) = picture.outputs
    assert len(points.single) == len(lesson.inputs)
    for point, (x1, x2) in zip(points.single, lesson.inputs, strict=True):
        across, down = map(float, re.match(r"M([\d.]+) ([\d.]+)m", point.path).groups())  # type: ignore[union-attr]
        assert over.low[0] + (across - tile.box.x) / tile.box.width * (over.high[0] - over.low[0]) == pytest.approx(
            x1, abs=0.01
        )
        assert over.high[1] - (down - tile.box.y) / tile.box.height * (over.high[1] - over.low[1]) == pytest.approx(
            x2, abs=0.01
        )
    assert sum(path.count("M") for path, _ in points.bulk) == len(lesson.test_inputs)
    assert all("test" in css.split() for _, css in points.bulk)


def test_classes_have_shapes_of_their_own() -> None:
    shapes = [shape(kind, 5.0) for kind in range(5)]
    assert len(set(shapes)) == 5
    assert shapes[4] == ""
    lesson = recipe((2, 3, 3), "softmax")
    points = drawn(lesson).outputs[0][1].single
    forms = [re.sub(r"^M\S+ [\d.]+", "", point.path) for point in points]
    for form, target in zip(forms, lesson.targets, strict=True):
        assert form == forms[target.index(1.0)]
    assert len(set(forms)) == 3


def test_of_a_fifth_class_the_number_stands_in_its_points() -> None:
    picture = drawn(recipe((2, 3, 5), "softmax"))
    digits = picture.outputs[0][1].digits
    assert {digit for _, _, digit, _ in digits} == {"5"}


def test_a_point_has_the_shade_of_its_target_and_says_when_it_is_taken_for_another_class() -> None:
    lesson = recipe((2, 3, 1))
    outputs = forward(start(lesson).layers, lesson.inputs).output[:, 0]
    wrong = 0
    for point, target, output in zip(drawn(lesson).outputs[0][1].single, lesson.targets, outputs, strict=True):
        css = point.css.split()
        assert {"train", "s8", "plus" if target[0] else "minus"} <= set(css)
        mistaken = (output > 0.5) != (target[0] > 0.5)
        assert ("wrong" in css) == mistaken
        assert ("taken for another class" in point.label) == mistaken
        wrong += mistaken
    assert wrong


def test_small_maps_show_the_points_of_their_own_class_with_its_name_beside_them() -> None:
    lesson = recipe((2, 3, 8), "softmax", count=160)
    names = [f"class {letter} {'and so on ' * 7}" for letter in "ABCDEFGH"]
    picture = drawn(lesson, names=Names((), tuple(names)))
    for n, (tile, points) in enumerate(picture.outputs):
        seen = [number for number, point in enumerate(points.single) if "other" not in point.css.split()]
        assert seen == [number for number, target in enumerate(lesson.targets) if target[n] == 1.0]
        assert len(points.single) == len(lesson.targets)
        assert tile.name.startswith(f"y{'₁₂₃₄₅₆₇₈'[n]}: class {'ABCDEFGH'[n]}")
        assert tile.name.endswith("…")
        assert names[n] in tile.label
        assert points.digits == ()
        assert tile.box.right + len(tile.name) * 0.6 * picture.plan.metrics.text < picture.plan.width


def test_a_name_covers_no_bar_of_a_small_tile() -> None:
    for inputs, screen, named in ((2, "projector", True), (4, "projector", False), (4, "page", True)):
        picture = drawn(recipe((inputs, 8, 3), "softmax"), screen=screen)
        assert all(bool(tile.name) == named for tile in picture.tiles)


@pytest.mark.parametrize(("count", "outputs"), [(12, 1), (200, 1), (1000, 1), (300, 4), (1000, 8)])
def test_points_leave_something_of_their_map_to_see(count: int, outputs: int) -> None:
    side = train_layout((2, 4, outputs)).tiles[2, 1].width
    shown = count / outputs if side < 100 else count
    assert shown * np.pi * radius(count, side) ** 2 < 0.6 * side**2


def test_a_class_keeps_its_shade_however_far_the_outputs_run_from_it() -> None:
    lesson = replace(recipe((2, 3, 1), "linear"), loss="half_squared_error", biases=((0.0,) * 3, (7e8,)))
    points = drawn(lesson).outputs[0][1].single
    for point, target in zip(points, lesson.targets, strict=True):
        assert {"s8", "plus" if target[0] else "minus"} <= set(point.css.split())


def test_a_regression_is_shaded_and_nothing_in_it_is_wrong() -> None:
    lesson = replace(recipe((2, 3, 1), "linear"), targets=tuple((n / 4 - 1.0,) for n in range(12)), loss="mse")
    picture = drawn(lesson)
    shades = [
        next(word for word in point.css.split() if re.match(r"s\d", word)) for point in picture.outputs[0][1].single
    ]
    assert len(set(shades)) > 4
    assert "taken for another class" not in html(picture)


def test_the_present_example_is_ringed_and_what_is_left_out_is_pale() -> None:
    picture = drawn(recipe((2, 2, 1)), present=4, left_out=(2,))
    points = picture.outputs[0][1]
    assert points.ring is not None
    assert points.single[3].path.startswith(f"M{points.ring[0]:.1f} {points.ring[1]:.1f}m")
    assert [point.id for point in points.single if "out" in point.css.split()] == ["point-2"]
    assert points.single[3].href == "/train?example=4&x=1"


def test_points_too_many_to_be_links_are_found_by_the_script() -> None:
    count = MAX_POINT_LINKS + 1
    lesson = recipe((2, 2, 1), count=count)
    picture = drawn(lesson)
    points, ways = picture.outputs[0][1], picture.ways
    assert points.single == ()
    assert ways is not None
    between = ways.between.split(" ")
    assert [ways.before + one + ways.after for one in between] == [
        f"/train?example={n}&x=1" for n in range(1, count + 1)
    ]
    places = np.array(points.places.split(), dtype=float).reshape(-1, 2) / 1000
    over = ground(lesson)
    back = np.array(over.low) + np.column_stack((places[:, 0], 1 - places[:, 1])) * (np.array(over.high) - over.low)
    assert np.abs(back - lesson.inputs).max() < 0.002


def test_an_example_that_leads_nowhere_is_no_link_among_others_that_are() -> None:
    lesson = recipe((2, 2, 1))
    moment = TrainMoment(lesson, start(lesson).layers, 0, left_out=(2,))
    some = replace(LINKS, show=lambda n: None if n == 2 else LINKS.show(n))
    picture = train_picture(moment, some)
    assert [point.id for point in picture.outputs[0][1].single if not point.href] == ["point-2"]
    text = html(picture)
    assert 'id="point-2"' not in text
    assert 'id="point-3"' in text
    assert text.count('class="alone ') == 1


def test_without_a_plane_a_point_stands_as_high_as_what_its_output_answers() -> None:
    lesson = recipe((3, 4, 3), "softmax")
    outputs = forward(start(lesson).layers, lesson.inputs).output
    picture = drawn(lesson)
    for output, (tile, points) in enumerate(picture.outputs):
        inner = tile.box.height / 2 - 3
        heights = [float(re.match(r"M\S+ ([\d.]+)m", point.path)[1]) for point in points.single]  # type: ignore[index]
        values = 0.5 + (tile.box.cy - np.array(heights)) / inner / 2
        assert np.abs(values - outputs[:, output]).max() < 0.01
        lefts = [float(re.match(r"M([\d.]+)", point.path)[1]) for point in points.single]  # type: ignore[index]
        columns = np.floor((np.array(lefts) - tile.box.x) / tile.box.width * 3).astype(int)
        assert columns.tolist() == np.argmax(lesson.targets, axis=1).tolist()


def test_where_examples_lead_nowhere_there_is_no_link() -> None:
    lesson = recipe((2, 2, 1))
    moment = TrainMoment(lesson, start(lesson).layers, 0)
    picture = train_picture(moment, replace(LINKS, show=lambda _: None))
    assert {point.href for point in picture.outputs[0][1].single} == {""}
    assert picture.ways is None
    assert 'class="mark point"' not in html(picture)


@pytest.mark.parametrize(("sizes", "kind"), [((1, 3, 1), "curve"), ((3, 4, 3), "bar"), ((2, 3, 2), "map")])
def test_every_number_of_inputs_has_a_picture(sizes: tuple[int, ...], kind: str) -> None:
    picture = drawn(recipe(sizes, "softmax" if sizes[-1] > 1 else "sigmoid"), present=1)
    assert picture.kind == kind
    text = html(picture)
    assert ('<image class="sprite" href="/m.png"' in text) == (kind == "map")
    assert ("answer-line" in text) == (kind == "curve")
    assert ("answer-bar" in text) == (kind == "bar")
    assert "style=" not in text


def test_a_layers_scale_is_said_under_it() -> None:
    scales = drawn(recipe((2, 3, 1))).scales
    assert [(one.heading, one.function, one.low, one.middle, one.high) for one in scales[1:]] == [
        ("layer 1", "tanh", "−1", "0", "1"), ("output layer", "sigmoid", "0", "0.5", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("screen", ["page", "projector"])
def test_the_ends_of_a_scale_are_written_at_its_ends(screen: str) -> None:
    picture = drawn(recipe((2, 3, 1)), screen=screen)
    page = html(picture)
    for one in picture.scales:
        left, right = round(one.x - one.width / 2, 1), round(one.x + one.width / 2, 1)
        for name, place, anchor in (("low", left, "start"), ("high", right, "end")):
            said = re.search(rf'<text class="(\w+)" data-scale-{name}="{one.layer}" x="([-\d.]+)"', page)
            assert said is not None
            assert said[1] == anchor
            assert float(said[2]) == pytest.approx(place, abs=0.06)


def test_ends_too_long_for_their_bar_keep_clear_of_each_other() -> None:
    (scale, *_) = drawn(recipe((2, 3, 1))).scales
    assert replace(scale, low="−1", high="1").ends_fit(12.5)
    assert not replace(scale, low="−0.000137", high="0.000137").ends_fit(12.5)


def test_the_legend_names_no_colour_that_is_another_in_the_dark() -> None:
    legend = html(drawn(recipe((2, 3, 1)))).partition("train-legend")[2]
    assert "violet" in legend
    assert not re.search(r"\b(white|black)\b", legend)


@pytest.mark.parametrize("outputs", [2, 3, 4])
def test_a_class_has_one_colour_on_all_maps_and_in_the_legend_and_no_other_has_it(outputs: int) -> None:
    lesson = recipe((2, 3, outputs), "softmax")
    picture = drawn(lesson)
    colours = [next(name for name in css.split() if name.startswith("of-")) for _, css, _ in picture.key]
    assert len(set(colours)) == outputs
    for _tile, points in picture.outputs:
        assert [{colour for colour in colours if colour in point.css.split()} for point in points.single] == [
            {colours[target.index(1.0)]} for target in lesson.targets
        ]
        assert not any({"plus", "minus"} & set(point.css.split()) for point in points.single)


def test_axes_have_the_names_of_an_own_tables_columns_and_say_that_they_are_scaled() -> None:
    named = Names(("petal length", "w"), ("beech", "oak"), standardised=True)
    page = html(drawn(recipe((2, 3, 2), "softmax"), names=named))
    assert page.count(">x₁ petal length</text>") == page.count(">x₂ w</text>") == 2
    assert "Standardised, each column to mean 0 and standard deviation 1: petal length, w." in page
    assert "tandardised" not in html(drawn(recipe((2, 3, 2), "softmax"), names=replace(named, standardised=False)))


def test_a_long_column_name_stays_between_the_numbers_of_its_axis() -> None:
    picture = drawn(recipe((2, 3, 1)), names=Names(("a very long name of a column " * 3, "b"), ()))
    assert picture.axes[0].endswith("…")
    assert len(picture.axes[0]) * 0.6 * 12.5 < 300
