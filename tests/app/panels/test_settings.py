from dataclasses import replace

import pytest
from hypothesis import given, settings

from app.lesson import Lesson
from app.lesson_url import parse
from app.moment import moment
from app.panels.settings import Line, Settings
from app.panels.settings import settings as panel
from app.requests import form_pairs
from engine.losses import LOSSES, allowed_losses
from tests.app.drawing import lesson
from tests.app.real_lessons import lessons


def of(address: str) -> Settings:
    return panel(moment(lesson(address)))


def lines(form: Settings) -> dict[str, Line]:
    return {line.name: line for line in (*form.network, *form.data, *form.learning)}


def sent(form: Settings, **changes: str) -> Lesson:
    """The lesson that the form asks for, with some fields changed."""
    fields = dict(form.hidden)
    for name, line in lines(form).items():
        fields[name] = next((one.value for one in line.choices if one.chosen), line.value)
    assert len(fields) == len(form.hidden) + len(lines(form))
    return parse(form_pairs(list({**fields, **changes}.items()))[0])


@settings(max_examples=60, deadline=None)
@given(lessons())
def test_a_form_sent_as_it_is_asks_for_the_very_lesson(it: Lesson) -> None:
    shown = replace(it, time=0)  # no update has to be computed for the form
    form = panel(moment(shown))
    view = replace(shown.view, guide="", dropped=(), was=())
    assert sent(form) == replace(shown, view=view)


@pytest.mark.parametrize(
    "address", ["updates=2&at=dC_dz-1-1", "preset=mosher&dx=1&updates=1&at=dL_dw-1-2", "updates=3"]
)
def test_it_keeps_the_moment(address: str) -> None:
    now = lesson(address)
    assert sent(of(address)) == now
    slower = sent(of(address), lr="0.125")
    assert (slower.time, slower.recipe.learning_rate) == (now.time, 0.125)


def test_each_layer_has_its_activation_and_only_the_last_may_be_softmax() -> None:
    form = lines(of("layers=2-3-2&act=relu,softmax&loss=mse"))
    assert [one.value for one in form["act1"].choices if one.chosen] == ["relu"]
    assert [one.value for one in form["act2"].choices if one.chosen] == ["softmax"]
    assert "softmax" not in [one.value for one in form["act1"].choices]
    assert form["act2"].label == "Output layer"


def test_each_slope_below_zero_belongs_to_its_layer() -> None:
    form = of("layers=2-2-2-2&act=leaky_relu:0.1,relu,leaky_relu:0.3&loss=mse")
    assert [layer.negative_slope for layer in sent(form).recipe.spec.activations] == [0.1, 0.01, 0.3]


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "softmax"])
def test_a_loss_that_does_not_go_with_the_output_says_so(activation: str) -> None:
    form = lines(of(f"act=sigmoid,sigmoid,{activation}"))
    marked = {one.value for one in form["loss"].choices if "not with this output" in one.label}
    assert marked == set(LOSSES) - set(allowed_losses(activation))


@pytest.mark.parametrize(("address", "drawn"), [("xor", True), ("notes", False), ("preset=xor&set=w1:1", False)])
def test_weights_that_are_drawn_need_no_drawing(address: str, drawn: bool) -> None:
    assert of(address).drawn == drawn
    anew = sent(of(address), draw="1", seed="77")
    assert anew.recipe.seed == 77
    assert anew.recipe.weights == (None,) * len(anew.recipe.spec.layers)
    assert not anew.edits


def test_every_field_says_what_it_may_hold() -> None:
    for line in lines(of("notes")).values():
        assert line.label
        assert line.choices or line.help


@pytest.mark.parametrize(
    "address",
    [
        "layers=2-3-1&act=tanh,sigmoid&loss=mse&data=moons:40:0.1:3&test=0.3:5&opt=adam:0.8:0.9&batch=6&updates=7&run=12"
        "&set=n3:out@2,lr:0.1@5,w1:frozen@6&example=6",
        "layers=2-2&act=softmax&loss=cross_entropy&data=xor-gate&opt=momentum",
    ],
)
def test_data_and_how_it_is_learnt_are_lines_of_the_form(address: str) -> None:
    now = lesson(address)
    form = of(address)
    assert {"data", "count", "noise", "data_seed", "test", "opt", "beta", "beta1", "beta2", "batch"} <= set(lines(form))
    assert not any(":" in line.value for line in lines(form).values())
    assert not {"x", "target"} & set(lines(form))
    assert sent(form) == now
    assert sent(form, opt="gd", batch="all", test="0").recipe.batch == len(sent(form, test="0").recipe.inputs)
    bare = sent(form, data="")
    assert bare.data is None
    assert len(bare.recipe.inputs) == 1
    assert {"x", "target"} <= set(lines(of("layers=2-3-1")))


def test_data_replaces_the_examples_that_the_form_showed() -> None:
    made = sent(of("layers=2-3-1&act=tanh,sigmoid&loss=mse&x=1,2;3,4&target=0;1"), data="moons:30:0.1:1", test="0.5")
    assert (len(made.recipe.inputs), len(made.recipe.test_inputs)) == (15, 15)
