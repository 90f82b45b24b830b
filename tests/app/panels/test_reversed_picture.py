"""The network in reverse: what is read off it makes the engine's ∂C/∂z, and nothing stands there too early."""

import re
from itertools import pairwise
from math import isfinite

import pytest

from app.lesson import Lesson
from app.presets import PRESETS
from tests.app.drawing import LARGE, SMALL, drawn, lesson
from tests.app.panels.test_picture import assert_true
from tests.app.truth import computed, edges, neurons, truth
from tests.reading import Element

HERE = (
    "da_dz",
    "dC_da",
    "dC_dz",
    "dC_dx",
    "dC_dy",
    "backward",
    "w",
    "dC_dw",
    "dL_dw",
    "w_new",
    "y",
    "target",
    "C",
    "L",
)
"""What the picture shows of a small network; of z, a and the biases nothing but the gains."""


def reversed_lesson(address: str) -> Lesson:
    return lesson(address).viewed(drawn="reversed")


def elementwise(it: Lesson) -> list[tuple[int, int]]:
    layers = it.recipe.spec.layers
    return [place for place in neurons(it.recipe.sizes) if layers[place[0] - 1].activation.elementwise]


def finished(it: Lesson) -> Lesson:
    """The backward pass complete, as far as the inputs."""
    asking = it.viewed(with_dC_dx=True)
    return asking.within(asking.program.end_of("backward"))


def numbers(page: Element) -> dict[str, float]:
    return {key: float(one["data-value"]) for key, one in page.by_id("picture").numbers.items()}


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_products_along_the_wires_summed_and_amplified_give_the_engines_signals(address: str) -> None:
    it = finished(reversed_lesson(address))
    read, sizes, engine = numbers(drawn(it)), it.recipe.sizes, truth(it)
    for layer, to, source in edges(sizes):
        key = f"{layer}-{to}-{source}"
        assert read[f"backward-{key}"] == pytest.approx(read[f"w-{key}"] * read[f"dC_dz-{layer}-{to}"], rel=1e-12)
    for layer, (count, following) in enumerate(pairwise(sizes)):
        for n in range(1, count + 1):
            arriving = [read[f"backward-{layer + 1}-{to}-{n}"] for to in range(1, following + 1)]
            total = read[f"dC_da-{layer}-{n}" if layer else f"dC_dx-0-{n}"]
            slack = 1e-12 * sum(map(abs, arriving))
            assert sum(arriving) == pytest.approx(total, rel=1e-12, abs=slack)
            if layer:
                gain = read[f"da_dz-{layer}-{n}"]
                assert sum(arriving) * gain == pytest.approx(engine[f"dC_dz-{layer}-{n}"], rel=1e-12, abs=slack)
    for layer, n in elementwise(it):
        if layer == len(sizes) - 1 and isfinite(engine[f"dC_dy-{layer}-{n}"]):
            product = read[f"da_dz-{layer}-{n}"] * read[f"dC_da-{layer}-{n}"]
            assert product == pytest.approx(engine[f"dC_dz-{layer}-{n}"], rel=1e-9)


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_at_every_operation_it_shows_what_is_computed_and_nothing_else(address: str) -> None:
    opened = reversed_lesson(address)
    engine = truth(opened)
    length = len(opened.program)
    for done in range(0, length + 1, 1 if length < 60 else 3):
        now = opened.at(opened.time // length * length + done)
        page = drawn(now)
        if now.update == opened.update:
            assert_true(page, engine)
        shown = {key for key in page.by_id("picture").numbers if not key.startswith("C_term")}
        assert shown <= computed(now)
        assert {key for key in computed(now) if key.split("-")[0] in HERE} <= shown, now.operation


@pytest.mark.parametrize("address", LARGE)
def test_a_large_network_shows_a_number_a_neuron_and_what_was_just_computed(address: str) -> None:
    opened = reversed_lesson(address)
    engine = truth(opened)
    for done in range(1, len(opened.program) + 1, max(1, len(opened.program) // 12)):
        now = opened.at(done)
        page = drawn(now)
        assert_true(page, engine)
        assert set(page.numbers) <= computed(now)
        operation = now.program.operations[done - 1]
        key = f"{operation.kind}-{operation.layer}-{operation.neuron}"
        if operation.kind in ("dC_dz", "dC_da", "dC_dx"):
            assert key in page.numbers


def test_every_neuron_is_a_triangle_whose_tip_is_at_the_left() -> None:
    page = drawn(finished(reversed_lesson("notes")))
    for layer, n in neurons((2, 2, 2, 2)):
        mark = page.by_id(f"neuron-{layer}-{n}")
        (body,) = [one for one in mark.all("path") if "body" in one.get("class").split()]
        triangle = re.fullmatch(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)V([\d.]+)Z", body["d"])
        assert triangle
        tip, middle, base, top, bottom = map(float, triangle.groups())
        assert tip < base
        assert top < middle < bottom
        assert len(mark.all("rect", class_="port")) == 1
    assert not [one for one in page.walk() if one.get("id").startswith("bias-")]


def test_a_saturated_neuron_cuts_its_wire_and_says_so() -> None:
    page = drawn(finished(reversed_lesson("w=40,0,0,0;;")))
    cut, whole = page.by_id("neuron-1-1"), page.by_id("neuron-1-2")
    assert float(page.numbers["da_dz-1-1"]["data-value"]) < 1e-6
    assert cut.all("path", class_="slash")
    assert "cuts the wire" in cut["aria-label"]
    assert not whole.all("path", class_="slash")
    early = drawn(reversed_lesson("w=40,0,0,0;;").at(2))
    assert not early.all("path", class_="slash"), "the gain is not known yet"


def test_a_softmax_is_one_box_and_the_page_says_that_case_two_does_not_hold() -> None:
    page = drawn(finished(reversed_lesson("softmax")))
    assert len(page.all("rect", class_="wide-box")) == 1
    assert "case ② of the notes" in page.all(class_="legend")[0].text
    assert not [key for key in page.numbers if key.startswith("da_dz")]
    assert not drawn(finished(reversed_lesson("notes"))).all("rect", class_="wide-box")


@pytest.mark.parametrize("address", ["notes", "softmax", "mosher", *LARGE])
def test_with_both_networks_every_id_stands_once_and_the_second_refers(address: str) -> None:
    now = finished(lesson(address)).viewed(drawn="both")
    page = drawn(now)
    assert_true(page, truth(now))
    first, second = page.by_id("picture").all("svg")
    assert "forward" in first["class"].split()
    assert "reversed" in second["class"].split()
    assert not set(second.numbers) & set(first.numbers)
    assert all(name.startswith("reversed-") or name in second.numbers for name in second.ids)
    shown = {one["data-ref"] for one in second.walk() if "data-ref" in one} | set(second.numbers)
    assert {f"dC_dz-{layer}-{n}" for layer, n in neurons(now.recipe.sizes)} <= shown
    assert shown <= computed(now)


def test_the_views_lead_to_each_other_and_keep_the_moment() -> None:
    page = drawn(lesson("at=dC_da-2-1&focus=w-3-1-1"))
    assert page.by_id("view-reversed")["href"] == "/lesson?at=dC_da-2-1&focus=w-3-1-1&view=reversed"
    assert page.by_id("view-both")["hx-get"] == "/panels/lesson?at=dC_da-2-1&focus=w-3-1-1&view=both"
    again = drawn(lesson("at=dC_da-2-1&focus=w-3-1-1&view=reversed"))
    assert again.by_id("view-forward")["href"] == "/lesson?at=dC_da-2-1&focus=w-3-1-1"
    assert "focused" in again.by_id("edge-3-1-1")["class"]
