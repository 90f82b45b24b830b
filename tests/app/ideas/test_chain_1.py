"""Chain rule ①: what the page says, against numbers found by hand; what is asked for is not on the page."""

import re

import pytest

from app.ideas.chain_1 import IDEA, View, view
from app.ideas.chain_1_question import ROUND, State
from app.ideas.idea import IdeaLinks
from tests.client import Client
from tests.reading import read

LINKS = IdeaLinks(IDEA)


def seen(**changes: object) -> View:
    return view(State(**changes), LINKS)  # type: ignore[arg-type]


def test_the_first_question_by_hand() -> None:
    """y = x², z = 2y + 1 at 1.5, Δx = ½: rates 3 and 2; 2 · 3 · ½ = 3; measured 9 - 5.5 = 3.5."""
    shown = seen(reveal=True)
    assert (shown.dy_dx, shown.dz_dy, shown.dz_dx) != (None, None, None)
    assert [one.data for one in (shown.dy_dx, shown.dz_dy, shown.dz_dx) if one] == ["3.0", "2.0", "6.0"]
    assert [(one.change.data, one.ratio.data, one.gap.data) for one in shown.trials[:2]] == [
        ("0.5", "7.0", "1.0"), ("0.25", "6.5", "0.5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("3", "Right."), ("3.5", "measured it is 3.5; the slope alone says 3."),
        ("3,0", "Right."), ("6", "That is dz/dx"), ("1.5", "That is Δy"),
        ("1", "dy/dx is missing"), ("2.5", "added"), ("9", "new z"), ("-3", "the sign is not"), ("20", "Not so"),
    ],
)  # fmt: skip
def test_each_mistake_is_met_by_its_name(answer: str, words: str) -> None:
    said = seen(answer=answer).reply
    assert said is not None
    assert words in said.words


def test_the_measured_change_is_not_called_the_slopes(client: Client) -> None:
    measured = read(client.get("/panels/ideas/chain-1?answer=3.5").text).by_id("ask-answer").text
    assert "measured it is 3.5; the slope alone says 3." in measured
    assert "It is 3" not in measured
    assert "It is 3." in read(client.get("/panels/ideas/chain-1?answer=3").text).by_id("ask-answer").text


def test_a_rate_taken_at_the_wrong_place_is_known() -> None:
    """z = y² of y = 2x + 1 at 1: dz/dy is 6 at y = 3, and would be 2 at x."""
    said = seen(g="line", h="square", x=1.0, change=0.1, answer="0.4").reply
    assert said is not None
    assert "taken at x" in said.words


def test_what_is_asked_for_is_nowhere_on_the_page(client: Client) -> None:
    covered = client.get("/panels/ideas/chain-1?g=sin&h=tanh&x=0.7&dx=0.1").text
    shown = client.get("/panels/ideas/chain-1?g=sin&h=tanh&x=0.7&dx=0.1&reveal=1").text
    gone = {"dz_dx", "dz_dy", "dy_dx", "change-y", "change-z"}
    for name in gone:
        value = re.search(rf'id="{name}"[^>]*data-value="([^"]+)"', shown)
        assert value, name
        assert value[1] not in covered
        assert f'id="{name}"' not in covered


def test_an_answer_that_cannot_be_read_uncovers_nothing() -> None:
    shown = seen(answer="much")
    assert shown.reply is not None
    assert shown.reply.right is None
    assert not shown.open
    assert shown.trials == ()


def test_straight_lines_have_no_gap_and_corners_keep_theirs() -> None:
    assert "No gap" in seen(g="line", h="fall", reveal=True).shrinking
    assert "corner" in seen(g="relu", h="same", x=0.0, reveal=True).shrinking
    assert "goes to dz/dx" in seen(reveal=True).shrinking


def test_the_round_goes_through_every_question_and_back() -> None:
    assert [seen_of(one).again[1] for one in ROUND] == [2, 3, 4, 5, 6, 1]
    assert len({IDEA.query(one) for one in ROUND}) == len(ROUND)


def seen_of(state: State) -> View:
    return view(state, LINKS)


def test_another_spelling_is_sent_to_the_canonical_address(client: Client) -> None:
    answer = client.get("/ideas/chain-1?dx=0.5&x=1,25&g=square")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/ideas/chain-1?x=1.25"


@pytest.mark.parametrize("query", ["x=4", "dx=0", "g=cube", "reveal=2"])
def test_what_is_not_allowed_is_refused_by_name(client: Client, query: str) -> None:
    answer = client.get(f"/ideas/chain-1?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.text
