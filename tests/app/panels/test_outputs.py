import re
from itertools import pairwise
from math import isfinite

import pytest

from app.layout import layout
from app.links import Links
from app.moment import moment
from app.panels.outputs import loss_node, meters, output_strokes
from app.panels.present import present
from tests.app.drawing import drawn, lesson
from tests.app.truth import truth


def bars(address: str) -> list[tuple[float, ...]]:
    now = moment(lesson(address))
    found = [node.bar for node in meters(now, layout(now.sizes), present(now))]
    return [tuple(value if value is not None else float("nan") for value in bar) for bar in found if bar]


def test_output_and_target_stand_on_one_scale() -> None:
    numbers = truth(lesson("notes"))
    for number, (left, _, width, start, filled, goal) in enumerate(bars("at=loss"), 1):
        assert start == left
        assert filled / width == pytest.approx(numbers[f"y-3-{number}"])
        assert (goal - left) / width == pytest.approx(numbers[f"target-3-{number}"])


def test_the_scale_holds_numbers_beyond_0_and_1() -> None:
    address = "layers=2-2&act=linear&loss=mse&w=1,0,0,1&b=0,0&x=-3,2&target=1,0&at=loss"
    (left, _, width, *first), (*_, start, filled, _) = bars(address)
    low, high = -3.0, 2.0
    zero = left + width * (0 - low) / (high - low)
    assert first == pytest.approx([left, zero - left, left + width * (1 - low) / (high - low)])
    assert (start, filled) == pytest.approx((zero, width * 2 / 5))


def test_a_scale_stands_there_before_its_numbers() -> None:
    for _, _, _, _, filled, goal in bars("notes"):
        assert (filled, isfinite(goal)) == (0, False)
    for _, _, _, _, filled, goal in bars("at=input"):
        assert (filled, isfinite(goal)) == (0, True)


def test_the_slope_of_the_loss_comes_back_on_a_wire_of_its_own() -> None:
    counts = []
    for address in ("at=a-3-2", "at=loss", "at=dC_dy-3-1", "at=dC_dy-3-2"):
        now = moment(lesson(address))
        css = [stroke.css for stroke in output_strokes(now, layout(now.sizes), present(now))]
        counts.append(sum(" back " in name for name in css))
    assert counts == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("notes", "loss C"),
        ("at=loss", "loss C 0.417 L 0.417"),
        ("preset=mosher&at=loss&example=2", "loss C² 6.36 from 4 outputs L = Σ Cⁿ 22.2"),
        ("preset=mosher-mean&at=loss", "loss C¹ 7.21 from 4 outputs L = mean of Cⁿ 7.41"),
        ("preset=nielsen&at=loss", "loss C 0.334 L 0.334"),
    ],
)
def test_the_loss_says_what_it_is_of(address: str, said: str) -> None:
    now = moment(lesson(address))
    node = loss_node(now, layout(now.sizes), present(now), Links(now.lesson))
    assert " ".join(one.content for one in node.texts if one.content) == said


def test_the_terms_of_the_loss_are_its_sum() -> None:
    now = moment(lesson("at=loss"))
    node = loss_node(now, layout(now.sizes), present(now), Links(now.lesson))
    parts = [part for one in node.texts for part in one.parts]
    assert [part.id for part in parts] == ["C_term-3-1", "C_term-3-2"]
    assert sum(float(part.data) for part in parts) == pytest.approx(truth(now.lesson)["C"])
    assert parts[1].content.startswith(" + ")


def test_a_softmax_ties_its_outputs_and_the_caption_says_how() -> None:
    """No wire between two layers shows how ∂C/∂y₁ reaches ∂C/∂z₂."""
    page = drawn(lesson("preset=softmax&at=dC_dz-1-1"))
    boxes = [page.by_id(f"neuron-1-{n}").all("rect", class_="body")[0] for n in (1, 2, 3)]
    ties = [one["d"] for one in page.all("path", class_="lit") if re.fullmatch(r"M[\d.]+ [\d.]+V[\d.]+", one["d"])]
    reach = [(float(one["y"]) + float(one["height"]), float(other["y"])) for one, other in pairwise(boxes)]
    assert [tuple(map(float, re.split("[ V]", one)[1:])) for one in ties] == reach
    said = page.all(class_="legend")[0].text
    assert "each ∂C/∂z from all the ∂C/∂y" in said
    common = drawn(lesson("preset=softmax&at=dC_dz-1-1&notation=common")).all(class_="legend")[0].text
    assert "each δ from all the ∂C/∂ŷ" in common
    assert "Softmax" not in drawn(lesson("notes")).all(class_="legend")[0].text
