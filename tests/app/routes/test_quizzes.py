"""Answers over HTTP: each leads to the address that judges it, and the page says how it stands."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

import pytest

from app.moment import moment
from app.numbers import plain
from tests.app.drawing import lesson
from tests.client import Client
from tests.reading import Element, read, submitted

QUESTION = "/lesson?at=gradient&cover=dC_dz-2-1"


def page(client: Client, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer.text)


def answered(client: Client, address: str, key: str, typed: str) -> tuple[str, Element]:
    form = page(client, address).by_id(f"ask-{key}")
    sent = client.get(submitted(form, answer=typed))
    assert sent.status_code == 303
    there = sent.headers["location"]
    return there, page(client, there)


def test_a_right_answer_uncovers_the_number_and_counts(client: Client) -> None:
    true = moment(lesson("at=gradient")).truth("dC_dz", 2, 1)
    there, after = answered(client, QUESTION, "dC_dz-2-1", f" −{abs(true):.3g} ")
    assert dict(parse_qsl(there.partition("?")[2]))["answers"] == f"dC_dz-2-1:{true:.3g}"
    assert after.by_id("dC_dz-2-1")["data-value"] == repr(true)
    assert "1 of 1 right" in after.by_id("quiz").text
    assert after.by_id("reply").text.startswith("✓ Right. ∂C/∂z₃ is −0.0458")
    assert "All answered" in after.by_id("quiz").text
    line = after.by_id("result-line").text
    assert line == "The notes' network, training step 1: 1 of 1 right, 1 at the first try (∂C/∂z₃ ✓)"


def test_a_wrong_answer_leaves_it_covered_and_says_what_it_was(client: Client) -> None:
    arrived = moment(lesson("at=gradient")).truth("dC_da", 2, 1)
    there, after = answered(client, QUESTION, "dC_dz-2-1", plain(arrived))
    assert "σ′(z) is forgotten" in after.by_id("said-dC_dz-2-1").text
    assert "0 of 1 right" in after.by_id("quiz").text
    assert not after.all(id="dC_dz-2-1")
    true = moment(lesson("at=gradient")).truth("dC_dz", 2, 1)
    _, better = answered(client, there, "dC_dz-2-1", plain(true))
    assert "1 of 1 right" in better.by_id("quiz").text
    assert "0 at the first try" in better.by_id("result-line").text


def test_what_no_known_mistake_gives_is_met_by_the_rule(client: Client) -> None:
    _, after = answered(client, QUESTION, "dC_dz-2-1", "17.3")
    assert "Not so. It is σ′(z₃) times ∂C/∂a₃." in after.by_id("said-dC_dz-2-1").text


def test_a_sign_typed_for_a_number_is_told_and_no_more(client: Client) -> None:
    there, after = answered(client, QUESTION, "dC_dz-2-1", "-")
    assert there.endswith("answers=dC_dz-2-1:neg")
    assert "The sign is right; now the number." in after.by_id("said-dC_dz-2-1").text
    _, other = answered(client, QUESTION, "dC_dz-2-1", "+")
    assert "The sign is the other one" in other.by_id("said-dC_dz-2-1").text


def test_a_covered_sign_is_answered_by_three_links(client: Client) -> None:
    before = page(client, QUESTION + ":sign")
    assert "Is ∂C/∂z₃ above or below 0?" in before.by_id("quiz").text
    assert not before.by_id("quiz").all("form")
    wrong = page(client, before.by_id("answer-dC_dz-2-1-pos")["href"])
    assert "0 of 1 right" in wrong.by_id("quiz").text
    right = page(client, before.by_id("answer-dC_dz-2-1-neg")["href"])
    assert "1 of 1 right" in right.by_id("quiz").text
    assert right.all(id="dC_dz-2-1")


def test_show_me_uncovers_and_does_not_count(client: Client) -> None:
    after = page(client, page(client, QUESTION).by_id("show-dC_dz-2-1")["href"])
    assert after.all(id="dC_dz-2-1")
    assert "0 of 1 right" in after.by_id("quiz").text
    assert "∂C/∂z₃ shown" in after.by_id("result-line").text


@pytest.mark.parametrize("typed", ["", "much", "1..2", "1e400000", "١", "<b>"])
def test_what_is_no_answer_is_refused_in_its_own_name(client: Client, typed: str) -> None:
    said = urlencode([("at", "gradient"), ("cover", "dC_dz-2-1"), ("asked", "dC_dz-2-1"), ("answer", typed)])
    refused = client.get(f"/answer?{said}")
    assert refused.status_code == 422
    assert "answer" in refused.text
    assert client.get("/answer?asked=w-1-1-1&answer=1").status_code == 422
    assert client.get("/answer?answer=1").status_code == 422


def test_a_quiz_on_a_pass_from_its_first_question_to_its_result(client: Client) -> None:
    start = page(client, "/lesson?preset=mazur&at=dC_dz-2-1").by_id("quiz-me")
    assert start.text == "Quiz me on this backward pass"
    address = start["href"]
    now = moment(lesson(address.partition("?")[2]))
    wrong = 0
    for _ in range(30):
        here = page(client, address)
        forms = here.by_id("quiz").all("form")
        if not forms:
            break
        key = forms[0]["id"].removeprefix("ask-")
        (number,) = [one for one in now.covered if "-".join((one[0], *map(str, one[1]))) == key]
        typed = plain(now.truth(number[0], *number[1]))
        if not wrong:
            typed, wrong = "1000", 1
        address, _ = answered(client, address, key, typed)
    assert "All answered" in here.by_id("quiz").text
    assert "8 of 8 right, 7 at the first try" in here.by_id("quiz").text
    assert not here.all(class_="asked")
    again = page(client, here.by_id("quiz-again")["href"])
    assert "0 of 8 right" in again.by_id("quiz").text
    assert not page(client, again.by_id("uncover")["href"]).by_id("quiz").text


def test_the_inspector_covers_one_number_or_its_sign(client: Client) -> None:
    here = page(client, "/lesson?at=gradient&focus=z-2-1")
    one = page(client, here.by_id("cover-dC_dz-2-1")["href"])
    assert "What is ∂C/∂z₃?" in one.by_id("quiz").text
    two = page(client, one.by_id("cover-z-2-1-sign")["href"])
    assert "Is z₃ above or below 0?" in two.by_id("quiz").text
    assert [li.text.split()[0] for li in two.by_id("quiz").all("li")] == ["z₃", "∂C/∂z₃"]


def test_a_question_further_on_waits(client: Client) -> None:
    here = page(client, "/lesson?at=loss&cover=dC_dz-2-1")
    assert not here.by_id("quiz").all("form")
    assert "comes further on" in here.by_id("quiz").text


def test_under_a_prefix_answers_stay_under_it(client_for: Callable[..., Client]) -> None:
    prefixed_client = client_for(root_path="/backprop")
    here = page(prefixed_client, "/backprop/lesson?at=gradient&cover=dC_dz-2-1")
    assert here.by_id("ask-dC_dz-2-1")["action"] == "/backprop/answer"
    sent = prefixed_client.get(submitted(here.by_id("ask-dC_dz-2-1"), answer="1"))
    assert sent.headers["location"].startswith("/backprop/lesson?")


def test_only_what_is_covered_has_a_question_mark(client: Client) -> None:
    """On its way through a step the picture asks for the next number; not while others are to be answered."""
    asked = [one.text for one in page(client, "/lesson?at=dC_dz-3-2").all(class_="asked")]
    assert asked == ["?"]
    covered = page(client, "/lesson?at=dC_dz-3-2&cover=dC_dz-3-1")
    assert len(covered.by_id("neuron-3-1").all(class_="asked")) == 1
    assert not covered.by_id("neuron-2-1").all(class_="asked")


def test_a_sign_the_wrong_way_round_is_met_by_the_rule(client: Client) -> None:
    before = page(client, QUESTION + ":sign")
    wrong = page(client, before.by_id("answer-dC_dz-2-1-pos")["href"])
    assert "The other way round. It is σ′(z₃) times ∂C/∂a₃." in wrong.by_id("quiz").text
    assert "within 2 %" not in wrong.by_id("quiz").text
