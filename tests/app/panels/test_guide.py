from urllib.parse import parse_qsl, urlsplit

import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Go, Links
from app.moment import moment
from app.panels.guide import Guide, first_minute, guide
from engine.gradcheck import central_difference
from engine.lesson import start
from tests.app.drawing import drawn, lesson
from tests.app.truth import truth


def of(it: Lesson) -> Guide:
    found = guide(moment(it), Links(it))
    assert found is not None
    return found


def goal(go: Go | None) -> Lesson:
    assert go is not None
    return parse(parse_qsl(urlsplit(go.href).query, keep_blank_values=True))


ASKED = first_minute(lesson("notes"))


def test_the_front_page_asks_about_one_lit_weight_after_the_forward_pass() -> None:
    assert (ASKED.view.guide, ASKED.view.focus) == ("ask", "w-3-1-1")
    assert ASKED.operation is not None
    assert ASKED.operation.key == "loss"
    it = of(ASKED)
    assert (it.weight, it.value, it.count, it.trial) == ("w₉", "3", 18, None)


@pytest.mark.parametrize("address", ["layers=2-1", "mazur", "updates=10000"])
def test_a_network_without_that_weight_opens_without_the_question(address: str) -> None:
    now = first_minute(lesson(address))
    has = len(now.recipe.sizes) > 3
    assert (bool(now.view.guide), bool(now.view.focus)) == (has, has)
    assert (guide(moment(now), Links(now)) is not None) == has
    asked = now.viewed(guide="rises")
    assert (guide(moment(asked), Links(asked)) is not None) == has


@pytest.mark.parametrize("guess", ["rises", "falls"])
def test_the_answer_is_a_trial_made_for_real(guess: str) -> None:
    it = of(goal(getattr(of(ASKED), guess)))
    assert it.trial is not None
    before, after = float(it.trial.before[1]), float(it.trial.after[1])
    assert before == truth(ASKED)["C"]
    raised = parse(parse_qsl(f"set=w9:{3 + float(it.by)}&at=loss"))
    assert after == truth(raised)["C"]
    assert float(it.trial.change[1]) == pytest.approx(after - before)
    slope = float(it.trial.slope[1])
    recipe = ASKED.recipe
    by_trial = central_difference(
        start(recipe).layers, recipe.inputs, recipe.targets, recipe.loss, recipe.reduction, 2, "W", (0, 0), 1e-5
    )
    assert slope == pytest.approx(by_trial, rel=0.05)
    assert it.trial.falls == (after < before)
    assert it.right == (it.trial.falls == (guess == "falls"))


def test_it_leads_on_to_the_steps_and_can_be_skipped() -> None:
    it = of(ASKED)
    assert goal(it.skip) == lesson("at=loss")
    onward = goal(of(goal(it.falls)).onward)
    assert onward.view.guide == "all"
    last = of(onward)
    assert goal(last.steps).view.guide == ""
    assert goal(last.steps).operation == ASKED.next_operation
    backward = goal(last.backward)
    assert backward.operation is not None
    assert backward.operation.key == "gradient"


@pytest.mark.parametrize("state", ["ask", "rises", "falls", "all"])
def test_the_page_of_the_first_minute_shows_only_it(state: str) -> None:
    page = drawn(ASKED.viewed(guide=state))
    assert page.by_id("guide").text
    assert not page.all("section", id="explanation")
    assert not page.by_id("inspector").text
    assert "focused" in page.by_id("edge-3-1-1")["class"].split()
