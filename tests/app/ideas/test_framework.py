"""The framework: every cell is its column times its row and the engine's ∂C/∂w, and covered until it is asked for."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings

from app.covering import key_of
from app.errors import BadInput
from app.ideas.framework import IDEA, View
from app.ideas.framework_table import cells, next_covered
from app.ideas.idea import IdeaLinks
from app.lesson import Lesson
from app.lesson_url import query
from tests.app.drawing import lesson
from tests.app.real_lessons import lessons
from tests.app.truth import truth
from tests.client import Client
from tests.reading import Element, read

NETWORKS = (
    "preset=notes",
    "preset=mazur",
    "preset=softmax",
    "preset=mosher&example=2",
    "layers=4-8-5&act=relu,tanh&loss=mse",
)


def view(address: str) -> View:
    it = IDEA.view(IDEA.parse(parse_qsl(address, keep_blank_values=True)), IdeaLinks(IDEA))
    assert isinstance(it, View)
    return it


def page(client: Client, address: str) -> Element:
    response = client.get(f"/panels/ideas/framework?{address}")
    assert response.status_code == 200, response.text
    return read(response.text)


def shown(it: Element) -> set[str]:
    return {one.get("id") or one.get("data-ref") for one in it.walk() if "data-value" in one}


@pytest.mark.parametrize("address", NETWORKS)
def test_every_cell_is_its_row_times_its_column_and_the_engines(client: Client, address: str) -> None:
    engine, it = truth(lesson(address)), page(client, f"{address}&seen=all")
    found = 0
    for table in it.all("table", class_="product"):
        header, *rows = table.all("tr")
        inputs = [[float(b["data-value"]) for b in th.all("b")] or [1.0] for th in header.all("th")]
        for row in rows:
            slope = float(row.all("th")[0].all("b")[0]["data-value"])
            for (a,), cell in zip(inputs, row.all("td"), strict=True):
                number = cell.all("b")[0]
                value = float(number["data-value"])
                assert value == pytest.approx(a * slope, rel=1e-12, abs=1e-300)
                assert value == pytest.approx(engine[number["data-ref"]], rel=1e-12)
                found += 1
    assert found == len(cells(lesson(address).recipe.sizes))


@pytest.mark.parametrize("address", NETWORKS)
@pytest.mark.parametrize("view", ["forward", "both"])
def test_no_product_is_in_the_page_before_it_is_asked_for(client: Client, address: str, view: str) -> None:
    before = page(client, f"{address}&view={view}")
    assert not [key for key in shown(before) if key.startswith(("dC_dw", "dC_db", "dL_"))]
    engine = truth(lesson(address))
    after = page(client, f"{address}&view={view}&ask=dC_dw-1-1-2&answer=show")
    assert {key for key in shown(after) if key.startswith(("dC_dw", "dC_db"))} == {"dC_dw-1-1-2"}
    (cell,) = [one for one in after.walk() if one.get("data-ref") == "dC_dw-1-1-2" and one.tag == "b"]
    assert float(cell["data-value"]) == pytest.approx(engine["dC_dw-1-1-2"], rel=1e-12)


@pytest.mark.parametrize(
    ("ask", "answer", "said"),
    [
        ("dC_dw-2-1-1", "-0.0449", "Right"), ("dC_dw-2-1-1", "-0.381", "σ′(z) is forgotten"),
        ("dC_dw-2-1-1", "0.982", "the input a₁ alone"), ("dC_dw-2-1-1", "-0.0915", "what is sent back"),
        ("dC_dw-2-1-1", "-0.183", "z was taken"), ("dC_dw-2-1-1", "0.0449", "sign"),
        ("dC_dw-2-1-1", "-0.00546", "The input of the other weight"), ("dC_db-3-2", "0.117", "Right"),
    ],
)  # fmt: skip
def test_each_mistake_is_met_by_its_words(ask: str, answer: str, said: str) -> None:
    it = view(f"ask={ask}&answer={answer}")
    assert it.asked
    assert it.asked[1]
    assert said in it.asked[1].words


def test_next_leads_through_every_cell_and_keeps_those_seen(client: Client) -> None:
    address, count = "", 0
    while True:
        it = page(client, address)
        if not it.all(id="show"):
            break
        answered = page(client, it.by_id("show")["href"].partition("?")[2])
        count += 1
        if not answered.all(id="next"):
            break
        address = answered.by_id("next")["href"].partition("?")[2]
    assert count == 18
    assert not answered.all(class_="covered")
    again = page(client, answered.by_id("cover")["href"].partition("?")[2])
    assert len(again.all(class_="covered")) == 18


def test_a_wire_of_the_picture_asks_for_its_product(client: Client) -> None:
    it = page(client, "seen=dC_dw-1-1-1&view=both")
    href = it.by_id("edge-3-1-2")["href"]
    assert href == "/ideas/framework?focus=w-3-1-2&view=both&seen=dC_dw-1-1-1"
    asked = IDEA.parse(parse_qsl(href.partition("?")[2]))
    assert (asked.ask, asked.seen, asked.lesson.view.drawn) == ("dC_dw-3-1-2", ("dC_dw-1-1-1",), "both")
    assert it.by_id("neuron-2-1")["href"].startswith("/ideas/framework?focus=z-2-1")
    assert "focused" in it.by_id("edge-2-1-1")["class"]
    assert IDEA.query(IDEA.parse([("focus", "w-3-1-2")])) == "ask=dC_dw-3-1-2"


def test_next_covered_goes_around() -> None:
    every = cells((2, 2))
    assert [key_of(one) for one in every] == [
        "dC_dw-1-1-1", "dC_dw-1-1-2", "dC_db-1-1", "dC_dw-1-2-1", "dC_dw-1-2-2", "dC_db-1-2",
    ]  # fmt: skip
    assert next_covered((2, 2), every[-1], frozenset(every[:2])) == every[2]
    assert next_covered((2, 2), every[0], frozenset(every)) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("ask", "dC_dz-1-1"), ("ask", "dC_dw-9-1-1"), ("ask", "dC_dw"), ("seen", "dC_dw-1-1-1,x"), ("seen", "every")],
)
def test_what_the_table_does_not_have_is_refused(name: str, value: str) -> None:
    with pytest.raises(BadInput) as caught:
        IDEA.parse([(name, value)])
    assert caught.value.field == name


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lessons())
def test_any_lessons_address_opens_it(it: Lesson) -> None:
    state = IDEA.parse(parse_qsl(query(it), keep_blank_values=True))
    assert IDEA.parse(parse_qsl(IDEA.query(state), keep_blank_values=True)) == state
    assert isinstance(IDEA.view(state, IdeaLinks(IDEA)), View)


def test_how_a_product_is_made_is_not_on_the_page_before_one_is_seen(client: Client) -> None:
    """Neither the lead nor the notes, no factor beside the question, none lit, and no formula of it."""
    before = client.get("/ideas/framework").text
    for word in ("Multiply", "multiply", "first factor", "multiplication", "In the notes", "∂z/∂w", "In front of w₅"):
        assert word not in before, word
    it = read(before).by_id("lesson")
    assert not it.all("math")
    assert not [one for one in it.walk() if "lit" in (one.get("class") or "").split()]
    assert not [one for table in it.all("table") for one in table.walk() if "data-value" in one]
    after = client.get("/ideas/framework?answer=-0.0449").text
    for word in ("③ Multiply", "first factor", "In the notes", "In front of w₅"):
        assert word in after, word
    margins = [one["data-ref"] for one in read(after).walk() if one.tag == "b" and "data-ref" in one]
    assert margins == ["a-1-1", "dC_dz-2-1", "dC_dw-2-1-1"]


def test_an_answer_that_cannot_be_read_uncovers_nothing(client: Client) -> None:
    assert not page(client, "answer=much").all("math")
    assert "③ Multiply" not in client.get("/ideas/framework?answer=much").text
