"""What is lit: the numbers just computed, and those that they were computed from."""

import pytest

from app.moment import moment
from app.panels.present import Present, present
from app.presets import PRESETS
from tests.app.drawing import SMALL, lesson
from tests.app.truth import computed


def at(address: str) -> Present:
    return present(moment(lesson(address)))


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_results_are_new_and_their_terms_are_known(address: str) -> None:
    opened = lesson(address)
    for done in range(1, len(opened.program) + 1):
        now = opened.within(done)
        before = computed(opened.within(done - 1)) if done > 1 else set()
        found = present(moment(now))
        assert found.operations == (now.operation,)
        # A hidden neuron has no y, a softmax no slope.
        absent = {key for key in found.results - computed(now) if key.startswith(("y-", "da_dz-"))}
        assert found.results - absent <= computed(now)
        assert found.operations[0].kind == "gradient" or not found.results & before
        products = {key for key in found.terms if key.split("-")[0] in ("forward", "backward", "C_term")}
        assert products <= computed(now)
        assert found.terms - products <= before


@pytest.mark.parametrize(
    ("address", "results", "terms"),
    [
        ("notes", set(), set()),
        ("at=input", {"x-0-1", "x-0-2"}, set()),
        (
            "at=z-2-1",
            {"z-2-1"},
            {"w-2-1-1", "w-2-1-2", "a-1-1", "a-1-2", "b-2-1", "forward-2-1-1", "forward-2-1-2"},
        ),
        ("preset=softmax&at=a-1-2", {"a-1-2", "y-1-2", "da_dz-1-2"}, {"z-1-1", "z-1-2", "z-1-3"}),
        ("at=dC_dz-2-1", {"dC_dz-2-1"}, {"dC_da-2-1", "da_dz-2-1"}),
        ("preset=nielsen-ce&at=dC_dz-1-1", {"dC_dz-1-1"}, {"y-1-1", "target-1-1"}),
        ("preset=softmax&at=dC_dz-1-1", {"dC_dz-1-1"}, {"y-1-1", "target-1-1"}),
        (
            "at=dC_da-2-1",
            {"dC_da-2-1"},
            {"backward-3-1-1", "backward-3-2-1", "w-3-1-1", "w-3-2-1", "dC_dz-3-1", "dC_dz-3-2"},
        ),
        ("at=dC_dw-1-1", {"dC_dw-1-1-1", "dC_dw-1-1-2", "dC_db-1-1"}, {"dC_dz-1-1", "x-0-1", "x-0-2"}),
    ],
)
def test_by_example(address: str, results: set[str], terms: set[str]) -> None:
    assert (set(at(address).results), set(at(address).terms)) == (results, terms)


def test_softmax_under_another_loss_reads_every_slope() -> None:
    for loss in ("mse", "binary_cross_entropy"):
        terms = at(f"preset=softmax&loss={loss}&at=dC_dz-1-1").terms
        assert terms == {f"{quantity}-1-{output}" for quantity in ("y", "dC_dy") for output in (1, 2, 3)}


@pytest.mark.parametrize("size", ["operation", "layer", "pass", "update"])
def test_a_larger_step_lights_its_last_layer(size: str) -> None:
    found = at(f"at=dC_dz-2-2&step={size}")
    assert [operation.key for operation in found.operations] == ["dC_dz-2-1", "dC_dz-2-2"]
    assert found.results == {"dC_dz-2-1", "dC_dz-2-2"}
    assert (found.css("dC_dz-2-1"), found.css("dC_da-2-1"), found.css("z-2-1")) == (" lit result", " lit", "")
