"""Chain rule ②: what the page says, against numbers found by hand; what is asked for is not on the page."""

import re

import pytest

from app.ideas.chain_2 import IDEA, View, view
from app.ideas.chain_2_question import ROUND, State
from app.ideas.fork_picture import LEFT, RIGHT, arrows
from app.ideas.idea import IdeaLinks
from tests.client import Client

LINKS = IdeaLinks(IDEA)


def seen(**changes: object) -> View:
    return view(State(**changes), LINKS)  # type: ignore[arg-type]


def test_the_first_question_by_hand() -> None:
    """x = s², y = 2s + 1, z = x y at 1: 3 · 2 + 1 · 2; s = 1.5 makes x = 2.25 and y = 4, so z goes from 3 to 9."""
    shown = seen(reveal=True)
    assert [one.data for one in shown.rule] == ["6.0", "2.0", "8.0"]
    assert [one.rate.data for one in shown.edges if one.rate] == ["2.0", "3.0", "2.0", "1.0"]
    assert [one.data for one in shown.trials[0].ratios] == ["7.5", "2.0", "12.0"]
    assert shown.trials[0].gap.data == "4.0"
    assert "75 % of dz/ds" in shown.shares


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("8", "Right."), ("6", "path through x alone"), ("2", "path through y alone"), ("12", "multiplied"),
        ("-8", "the sign is not"), ("99", "Not so"),
    ],
)  # fmt: skip
def test_each_mistake_is_met_by_its_name(answer: str, words: str) -> None:
    said = seen(answer=answer).reply
    assert said is not None
    assert words in said.words


def test_more_mistakes_where_they_give_different_numbers() -> None:
    """x = s², y = 1 - s, z = x + y at 2: 4 - 1 = 3, measured 3.5 at Δs = ½."""
    third = {"g": "square", "h": "fall", "f": "sum", "s": 2.0}
    for answer, words in (
        ("3", "Right."),
        ("1.5", "averaged"),
        ("5", "taken away"),
        ("3.5", "Δz/Δs"),
        ("2", "missing"),
    ):
        said = seen(**third, answer=answer).reply
        assert said is not None
        assert words in said.words, answer


def test_why_two_of_them_are_partial() -> None:
    replies = {answer: seen(reveal=True, why=answer).why_reply for answer in ("held", "later", "share", "curved")}
    assert [said is not None and said.right for said in replies.values()] == [True, False, False, False]
    assert len({said.words for said in replies.values() if said}) == 4


def test_what_is_asked_for_is_nowhere_on_the_page(client: Client) -> None:
    address = "/panels/ideas/chain-2?g=sin&h=tanh&f=wave&s=0.7&ds=0.1"
    covered, shown = client.get(address).text, client.get(f"{address}&reveal=1").text
    for name in ("dz_ds", "dx_ds", "dy_ds", "dz_dx", "dz_dy", "path-x", "path-y", "change-x", "change-y", "change-z"):
        value = re.search(rf'id="{name}"[^>]*data-value="([^"]+)"', shown)
        assert value, name
        assert value[1] not in covered
        assert f'id="{name}"' not in covered
    assert "held still" not in covered


def test_the_arrows_go_tip_to_tail_and_to_one_scale() -> None:
    x, y, both = arrows(6.0, -2.0).rows
    assert (x.start, x.end) == (LEFT, RIGHT)
    assert y.start == x.end
    assert both.end == y.end
    assert (x.end - x.start) / (y.end - y.start) == pytest.approx(-3.0)
    assert [one.css for one in (x, y, both)] == ["", "neg", ""]


def test_paths_that_cancel_are_said_to_and_printed_as_0() -> None:
    shown = seen(g="cos", h="sin", f="squares", s=0.8, reveal=True)
    assert shown.rule[2].text == "0"
    assert "equally hard" in shown.shares
    right = seen(g="cos", h="sin", f="squares", s=0.8, answer="0").reply
    assert right is not None
    assert right.right


def test_paths_that_pull_apart_and_dead_ones_are_said() -> None:
    assert "opposite" in seen(g="square", h="fall", f="sum", s=2.0, reveal=True).shares
    assert "dead" in seen(g="line", h="square", f="error", s=0.0, reveal=True).shares
    assert "Neither" in seen(g="square", h="square", f="sum", s=0.0, reveal=True).shares


def test_the_round_goes_through_every_question_and_back() -> None:
    assert [view(one, LINKS).again[1] for one in ROUND] == [2, 3, 4, 5, 6, 1]
