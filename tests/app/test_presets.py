import json
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.figures import Figure
from app.lesson_url import parse, query
from app.moment import moment
from app.presets import PRESETS, Preset
from app.published import compute, seen
from engine.forward import forward
from engine.lesson import replay, training_step

CASES: dict[str, dict[str, Any]] = {
    case["name"]: case
    for case in json.loads((Path(__file__).parents[1] / "data" / "worked_examples.json").read_text())["cases"]
}
CASE_OF = {
    "notes": "lee_three_layer_forward",
    "mazur": "mazur_2_2_2",
    "hmkcode": "hmkcode_2_2_1_linear",
    "nielsen": "nielsen_neuron_06_09_quadratic",
    "nielsen-ce": "nielsen_neuron_06_09_cross_entropy",
    "nielsen-saturated": "nielsen_neuron_2_2_quadratic",
    "nielsen-saturated-ce": "nielsen_neuron_2_2_cross_entropy",
    "softmax": "lee_softmax_3_1_minus3",
    "cs231n": "cs231n_softmax_classifier",
    "mosher": "mosher_2_2_4_batch_sum",
    "mosher-mean": "mosher_2_2_4_batch_mean",
}
OURS = {"notes": {"loss", "inputs", "targets"}}

every_sourced = pytest.mark.parametrize("name", CASE_OF)
every_figure = pytest.mark.parametrize(
    ("preset", "figure"),
    [
        pytest.param(preset, figure, id=f"{preset.name}-{figure.label}-{figure.printed}")
        for preset in PRESETS.values()
        for figure in preset.figures
    ],
)


def flat(values: Sequence[Any]) -> list[float]:
    return [float(value) for value in np.ravel(np.array(values, dtype=np.float64))]


def place(figure: Figure, case: dict[str, Any]) -> str:
    """Where the reference file has the number that a figure stands for."""
    layer, to, source = figure.layer - 1, figure.to - 1, figure.source - 1
    example = figure.example - 1
    if figure.inputs:
        example = [tuple(row) for row in case["inputs"]].index(figure.inputs)
    match figure.quantity:
        case "C" | "L":
            return "loss"
        case "dC_dy":
            return f"dC_da[{layer}][{example}][{to}]"
        case "z" | "a" | "dC_da" | "dC_dz" if not figure.updates:
            return f"{figure.quantity}[{layer}][{example}][{to}]"
        case "a":
            return f"training[updates={figure.updates}]['final_outputs'][{example}][{to}]"
        case "dC_dw" | "dL_dw":
            return f"dC_dW[{layer}][{to}][{source}]"
        case "dL_db":
            return f"dC_db[{layer}][{to}]"
        case "w_new":
            return f"after_update['weights'][{layer}][{to}][{source}]"
        case "L_new":
            return f"training[updates={figure.updates + 1}]['final_loss']"
    raise AssertionError(figure.quantity)


def computed(where: str, case: dict[str, Any]) -> float:
    """The number that the reference file has there."""
    value: Any = case["expected"]
    for name, number, updates, text in re.findall(r"^(\w+)|\[(\d+)\]|\[updates=(\d+)\]|\['(\w+)'\]", where):
        if updates:
            value = next(one for one in value if one["epochs"] == int(updates))
        else:
            value = value[int(number)] if number else value[name or text]
    return float(value)


def numbered(where: str, case: dict[str, Any]) -> str:
    """A place as ``place`` writes it: training runs by their count of updates rather than by their index."""
    return re.sub(
        r"training\[(\d)\]",
        lambda match: f"training[updates={case['expected']['training'][int(match[1])]['epochs']}]",
        where,
    )


def test_the_catalogue_begins_with_the_notes_and_misses_no_published_case() -> None:
    assert list(PRESETS) == [*CASE_OF, "xor"]
    assert set(CASE_OF.values()) == set(CASES)
    assert all(preset.name == name for name, preset in PRESETS.items())


@every_sourced
def test_a_preset_is_the_published_network(name: str) -> None:
    recipe, case = PRESETS[name].recipe, CASES[CASE_OF[name]]
    assert [list(weights or ()) for weights in recipe.weights] == [flat(one["weights"]) for one in case["layers"]]
    assert [list(biases or ()) for biases in recipe.biases] == [one["biases"] for one in case["layers"]]
    assert [one.name for one in recipe.spec.activations] == [one["activation"] for one in case["layers"]]
    published = {
        "loss": (recipe.loss, case["loss"]),
        "reduction": (recipe.reduction, case["batch_reduction"]),
        "inputs": ([list(row) for row in recipe.inputs], case["inputs"]),
        "targets": ([list(row) for row in recipe.targets], case["targets"]),
    }
    for field, (mine, theirs) in published.items():
        if field not in OURS.get(name, ()):
            assert mine == theirs, field


@every_sourced
def test_a_preset_trains_as_its_source_does(name: str) -> None:
    recipe = PRESETS[name].recipe
    for run in CASES[CASE_OF[name]]["expected"].get("training") or ():
        assert (recipe.learning_rate, recipe.frozen) == (
            run["learning_rate"], ("biases",) if run["biases_frozen"] else (),
        )  # fmt: skip


@every_sourced
def test_a_preset_names_its_source(name: str) -> None:
    source, theirs = PRESETS[name].source, CASES[CASE_OF[name]]["source"]
    assert source is not None
    assert (source.year, source.url) == (theirs["year"], theirs["url"].split(" ")[0])
    assert source.verified


def test_what_is_ours_in_the_notes_lesson_is_said_to_be() -> None:
    notes = PRESETS["notes"]
    assert (notes.recipe.inputs, notes.recipe.targets, notes.recipe.loss, notes.recipe.learning_rate) == (
        ((1.0, -1.0),), ((1.0, 0.0),), "half_squared_error", 0.5,
    )  # fmt: skip
    assert "ours" in notes.remarks[0]


@every_sourced
def test_every_published_figure_is_there_digit_by_digit(name: str) -> None:
    case = CASES[CASE_OF[name]]
    mine = sorted(
        (place(figure, case), figure.printed.replace("−", "-"), figure.factor, figure.slack)
        for figure in PRESETS[name].figures
        if not figure.erratum
    )
    theirs = sorted(
        (numbered(one["where"], case), one["printed"], one.get("factor", 1.0), int("status" in one))
        for one in case["published_figures"]
    )
    assert mine == theirs


@every_figure
def test_a_figure_is_right_unless_it_is_known_to_be_wrong(preset: Preset, figure: Figure) -> None:
    checked = next(one for one in compute(preset) if one.figure is figure)
    assert checked.agrees is not bool(figure.erratum)
    assert (checked.printed_like == figure.printed) is (checked.agrees and not figure.slack)
    case = CASES[CASE_OF[preset.name]]
    reference = figure.factor * computed(place(figure, case), case)
    assert math.isclose(checked.value, reference, rel_tol=1e-7 if figure.updates else 1e-9)


@every_figure
def test_a_figure_can_be_seen_at_its_address(preset: Preset, figure: Figure) -> None:
    at = seen(preset, figure)
    indices = (figure.layer, figure.to, figure.source)
    assert moment(at).known(figure.quantity, *indices)
    if at.done > 1:
        assert not moment(at.at(at.time - 1)).known(figure.quantity, *indices)
    assert parse(parse_qsl(query(at))) == at


def test_labels_say_what_a_figure_is() -> None:
    labels = {(figure.label, figure.printed) for preset in PRESETS.values() for figure in preset.figures}
    assert labels >= {
        ("z₁", "4"),
        ("y₂", "0.83"),
        ("a₁ of the input (0, 0)", "0.73"),
        ("the loss C", "0.298371109"),
        ("w₁ after one update", "0.149780716"),
        ("the loss after one update", "0.291027924"),
        ("the loss after 9,999 updates", "0.0000351085"),
        ("y₁ after 10,000 updates", "0.015912196"),
        ("0.05 · ∂C/∂w₅", "−0.034"),
        ("y₁ after one update", "0.26"),
        ("∂C/∂y₁", "0.74136507"),
        ("example 2: ∂C/∂z₄", "−0.139718"),
        ("∂L/∂b₃", "2.65025"),
        ("the loss L", "7.4070"),
    }


def test_mazurs_lesson_opens_with_his_loss_and_mends_the_loss_after_the_update() -> None:
    checked = {(one.figure.label, one.figure.printed): one for one in compute(PRESETS["mazur"])}
    assert checked["the loss C", "0.298371109"].agrees
    assert checked["w₁ after one update", "0.149780716"].agrees
    assert checked["the loss after one update", "0.291027924"].printed_like == "0.291027774"
    assert query(PRESETS["mazur"].opening) == "preset=mazur&at=loss"


def faulty(updates: int) -> tuple[float, list[float]]:
    """Mazur's network, updated from the output backward, each layer before the deltas below it are computed."""
    W1, W2 = np.array([[0.15, 0.2], [0.25, 0.3]]), np.array([[0.4, 0.45], [0.5, 0.55]])
    x, target = np.array([0.05, 0.1]), np.array([0.01, 0.99])

    def outputs() -> tuple[np.ndarray, np.ndarray]:
        hidden = 1 / (1 + np.exp(-(W1 @ x + 0.35)))
        return hidden, 1 / (1 + np.exp(-(W2 @ hidden + 0.6)))

    for _ in range(updates):
        hidden, y = outputs()
        delta = (y - target) * y * (1 - y)
        W2 -= 0.5 * np.outer(delta, hidden)
        W1 -= 0.5 * np.outer((W2.T @ delta) * hidden * (1 - hidden), x)
    _, y = outputs()
    return float(((y - target) ** 2).sum() / 2), [float(value) for value in y]


def test_the_reason_given_for_mazurs_errata_reproduces_them() -> None:
    assert f"{faulty(1)[0]:.9f}" == "0.291027924"
    assert [f"{value:.9f}" for value in faulty(10_000)[1]] == ["0.015912196", "0.984065734"]


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_an_update_lowers_the_loss(preset: Preset) -> None:
    losses = [
        training_step(preset.recipe, replay(preset.recipe, (), updates)).gradients.loss for updates in (0, 1, 10, 100)
    ]
    assert all(later < earlier for earlier, later in pairwise(losses))


def xor_errors(seed: int, updates: int) -> list[float]:
    recipe = replace(PRESETS["xor"].recipe, seed=seed)
    x, target = np.array(recipe.inputs), np.array(recipe.targets)
    return flat(np.abs(forward(replay(recipe, (), updates).layers, x).output - target))


def test_xor_learns_as_its_remarks_say() -> None:
    assert "1,000" in PRESETS["xor"].remarks[0]
    assert "seed 5" in PRESETS["xor"].remarks[1]
    assert max(xor_errors(PRESETS["xor"].recipe.seed, 0)) > 0.5
    assert max(xor_errors(PRESETS["xor"].recipe.seed, 1_000)) < 0.1
    assert sum(abs(error - 0.5) < 0.02 for error in xor_errors(5, 1_000)) == 2
    assert sum(abs(error - 0.5) < 0.02 for error in xor_errors(5, 10_000)) == 2


def test_presets_speak_in_sentences() -> None:
    for preset in PRESETS.values():
        assert preset.title
        assert all(text.endswith(".") for text in (preset.description, *preset.remarks))
        assert all(figure.erratum.endswith(".") for figure in preset.figures if figure.erratum)
