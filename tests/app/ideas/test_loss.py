"""The landscape: what is covered, what follows from an answer, and any lesson's address."""

import re
from html import escape
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.address.table import BY_NAME as OF_LESSONS
from app.ideas.idea import IdeaLinks
from app.ideas.loss import IDEA, View, view
from app.ideas.loss_state import PREPARED, TABLE, pair
from engine.parameters import parameter_name
from tests.client import Client

LINKS = IdeaLinks(IDEA)


def seen(query: str = "") -> View:
    return view(IDEA.parse(parse_qsl(query, keep_blank_values=True)), LINKS)


def test_no_parameter_of_the_landscape_has_the_name_of_a_lessons() -> None:
    names = [entry.name for entry in TABLE]
    assert len(set(names)) == len(names)
    assert set(names) > set(OF_LESSONS) - {"fit"}


def test_the_first_map_is_over_weights_into_different_outputs() -> None:
    assert seen().chosen == ("w9", "w11")
    assert seen("preset=xor").chosen == ("w5", "w6")
    assert seen("preset=nielsen").chosen == ("w1", "b1")


def test_the_gradient_and_the_path_are_nowhere_on_the_page_before_the_first_answer(client: Client) -> None:
    address = "/panels/ideas/loss?preset=xor&across=w1&up=w5"
    covered, shown = client.get(address).text, client.get(f"{address}&reveal=1").text
    slopes = re.findall(r'id="dL_d[wb]-[^"]+" data-value="([^"]+)"', shown)
    assert len(slopes) == 9
    assert not [one for one in slopes if one in covered]
    for drawn in ('class="gradient"', 'class="path"', 'class="stop-mark"', 'id="L"'):
        assert drawn in shown
        assert drawn not in covered


def test_after_the_first_answer_the_gradient_is_in_sight_and_the_path_is_not(client: Client) -> None:
    half = client.get("/panels/ideas/loss?preset=xor&across=w1&up=w5&which=-").text
    assert 'class="gradient"' in half
    assert 'class="landing"' in half
    assert 'class="stop-mark"' not in half
    assert 'id="step"' not in half
    assert 'id="curve" data-part>\n  </div>' in half


def test_answers_open_one_thing_after_the_other() -> None:
    assert [seen(query).stage for query in ("", "which=%2B", "which=%2B&rises=lower", "rises=lower", "reveal=1")] == [
        0, 1, 2, 0, 2,
    ]  # fmt: skip


def test_an_answer_that_is_none_of_the_choices_opens_nothing() -> None:
    assert seen("which=down").stage == 0


def test_the_numbers_of_a_step_by_hand(client: Client) -> None:
    """One linear neuron at w = 0, b = 0, x = 1, 2, targets 2, 3: ∂L/∂w = -8, ∂L/∂b = -5, and η = 0.1."""
    address = (
        "preset=nielsen&act=linear&x=1;2&target=2;3&w=0&b=0&lr=0.1&steps=1&reveal=1"
    )  # fmt: skip
    shown = seen(address)
    assert [(one.across.data, one.up.data) for one in shown.path] == [("0.0", "0.0"), ("0.8", "0.5")]
    text = client.get(f"/panels/ideas/loss?{address}").text
    assert f'id="L" class="fore">{shown.loss.text}' in text
    assert float(shown.loss.data) == pytest.approx(0.65)


@pytest.mark.parametrize(
    ("name", "word"),
    [("Crawl", "crawls"), ("Zigzag", "zigzags"), ("Diverge", "diverges"), ("The notes' network", "descends")],
)
def test_the_prepared_places_do_what_their_name_says(name: str, word: str) -> None:
    query = next(one.query for one in PREPARED if one.name == name)
    assert seen("&".join(filter(None, (query, "reveal=1")))).word == word


def test_the_steps_walk_within_their_bounds() -> None:
    start, end = seen("steps=0&reveal=1"), seen("steps=200&reveal=1")
    assert (start.back, start.first, end.step, end.last) == (None, None, None, None)
    assert start.step is not None
    assert "steps=1" in start.step.href
    assert len(end.path) == 201


def test_a_start_and_eta_are_part_of_the_address(client: Client) -> None:
    answer = client.get("/ideas/loss?from-across=−1,5&from-up=2&lr=0.25")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/ideas/loss?lr=0.25&from-across=-1.5&from-up=2"


@pytest.mark.parametrize("query", ["across=w1&up=w1", "across=w99", "from-up=1e9", "steps=201", "span=0"])
def test_what_is_not_allowed_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/ideas/loss?{query}").status_code == 422


def test_a_pair_said_as_it_would_be_anyway_is_not_said() -> None:
    assert IDEA.query(IDEA.parse([("across", "w9"), ("up", "w11")])) == ""
    other = IDEA.parse([("across", "w11")])
    assert [parameter_name(other.lesson.recipe.sizes, one) for one in pair(other)] == ["w11", "w9"]


@pytest.mark.parametrize(
    "query",
    [
        "preset=mazur&updates=3", "preset=cs231n", "preset=softmax", "layers=16-24-24-10", "data=moons&preset=xor",
        "preset=mosher-mean&set=w1:900000&lr=1000", "layers=2-2-1&act=relu&loss=mse&w=;0,0&b=;0",
        "preset=nielsen&act=linear&w=1000000&b=1000000&x=1000000&lr=1000&steps=200",
    ],
)  # fmt: skip
def test_any_lesson_has_a_landscape(client: Client, query: str) -> None:
    for suffix in ("", "&which=0", "&reveal=1"):
        answer = client.get(f"/ideas/loss?{query}{suffix}", follow_redirects=True)
        assert answer.status_code == 200, answer.text[:300]
        assert "NaN" not in answer.text


def test_links_open_where_descent_is_seen(client: Client) -> None:
    """The minimum is inside of the map, the first step is a tenth of it, and forty steps arrive, by least squares."""
    shown = seen(f"{IDEA.opening}&reveal=1")
    assert not shown.map.at_edge
    first, second = shown.path[:2]
    assert np.hypot(second.x - first.x, second.y - first.y) > 35.6
    slope, height = np.polyfit([-1.0, 0.0, 2.0], [-1.0, 0.5, 1.7], 1)
    last = shown.path[-1]
    assert (float(last.across.data), float(last.up.data)) == pytest.approx((slope, height), abs=2e-3)
    assert IDEA.query(IDEA.parse(parse_qsl(IDEA.opening))) == IDEA.opening
    for page in ("/", "/ideas/chain-1"):
        assert f'href="/ideas/loss?{escape(IDEA.opening)}"' in client.get(page).text
    assert [one[3] for one in shown.prepared].index(True) == 0


def test_the_bare_address_still_is_the_notes_network() -> None:
    assert seen("").chosen == ("w9", "w11")
