"""The broken programs are really broken: the engine's numbers up to the first wrong one, then numbers of their own."""

from urllib.parse import parse_qsl

import pytest

from app.covering import number_of
from app.ideas.debug import IDEA
from app.ideas.debug_broken import FAULTS
from app.ideas.debug_cases import CASES, FAULT_WORDS, first_wrong, printed, true_moment
from app.ideas.debug_replies import Debug
from app.ideas.idea import IdeaLinks
from tests.client import Client
from tests.reading import read

# by hand: where each mistake must show first in its network
FIRST = {
    "gain": "dC_dz-2-1",  # the last layer's is the first ∂C/∂z
    "bias": "z-2-1",  # the first layer's biases are 0
    "jacobian": "dC_dz-2-1",
    "transpose": "dC_da-1-1",
    "updated": "dC_da-1-1",
}
NUMBERS = range(1, len(CASES) + 1)


def test_there_is_one_program_a_mistake() -> None:
    assert sorted(case.fault for case in CASES) == sorted(FAULTS) == sorted(FAULT_WORDS)


@pytest.mark.parametrize("number", NUMBERS)
def test_without_a_fault_the_program_gives_the_engines_numbers(number: int) -> None:
    now = true_moment(number)
    for key, value in printed(number, "").items():
        quantity, place = number_of(key)
        assert value == pytest.approx(now.truth(quantity, *place), rel=1e-12, abs=1e-15), key


@pytest.mark.parametrize("number", NUMBERS)
def test_a_program_differs_from_the_engine_exactly_from_its_first_wrong_number_on(number: int) -> None:
    now, fault = true_moment(number), CASES[number - 1].fault
    numbers = printed(number, fault)
    keys = list(numbers)
    first = keys.index(FIRST[fault])
    for key in keys[:first]:
        quantity, place = number_of(key)
        assert numbers[key] == pytest.approx(now.truth(quantity, *place), rel=1e-12, abs=1e-15), key
    quantity, place = number_of(keys[first])
    true = now.truth(quantity, *place)
    assert abs(numbers[keys[first]] - true) > 0.05 * abs(true), "three printed digits must show it"
    assert first_wrong(number, fault) == FIRST[fault]
    wrong_after = [key for key in keys[first:] if abs(numbers[key] - now.truth(*_flat(key))) > 1e-9]
    assert len(wrong_after) > 3


def _flat(key: str) -> tuple[str, int, int, int]:
    quantity, place = number_of(key)
    layer, to, source = (*place, 0, 0, 0)[:3]
    return quantity, layer, to, source


@pytest.mark.parametrize("number", NUMBERS)
def test_the_mistakes_can_be_told_apart(number: int) -> None:
    """Another mistake shows first elsewhere, or prints another number there."""
    fault = CASES[number - 1].fault
    first = first_wrong(number, fault)
    for other in FAULTS:
        there = first_wrong(number, other)
        if other != fault and there == first:
            assert abs(printed(number, other)[first] - printed(number, fault)[first]) > 0.02


def view(query: str) -> object:
    state = IDEA.parse(parse_qsl(query))
    return IDEA.view(state, IdeaLinks(IDEA))


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_gives_the_answer_away_before_it_is_found(client: Client, number: int) -> None:
    page = client.get(f"/ideas/debug?case={number}" if number > 1 else "/ideas/debug").text
    fault = CASES[number - 1].fault
    right = printed(number, "")[FIRST[fault]]
    assert repr(right)[:8] not in page
    assert f'"{fault}"' not in page
    assert not any(words.name in page or words.because in page for words in FAULT_WORDS.values())
    assert not read(page).all(class_="first")


@pytest.mark.parametrize("number", NUMBERS)
def test_the_first_wrong_number_then_the_mistake(client: Client, number: int) -> None:
    fault = CASES[number - 1].fault
    said = "" if number == 1 else f"case={number}&"
    found = read(client.get(f"/ideas/debug?{said}pick={FIRST[fault]}").text)
    assert "is the first wrong number" in found.by_id("picked").text
    right = printed(number, "")[FIRST[fault]]
    (shown,) = [one for one in found.all("b") if one.get("data-value") == repr(right)]
    assert shown.text
    for other in FAULTS:
        named = read(client.get(f"/ideas/debug?{said}pick={FIRST[fault]}&mistake={other}").text)
        assert ("Yes." in named.by_id("named").text) is (other == fault)
        assert bool(named.all(class_="debug-code")) is (other == fault)
    assert "1 of 5 found" in read(client.get(f"/ideas/debug?{said}pick={FIRST[fault]}&mistake={fault}").text).text


def test_other_picks_are_answered_each_in_its_way(client: Client) -> None:
    def picked(key: str) -> str:
        return read(client.get(f"/ideas/debug?pick={key}").text).by_id("picked").text

    assert "z₁ is right" in picked("z-1-1")
    assert "is wrong, but not the first" in picked("dC_dz-1-1")
    assert "is wrong, but not the first" in picked("dC_dz-2-2")


def test_the_programs_that_are_solved_are_counted(client: Client) -> None:
    last = f"case=5&pick={FIRST['updated']}&mistake=updated&solved=1,2,3,4"
    page = read(client.get(f"/ideas/debug?{last}").text)
    assert "5 of 5 found" in page.text
    assert page.by_id("next-case")["href"] == "/ideas/debug?solved=1,2,3,4,5"


def test_the_answers_can_be_shown_and_do_not_count(client: Client) -> None:
    page = read(client.get("/ideas/debug?case=3&reveal=1").text)
    assert "Softmax without its Jacobian" in page.by_id("sentence").text
    assert "0 of 5 found" in page.text
    assert client.get(page.by_id("open-lesson")["href"]).status_code == 200


@pytest.mark.parametrize(
    "query", ["case=6", "pick=w-1-1-1", "pick=dC_dz-9-9", "mistake=nothing", "solved=6", "reveal=0"]
)
def test_what_is_no_state_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/ideas/debug?{query}").status_code == 422


def test_an_address_says_its_whole_state() -> None:
    state = Debug(4, "dC_da-1-1", "transpose", ("1", "3"), reveal=False)
    assert IDEA.parse(parse_qsl(IDEA.query(state))) == state
    assert IDEA.query(Debug()) == ""
