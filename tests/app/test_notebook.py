"""A lesson in a notebook: one cell that holds it whole, or a frame with the page of a server."""

import re
from html import unescape

import numpy as np
import pytest

from app.model_lessons import lesson_of
from app.moment import moment
from app.notebook import show
from app.panels.readout import readout
from app.trained_models import Unshowable, read_model
from tests.app.drawing import lesson
from tests.app.stand_ins import Linear, MLPClassifier, Sequential, module
from tests.reading import read

NET = [([[0.5, -1.0], [2.0, 0.25]], [0.1, -0.2], "tanh"), ([[1.0, 2.0], [0.5, -1.5]], [0.0, 0.5], "softmax")]


def test_the_cell_holds_the_file_and_asks_nobody() -> None:
    shown = show("preset=mazur&at=loss&step=layer")
    frame = re.fullmatch(r'<iframe srcdoc="([^"]*)" title="([^"]*)"([^>]*)></iframe>', shown._repr_html_())
    assert frame
    assert unescape(frame[1]) == shown.file
    assert unescape(frame[2]) == "Mazur's example"
    assert "src=" not in frame[3]
    assert "default-src 'none'" in unescape(shown.file)
    assert repr(shown) == "<Mazur's example: /lesson?preset=mazur&at=loss&step=layer>"


def test_its_numbers_are_those_of_the_lesson() -> None:
    page = read(show("preset=mazur&at=dC_dz-1-1").file)
    cells = [one for one in page.walk() if "data-ref" in one and "data-value" in one]
    held = {one["data-ref"]: float(one["data-value"]) for one in cells}
    numbers = readout(moment(lesson("preset=mazur&at=dC_dz-1-1")))["numbers"]
    both = set(held) & set(numbers)
    assert len(both) > 30
    assert {key: held[key] for key in both} == {key: numbers[key] for key in both}


@pytest.mark.parametrize(
    "what", ["preset=mazur&updates=1", "?preset=mazur&updates=1", "/lesson?preset=mazur&updates=1",
             "https://example.org/pre/fix/lesson?preset=mazur&updates=1", "/embed?preset=mazur&updates=1",
             "/?preset=mazur&updates=1", "http://example.org?preset=mazur&updates=1"],
)  # fmt: skip
def test_any_form_of_an_address(what: str) -> None:
    assert show(what, step="pass").address == "/lesson?preset=mazur&updates=1&step=pass"


def test_parameters_as_keywords() -> None:
    shown = show(layers="2-1", act="tanh", x=[[1, 2], [3, 4]], target=np.array([[0.5], [1]]), lr=0.25, dx=True)
    assert shown.address == "/lesson?layers=2-1&act=tanh&x=1,2;3,4&target=0.5;1&lr=0.25&dx=1"
    assert show("preset=mazur&lr=0.1", lr=2).address == "/lesson?preset=mazur&lr=2"


def test_a_language_by_its_address_or_by_its_name() -> None:
    assert '<html lang="en"' in show("preset=mazur", step="pass").file
    assert '<html lang="zh"' in show("/zh/lesson?preset=mazur", step="pass").file
    assert '<html lang="zh"' in show("preset=mazur", step="pass", lang="zh").file


def test_a_model_has_its_own_weights_and_the_step_is_that_of_its_loss() -> None:
    it = lesson_of(read_model(NET), [[1.0, 2.0], [0.0, -1.0]], [1, 0], {"at": "gradient", "updates": "2"})
    assert it.recipe.weights == ((0.5, -1.0, 2.0, 0.25), (1.0, 2.0, 0.5, -1.5))
    assert it.recipe.biases == ((0.1, -0.2), (0.0, 0.5))
    assert it.recipe.targets == ((0.0, 1.0), (1.0, 0.0))
    assert it.recipe.loss == "cross_entropy"
    assert it.update == 2
    shown = show(NET, [1.0, 2.0], [0, 1], at="loss", step="layer")
    assert shown.title == "network 2-2-2"
    assert "Made from network 2-2-2" in shown.file


def test_what_does_not_fit_an_address_fits_a_cell() -> None:
    rng = np.random.default_rng(1)
    net = [
        (rng.normal(size=(16, 12)), rng.normal(size=16), "relu"),
        (rng.normal(size=(16, 16)), np.zeros(16), "linear"),
    ]
    x, target = rng.normal(size=(4, 12)), rng.normal(size=(4, 16))
    shown = show(net, x, target, step="update")
    assert len(shown.address) > 6_000
    assert repr(float(net[0][0][3, 4])) in shown.file
    with pytest.raises(Unshowable, match="do not fit an address"):
        show(net, x, target, server="http://127.0.0.1:8000")


def test_labels_of_a_classifier() -> None:
    W, b = np.array([[1.0], [2.0]]), np.array([0.5])
    two = MLPClassifier([W], [b], "relu", "logistic", np.array(["no", "yes"]))
    for target in (["yes", "no"], np.array(["yes", "no"])):
        assert lesson_of(read_model(two), [[1, 2], [3, 4]], target, {}).recipe.targets == ((1.0,), (0.0,))
    assert lesson_of(read_model(two), [1, 2], "yes", {}).recipe.targets == ((1.0,),)
    with pytest.raises(Unshowable, match="'maybe' is no class"):
        lesson_of(read_model(two), [1, 2], ["maybe"], {})
    three = MLPClassifier([np.ones((2, 3))], [np.ones(3)], "relu", "softmax", np.array([5, 6, 7]))
    assert lesson_of(read_model(three), [1, 2], [6], {}).recipe.targets == ((0.0, 1.0, 0.0),)
    assert lesson_of(read_model(three), [1, 2], [0.2, 0.3, 0.5], {}).recipe.targets == ((0.2, 0.3, 0.5),)


def test_a_sequential_that_gives_logits() -> None:
    model = Sequential(Linear([[1.0, 2.0], [3.0, 4.0]], [0.0, 1.0]), module("Identity"))
    assert show(model, [1, 2], [1, 0], step="pass").address.startswith("/lesson?layers=2-2&act=linear&")
    with pytest.raises(Unshowable, match='output="softmax"'):
        show(model, [1, 2], [1, 0], loss="cross_entropy")
    assert "act=softmax&loss=cross_entropy" in show(model, [1, 2], [1, 0], output="softmax", step="pass").address


def test_with_a_server_the_frame_has_its_page() -> None:
    shown = show("preset=mazur&at=loss", server="http://127.0.0.1:8000/here/", height=300)
    assert shown._repr_html_() == (
        '<iframe src="http://127.0.0.1:8000/here/embed?preset=mazur&amp;at=loss" title="Mazur&#x27;s example"'
        ' width="100%" height="300" style="border: 0" sandbox="allow-scripts allow-popups" loading="lazy"></iframe>'
    )
    assert show("/train?updates=5", server="http://a.org").source == "http://a.org/embed/train?updates=5"
    assert show("/zh/ideas/loss", server="http://a.org").source == "http://a.org/zh/embed/ideas/loss"


@pytest.mark.parametrize(
    ("what", "options", "said"),
    [
        ("/own", {}, "/own is no page"), ("/train?updates=5", {}, "/train is no lesson"),
        ("preset=mine", {}, "preset: "), ("preset=mazur", {"lr": "fast"}, "lr: “fast” is not a number"),
        ("preset=mazur", {"speed": 3}, "speed: there is no parameter"),
        ("", {"lang": "fr"}, "lang='fr'"), ("", {"server": "elsewhere"}, "server='elsewhere'"),
        ("", {"count": 500, "step": "neuron"}, "count: "), (NET, {}, "a model needs examples"),
        (NET, {"x": [1, 2, 3], "target": [1, 0]}, "x has the shape (1, 3)"),
        (NET, {"x": [[1, 2], [1]], "target": [1, 0]}, "x is no array of numbers"),
        (NET, {"x": [[1, 2]] * 3, "target": [[1, 0]] * 2}, "target has 2 rows and x has 3"),
        (NET, {"x": [[1, 2]] * 65, "target": [0] * 65}, "x: "),
        (NET, {"x": [1, 2], "target": [-1, 0]}, "target: "), (NET, {"x": [1, 1e9], "target": [1, 0]}, "x: "),
        (NET, {"x": [1, 2], "target": [1, 0], "w": "3"}, "w is given, but the model says it"),
        (NET, {"x": [1, 2], "target": [1, 0], "output": "sine"}, "no activation 'sine'"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_says_why_and_what_can(what: object, options: dict[str, object], said: str) -> None:
    with pytest.raises(Unshowable) as refused:
        show(what, **options)  # type: ignore[arg-type]
    assert said in str(refused.value)
    assert ". Allowed: " in str(refused.value)


def test_a_network_that_is_too_large_for_a_file_says_so() -> None:
    wide = (np.ones((32, 32)), np.zeros(32), "tanh")
    with pytest.raises(Unshowable, match="not even one training step"):
        show([wide] * 4, np.ones((64, 32)), np.ones((64, 32)), step="update")
