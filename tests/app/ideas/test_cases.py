"""The two cases: every step of the notes' network and of others; nothing is seen before it is asked."""

from urllib.parse import parse_qsl

import pytest

from app.ideas.cases import IDEA, Cases, View
from app.ideas.cases_steps import steps
from app.ideas.idea import IdeaLinks
from app.numbers import MINUS
from tests.app.drawing import lesson
from tests.app.truth import truth
from tests.client import Client
from tests.reading import Element, read

OTHERS = ("preset=mazur", "preset=softmax", "preset=mosher", "layers=3-4-3&act=relu,softmax&loss=mse", "layers=4-8-5")


def view(address: str) -> View:
    it = IDEA.view(IDEA.parse(parse_qsl(address, keep_blank_values=True)), IdeaLinks(IDEA))
    assert isinstance(it, View)
    return it


def page(client: Client, address: str) -> Element:
    response = client.get(f"/panels/ideas/cases?{address}")
    assert response.status_code == 200, response.text
    return read(response.text)


def test_the_steps_of_the_notes_network() -> None:
    assert [(one.kind, one.layer, one.neuron) for one in steps((2, 2, 2, 2))] == [
        ("needs", 1, 1), ("needs", 2, 1), ("needs", 3, 1),
        ("number", 3, 1), ("number", 3, 2), ("number", 2, 1), ("number", 2, 2), ("number", 1, 1), ("number", 1, 2),
    ]  # fmt: skip
    assert len(steps((16, 24, 24, 10))) == 6


@pytest.mark.parametrize(
    ("done", "answer", "said"),
    [
        (0, "onward", "Right"), (0, "loss", "at the outputs only"), (0, "inputs", "The inputs make z"),
        (1, "onward", "Right"), (1, "back", "They need this one"), (1, "beside", "do not feed each other"),
        (2, "loss", "Right"), (2, "back", "They need this one"), (3, "-0.0903", "Right"),
        (3, "-0.382", "σ′(z) is forgotten"), (4, "0.117", "Right"), (5, "-0.0458", "Right"),
        (5, "-0.388", "σ′(z) is forgotten"), (5, "-0.0320", "One path is forgotten"), (5, "0.0458", "Wrong sign"),
        (7, "-0.00357", "Right"), (7, "abc", "Type a number"),
    ],
)  # fmt: skip
def test_each_answer_is_met(done: int, answer: str, said: str) -> None:
    asked = view(f"done={done}&answer={answer}").asked
    assert asked
    assert asked[1]
    assert said in asked[1].words


@pytest.mark.parametrize("address", ["preset=notes", *OTHERS])
def test_no_number_is_in_the_page_before_it_was_asked(client: Client, address: str) -> None:
    engine = truth(lesson(address))
    every = steps(lesson(address).recipe.sizes)
    for done, step in enumerate(every):
        before = page(client, f"{address}&done={done}")
        later = {one.key for one in every[done:] if one.kind == "number"}
        shown = {one.get("id") or one.get("data-ref") for one in before.walk() if "data-value" in one}
        assert not later & shown, step
        values = {one["data-value"] for one in before.walk() if "data-value" in one}
        true = engine[step.key]
        if step.kind == "number" and repr(true) in values:  # it may be another number's value as well
            assert list(engine.values()).count(true) > 1
        if step.kind == "number":
            after = page(client, f"{address}&done={done}&answer=show")
            assert float(after.numbers[step.key]["data-value"]) == true


@pytest.mark.parametrize("address", ["preset=notes", *OTHERS])
def test_one_comes_through_by_the_links_and_the_end_has_every_number(client: Client, address: str) -> None:
    now, seen = address, 0
    while True:
        it = page(client, now)
        if not it.all(id="show"):
            break
        shown = page(client, it.by_id("show")["href"].partition("?")[2])
        now = shown.by_id("next")["href"].partition("?")[2]
        seen += 1
    every = steps(lesson(address).recipe.sizes)
    assert seen == len(every)
    engine, drawn = truth(lesson(address)), page(client, now).numbers
    for one in every:
        assert float(drawn[one.key]["data-value"]) == engine[one.key]


def test_the_arrows_go_to_what_is_needed(client: Client) -> None:
    def arrows(address: str) -> int:
        return len(page(client, address).all("path", class_="tip"))

    assert [arrows(f"done={done}") for done in (0, 1, 2)] == [0, 2, 6]
    assert arrows("done=2&answer=loss") == 8


def test_the_case_is_said_and_of_a_softmax_that_it_does_not_hold() -> None:
    assert view("done=3").case.startswith("Case ②, the output layer: ∂C/∂z₅ = σ′(z₅) · ∂C/∂y₁")
    assert view("done=5").case.startswith("Case ①, not the output layer")
    assert "case ② of the notes does not hold" in view("preset=softmax&done=1").case


def test_equations_stand_without_their_result_until_it_is_known(client: Client) -> None:
    before, after = (page(client, f"done=5{more}") for more in ("", "&answer=show"))
    line, shown = before.all(class_="line")[0], after.all(class_="line")[0]
    assert "0.0458" not in line.text
    assert f"{MINUS}0.0458" in shown.text
    assert "0.118" in line.text


def test_a_step_beyond_the_last_is_the_end_and_another_network_begins_anew() -> None:
    assert IDEA.parse([("done", "60")]) == Cases(done=9)
    assert IDEA.parse([("preset", "softmax"), ("done", "64")]).done == 4
    first = view("done=5&answer=1").networks.presets[1][1].href
    assert first == "/ideas/cases?preset=mazur"
