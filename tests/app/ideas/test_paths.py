"""All paths: their sum against the backward pass, their products by hand, and nothing shown before it is asked."""

from itertools import product
from math import exp, isfinite, prod
from urllib.parse import parse_qsl

import pytest
from hypothesis import HealthCheck, given, settings

from app.asking import reply
from app.ideas.idea import IdeaLinks
from app.ideas.paths import FEW, IDEA, MOST_LISTED, Paths, PathsView
from app.lesson import Lesson
from app.lesson_url import query
from engine.paths import MOST
from tests.app.real_lessons import lessons
from tests.client import Client
from tests.reading import Element, read

WIDE = "layers=4-8-8-8-3"
HUGE = "layers=2-16-16-16-16-16-16-2"


def view(address: str) -> PathsView:
    it = IDEA.view(IDEA.parse(parse_qsl(address, keep_blank_values=True)), IdeaLinks(IDEA))
    assert isinstance(it, PathsView)
    return it


def page(client: Client, address: str) -> Element:
    response = client.get(f"/panels/ideas/paths?{address}")
    assert response.status_code == 200
    return read(response.text)


def by_hand() -> tuple[dict[tuple[int, int], float], float]:
    """The four paths from w₁ of the notes' network, and ∂C/∂w₁ by a central difference."""
    W = [((1.0, -2.0), (-1.0, 1.0)), ((2.0, -1.0), (-2.0, -1.0)), ((3.0, -1.0), (-1.0, 4.0))]
    b, x, target = [(1.0, 0.0), (0.0, 0.0), (-2.0, 2.0)], (1.0, -1.0), (1.0, 0.0)

    def s(z: float) -> float:
        return 1 / (1 + exp(-z))

    def run(w1: float) -> tuple[list[list[float]], float]:
        weights = [((w1, W[0][0][1]), W[0][1]), *W[1:]]
        a, gains = list(x), []
        for rows, biases in zip(weights, b, strict=True):
            z = [sum(w * v for w, v in zip(row, a, strict=True)) + c for row, c in zip(rows, biases, strict=True)]
            a = [s(one) for one in z]
            gains.append([s(one) * (1 - s(one)) for one in z])
        return [*gains, a], sum((y - t) ** 2 for y, t in zip(a, target, strict=True)) / 2

    (g1, g2, g3, y), _ = run(1.0)
    paths = {
        (k, m): x[0] * g1[0] * W[1][k][0] * g2[k] * W[2][m][k] * g3[m] * (y[m] - target[m])
        for k, m in product(range(2), repeat=2)
    }
    h = 1e-5
    return paths, (run(1 + h)[1] - run(1 - h)[1]) / (2 * h)


def test_the_four_paths_of_the_notes_network_by_hand(client: Client) -> None:
    it = page(client, "reveal=1")
    paths, slope = by_hand()
    found = {}
    for number in range(1, 5):
        k, m = (int("₀₁₂₃₄₅₆".index(name[1])) for name in it.by_id(f"light-{number}").text.split(" → ")[2:4])
        found[k - 3, m - 5] = float(it.by_id(f"path-{number}")["data-value"])
    assert found == pytest.approx(paths, rel=1e-12)
    assert float(it.by_id("total")["data-value"]) == pytest.approx(slope, rel=1e-8)


def test_along_a_path_one_multiplies(client: Client) -> None:
    for address in ("reveal=1", "preset=mazur&reveal=1&focus=b-1-2", f"{WIDE}&reveal=1", "preset=softmax&reveal=1"):
        it = page(client, address)
        for row in it.all("tr", class_="path"):
            (cell,) = row.all("td", class_="factors")
            factors = [float(one["data-value"]) for one in cell.all("span")]
            (result,) = row.all("td", class_="back")
            assert float(result["data-value"]) == pytest.approx(prod(factors), rel=1e-12)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lessons())
def test_all_paths_add_up_to_the_backward_pass(it: Lesson) -> None:
    shown = view(f"{query(it.viewed(cover=(), answers=()))}&reveal=1".lstrip("&"))
    if shown.total is None:
        assert shown.too_many
        return
    paths = [float(one.data) for one in shown.rows] + ([float(shown.rest.data)] if shown.rest else [])
    size = float(shown.total.size[1])
    total, backward = float(shown.total.data), float(shown.total.backward[1])
    if isfinite(size) and isfinite(backward):
        near = 1e-12 * size + 1e-300  # below about 1e-308 a product has fewer digits the sooner it gets there
        assert abs(total - backward) <= near
        assert abs(sum(paths) - backward) <= near


def test_many_paths_are_listed_by_their_size_and_the_rest_is_one_number() -> None:
    shown = view(f"{WIDE}&reveal=1")
    sizes = [abs(float(one.data)) for one in shown.rows]
    assert len(sizes) == FEW
    assert sizes == sorted(sizes, reverse=True)
    assert shown.rest is not None
    assert (shown.count, shown.rest.count) == ("192", str(192 - FEW))
    few = view("layers=2-5-8&reveal=1&focus=w-1-1-1")
    assert len(few.rows) == 8 <= MOST_LISTED
    assert few.rest is None


def test_too_many_paths_are_counted_and_not_multiplied_out(client: Client) -> None:
    shown = view(f"{HUGE}&reveal=1")
    assert int(shown.count.replace(",", "")) == 2 * 16**5 > MOST
    assert shown.too_many
    assert shown.rows == ()
    assert "One backward pass gives ∂C/∂w₁ all the same" in page(client, f"{HUGE}&reveal=1").text


def test_nothing_is_on_the_page_before_it_is_asked(client: Client) -> None:
    shown = page(client, "reveal=1")
    total, product = shown.by_id("total")["data-value"], shown.by_id("path-1")["data-value"]
    first = client.get("/panels/ideas/paths").text
    assert total not in first
    assert product not in first
    assert "664" not in first
    assert "4 paths" not in first
    counted = client.get("/panels/ideas/paths?count=4").text
    assert product in counted
    assert total not in counted
    assert total in client.get("/panels/ideas/paths?count=4&sum=0.1").text
    assert "3,295,200" in client.get("/panels/ideas/paths?times=7").text


@pytest.mark.parametrize(
    ("address", "answer", "words"),
    [
        ("", "4", "Right."), ("", "8", "leads to z₁ alone"), ("", "3", "how many neurons"),
        ("", "2", "number of outputs"), ("", "1", "branches"), (WIDE, "19", "You added the layers"),
        (WIDE, "1536", "leads to z₁ alone"),
        ("preset=softmax&focus=w-1-1-1", "3", "when softmax is split"), ("", "x", "Type a number"),
        ("", "77", "Not so."),
    ],
)  # fmt: skip
def test_each_wrong_count_is_met_by_what_was_counted(address: str, answer: str, words: str) -> None:
    said = view(f"{address}&count={answer}".lstrip("&")).questions[0][1]
    assert said is not None
    assert words in said.words


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("-0.00357", "Right."), ("-0.00163", "largest path alone"), ("-0.00194", "largest path is missing"),
        ("0.00357", "You added the sizes"), ("-0.000892", "mean"), ("2.83e-13", "multiplied"),
    ],
)  # fmt: skip
def test_each_wrong_sum_is_met_by_what_was_done(answer: str, words: str) -> None:
    said = view(f"count=4&sum={answer}").questions[1][1]
    assert said is not None
    assert words in said.words


def test_of_many_paths_the_sign_of_the_sum_is_asked_for() -> None:
    question, _ = view(f"{WIDE}&count=192").questions[1]
    assert question.kind == "sign"
    assert reply(question, "+").right


def test_another_weight_is_asked_about_anew() -> None:
    answered = IDEA.parse(parse_qsl("count=4&sum=1&path=3"))
    shown = IDEA.view(answered, IdeaLinks(IDEA))
    assert isinstance(shown, PathsView)
    assert IDEA.query(Paths()) == ""
    assert "count" not in shown.chosen.next.href
    assert "path" not in shown.chosen.next.href.partition("?")[2]
    assert "reveal=1" in view("reveal=1").chosen.next.href


def test_softmax_is_said_to_be_taken_whole() -> None:
    assert "Softmax: each of the 3 outputs" in view("preset=softmax").ending
    assert "Split further there would be 3 paths" in view("preset=softmax").ending
    assert "σ′(z₅) · ∂C/∂y₁" in view("").ending
    assert "δ₅" in view("notation=common").ending
