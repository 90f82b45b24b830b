"""Where the notes slip: both numbers of each question against a network written out by hand."""

from math import exp, isclose
from urllib.parse import parse_qsl

import pytest

from app.ideas.idea import IdeaLinks
from app.ideas.items import CHOICES, ItemsView
from app.ideas.slips import IDEA, NAMES, TRUE_ONES, SlipsView, slips
from app.numbers import MINUS
from tests.client import Client
from tests.reading import read

W = (((1.0, -2.0), (-1.0, 1.0)), ((2.0, -1.0), (-2.0, -1.0)), ((3.0, -1.0), (-1.0, 4.0)))
B = ((1.0, 0.0), (0.0, 0.0), (-2.0, 2.0))
H = 1e-6


def s(z: float) -> float:
    return 1 / (1 + exp(-z))


def layer(a: list[float], index: int, moved: dict[str, float]) -> tuple[list[float], list[float]]:
    """z and a of a layer (from 0); ``moved`` adds to a number by its name: ``w9``, ``z3``, ``a1``."""
    z, out = [], []
    for j, (row, b) in enumerate(zip(W[index], B[index], strict=True)):
        number = 2 * index + j + 1
        names = [f"w{4 * index + 2 * j + i + 1}" for i in range(2)]
        total = sum((w + moved.get(name, 0.0)) * v for name, w, v in zip(names, row, a, strict=True)) + b
        z.append(total + moved.get(f"z{number}", 0.0))
        out.append(s(z[-1]) + moved.get(f"a{number}", 0.0))
    return z, out


def loss(x: tuple[float, float], target: tuple[float, float], **moved: float) -> float:
    a = list(x)
    for index in range(3):
        _, a = layer(a, index, moved)
    return sum((y - t) ** 2 for y, t in zip(a, target, strict=True)) / 2


def slope(name: str) -> float:
    """∂C/∂name by a central difference."""
    x, target = (1.0, -1.0), (1.0, 0.0)
    return (loss(x, target, **{name: H}) - loss(x, target, **{name: -H})) / (2 * H)


def second(name: str) -> float:
    """The same of the second example, (0, 0) with the target (0, 1)."""
    x, target = (0.0, 0.0), (0.0, 1.0)
    return (loss(x, target, **{name: H}) - loss(x, target, **{name: -H})) / (2 * H)


A1 = s(4.0)
TRUE = {
    "sum": slope("a3"),
    "output": A1,
    "passes": slope("w5"),
    "labels": slope("z3"),
    "bracket": slope("a1"),
    "names": slope("z1"),
    "loss": slope("w9") + second("w9"),
    "n": loss((1.0, -1.0), (1.0, 0.0)),
    "rule": slope("z4"),
    "end": slope("z5"),
}


def gain(z: float) -> float:
    return s(z) * (1 - s(z))


Z3, Z4 = 2 * A1 - s(-2.0), -2 * A1 - s(-2.0)
WRONG = {  # as written; of a line that holds, a factor left out
    "sum": 2.0,
    "output": 4.0,
    "passes": A1 * A1,
    "labels": gain(Z3),
    "bracket": gain(Z3) * 2 + gain(Z4) * -2,
    "names": gain(4.0) * (-slope("z3") + slope("z4")),
    "loss": slope("w9"),
    "n": (s(3 * s(Z3) - s(Z4) - 2) - 1) ** 2 / 2,
    "rule": slope("a4"),
    "end": s(3 * s(Z3) - s(Z4) - 2) - 1,
}


def view(address: str) -> ItemsView:
    it = IDEA.view(IDEA.parse(parse_qsl(address)), IdeaLinks(IDEA))
    assert isinstance(it, SlipsView)
    return it.page


def printed(words: str) -> float:
    return float(words.replace(MINUS, "-"))


@pytest.mark.parametrize("name", NAMES)
def test_one_number_is_true_and_the_other_is_known(name: str) -> None:
    (item,) = [one for one in slips("en") if one.name == name]
    choices = dict(item.question.choices)
    right = str(item.question.right)
    assert printed(choices.pop(right)) == pytest.approx(TRUE[name], rel=6e-3)
    (wrong,) = choices.values()
    assert printed(wrong) == pytest.approx(WRONG[name], rel=6e-3)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_measured_is_the_true_one(name: str) -> None:
    (item,) = [one for one in slips("en") if one.name == name]
    measured = [float(row.data) for row in item.rows if "measured" in row.words]
    assert len(measured) == (name != "n")
    for value in measured:
        assert isclose(value, TRUE[name], rel_tol=1e-6)


def test_the_place_of_an_answer_says_nothing() -> None:
    rights = [str(item.question.right) for item in slips("en")]
    assert set(rights) == set(CHOICES[:2])
    assert 4 <= rights.count("a") <= 6


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_shows_its_evidence_and_no_other(client: Client, name: str) -> None:
    page = read(client.get(f"/panels/ideas/slips?{name}=b").text)
    for one in NAMES:
        assert bool(page.by_id(f"item-{one}").all("div", class_="evidence")) == (one == name)


def test_the_score_counts_the_right_ones() -> None:
    assert view("").score == "10 questions"
    assert view("sum=b&output=a").score == "2 of 10 answered, 1 right"
    assert view("sum=x").score == "10 questions"
    assert view("reveal=1").reveal is None


def test_everything_shown_without_an_answer_says_what_is_true(client: Client) -> None:
    page = read(client.get("/panels/ideas/slips?reveal=1").text)
    for name in NAMES:
        assert page.by_id(f"item-{name}").all("p", class_="reply")


def test_other_answers_are_kept_by_each_form() -> None:
    shown = {one.item.name: one.hidden for one in view("sum=b&output=a").items}
    assert shown["loss"] == (("sum", "b"), ("output", "a"))
    assert shown["sum"] == (("output", "a"),)


def test_some_lines_hold_and_nothing_says_which_before_it_is_answered(client: Client) -> None:
    verdicts = {one.name: one.verdict for one in slips("en")}
    assert {name for name, verdict in verdicts.items() if "holds" in verdict} == set(TRUE_ONES)
    before = client.get("/ideas/slips").text
    for word in ("So the line", "as it is<", "follows the derivation", "used for three layers", "with one label"):
        assert word not in before, word
    one = client.get("/ideas/slips?rule=a").text
    assert one.count("So the line holds as it stands.") == 1
    assert "So the line slips." not in one
    assert client.get("/ideas/slips?reveal=1").text.count("So the line slips.") == 8
