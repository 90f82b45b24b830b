"""Beliefs: the evidence against a network written out by hand."""

from itertools import pairwise
from urllib.parse import parse_qsl

import pytest

from app.asking import reply
from app.ideas.beliefs import IDEA, NAMES, TRUE_ONES, BeliefsView, beliefs
from app.ideas.idea import IdeaLinks
from app.ideas.items import Item
from tests.app.ideas.test_slips import loss, second, slope
from tests.client import Client
from tests.reading import read

X, TARGET = (1.0, -1.0), (1.0, 0.0)
ETA = 0.5
EVERY = [f"w{n}" for n in range(1, 13)] + [f"z{n}" for n in range(1, 7)]
"""The names of all parameters; a bias moves its z."""


def item(name: str) -> Item:
    (found,) = [one for one in beliefs("en") if one.name == name]
    return found


def numbers(name: str) -> dict[str, float]:
    return {row.words: float(row.data) for row in item(name).rows}


def test_learning_is_the_update() -> None:
    found = list(numbers("learning").values())
    slopes = {name: slope(name) for name in EVERY}
    down = loss(X, TARGET, **{name: -ETA * value for name, value in slopes.items()})
    up = loss(X, TARGET, **{name: ETA * value for name, value in slopes.items()})
    assert found == pytest.approx([loss(X, TARGET), down, up], rel=1e-8)
    assert down < loss(X, TARGET) < up
    assert reply(item("learning").question, "b").right


def test_twice_the_loss_sends_back_exactly_twice_as_much() -> None:
    one, two, *_ = numbers("inverse").values()
    assert two == 2 * one
    assert one == pytest.approx(slope("z1"), rel=1e-6)


def test_the_larger_gradient_is_the_weight_that_matters_less() -> None:
    steep, strong = numbers("large").values()
    assert abs(slope("w11")) > 2 * abs(slope("w5"))
    assert abs(slope("w11")) == max(abs(slope(f"w{n}")) for n in range(1, 13))
    assert steep == pytest.approx(loss(X, TARGET, w11=1.0) - loss(X, TARGET), rel=1e-9)
    assert strong == pytest.approx(loss(X, TARGET, w5=-2.0) - loss(X, TARGET), rel=1e-9)
    assert abs(strong) > 2 * abs(steep)


def test_a_negative_slope_raises_the_weight() -> None:
    new, measured = numbers("negative").values()
    assert slope("w9") < 0
    assert new == pytest.approx(3 - ETA * slope("w9"), rel=1e-8)
    assert new > 3
    assert measured == pytest.approx(slope("w9"), rel=1e-6)


@pytest.mark.parametrize(
    ("answer", "words"),
    [("18", "Right."), ("20", "took the inputs in"), ("12", "biases are parameters"), ("5", "Not so.")],
)
def test_the_gradient_has_a_number_for_each_parameter(answer: str, words: str) -> None:
    assert words in reply(item("of-x").question, answer).words


def test_three_slopes_are_three_numbers() -> None:
    values = {words for _, words in item("one-thing").question.choices}
    assert len(values) == 3
    assert dict(item("one-thing").question.choices)[str(item("one-thing").question.right)] == "−0.388"


def test_a_slope_of_zero_far_from_any_minimum() -> None:
    found = numbers("zero")
    assert found["∂C/∂w₁"] == 0
    assert found["∂C/∂b₁"] != 0
    assert found["C"] == pytest.approx(loss((0.0, 0.0), TARGET), rel=1e-12)
    assert found["C after one update"] < found["C"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_proved_before_it_is_asked(client: Client, name: str) -> None:
    page = read(client.get("/panels/ideas/beliefs").text)
    assert page.by_id(f"item-{name}").all("div", class_="evidence") == []
    rows = {row.data for row in item(name).rows}
    assert not rows & {one["data-value"] for one in page.by_id(f"item-{name}").walk() if "data-value" in one}


def test_each_leads_to_the_network(client: Client) -> None:
    it = IDEA.view(IDEA.parse(parse_qsl("reveal=1")), IdeaLinks(IDEA))
    assert isinstance(it, BeliefsView)
    for one in it.page.items:
        assert client.get(one.lesson).status_code == 200


def test_the_opposite_of_what_is_said_is_no_strategy() -> None:
    """Some of the ten are true, never two of them in a row, and none says so before it is answered."""
    verdicts = [one.verdict for one in beliefs("en")]
    assert [name for name, verdict in zip(NAMES, verdicts, strict=True) if "not true" not in verdict] == list(TRUE_ONES)
    assert [one.name for one in beliefs("en")] == list(NAMES)
    places = [NAMES.index(name) for name in TRUE_ONES]
    assert all(after - before > 1 for before, after in pairwise(places))


def test_the_verdict_and_the_notes_come_with_the_answers(client: Client) -> None:
    before = client.get("/ideas/beliefs").text
    assert "So what is said" not in before
    assert "optimising" not in before
    one = client.get("/ideas/beliefs?share=a").text
    assert one.count("So what is said is true.") == 1
    assert "not true" not in one
    every = client.get("/ideas/beliefs?reveal=1").text
    assert every.count("So what is said is not true.") == 7
    assert "optimising" in every


def test_the_slopes_of_two_examples_add_up() -> None:
    (measured,) = numbers("add-up").values()
    first, other = slope("w9"), second("w9")
    assert measured == pytest.approx(first + other, rel=1e-6)
    assert reply(item("add-up").question, f"{first + other:.6f}").right
    assert "mean" in reply(item("add-up").question, f"{(first + other) / 2:.6f}").words
    assert "first example" in reply(item("add-up").question, f"{first:.6f}").words


def test_weights_into_one_neuron_differ_by_their_inputs_alone() -> None:
    delta, measured = numbers("share").values()
    assert delta == pytest.approx(slope("z1"), rel=1e-6)
    assert measured == pytest.approx(-delta, rel=1e-6)  # x₂ is −1
    assert measured == pytest.approx(slope("w2"), rel=1e-6)
    assert reply(item("share").question, "b").right


def test_a_flat_sigmoid_lets_hardly_anything_back() -> None:
    passes, measured = numbers("gain").values()
    assert passes == pytest.approx(slope("z1"), rel=1e-6)
    assert measured == pytest.approx(slope("z1"), rel=1e-6)
    assert passes == pytest.approx(0.0176627 * slope("a1"), rel=1e-5)  # σ(4) (1 − σ(4))
    assert dict(item("gain").question.choices)["b"] == "0.0177"
    assert reply(item("gain").question, "b").right
