"""Check it: differences by a program of its own, Mazur's published gradient, and nothing shown before it is asked."""

from math import exp, log10
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings

from app.asking import reply
from app.ideas.check import IDEA, Check, CheckView
from app.ideas.check_questions import how_much, which_way
from app.ideas.check_trial import trial
from app.ideas.idea import IdeaLinks
from app.lesson import Lesson
from app.lesson_url import query
from app.limits import most_updates
from app.moment import moment
from engine.arrays import Array
from engine.network import Layer
from engine.probe import Probe
from tests.app.real_lessons import lessons
from tests.client import Client
from tests.reading import Element, read

MAZUR = "preset=mazur&focus=w-2-1-1"
PUBLISHED = 0.082167041


def state(address: str) -> Check:
    return IDEA.parse(parse_qsl(address, keep_blank_values=True))


def view(address: str) -> CheckView:
    it = IDEA.view(state(address), IdeaLinks(IDEA))
    assert isinstance(it, CheckView)
    return it


def page(client: Client, address: str) -> Element:
    response = client.get(f"/panels/ideas/check?{address}")
    assert response.status_code == 200
    return read(response.text)


def error(w5: float) -> float:
    """Mazur's total error by hand."""

    def s(z: float) -> float:
        return 1 / (1 + exp(-z))

    h1, h2 = s(0.15 * 0.05 + 0.2 * 0.1 + 0.35), s(0.25 * 0.05 + 0.3 * 0.1 + 0.35)
    o1, o2 = s(w5 * h1 + 0.45 * h2 + 0.6), s(0.5 * h1 + 0.55 * h2 + 0.6)
    return 0.5 * (0.01 - o1) ** 2 + 0.5 * (0.99 - o2) ** 2


def test_the_gradient_is_mazurs_and_the_differences_are_ours(client: Client) -> None:
    it = page(client, f"{MAZUR}&reveal=1")
    assert float(it.by_id("gradient")["data-value"]) == pytest.approx(PUBLISHED, abs=5e-10)
    for power in range(1, 11):
        h = 10.0**-power
        ours = (error(0.4 + h) - error(0.4 - h)) / (2 * h)
        allowed = 4e-17 / h + 1e-9 * h  # a few units of rounding
        assert float(it.by_id(f"difference-{power}")["data-value"]) == pytest.approx(ours, abs=allowed)
        found = float(it.by_id(f"error-{power}")["data-value"])
        assert found == pytest.approx(abs(ours - PUBLISHED) / (ours + PUBLISHED), abs=6e-9 + 5 * allowed)


@pytest.mark.parametrize("by", [0.5, -0.3, 1.0])
def test_the_nudge_is_evaluated_and_predicted(client: Client, by: float) -> None:
    it = page(client, f"{MAZUR}&reveal=1&nudge={by}")
    actual, predicted, gap = (float(it.by_id(name)["data-value"]) for name in ("actual", "predicted", "gap"))
    assert actual == pytest.approx(error(0.4 + by) - error(0.4), rel=1e-12)
    assert predicted == pytest.approx(PUBLISHED * by, rel=1e-8)
    assert gap == pytest.approx(actual - predicted, rel=1e-12)


def test_the_errors_fall_with_h_squared_and_rise_again() -> None:
    trial = view(f"{MAZUR}&reveal=1").trial
    assert trial
    errors = [float(row.error_data) for row in trial.rows]
    assert log10(errors[0] / errors[1]) == pytest.approx(2, abs=0.02)
    assert min(errors) in errors[3:6]
    assert errors[9] > 100 * min(errors)
    assert [row.power for row in trial.rows if row.best] == [errors.index(min(errors)) + 1]
    assert trial.truncation
    assert trial.rounding
    assert "They agree" in trial.verdict


def test_agreeing_digits_are_told_from_the_others() -> None:
    trial = view(f"{MAZUR}&reveal=1").trial
    assert trial
    for row in trial.rows:
        assert trial.gradient.startswith(row.same)
        assert not row.rest or not trial.gradient.startswith(row.same + row.rest[0])


def test_the_drawn_curve_is_the_loss_and_the_line_its_tangent() -> None:
    it = view(f"{MAZUR}&reveal=1&nudge=0.5").nudge
    assert it
    plot = it.plot
    path = next(one.path for one in plot.curves if one.id == "loss")
    points = [tuple(map(float, part.split())) for part in path[1:].split("L")]
    for step, (x, y) in zip((-1.0, -0.5, 0.0, 0.5, 1.0), points[::20], strict=True):
        assert x == pytest.approx(plot.across.place(step), abs=0.06)
        assert y == pytest.approx(plot.up.place(error(0.4 + step) - error(0.4)), abs=0.06)
    line = next(one.path for one in plot.curves if one.id == "tangent")
    (x1, y1), (x2, y2) = (tuple(map(float, part.split())) for part in line[1:].split("L"))
    unit = (plot.up.end - plot.up.start) / (plot.up.high - plot.up.low)
    wide = (plot.across.end - plot.across.start) / 2
    assert (y2 - y1) / (x2 - x1) == pytest.approx(PUBLISHED * unit / wide, rel=0.01)


def test_nothing_is_in_the_page_before_it_is_answered(client: Client) -> None:
    answers = client.get(f"/panels/ideas/check?{MAZUR}").text
    assert "0.0821670" not in answers
    assert "0.0822" not in answers
    assert 'id="trial' not in answers
    ways = client.get(f"/panels/ideas/check?{MAZUR}&predict=%2B").text
    assert "0.0822" in ways
    actual = error(0.9) - error(0.4)
    for told in ("0.0411", f"{actual:.3f}", "nudge-plot"):
        assert told not in ways
    assert "nudge-plot" in client.get(f"/panels/ideas/check?{MAZUR}&predict=%2B&amount=0.04").text


def test_which_way() -> None:
    it = which_way(("C", "w₅"), 2.0, 0.5, -0.1, -0.04)
    assert reply(it, "-").right
    assert "turns it round" in reply(it, "+").words
    bent = which_way(("C", "w₅"), 2.0, 5.0, -0.1, 0.3)
    assert reply(bent, "+").right
    assert "too long" in reply(bent, "-").words
    dead = which_way(("C", "w₅"), 2.0, 5.0, 0.0, 0.0)
    assert reply(dead, "0").right
    assert "does not feel" in reply(dead, "-").words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("0.25", "slope itself"), ("-0.125", "sign is that of"), ("0.5", "divided"), ("-0.025", "update changes"),
        ("0.75", "added"), ("0.11", "really happens"), ("7", "Not so"), ("x", "Type a number"),
    ],
)  # fmt: skip
def test_a_wrong_size_is_met_by_what_was_done(given: str, words: str) -> None:
    it = how_much(("C", "w₅"), 0.5, 0.25, 0.11, 0.1)
    assert words in reply(it, given).words
    assert reply(it, "0.125").right


def test_a_change_keeps_shown_what_was_shown_and_drops_the_answer() -> None:
    answered = view(f"{MAZUR}&predict=%2B&amount=0.041")
    assert ("reveal", "1") in answered.settled
    assert not {"predict", "amount"} & {name for name, _ in answered.settled}
    assert "reveal" not in dict(view(MAZUR).settled)


def test_the_window_holds_the_nudge() -> None:
    assert state("nudge=3").window == "10"
    assert state("nudge=3&window=100").window == "100"
    assert state("nudge=-1").window == "1"


@pytest.mark.parametrize(
    ("address", "focus"),
    [
        ("", "w-3-1-1"), ("focus=z-2-1", "b-2-1"), ("focus=x-0-2", "w-1-1-2"), ("focus=C", "w-3-1-1"),
        ("preset=mazur&parameter=w_5", "w-2-1-1"), ("parameter=B2", "b-1-2"), ("focus=b-1-1", "b-1-1"),
    ],
)  # fmt: skip
def test_the_focus_is_always_a_parameter(address: str, focus: str) -> None:
    assert state(address).lesson.view.focus == focus


def test_a_parameter_that_is_not_there_is_refused_with_those_that_are(client: Client) -> None:
    response = client.get("/ideas/check?parameter=w99")
    assert response.status_code == 422
    assert "w1 … w12 and b1 … b6" in read(response.text).text


def test_a_corner_is_named() -> None:
    corner = "layers=1-1-1&act=relu,linear&loss=squared_error&x=1&target=3&w=1;2&b=0.05;0&focus=w-1-1-1&reveal=1"
    trial = view(f"{corner}&set=w1:-0.0500001").trial
    assert trial
    assert trial.rows[0].corner
    assert not trial.rows[9].corner
    assert "corner" in trial.verdict


def test_a_dead_parameter_is_no_error() -> None:
    dead = "layers=1-1-1&act=relu,linear&loss=squared_error&x=1&target=3&w=-1;2&b=0;0&focus=w-1-1-1&reveal=1"
    it = view(dead)
    assert it.trial
    assert "exactly 0" in it.trial.verdict
    assert {row.error for row in it.trial.rows} == {"0"}


@pytest.mark.parametrize("wrong", [2 * PUBLISHED, -PUBLISHED, 0.0, PUBLISHED + 0.01])
def test_a_wrong_gradient_is_found_out(wrong: float) -> None:
    weight = Probe(*_mazur(), "half_squared_error", "sum", 1, "W", (0, 0))
    assert "do not agree" in trial(weight, wrong, ("C", "w₅")).verdict


def _mazur() -> tuple[tuple[Layer, ...], Array, Array]:
    step = moment(state(MAZUR).lesson).step
    return step.layers, step.trace.x, step.gradients.targets


def test_next_to_a_slope_of_exactly_0_the_trial_comes_near() -> None:
    it = view("layers=1-1&act=gelu&target=0&w=0&lr=1&reveal=1").trial
    assert it
    assert float(it.data) == 0
    assert it.rows[4].error == "1"
    assert "They agree" in it.verdict


def test_several_examples_are_checked_together(client: Client) -> None:
    it = page(client, "preset=mosher&focus=w-1-1-1&reveal=1")
    assert float(it.by_id("difference-5")["data-value"]) == pytest.approx(
        float(it.by_id("gradient")["data-value"]), rel=1e-8
    )
    assert "∂L/∂w₁" in it.by_id("sentence").text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lessons())
def test_any_lesson_is_checked_and_its_address_comes_back(lesson: Lesson) -> None:
    few = min(3, most_updates(lesson.recipe.sizes, lesson.recipe.batch))
    it = state(query(lesson.at(lesson.time % (few * len(lesson.program)))))
    assert state(IDEA.query(it)) == it
    shown = IDEA.view(state(f"{IDEA.query(it)}&reveal=1"), IdeaLinks(IDEA))
    assert isinstance(shown, CheckView)
    assert shown.trial
    assert "do not agree" not in shown.trial.verdict


def test_the_colours_of_a_lesson_are_kept(client: Client) -> None:
    dark = "/ideas/check?preset=mazur&focus=w-2-1-1&theme=dark"
    assert read(client.get(dark).text).all("html")[0].get("data-theme") == "dark"
    assert "theme=dark" in view("theme=dark").chosen.lesson
