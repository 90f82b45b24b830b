"""The reversed neuron: its numbers by hand, every mistake met by its words, and a network that is linear."""

from dataclasses import replace
from math import cosh, exp
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.asking import reply
from app.ideas.backward import IDEA, ROUND, Backward, View
from app.ideas.backward_network import FACTORS, Amplified, travels, twice
from app.ideas.backward_neuron import FUNCTIONS, Neuron, drawn, question
from app.ideas.idea import IdeaLinks
from app.ideas.networks import at_end_of_backward
from app.lesson import Lesson
from app.moment import moment
from app.presets import PRESETS
from tests.app.drawing import lesson
from tests.app.real_lessons import lessons
from tests.client import Client
from tests.reading import Element, read


def view(address: str) -> View:
    state = IDEA.parse(parse_qsl(address, keep_blank_values=True))
    it = IDEA.view(state, IdeaLinks(IDEA))
    assert isinstance(it, View)
    return it


def page(client: Client, address: str) -> Element:
    response = client.get(f"/panels/ideas/backward?{address}")
    assert response.status_code == 200
    return read(response.text)


def value(it: Element, name: str) -> float:
    return float(it.by_id(name)["data-value"])


def test_the_neuron_is_the_formula_of_the_notes(client: Client) -> None:
    it = page(client, "z=1.5&w3=2&d3=0.3&w4=-1&d4=0.5&reveal=1")
    sigmoid = 1 / (1 + exp(-1.5))
    assert value(it, "gain") == pytest.approx(sigmoid * (1 - sigmoid), rel=1e-14)
    assert value(it, "product-3") == 2 * 0.3
    assert value(it, "dC_da") == pytest.approx(0.1, rel=1e-12)
    assert value(it, "dC_dz") == pytest.approx(sigmoid * (1 - sigmoid) * 0.1, rel=1e-12)
    hyperbolic = page(client, "z=0.7&function=tanh&reveal=1")
    assert value(hyperbolic, "gain") == pytest.approx(1 / cosh(0.7) ** 2, rel=1e-14)


@pytest.mark.parametrize("state", ROUND)
def test_nothing_of_the_answer_is_in_the_page_before_it(client: Client, state: Backward) -> None:
    it = page(client, IDEA.query(state))
    assert not {"dC_dz", "dC_da", "product-3", "product-4"} & set(it.ids)
    sent, arrived = state.neuron.sent, state.neuron.arrived
    texts = {one.get("data-value") for one in it.by_id("one-neuron").walk()} | {it.by_id("equations").text}
    given_ones = {state.z, state.w3, state.d3, state.w4, state.d4, state.neuron.gain}
    for number in {sent, arrived} - given_ones:
        assert repr(number) not in texts
    opened = page(client, IDEA.query(replace(state, answer="7.5")))
    assert value(opened, "dC_dz") == sent


@pytest.mark.parametrize(
    ("given_answer", "said"),
    [
        ("1", "σ′(z) is forgotten"), ("0.1875", "∂C/∂z″ comes back along w₄"), ("0.0625", "∂C/∂z′ comes back along w₃"),
        ("-0.25", "The other weight was used"), ("0.5", "multiplied by σ(z)"), ("0.125", "One path was taken"),
        ("0.0469", "The paths were multiplied"), ("0.25", "Right"), ("12", "Not so"),
    ],
)  # fmt: skip
def test_each_mistake_is_met_by_its_words(given_answer: str, said: str) -> None:
    it = question(Neuron(0.0, (3.0, 0.25), (-1.0, -0.25)))
    assert said in reply(it, given_answer).words


def test_weights_forgotten_and_the_wrong_sign() -> None:
    it = Neuron(0.0, (3.0, 0.3), (2.0, 0.5))
    assert "weights are forgotten" in reply(question(it), str(0.25 * 0.8)).words
    assert "sign" in reply(question(it), str(-it.sent)).words


@given(st.floats(-10, 10), st.sampled_from(FUNCTIONS))
def test_a_saturated_neuron_is_cut_and_an_open_one_is_not(z: float, name: str) -> None:
    it = Neuron(z, (1.0, 1.0), (1.0, 1.0), name)
    assert drawn(it, shown=False).cut == (abs(it.gain) < 0.01)
    if name == "sigmoid":
        assert it.gain <= 0.25 * (1 + 1e-15)


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "softmax"])
@pytest.mark.parametrize("factor", FACTORS)
def test_what_is_put_in_k_times_comes_out_k_times(client: Client, name: str, factor: float) -> None:
    once = page(client, f"preset={name}&twice=1").by_id("picture").numbers
    more = page(client, f"preset={name}&twice=1&times={factor}").by_id("picture").numbers
    assert set(once) == set(more)
    for key, one in once.items():
        signal = key.startswith(("dC_", "backward"))
        expected = float(one["data-value"]) * (factor if signal else 1.0)
        assert float(more[key]["data-value"]) == pytest.approx(expected, rel=1e-12), key


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lessons())
def test_once_it_is_the_engines_backward_pass_for_any_lesson(it: Lesson) -> None:
    now = moment(at_end_of_backward(it.viewed(cover=(), answers=())))
    once = Amplified(now.lesson, now.step)
    for layer in range(1, now.last + 1):
        for n in range(1, now.sizes[layer] + 1):
            for quantity in ("dC_dz", "dC_da"):
                true = now.truth(quantity, layer, n)
                found = once.truth(quantity, layer, n)
                size = (
                    sum(abs(now.truth("backward", layer + 1, k, n)) for k in range(1, now.sizes[layer + 1] + 1))
                    if (layer < now.last)
                    else abs(true)
                )
                if size < 1e300:
                    assert found == pytest.approx(true, rel=1e-9, abs=1e-9 * size, nan_ok=True)


def test_twice_as_much_is_asked_before_it_can_be_seen(client: Client) -> None:
    before = page(client, "")
    assert not [name for name in before.ids if name.startswith("times-")]
    assert "travels" not in str(before.ids)
    now = moment(at_end_of_backward(lesson("notes")))
    asked, sent = twice(now), now.number("dC_dz", 1, 1)
    for answer, said in ((2 * sent, "Right"), (sent, "does follow"), (4 * sent, "does not double again")):
        assert said in reply(asked, repr(answer)).words
    after = page(client, f"twice={sent!r}")
    assert after.by_id("times-4").text == "×2"


def test_what_travels() -> None:
    assert reply(travels(), "slopes").right
    assert "Nothing is inverted" in reply(travels(), "data").words
    assert "Nothing is shared out" in reply(travels(), "error").words


def test_a_round_of_questions_leads_back_to_its_start() -> None:
    state, seen = Backward(), []
    for _ in ROUND:
        seen.append(state.neuron)
        href = view(IDEA.query(state)).again[0].href
        state = IDEA.parse(parse_qsl(href.partition("?")[2]))
    assert state == Backward()
    assert seen == [one.neuron for one in ROUND]


def test_any_lesson_and_its_focus(client: Client) -> None:
    it = page(client, "preset=mazur&focus=z-1-1")
    assert "focused" in it.by_id("neuron-1-1")["class"]
    assert it.by_id("neuron-1-2")["href"].startswith("/ideas/backward?")
    wide = page(client, "preset=softmax")
    assert wide.all("rect", class_="wide-box")
