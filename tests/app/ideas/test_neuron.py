"""One neuron: its numbers by hand, its derivatives by trial, and nothing told before it is asked."""

from collections.abc import Callable
from itertools import pairwise
from math import erf, exp, log, log1p, sqrt, tanh
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.asking import reply
from app.ideas.idea import IdeaLinks
from app.ideas.neuron import IDEA, NeuronView
from app.ideas.neuron_numbers import ACTIVATIONS, LOSSES, MOVABLE, One, changes, numbers, slopes
from app.ideas.neuron_questions import hard_or_easy, product, which_number
from app.ideas.neuron_state import Neuron
from engine.losses import allowed_losses
from tests.client import Client
from tests.reading import read

SIGMA: dict[str, Callable[[float], float]] = {
    "sigmoid": lambda z: 1 / (1 + exp(-z)),
    "tanh": tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "softplus": lambda z: log1p(exp(z)),
    "gelu": lambda z: 0.5 * z * (1 + erf(z / sqrt(2))),
    "linear": lambda z: z,
}
LOSS: dict[str, Callable[[float, float], float]] = {
    "half_squared_error": lambda a, t: 0.5 * (a - t) ** 2,
    "squared_error": lambda a, t: (a - t) ** 2,
    "cross_entropy": lambda a, t: -t * log(a),
    "binary_cross_entropy": lambda a, t: -t * log(a) - (1 - t) * log(1 - a),
}
PAIRS = [(sigma, loss) for sigma in ACTIVATIONS for loss in LOSSES if loss in allowed_losses(sigma)]


def by_hand(one: One) -> tuple[float, float, float]:
    z = one.w1 * one.x1 + one.w2 * one.x2 + one.b
    a = SIGMA[one.activation](z)
    return z, a, LOSS[one.loss](a, one.target)


def state(address: str) -> Neuron:
    return IDEA.parse(parse_qsl(address, keep_blank_values=True))


def view(address: str) -> NeuronView:
    it = IDEA.view(state(address), IdeaLinks(IDEA))
    assert isinstance(it, NeuronView)
    return it


@pytest.mark.parametrize(("sigma", "loss"), PAIRS)
def test_the_numbers_are_those_of_the_formulas(sigma: str, loss: str) -> None:
    one = One(sigma, loss, target=0.3)
    now = numbers(one)
    found = now.number("z", 1, 1), now.number("a", 1, 1), now.number("C")
    assert found == pytest.approx(by_hand(one), rel=1e-13)


@pytest.mark.parametrize("which", MOVABLE)
@pytest.mark.parametrize(("sigma", "loss"), PAIRS)
def test_every_factor_is_the_slope_by_trial(sigma: str, loss: str, which: str) -> None:
    one, h = One(sigma, loss, target=0.3), 1e-5
    up, down = by_hand(one.moved(which, h)), by_hand(one.moved(which, -h))
    dz, da, dC = (above - below for above, below in zip(up, down, strict=True))
    it = slopes(one, which)
    assert it.dz_dw == pytest.approx(dz / (2 * h), rel=1e-8)
    assert it.da_dz == pytest.approx(da / dz, rel=1e-7)
    assert it.dC_da == pytest.approx(dC / da, rel=1e-7)
    assert it.dC_dz == pytest.approx(dC / dz, rel=1e-7)
    assert it.dC_dw == pytest.approx(dC / (2 * h), rel=1e-7)
    assert it.dz_dw * it.dC_dz == pytest.approx(it.dC_dw, rel=1e-13)


@given(st.sampled_from(MOVABLE), st.floats(-2, 2), st.floats(-5, 5), st.floats(-5, 5))
def test_the_changes_are_evaluated_and_that_of_z_is_exact(which: str, by: float, x1: float, w1: float) -> None:
    one = One(w1=w1, x1=x1)
    step, old, new = changes(one, which, by), by_hand(one), by_hand(one.moved(which, by))
    assert (step.z, step.a, step.C) == pytest.approx([b - a for a, b in zip(old, new, strict=True)], abs=1e-12)
    assert step.z == pytest.approx(step.predicted[0], abs=1e-12)


def test_nothing_is_told_before_it_is_asked(client: Client) -> None:
    def text(answers: str) -> str:
        page = read(client.get(f"/panels/ideas/neuron?{answers}").text)
        chain = page.by_id("chain").text
        return f"{chain} {page.by_id('equations').text} {' '.join(page.ids)}"

    first = text("")
    for told in ("easy", "hard", "read it off", "dz_dw", "change-z", "dC_dz", "0.148"):
        assert told not in first
    second = text("input=z")
    assert "change-z" in second
    assert "dz_dw" in second
    for told in ("easy", "hard to", "dC_dz", "change-C", "0.222", "0.148"):
        assert told not in second
    third = text("input=z&hard=both")
    assert "dC_dz" in third
    for told in ("dC_dw", "change-C", "change-a", "0.222"):
        assert told not in third
    assert {"dC_dw", "change-C"} <= set(text("input=z&hard=both&slope=7").split())
    assert "<table" not in client.get("/panels/ideas/neuron?input=z&hard=both").text


def test_which_number_it_is() -> None:
    one = One()
    it = which_number(one, "w1")
    assert reply(it, "x1").right
    for wrong, words in (("w1", "other factor"), ("x2", "multiplied by w₂"), ("z", "whole sum"), ("a", "ends at z")):
        said = reply(it, wrong)
        assert said.right is False
        assert words in said.words
    assert reply(which_number(one, "w2"), "x2").right
    assert reply(which_number(one, "b"), "one").right


def test_which_factor_is_hard() -> None:
    assert reply(hard_or_easy("w1"), "dC_dz").right
    assert "easy" in reply(hard_or_easy("w1"), "both").words
    assert "all that comes after" in reply(hard_or_easy("w1"), "dz_dw").because


def test_how_much_it_is() -> None:
    one = One()
    slope = slopes(one, "w1")
    it = product(one, "w1", slope)
    assert reply(it, repr(1.5 * slope.dC_dz)).right
    for wrong, words in (
        (slope.dC_dz, "is missing"), (1.5 * slope.dC_da, "σ′(z) is missing"), (-0.5 * slope.dC_dz, "other input"),
        (1.5 + slope.dC_dz, "added"), (-1.5 * slope.dC_dz, "sign"),
    ):  # fmt: skip
        said = reply(it, repr(wrong))
        assert said.right is False
        assert words in said.words


def test_the_ratios_go_to_the_derivatives() -> None:
    rows = view("reveal=1&nudge=0.04").rows
    slope = slopes(One(), "w1")
    off = [abs(float(row.ratios[1].data) - slope.dC_dz) for row in rows]
    assert all(float(row.ratios[0].data) == pytest.approx(1.5, rel=1e-9) for row in rows)
    assert [more / less for more, less in pairwise(off)] == pytest.approx([10] * 3, rel=0.3)


def test_the_bars_stand_on_one_scale() -> None:
    cards = view("reveal=1").cards
    sizes = [abs(float(card.change.data)) for card in cards if card.change]
    widths = [card.bar[1] for card in cards if card.bar]
    assert [width / max(widths) for width in widths] == pytest.approx([size / max(sizes) for size in sizes])
    falling = view("reveal=1&nudge=-0.4").cards[0]
    assert falling.bar
    assert falling.bar[0] + falling.bar[1] == pytest.approx(50)
    assert falling.css == "neg"


def test_a_change_of_numbers_keeps_the_answers_that_still_hold() -> None:
    assert {("input", "x1"), ("hard", "dC_dz")} <= set(view("input=x1&hard=dC_dz").settled)
    assert ("reveal", "1") in view("input=x1&hard=dC_dz&slope=0.2").settled
    assert "slope" not in dict(view("input=x1&hard=dC_dz&slope=0.2").settled)


def test_a_loss_that_does_not_go_with_the_activation_gives_way() -> None:
    assert state("act=relu&loss=cross_entropy").one.loss == "half_squared_error"
    assert state("loss=binary_cross_entropy&target=3").one.target == 1.0


def test_a_click_on_the_other_weight_moves_that_one(client: Client) -> None:
    page = read(client.get("/panels/ideas/neuron").text)
    assert page.by_id("edge-1-1-2")["href"] == "/ideas/neuron?move=w2"
    assert page.by_id("bias-1-1")["href"] == "/ideas/neuron?move=b"
    assert page.by_id("loss")["href"] == "/ideas/neuron"
    text = page.by_id("picture").text
    for letter in ("z₁", "y₁", "b₁", "ŷ₁"):
        assert letter not in text
