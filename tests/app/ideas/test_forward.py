"""∂z/∂w is the input: the right answer is a central difference of z, and each slip is met by its own words."""

from math import exp
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings

from app.asking import reply
from app.ideas.forward import IDEA, ForwardView
from app.ideas.forward_questions import ROUND, drawn, question, right, sum_of
from app.ideas.forward_round import replied
from app.ideas.forward_state import Forward
from app.ideas.idea import IdeaLinks
from app.ideas.of_lesson import forward_pass
from app.lesson import Lesson
from app.lesson_url import query
from app.moment import Moment
from engine.parameters import Parameter, parameters
from tests.app.real_lessons import lessons
from tests.client import Client
from tests.reading import read

NOTES = "focus=w-2-2-1"


def state(address: str) -> Forward:
    return IDEA.parse(parse_qsl(address, keep_blank_values=True))


def view(address: str) -> ForwardView:
    it = IDEA.view(state(address), IdeaLinks(IDEA))
    assert isinstance(it, ForwardView)
    return it


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def test_the_inputs_of_the_notes_network_by_hand() -> None:
    now = forward_pass(state("").lesson)
    expected = {
        "w-1-1-1": 1.0,
        "w-1-2-2": -1.0,
        "w-2-2-1": sigmoid(4),
        "w-2-1-2": sigmoid(-2),
        "w-3-2-1": sigmoid(2 * sigmoid(4) - sigmoid(-2)),
    }
    for key, value in expected.items():
        layer, to, source = map(int, key.split("-")[1:])
        assert right(now, Parameter("w", layer, to, source)) == pytest.approx(value, rel=1e-14)
    assert {right(now, one) for one in parameters(now.sizes) if one.kind == "b"} == {1.0}


def test_the_answer_is_the_slope_of_the_neurons_sum_by_trial() -> None:
    for address in ("", "preset=mosher&example=3&updates=2", "layers=3-4-2&act=relu,linear&seed=3&loss=mse"):
        now = forward_pass(state(address).lesson)
        for one in parameters(now.sizes):
            trial = (sum_of(now, one, 0.5) - sum_of(now, one, -0.5)) / 1.0
            assert right(now, one) == pytest.approx(trial, rel=1e-12, abs=1e-12)
            assert sum_of(now, one, 0.0) == pytest.approx(now.number("z", one.layer, one.to), rel=1e-12, abs=1e-13)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("4", "inside the neuron"), ("-2", "w₇ itself"), ("0.119", "in front of w₈"), ("0.111", "neuron behind"),
        ("-1.96", "with the weight in it"), ("0.0177", "backward pass"), ("-2.08", "whole sum"),
    ],
)  # fmt: skip
def test_a_slip_is_met_by_what_it_is(given: str, words: str) -> None:
    it = question("answer", forward_pass(state(NOTES).lesson), Parameter("w", 2, 2, 1))
    said = reply(it, given)
    assert said.right is False
    assert words in said.words
    assert reply(it, "0.98").right


def test_a_bias_has_a_1_in_front() -> None:
    now = forward_pass(state("focus=b-3-1").lesson)
    it = question("answer", now, Parameter("b", 3, 1))
    assert reply(it, "1").right
    assert "itself" in reply(it, "-2").words
    assert "no constant" in reply(it, "0").words


def test_the_picture_has_the_answer_and_says_so_only_afterwards(client: Client) -> None:
    before = client.get(f"/panels/ideas/forward?{NOTES}").text
    page = read(before)
    assert page.by_id("a-1-1")["data-value"] == repr(sigmoid(4))
    assert 'data-value="0.982' not in before.replace(f'id="a-1-1" data-value="{sigmoid(4)!r}"', "")
    assert not page.all("math")
    assert not page.all("a", class_="lit")
    after = read(client.get(f"/panels/ideas/forward?{NOTES}&answer=4").text)
    assert after.all("math")
    assert "lit" in after.by_id("neuron-1-1").get("class").split()
    assert "0.982" in after.by_id("sentence").text


def test_a_round_asks_five_different_things_a_bias_among_them() -> None:
    for seed in range(1, 40):
        asked = drawn((2, 2, 2, 2), seed)
        assert len(set(asked)) == ROUND
        assert [one.kind for one in asked].count("b") == 1
    assert drawn((2, 2, 2, 2), 7) == drawn((2, 2, 2, 2), 7)
    assert len({drawn((2, 2, 2, 2), seed) for seed in range(1, 40)}) > 30
    assert len(drawn((1, 1), 1)) == 2


def answered(now: Moment, seed: int, wrong: set[int]) -> str:
    given = ["123.5" if turn in wrong else repr(right(now, one)) for turn, one in enumerate(drawn(now.sizes, seed), 1)]
    return "&".join(f"a{turn}={text}" for turn, text in enumerate(given, 1))


def test_the_score_and_the_line_to_copy() -> None:
    now = forward_pass(state("").lesson)
    it = view(f"round=3&turn=5&{answered(now, 3, {2, 4})}").round
    assert it
    assert (it.right, it.answered) == (3, 5)
    assert it.result.endswith("network 2-2-2-2, round 3: 3 of 5 right ✓✗✓✗✓")
    assert it.next is None
    assert "round=4" in it.another.href


def test_an_open_question_comes_next_until_all_are_answered() -> None:
    it = view("round=3&turn=5&a5=1&a1=1").round
    assert it
    assert not it.result
    assert it.next
    assert "turn=2" in it.next.href
    unread = view("round=3&a1=abc")
    assert unread.round
    assert unread.round.answered == 0
    assert unread.round.next is None


def test_who_gives_up_is_shown_and_has_no_point() -> None:
    it = view("round=3&turn=1&a1=show")
    assert it.shown
    assert it.round
    assert (it.round.right, it.round.answered) == (0, 1)
    now = forward_pass(it_lesson())
    assert replied(question("a1", now, drawn(now.sizes, 3)[0]), "show").right is False


def it_lesson() -> Lesson:
    return state("round=3").lesson


def test_a_click_in_the_picture_of_a_round_does_not_lose_it(client: Client) -> None:
    page = read(client.get("/panels/ideas/forward?round=3&turn=2&a1=1").text)
    for one in page.all("a", class_="mark"):
        assert "round=3&turn=2&a1=1" in one["href"]


def test_a_click_elsewhere_asks_about_that_weight(client: Client) -> None:
    page = read(client.get("/panels/ideas/forward").text)
    assert page.by_id("edge-1-1-2")["href"] == "/ideas/forward?focus=w-1-1-2"
    shown = read(client.get("/panels/ideas/forward?answer=0.98").text)
    assert shown.by_id("edge-1-1-2")["href"] == "/ideas/forward?focus=w-1-1-2&reveal=1"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lessons())
def test_any_lesson_and_its_address_comes_back(lesson: Lesson) -> None:
    it = state(f"{query(lesson.at(lesson.done))}&round=2".lstrip("&"))
    assert state(IDEA.query(it)) == it
    shown = IDEA.view(it, IdeaLinks(IDEA))
    assert isinstance(shown, ForwardView)
    assert shown.round


@pytest.mark.parametrize("address", ["/ideas/forward", "/ideas/forward?answer=much", "/ideas/forward?round=3"])
def test_that_it_is_the_input_is_not_on_the_page_before_an_answer(client: Client, address: str) -> None:
    before = client.get(address).text
    for word in ("is the input", "in front", "stands in", "In the notes", "∂z/∂w₁ = x₁"):
        assert word not in before, word


def test_the_notes_stand_there_after_an_answer(client: Client) -> None:
    for address in ("answer=4", "answer=0.982", "reveal=1", "round=3&a1=4"):
        page = client.get(f"/ideas/forward?{address}", follow_redirects=True).text
        assert "In the notes" in page, address
        assert "∂z/∂w₁ = x₁" in page
