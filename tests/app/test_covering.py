"""What is covered is nowhere: not in any representation, not in any number from which one look would tell it."""

import re
from math import isfinite

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.covering import MOST_IN_A_QUIZ, Covering, key_of, number_of
from app.lesson import Lesson
from app.lesson_url import query
from app.limits import most_updates
from app.links import Links
from app.moment import Moment, moment
from app.numbers import data, text
from app.panels.readout import readout
from app.panels.tables import as_csv
from tests.app.drawing import lesson, markup
from tests.app.real_lessons import coverable, lessons
from tests.client import Client
from tests.reading import read

TOKEN = re.compile(r"[−-]?[0-9]+(?:\.[0-9]+)?(?:e[−-]?[0-9]+)?")
DIGITS = 10
NETWORKS = (
    "preset=mazur", "preset=xor", "preset=mosher", "preset=softmax&layers=3-4-3", "layers=2-3-2&act=tanh&seed=4",
    "layers=2-3-2&act=relu,softmax&loss=squared_error&seed=2&dx=1", "layers=4-8-8-3&seed=3",
    "preset=mazur&screen=projector",
    "preset=mazur&view=reversed", "preset=mazur&view=both", "preset=mazur&notation=common",
    "layers=3-3-2&opt=adam&seed=8", "preset=mosher-mean&opt=momentum",
)  # fmt: skip


def everything(now: Moment) -> dict[str, float]:
    """Every number of the training step that is shown, covered or not."""
    sizes, last = now.sizes, now.last
    keys = ["C", "L", "L_new", *(f"{kind}-0-{n}" for n in range(1, sizes[0] + 1) for kind in ("x", "dC_dx"))]
    for layer in range(1, last + 1):
        at_the_end = "y target C_term dC_dy" if layer == last else ""
        for to in range(1, sizes[layer] + 1):
            of_neuron = f"b z a da_dz dC_da dC_dz dC_db dL_db b_new {at_the_end}".split()
            keys += [f"{kind}-{layer}-{to}" for kind in of_neuron]
            for source in range(1, sizes[layer - 1] + 1):
                of_edge = ["w", "forward", "backward", "dC_dw", "dL_dw", "w_new"]
                keys += [f"{kind}-{layer}-{to}-{source}" for kind in of_edge]
    return {key: now.truth(*flat(key)) for key in keys}


def hidden(now: Moment) -> dict[str, float]:
    """Those that are covered, or follow from what is."""
    return {key: value for key, value in everything(now).items() if now.hides(*flat(key)) and isfinite(value)}


def present(now: Moment) -> list[float]:
    """Those that are not, and what the recipe gives."""
    recipe = now.lesson.recipe
    given_numbers = [recipe.learning_rate, *(value for row in (*recipe.inputs, *recipe.targets) for value in row)]
    given_numbers += [recipe.initialisation.value, recipe.optimiser.beta, recipe.optimiser.beta2]
    given_numbers += [one.negative_slope for one in recipe.spec.activations]
    return [*given_numbers, *(value for key, value in everything(now).items() if not now.hides(*flat(key)))]


def flat(key: str) -> tuple[str, int, int, int]:
    quantity, place = number_of(key)
    layer, to, source = (*place, 0, 0, 0)[:3]
    return quantity, layer, to, source


def telling(value: float) -> str:
    """The first digits of a number: so many that nothing else on a page has them by chance."""
    return data(abs(value))[:DIGITS]


def assert_gone(now: Moment, page: str) -> None:
    """No hidden number stands there in full, unless one that is known or given has the same digits."""
    gone = hidden(now)
    # what is given can be nudged by a tenth
    there = {telling(value + by) for value in present(now) for by in (-0.1, 0.0, 0.1)}
    for key, value in gone.items():
        if len(telling(value)) == DIGITS and telling(value) not in there:
            assert telling(value) not in page, key


@pytest.mark.parametrize("address", NETWORKS)
@pytest.mark.parametrize("at", ["updates=1", "updates=1&step=layer"])
def test_a_covered_number_is_in_no_representation(client: Client, address: str, at: str) -> None:
    recipe = lesson(address).recipe
    for key in coverable(recipe)[::3]:
        focus = {"z": "z", "a": "z", "dC": "z"}.get(key.split("_")[0].split("-")[0], "")
        place = key.split("-")[1:]
        looked = f"&focus=z-{place[0]}-{place[1]}" if focus and len(place) == 2 and place[0] != "0" else ""
        looked = f"&focus=w-{'-'.join(place)}" if len(place) == 3 else looked
        said = f"{address}&{at}{looked}&open=figures,gradient,settings,table&cover={key}"
        now = moment(lesson(said))
        assert key_of(number_of(key)) in {key_of(one) for one in now.open}
        for path in ("/lesson", "/lesson.json", "/lesson.csv"):
            page = client.get(f"{path}?{query(now.lesson)}")
            assert page.status_code == 200
            assert "NaN" not in page.text
            assert_gone(now, page.text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(lessons(), st.data())
def test_whatever_is_covered_in_any_lesson_is_not_in_its_page(it: Lesson, draw: st.DataObject) -> None:
    few = min(2, most_updates(it.recipe.sizes, it.recipe.batch))
    there = it.at(it.time % (few * len(it.program)))
    key = draw.draw(st.sampled_from(coverable(it.recipe)))
    now = moment(there.viewed(cover=(key,), answers=()))
    page = markup(now.lesson) + str(readout(now)["numbers"]) + as_csv(now, Links(now.lesson))
    assert_gone(now, page)


def test_what_is_printed_is_gone_as_well(client: Client) -> None:
    """Three digits, in text and in attributes that are read aloud or shown."""
    for key in ("z-2-1", "a-2-1", "da_dz-2-1", "dC_da-2-1", "dC_dz-2-1", "dC_dz-1-2", "C", "dC_dy-3-1", "dC_dw-2-1-2"):
        address = f"layers=2-3-3-2&seed=6&at=gradient&open=table&focus=z-2-1&cover={key}"
        now = moment(lesson(address))
        page = read(client.get(f"/lesson?{query(now.lesson)}").text)
        said = [page.text, *(one.get(name) for one in page.walk() for name in ("aria-label", "title", "data-value"))]
        printed = {token for one in said for token in TOKEN.findall(one)}
        known = {text(value) for value in present(now)}
        for one, value in hidden(now).items():
            assert text(value) in known or text(value) not in printed, one


@pytest.mark.parametrize("grain", ["layers=2-3-2&seed=5", "layers=4-8-8-3&seed=5", "layers=16-24-24-10&seed=5"])
def test_strokes_bars_and_words_are_those_of_numbers_not_yet_computed(client: Client, grain: str) -> None:
    """With ∂C/∂z of the outputs covered, no wire has a width, dash or head of a backward pass that went further."""
    recipe = lesson(grain).recipe
    last = len(recipe.sizes) - 1
    all_of_it = ",".join(f"dC_dz-{last}-{n}" for n in range(1, recipe.sizes[-1] + 1))
    page = read(client.get(f"/lesson?{query(lesson(f'{grain}&at=gradient&cover={all_of_it}'))}").text)
    assert not [one for one in page.all(class_="back") if one.get("id").startswith("back-")]
    assert not [one for one in page.all(class_="bulk") if "back" in one["class"].split()]
    covered = read(client.get(f"/lesson?{query(lesson(f'{grain}&at=loss&cover=a-{last}-1'))}").text)
    if covered.all(id="meter-1"):
        bar = covered.by_id("meter-1").all(class_="filled")[0]
        assert bar["width"] == "0"


def test_everything_downstream_is_hidden_and_nothing_upstream() -> None:
    now = moment(lesson("updates=1&cover=dC_dz-2-1"))
    gone = hidden(now)
    assert {"dC_dz-2-1", "dC_db-2-1", "dC_dw-2-1-2", "dL_dw-2-1-2", "w_new-2-1-1", "dC_da-1-1", "L_new"} <= set(gone)
    assert not {"dC_dz-3-1", "dC_da-2-1", "da_dz-2-1", "z-2-1", "dC_dz-2-2", "w_new-3-1-1", "C"} & set(gone)
    assert now.asked("dC_dz", 2, 1)
    assert not now.asked("dC_db", 2, 1)
    assert not now.known("dC_dz", 2, 1)
    assert now.shown("dC_dz", 2, 1)


@settings(max_examples=60, deadline=None)
@given(lessons(), st.data())
def test_what_a_covered_number_is_made_of_stays_unless_it_rests_on_it(it: Lesson, draw: st.DataObject) -> None:
    covering = Covering.of(it.recipe)
    key = draw.draw(st.sampled_from(coverable(it.recipe)))
    now = Moment(it.viewed(cover=(key,), answers=()), moment(it.at(0)).step)
    number = number_of(key)
    for one in covering.operands(number):
        belongs = number in covering.given_away_by(one)
        assert now.hides(one[0], *one[1]) == belongs


def test_the_inputs_of_a_training_step_cannot_be_covered() -> None:
    covering = Covering((2, 2, 2), False, False)
    given = (("w", (1, 1, 1)), ("b", (1, 1)), ("x", (0, 1)), ("target", (2, 1)))
    assert not any(covering.has(one) for one in given)


def test_a_number_that_is_not_computed_yet_is_not_asked() -> None:
    now = moment(lesson("at=loss&cover=dC_dz-2-1"))
    assert not now.asked("dC_dz", 2, 1)
    assert now.open


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("at=gradient&cover=y-3-1", "a-3-1"),
        ("at=gradient&cover=dC_da-3-2", "dC_dy-3-2"),
        ("at=gradient&cover=dL_dw-2-1-1", "dC_dw-2-1-1"),
        ("at=gradient&cover=L", "C"),
        ("preset=mosher&at=gradient&cover=L", "L"),
    ],
)
def test_one_number_has_one_name(address: str, same: str) -> None:
    assert lesson(address).view.cover == (same,)


@pytest.mark.parametrize("at", ["", "at=z-1-2", "at=loss", "at=dC_dz-2-1", "at=gradient", "at=update-2-1", "updates=1"])
@pytest.mark.parametrize("address", ["", "preset=nielsen", "preset=mosher", "layers=4-8-8-3"])
def test_a_quiz_asks_of_the_pass_of_the_cursor(at: str, address: str) -> None:
    if address == "preset=nielsen":
        at = re.sub("-[0-9]-[0-9]", "-1-1", at)
    now = moment(lesson("&".join(filter(None, [address, at, "cover=pass"]))))
    assert 1 <= len(now.covered) <= MOST_IN_A_QUIZ
    current = now.lesson.operation or now.lesson.next_operation
    covering = Covering.of(now.lesson.recipe)
    asked = {covering.program.operations[covering.order(one)[0] - 1].group("pass") for one in now.covered}
    assert asked == {current.group("pass")}
    assert sorted(now.covered, key=covering.order) == list(now.covered)


def test_an_answer_uncovers_when_it_is_right_or_gives_up() -> None:
    true = moment(lesson("at=gradient")).truth("dC_dz", 2, 1)
    for said, is_open in ((f"{true:.3f}", False), (f"{-true:.3f}", True), ("show", False), ("neg", True)):
        now = moment(lesson(f"at=gradient&cover=dC_dz-2-1&answers=dC_dz-2-1:{said}"))
        assert bool(now.open) is is_open
    assert not moment(lesson("at=gradient&cover=dC_dz-2-1:sign&answers=dC_dz-2-1:neg")).open
    assert moment(lesson("at=gradient&cover=dC_dz-2-1:sign&answers=dC_dz-2-1:pos")).open


def test_answers_belong_to_the_numbers_they_are_about() -> None:
    it = lesson("at=gradient&cover=z-2-1&answers=z-2-1:1")
    assert it.stepped(1).view.answers
    assert it.stepped(-1).view.answers
    assert not it.at(len(it.program) + 3).view.answers
    links = Links(it)
    assert "answers" in links.viewed(focus="C").href
    changed = links.changed("w-2-1-1", 0.3)
    assert changed
    assert "answers" not in changed.href
    assert "cover" in changed.href


def test_what_a_covered_slope_of_the_batch_is_made_of_stands_in_its_equation(client: Client) -> None:
    page = read(client.get("/lesson?preset=mosher&at=gradient&focus=w-2-1-1&cover=dL_dw-2-1-1").text)
    parts = moment(lesson("preset=mosher")).true_examples("dC_dw", 2, 1, 1)
    printed = page.by_id("inspector").text
    assert all(text(one) in printed for one in parts)
    assert "dL_dw" not in {key.split("-")[0] for key in lesson_quiz("preset=mosher&at=gradient&cover=pass")}


def lesson_quiz(address: str) -> list[str]:
    return [key_of(one) for one in moment(lesson(address)).covered]
