"""Every number read back from the picture is the engine's own, and nothing stands there before it is computed."""

import re
from math import isfinite

import pytest

from app.lesson import Lesson
from app.numbers import text
from app.presets import PRESETS
from tests.app.drawing import LARGE, SMALL, drawn, lesson
from tests.app.truth import computed, truth
from tests.reading import Element

UNIT = re.compile(r"σ′ |×|∂C/∂.[₀₁₂₃₄₅₆₇₈₉]+ |\+ |after update L |→ L |L |→ ?|∂[CL]?[⁰¹²³⁴⁵⁶⁷⁸⁹]* ?")


def printed_right(printed: str, key: str, numbers: dict[str, float]) -> bool:
    """By the digit rule; a new value has so many more digits that it does not read as the old one."""
    value = numbers[key]
    if "_new" not in key:
        return printed == text(value)
    old = numbers[key.replace("_new", "")]
    told = value == old or printed != text(old) or abs(value - old) < 1e-8 * abs(value)
    return told and printed in {text(value, digits) for digits in range(3, 10)}


def assert_true(page: Element, numbers: dict[str, float]) -> None:
    """What is drawn is the engine's number, printed by the digit rule; what refers to it says the same."""
    ids = page.ids
    assert len(set(ids)) == len(ids)
    for key, one in page.numbers.items():
        assert float(one["data-value"]) == numbers[key], key
        assert printed_right(UNIT.sub("", one.text, count=1), key, numbers), (key, one.text)
    for one in page.walk():
        if "data-ref" in one and "data-value" in one:
            assert float(one["data-value"]) == numbers[one["data-ref"]]


def drawn_of(known: set[str], outputs: int) -> set[str]:
    """What a small picture has room for: everything, but of the terms of C only two."""
    return {key for key in known if not key.startswith("C_term") or outputs == 2}


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_at_every_operation_a_small_picture_shows_what_is_computed_and_nothing_else(address: str) -> None:
    opened = lesson(address)
    length = len(opened.program)
    numbers = {opened.update + n: truth(opened.at(opened.time + n * length)) for n in (0, 1)}
    for done in range(0, length + 1, 1 if length < 60 else 2):
        now = opened.at(opened.time // length * length + done)
        page = drawn(now)
        assert_true(page, numbers[now.update])
        assert set(page.numbers) == drawn_of(computed(now), now.recipe.sizes[-1])


@pytest.mark.parametrize("address", [*LARGE, "preset=notes&screen=projector", "preset=mosher&screen=projector"])
def test_a_larger_picture_shows_true_numbers_and_the_one_just_computed(address: str) -> None:
    opened = lesson(address)
    numbers = truth(opened)
    places = range(1, len(opened.program) + 1, max(1, len(opened.program) // 15))
    for done in places:
        now = opened.at(done)
        page = drawn(now)
        assert_true(page, numbers)
        assert set(page.numbers) <= computed(now)
        assert main_result(now) in {*page.numbers, ""}


def main_result(now: Lesson) -> str:
    """The id of what the operation at the cursor is named for."""
    operation = now.program.operations[now.done - 1]
    place = f"{operation.layer}-{operation.neuron}"
    match operation.kind:
        case "input" | "gradient":
            return ""
        case "loss":
            return "C"
        case "dC_dy":
            return f"dC_da-{place}"
        case "update":
            return f"w_new-{place}-1"
        case "dC_dw" | "dL_dw":
            return f"{operation.kind}-{place}-1"
        case kind:
            return f"{kind}-{place}"


@pytest.mark.parametrize(
    "address",
    [
        "layers=2-2-2&act=linear&lr=1000&x=1e6,1e6&seed=3&updates=3",
        "layers=2-2-2&act=linear&lr=1000&x=1e6,1e6&seed=3&updates=20",
        "layers=1-1&act=sigmoid&loss=cross_entropy&x=1000&w=-1000&target=1&b=0",
        "layers=2-3&act=softmax&loss=binary_cross_entropy&x=1000,1000&seed=1",
        "layers=1-1&act=softmax&loss=cross_entropy",
    ],
)
def test_what_is_not_finite_is_said_and_leaves_the_picture_whole(address: str) -> None:
    opened = lesson(address)
    for done in range(1, len(opened.program) + 1):
        page = drawn(opened.at(opened.time + done))
        for key, one in page.numbers.items():
            said = one.text.rpartition(" ")[2].lstrip("→")
            value = float(one["data-value"])
            assert (said.lstrip("−") in ("∞", "NaN")) == (not isfinite(value)), key
        for one in page.walk():
            for name in {"x", "y", "width", "height", "d"} & set(one.attributes):
                assert not re.search("nan|inf", one[name]), (one.tag, one.attributes)
