"""What README says of notebooks and of citing is true: its code runs, its bounds are the program's."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cite.cited import FILES
from app.cite.network import MOST_DRAWN, MOST_LABELLED
from app.limits import MAX_CITED_NUMBERS, MAX_LESSON_EXAMPLES, MAX_LESSON_LAYERS, MAX_LESSON_WIDTH
from app.notebook import Shown
from tests.client import Client

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


BLOCKS = re.findall(r"```python\n(.*?)```", section("In a notebook"), re.DOTALL)


def run(code: str, held: dict[str, object]) -> object:
    """What a cell with this code shows: its last expression."""
    *before, last = code.strip().splitlines()
    exec("\n".join(before), held)
    return eval(last, held)


@pytest.mark.parametrize(
    ("number", "library", "address"),
    [
        (0, "", "/lesson?preset=mazur&at=loss"), (1, "", "/lesson?layers=2-3-2&act=tanh,softmax&loss=cross_entropy"),
        (2, "torch", "/lesson?layers=2-3-2&act=relu,softmax&loss=cross_entropy"),
        (3, "sklearn", "/lesson?layers=2-4-1&act=relu,sigmoid&loss=binary_cross_entropy"),
    ],
)  # fmt: skip
def test_the_code_shows_what_it_says(number: int, library: str, address: str) -> None:
    if library:
        pytest.importorskip(library, reason=f"{library} is not installed")
    assert len(BLOCKS) == 4
    held: dict[str, object] = {}
    run(BLOCKS[0], held)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # four examples are few, says scikit-learn
        shown = run(BLOCKS[number], held)
    assert isinstance(shown, Shown)
    assert shown.address.startswith(address)
    assert shown.file.startswith("<!doctype html>")


def test_the_bounds_are_those_that_hold() -> None:
    words = " ".join(section("In a notebook").split())
    said = f"{MAX_LESSON_LAYERS} layers of at most {MAX_LESSON_WIDTH} neurons and {MAX_LESSON_EXAMPLES} examples"
    assert said in words
    cite = " ".join(section("Citing a step").split())
    assert f"up to {MOST_LABELLED} edges with their numbers, up to {MOST_DRAWN:,} without" in cite
    assert f"more than {MAX_CITED_NUMBERS:,} numbers" in cite


def test_the_addresses_of_citing_are_answered(client_for: Callable[..., Client]) -> None:
    client = client_for()
    cite = section("Citing a step")
    address = re.search(r"`(/cite\?of=/[^`]+)`", cite)
    assert address
    assert client.get(address[1]).status_code == 200
    assert set(re.findall(r"`(\w+\.(?:tex|py|txt|bib))`", cite)) == set(FILES)
    for file in FILES:
        assert client.get(address[1].replace("/cite?", f"/cite/{file}?")).status_code == 200
