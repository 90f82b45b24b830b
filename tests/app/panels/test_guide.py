from urllib.parse import parse_qsl, urlsplit

import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Go, Links
from app.moment import moment
from app.numbers import data, text
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
    assert goal(last.steps).view.guide == "watch"
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


def test_beside_the_steps_the_trial_stands_until_the_backward_pass_says_the_slope() -> None:
    """Both numbers, and why they differ: a hundredth of the nudge comes a hundred times as close."""
    now = goal(of(goal(of(goal(of(ASKED).falls)).onward)).steps)
    asked = of(ASKED.viewed(guide="falls")).trial
    assert asked is not None
    seen = []
    while now.operation is not None and now.operation.key != "gradient":
        it = of(now)
        assert (it.state, it.trial) == ("watch", asked)
        seen.append(it.beside)
        now = goal(Links(now).step())
    assert seen[0] is None
    assert of(now).beside == seen[-1] is not None
    true, finer = float(seen[-1].slope[1]), float(seen[-1].trial[1])
    assert true == truth(now)["dC_dw-3-1-1"]
    assert abs(finer - true) < 0.02 * abs(float(asked.slope[1]) - true) < 0.01 * abs(true)
    raised = parse(parse_qsl(f"set=w9:{3 + float(seen[-1].finer)}&at=loss"))
    assert finer == pytest.approx((truth(raised)["C"] - truth(now)["C"]) / float(seen[-1].finer), rel=1e-6)


def test_after_the_update_the_first_minute_is_over() -> None:
    done = goal(of(ASKED.viewed(guide="all")).backward)
    assert done.view.guide == "watch"
    while done.update == 0:
        done = goal(Links(done).step())
    assert done.view.guide == ""


def test_the_reply_says_why_the_loss_falls() -> None:
    it = of(ASKED)
    assert (it.output, it.y) == ("y₁", (("0.618", data(truth(ASKED)["a-3-1"])), ("1", "1.0")))
    trial = of(ASKED.viewed(guide="rises")).trial
    assert trial is not None
    raised = truth(parse(parse_qsl("set=w9:3.01&at=loss")))["a-3-1"]
    assert trial.why == f"Why: the output y₁ goes from 0.6177 to {text(raised, 4)}, closer to its target 1."
    other = of(first_minute(parse(parse_qsl("target=0,0"))).viewed(guide="rises")).trial
    assert other is not None
    assert "away from its target 0" in other.why
    assert not other.falls
