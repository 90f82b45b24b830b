import math
import re
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.figures import Figure
from app.lesson_url import parse, query
from app.moment import moment
from app.presets import PRESETS, Preset
from app.published import compute, seen
from app.symbols import Symbols
from tests.app.published_cases import CASE_OF, CASES

every_figure = pytest.mark.parametrize(
    ("preset", "figure"),
    [
        pytest.param(preset, figure, id=f"{preset.name}-{figure.label(Symbols(preset.recipe.sizes))}-{figure.printed}")
        for preset in PRESETS.values()
        for figure in preset.figures
    ],
)


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


@pytest.mark.parametrize("name", CASE_OF)
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
    labels = {
        (figure.label(Symbols(preset.recipe.sizes)), figure.printed)
        for preset in PRESETS.values()
        for figure in preset.figures
    }
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


def test_labels_are_in_the_letters_that_are_asked_for() -> None:
    figures = [(preset, one) for preset in PRESETS.values() for one in preset.figures if one.quantity == "dC_dz"]
    labels = {one.label(Symbols(preset.recipe.sizes, "common")) for preset, one in figures}
    assert {"δ₃", "example 2: δ₄"} <= labels


def test_mazurs_lesson_opens_with_his_loss_and_mends_the_loss_after_the_update() -> None:
    names = Symbols(PRESETS["mazur"].recipe.sizes)
    checked = {(one.figure.label(names), one.figure.printed): one for one in compute(PRESETS["mazur"])}
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
