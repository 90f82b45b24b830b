from pathlib import Path
from random import Random
from string import ascii_letters, digits
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drawing import Drawing, first_drawing
from app.drawing_url import drawing_parameters, drawing_query, parse_drawing
from app.errors import BadInput
from app.ink import written
from engine.digit_examples import class_examples
from tests.app.real_drawings import drawings


def read(address: str) -> Drawing:
    return parse_drawing(parse_qsl(address, keep_blank_values=True, strict_parsing=bool(address)))


@given(drawings())
@settings(max_examples=200, deadline=None)
def test_an_address_says_its_whole_drawing(drawing: Drawing) -> None:
    address = drawing_query(drawing)
    assert read(address) == drawing
    assert drawing_query(read(address)) == address
    assert set(address) <= set(ascii_letters + digits + "_=&,:.-")
    assert len(address) < 500


@given(drawings(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_the_order_in_which_parameters_are_given_changes_nothing(drawing: Drawing, random: Random) -> None:
    pairs = parse_qsl(drawing_query(drawing), keep_blank_values=True)
    random.shuffle(pairs)
    assert parse_drawing(pairs) == drawing


def test_the_first_drawing_needs_no_words() -> None:
    assert drawing_query(first_drawing()) == ""
    assert read("") == first_drawing()
    assert first_drawing().ink == class_examples()[7][0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("v=1&target=3", ""),
        ("target=own&ink=", "ink=&target=own"),
        ("steps=w3,w3:2,x7", "steps=w3:3,x7"),
        ("lr=0.010", ""),
        ("edges=all&net=16-16-tanh", "net=16-16-tanh&edges=all"),
        (f"ink={written(class_examples()[7][0])}", ""),
    ],
)
def test_every_drawing_has_one_address(given: str, expected: str) -> None:
    assert drawing_query(read(given)) == expected


@pytest.mark.parametrize(
    ("address", "parameter", "reason"),
    [
        ("ink=AAAA", "ink", "171 characters, not 4"),
        ("net=64-relu", "net", "not one of them"),
        ("outputs=tanh", "outputs", "not one of them"),
        ("target=10", "target", "not between 0 and 9"),
        ("target=", "target", "a whole number is missing"),
        ("steps=y3", "steps", "is none of them"),
        ("steps=w", "steps", "a whole number is missing"),
        ("steps=w3x", "steps", "is none of them"),
        ("steps=w3:0", "steps", "not between 1 and 500"),
        ("steps=w3:300,x3:201", "steps", "more than 500 together"),
        ("trained=100", "trained", "without a seed"),
        ("trained=3001&seed=1", "trained", "not between 0 and 3000"),
        ("lr=0", "lr", "above 0"),
        ("ink_lr=nan", "ink_lr", "not a number"),
        ("at=z-1-33", "at", "no operation"),
        ("at=z-2-11", "at", "no operation"),
        ("net=16-16-relu&at=z-1-17", "at", "no operation"),
        ("step=neuron", "step", "not one of them"),
        ("overlay=saliency", "overlay", "not one of them"),
        ("edges=501", "edges", "not between 0 and 500"),
        ("focus=x-0-257", "focus", "nothing in this network"),
        ("focus=w-1-33-1", "focus", "nothing in this network"),
        ("target=3&target=4", "target", "more than once"),
        ("digit=3", "digit", "there is no parameter"),
        ("inc=", "inc", "did you mean ink"),
    ],
)
def test_what_an_address_may_not_say_is_named(address: str, parameter: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refused:
        read(address)
    assert refused.value.field == parameter
    assert refused.value.allowed


def test_readme_shows_the_table() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    start, end = "<!-- digit parameters -->\n", "<!-- /digit parameters -->"
    assert readme.partition(start)[2].partition(end)[0] == drawing_parameters()
