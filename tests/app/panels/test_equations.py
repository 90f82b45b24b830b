"""What an equation says is worked out again, with the numbers as printed and with all their digits."""

import re
from collections.abc import Iterator

import pytest

from app.formula import Formula
from app.links import Links
from app.moment import moment
from app.numbers import MINUS, text
from app.panels.equations import Equations
from app.panels.explanation import explanation
from app.panels.present import present
from app.panels.update_equations import update_lines
from app.presets import PRESETS
from app.render import formula as typeset
from tests.app.arithmetic import claims, full, printed
from tests.app.drawing import SMALL, lesson
from tests.app.truth import computed, truth
from tests.reading import read

CHECKED = ("z", "dC_dy", "dC_dz", "dC_da", "dC_dx", "dC_dw", "dL_dw", "update")
"""Operations whose lines are sums and products from end to end."""


def lines(address: str) -> Iterator[tuple[str, set[str], Formula]]:
    """Every line of every step's equation, folded and unfolded, with its operation's kind and what is computed."""
    opened = lesson(address)
    for unfold in (0, 1, 2):
        for done in range(1, len(opened.program) + 1):
            now = opened.within(done).viewed(unfold=unfold)
            seen = moment(now)
            assert now.operation is not None
            for line in explanation(seen, present(seen), Links(now))[0]:
                yield now.operation.kind, computed(now), line


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_every_line_is_true_and_equal_means_that_every_number_is_printed_exactly(address: str) -> None:
    kinds = set()
    for kind, _, line in lines(address):
        exact = all(as_float(figure.content) == float(figure.data) for figure in line.figures.values())
        worked_out = claims(line, full(line))
        if worked_out:
            assert (r"\approx" not in line.latex) == exact, line.latex
        for relation, left, right in worked_out:
            kinds.add(kind)
            assert left == pytest.approx(right, rel=1e-12, abs=1e-12), (relation, line.latex)
        for relation, left, right in claims(line, printed(line)):
            if relation == "=":
                assert left == pytest.approx(right, rel=1e-14, abs=1e-15), line.latex
    shown = {operation.kind for operation in lesson(address).program.operations}
    assert kinds >= shown & set(CHECKED)


def as_float(printed: str) -> float:
    return float(printed.strip("()").replace(MINUS, "-").replace("∞", "inf"))


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_every_number_is_the_pictures_and_computed_by_now(address: str) -> None:
    numbers = truth(lesson(address))
    for _, known, line in lines(address):
        for figure in line.figures.values():
            digits = range(3, 10) if "_new-" in figure.ref else [3]
            assert figure.content.strip("()") in {text(float(figure.data), count) for count in digits}
            if figure.ref:
                assert figure.ref in known
                assert float(figure.data) == numbers[figure.ref]
        for tied in re.findall(r"\\class\{ref-([^}]+)\}", line.latex):
            assert tied in numbers


@pytest.mark.parametrize("address", ["notes", "preset=mosher&example=2", "softmax"])
def test_typeset_every_number_stands_in_its_place(address: str) -> None:
    for _, _, line in lines(address):
        page = read(str(typeset(line)))
        figures = [one for one in page.all("mn") if "data-value" in one]
        places = re.findall(r"\\text\{#([^#]+)#\}", line.latex)
        assert sorted(one.text for one in figures) == sorted(line.figures[place].content for place in places)
        symbols = [one["data-ref"] for one in page.walk() if "data-ref" in one and one not in figures]
        assert symbols == re.findall(r"\\class\{ref-([^}]+)\}", line.latex)
        assert "#" not in page.text


def test_what_is_not_computed_yet_has_no_number() -> None:
    write = Equations(moment(lesson("at=z-1-1")))
    assert set(write.weighted_sum(1, 2).figures) == {"w-1-2-1", "w-1-2-2", "x-0-1", "x-0-2", "b-1-2"}
    assert set(write.weighted_sum(2, 1).figures) == {"w-2-1-1", "w-2-1-2", "b-2-1"}
    assert set(write.summed_back(1, 1).figures) == {"w-2-1-1", "w-2-2-1"}
    for line in (write.activation(1, 2), write.delta(1, 1, 0), write.total()):
        assert "#" not in line.latex
        assert r"\approx" not in line.latex


def test_a_minus_gradient_raises_its_weight() -> None:
    write = Equations(moment(lesson("preset=mazur&updates=1")))
    (line,) = update_lines(write, "w", 2, 2, 1)  # ∂L/∂w₇ = −0.0226, η = 0.5
    assert (line.figures["dL_dw-2-2-1"].content, line.figures["=change"].content) == ("(−0.0226)", "0.0113")
    assert r"\text{#w-2-2-1#} + \text{#=change#}" in line.latex
    (frozen,) = update_lines(write, "b", 2, 1)
    assert "frozen" in frozen.latex
    assert set(frozen.figures) == {"b-2-1", "b_new-2-1"}


@pytest.mark.parametrize(
    ("address", "numbers"),
    [
        ("at=dC_dz-2-1", {"da_dz-2-1", "dC_da-2-1"}),
        ("at=dC_dz-2-1&unfold=2", {"da_dz-2-1", "w-3-1-1", "dC_dz-3-1", "w-3-2-1", "dC_dz-3-2"}),
        ("at=dC_dz-3-1", {"da_dz-3-1", "dC_dy-3-1"}),
        ("preset=nielsen-ce&at=dC_dz-1-1", {"y-1-1", "target-1-1"}),
        ("preset=nielsen-ce&at=dC_dz-1-1&unfold=1", {"da_dz-1-1", "dC_dy-1-1"}),
        ("preset=softmax&at=dC_dz-1-1&unfold=1", {"y-1-1", "target-1-1"}),
    ],
)
def test_the_slope_of_z_is_split_as_far_as_asked_for(address: str, numbers: set[str]) -> None:
    now = lesson(address)
    assert now.operation is not None
    line = Equations(moment(now)).delta(now.operation.layer, now.operation.neuron, now.view.unfold)
    assert set(line.figures) == numbers | {now.operation.key}


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu", "linear", "softmax"])
def test_an_activation_is_applied_to_the_number_of_z_and_its_result_follows(name: str) -> None:
    write = Equations(moment(lesson(f"layers=2-2&act={name}&loss=mse&seed=1&updates=1")))
    line = write.activation(1, 2)
    assert set(line.figures) == {"z-1-2", "a-1-2"}
    *sides, result = re.split(r" = | \\approx ", line.latex)
    assert result == r"\text{#a-1-2#}"
    assert sides[1].count("#z-1-2#") == 1
    slope = write.slope(1, 2)
    assert (slope is None) == (name == "softmax")
    assert slope is None or set(slope.figures) == {"da_dz-1-2"}


@pytest.mark.parametrize(
    ("act", "z", "said"),
    [
        ("sigmoid", 40, r"\approx"), ("sigmoid", 0, "="), ("tanh", 40, r"\approx"), ("gelu", 40, r"\approx"),
        ("relu", 40, "="), ("leaky_relu", -40, "="), ("linear", 0.5, "="), ("softmax", 40, "="),
    ],
)  # fmt: skip
def test_a_saturated_function_is_not_said_to_have_arrived(act: str, z: float, said: str) -> None:
    write = Equations(moment(lesson(f"layers=1-1&act={act}&loss=mse&x={z}&w=1&b=0&at=loss")))
    for line in (write.activation(1, 1), write.slope(1, 1)):
        assert line is None or line.latex.rpartition(r" \text")[0].endswith(f" {said}")


@pytest.mark.parametrize(("w", "said"), [("40,0", r"\approx"), ("2,2", "=")])
def test_a_share_is_exact_only_among_equals(w: str, said: str) -> None:
    write = Equations(moment(lesson(f"layers=1-2&act=softmax&x=1&w={w}&b=0,0&at=loss")))
    assert write.activation(1, 1).latex.rpartition(r" \text")[0].endswith(f" {said}")


def test_long_sums_are_shortened() -> None:
    line = Equations(moment(lesson("layers=9-2&at=loss"))).weighted_sum(1, 1)
    assert r"\cdots" in line.latex
    assert {key for key in line.figures if key.startswith("w")} == {"w-1-1-1", "w-1-1-2", "w-1-1-3", "w-1-1-9"}


def test_the_common_notation_swaps_the_letters() -> None:
    notes, common = (Equations(moment(lesson(f"at=loss&notation={name}"))).loss().latex for name in ("notes", "common"))
    swapped = notes.replace(r"\hat{y}", "?").replace("{y_", r"{\hat{y}_").replace("?", "y")
    assert common == swapped
