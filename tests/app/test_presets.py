from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from app.presets import PRESETS, Preset
from engine.forward import forward
from engine.lesson import replay, training_step
from tests.app.published_cases import CASE_OF, CASES

OURS = {"notes": {"loss", "inputs", "targets"}}

every_sourced = pytest.mark.parametrize("name", CASE_OF)


def flat(values: Sequence[Any]) -> list[float]:
    return [float(value) for value in np.ravel(np.array(values, dtype=np.float64))]


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
