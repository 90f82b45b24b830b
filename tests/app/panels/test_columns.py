"""A neuron that has room for one number: a column shows one quantity and says which; what is said is what is drawn."""

import pytest

from tests.app.drawing import drawn, lesson
from tests.app.truth import computed
from tests.reading import Element

WIDE = "layers=8-12-8-4"
NAMES = {
    "x": "x", "z": "z", "a": "a", "dC_da": "∂C/∂a", "dC_dz": "∂C/∂z", "dC_dx": "∂C/∂x", "da_dz": "×σ′(z)",
}  # fmt: skip
SIZES = (8, 12, 8, 4)


def columns(page: Element) -> list[tuple[str, set[str], list[str]]]:
    """Of every column: its heading, the quantities of the numbers in it, and what stands where there is no number."""
    headings = {float(one["x"]): one for one in page.all("text", class_="column")}
    shown = []
    for layer, count in enumerate(SIZES):
        marks = [page.by_id(f"neuron-{layer}-{n}" if layer else f"input-{n}") for n in range(1, count + 1)]
        texts = [one for mark in marks for one in mark.all("text")]
        (heading,) = [one.text for x, one in headings.items() if abs(x - float(texts[0]["x"])) < 10] or [""]
        quantities = {one["id"].split("-")[0] for one in texts if "id" in one}
        shown.append((heading, quantities, [one.text for one in texts if "id" not in one]))
    return shown


@pytest.mark.parametrize("view", ["", "&view=reversed", "&screen=projector", "&dx=1", "&act=relu,relu,softmax"])
def test_a_column_shows_one_quantity_and_names_it(view: str) -> None:
    opened = lesson(WIDE + view)
    for done in range(0, len(opened.program) + 1, 5):
        now = opened.at(done)
        for layer, (heading, quantities, _) in enumerate(columns(drawn(now))):
            assert len(quantities) <= 1, (now.operation, layer)
            said = {NAMES[one] for one in quantities}
            assert {heading} == ({one.replace("a", "y") for one in said} if layer == 3 else said) or not quantities


def test_what_is_not_computed_yet_leaves_the_name() -> None:
    now = lesson(f"{WIDE}&at=dC_dz-2-3")
    page = drawn(now)
    assert columns(page)[2] == ("∂C/∂z", {"dC_dz"}, ["z₁₆", "z₁₇", "z₁₈", "z₁₉", "z₂₀"])
    assert {"dC_da-2-4", "dC_dz-2-3"} <= computed(now)
    assert "dC_da-2-4" not in page.numbers


def test_the_caption_of_a_small_neuron_in_reverse_is_of_what_is_drawn() -> None:
    page = drawn(lesson(f"{WIDE}&at=gradient&view=reversed"))
    said = page.all(class_="legend")[0].text
    assert "each arrow adds up" in said
    assert "triangle" not in said
    assert not page.all("rect", class_="port")


@pytest.mark.parametrize(("moment", "on_weights"), [("gradient", False), ("dC_dw-1-2", True)])
def test_the_caption_speaks_of_weights_where_their_numbers_are_drawn(moment: str, on_weights: bool) -> None:
    page = drawn(lesson(f"{WIDE}&at={moment}"))
    assert bool(page.all("rect", class_="plate")) == on_weights
    assert ("On a weight" in page.all(class_="legend")[0].text) == on_weights


@pytest.mark.parametrize("screen", ["", "&screen=projector"])
@pytest.mark.parametrize("sizes", ["4-8-5", "8-12-8-4"])
@pytest.mark.parametrize(("moment", "quantity", "sign"), [("dC_dw-2-1", "dC_dw", "∂"), ("update-2-1", "w_new", "→")])
def test_a_weight_without_room_for_a_name_says_what_its_number_is(
    sizes: str, moment: str, quantity: str, sign: str, screen: str
) -> None:
    numbers = drawn(lesson(f"layers={sizes}&at={moment}{screen}")).numbers
    assert numbers[f"{quantity}-2-1-1"].text.startswith(sign)
