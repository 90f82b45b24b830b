"""The two notations: the same numbers everywhere, and the letters of the one that was asked for."""

import pytest

from app.panels.letters import letters
from app.symbols import Symbols
from tests.client import Client
from tests.reading import Element, read

PAGES = [
    "/lesson?at=dC_dz-2-1",
    "/lesson?at=dC_da-1-1&step=layer&focus=z-2-1",
    "/lesson?preset=mazur&at=dC_dw-1-1&unfold=2&focus=w-1-1-1&open=table,settings",
    "/lesson?preset=mosher&at=dC_dz-2-1&step=layer&example=2&open=table",
    "/lesson?preset=softmax&at=dC_dz-1-1&focus=z-1-2",
    "/lesson?preset=nielsen-ce&at=dC_dz-1-1",
    "/lesson?at=dC_dy-3-1",
    "/lesson?at=dC_dw-1-1&cover=dC_dz-2-1,dC_dw-2-1-1&answers=dC_dz-2-1:3",
    "/lesson?at=dC_dz-2-1&view=both",
    "/lesson?preset=softmax&at=dC_dz-1-1&view=reversed",
    "/train?preset=xor&run=60&updates=40&open=figures",
    "/digit",
]


def drawn(client: Client, address: str, notation: str) -> Element:
    joined = address + ("&" if "?" in address else "?") + f"notation={notation}"
    page: Element = read(client.get(joined, follow_redirects=True).text)
    return page.by_id("lesson")


def numbers(page: Element) -> list[str]:
    return [one["data-value"] for one in page.walk() if "data-value" in one]


def legend(page: Element) -> Element:
    return page.by_id("letters")


def written(page: Element) -> str:
    """All that is said on the page and to a screen reader, but for the legend of the letters."""
    aside = {id(one) for one in legend(page).walk()}
    labels = [one.get("aria-label") for one in page.walk() if id(one) not in aside]
    return " ".join([page.text.replace(legend(page).text, ""), *labels])


@pytest.mark.parametrize("address", PAGES)
def test_the_letters_change_and_no_number_does(client: Client, address: str) -> None:
    notes, common = (drawn(client, address, notation) for notation in ("notes", "common"))
    assert numbers(notes) == numbers(common)
    assert numbers(notes)


@pytest.mark.parametrize("address", PAGES)
def test_delta_stands_wherever_the_notes_write_a_slope_by_z(client: Client, address: str) -> None:
    notes, common = (drawn(client, address, notation) for notation in ("notes", "common"))
    assert "∂C/∂z" not in written(common)
    assert "δ" not in written(notes)
    if "dC_dy" not in address:
        assert "δ" in written(common)


def test_equations_write_delta_too(client: Client) -> None:
    page = drawn(client, "/lesson?at=dC_da-1-1", "common")
    equation = next(one for one in page.all("math") if any("dC_da" in part.get("data-ref") for part in one.walk()))
    tied = [part.text for part in equation.walk() if "dC_dz" in part.get("data-ref")]
    assert {text for text in tied if text.startswith("δ")} == {"δ3", "δ4"}


@pytest.mark.parametrize(("notation", "output", "delta"), [("notes", "y", "∂C/∂z"), ("common", "ŷ", "δ")])
def test_the_legend_names_every_letter_as_the_page_writes_it(notation: str, output: str, delta: str) -> None:
    here = {one.meaning: one.here for one in letters(notation).rows}
    names = Symbols((2, 2, 2), notation)
    assert here["the output of the network, its prediction"] == output == names.letter
    assert delta == names.deltas
    assert delta in here.values()
    other = letters("common" if notation == "notes" else "notes")
    assert [one.other for one in letters(notation).rows] == [one.here for one in other.rows]


@pytest.mark.parametrize("address", ["/lesson", "/digit", "/train"])
def test_the_legend_is_in_reach(client: Client, address: str) -> None:
    page = read(client.get(address, follow_redirects=True).text)
    (button,) = page.all("button", popovertarget="letters", **{"class_": "quiet"})
    assert button.text == "Legend"
    assert "popover" in legend(page)
