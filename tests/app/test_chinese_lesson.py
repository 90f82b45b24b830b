"""The lesson, the front page and the frame around every page in Chinese: no English is left in them."""

import csv
import io
import re

import pytest

from app.lesson_url import parse, query
from app.presets import PRESETS
from tests.chinese import english
from tests.client import Client
from tests.reading import Element, read

KEYS = {"Home", "End", "Tab", "Esc", "Enter"}
VALUES = {
    "all", "biases", "layer", "momentum", "adam", "normal", "constant", "NaN", "XOR", "logit", "input", "xor",
    "circle", "gaussians", "moons", "spiral", "three", "four", "plane", "sine", "and", "gate",
}  # fmt: skip
"""Values as an address has them, and words that stay in Latin letters in a textbook in Chinese, too."""

SOURCES = {
    word
    for preset in PRESETS.values()
    if preset.source
    for word in re.findall(r"[A-Za-z]{3,}", f"{preset.source.author} {preset.source.title}")
} | {"Alpaydin", "Kaynak"}
NAMES = KEYS | VALUES | SOURCES

SHOWN = (
    "guide=ask", "guide=rises", "guide=falls", "guide=all", "open=settings,table,figures", "updates=10000",
    "preset=mazur&open=settings,table,figures&at=update-1-1&focus=w-1-1-1",
    "preset=mosher&open=settings,table,figures,gradient&at=update-1-1&focus=w-1-1-1&updates=2",
    "preset=xor&open=figures,table&updates=3&at=gradient", "layers=2-30-30-2&at=gradient",
    "layers=2-30-30-2&at=update-3-2&step=layer", "layers=2-5-5-2&at=dC_da-1-1",
    "layers=2-5-5-2&at=dC_dw-2-1&frozen=w9,layer1&open=table&focus=w-1-1-1",
    "data=moons:200:0.1:1&layers=2-4-1&at=loss&dx=1", "batch=2&data=moons:200:0.1:1&layers=2-4-1&at=dL_dw-1-1",
    "view=both&at=dC_da-1-1&dx=1&focus=x-0-1", "view=reversed&preset=softmax&at=gradient&step=layer",
    "layers=2-30-30-2&view=reversed&at=gradient&step=pass",
    "screen=projector&at=dC_dz-2-1&theme=dark&notation=common",
    "set=w5:0.4,b1:-2,lr:0.1&was=w-2-1-1:0.3@0&focus=w-2-1-1&at=gradient",
    "set=n2:out@1,w3:frozen@1&updates=3&preset=mosher",
    "layers=2-3-1&dropped=activations,weights,biases,inputs,targets,data,frozen,edits,cursor,focus,example",
    "focus=C&at=update-1-1&cover=pass", "focus=b-2-1&at=gradient&unfold=2", "focus=z-2-1&at=gradient&unfold=1",
    "focus=x-0-1", "opt=momentum&updates=2&at=update-1-1&focus=w-1-1-1",
    "opt=adam&updates=2&at=update-1-1&focus=w-1-1-1", "act=tanh,relu,leaky_relu&at=a-3-1",
    "act=relu&at=a-1-1&focus=z-1-1&loss=mse", "act=gelu,softplus,softmax&loss=cross_entropy&at=dC_dz-3-1",
    "act=softmax&layers=2-5&loss=squared_error&at=dC_dz-1-1&step=layer", "act=linear&lr=1000&updates=400&at=dC_dy-3-1",
    "loss=binary_cross_entropy&at=dC_dz-3-1&target=1,0", "act=relu&frozen=w1&at=update-1-1", "lr=1e-9&at=update-1-1",
)  # fmt: skip
ASKED = (
    "cover=pass&at=gradient", "cover=z-1-1,a-1-1,da_dz-1-1,C&at=gradient&answers=z-1-1:3,a-1-1:show",
    "cover=z-1-1:sign,dC_dz-1-1:sign,w_new-1-1-1&at=update-3-2&answers=z-1-1:neg,dC_dz-1-1:pos",
    "cover=dC_dz-1-1&at=update-3-2&answers=dC_dz-1-1:pos", "cover=z-1-1&at=a-1-1&answers=z-1-1:show",
    "cover=z-1-1&at=a-1-1&answers=z-1-1:4", "cover=C,L,L_new&preset=mosher&at=update-2-4&answers=C:1,L:1,L_new:1",
    *(
        f"cover={key}&at=update-3-2&answers={key}:{given}"
        for key in ("z-2-1", "a-2-1", "da_dz-2-1", "forward-2-1-2", "dC_dy-3-1", "dC_da-2-1", "dC_dz-2-1",
                    "backward-2-1-2", "dC_dw-2-1-2", "dC_db-2-1", "w_new-2-1-2", "b_new-2-1")
        for given in ("12345", "show")
    ),
)  # fmt: skip
REFUSED = ("lesson?lr=0", "lesson?layers=2", "lesson?focus=w-9-9-9", "nothing-here", "lesson?open=window")


def page(client: Client, address: str) -> Element:
    answer = client.get(f"/zh/{address}", follow_redirects=True)
    assert answer.status_code == 200
    return read(answer.text)


@pytest.mark.parametrize("address", ["", *(f"lesson?{said}" for said in SHOWN), *(f"lesson?{said}" for said in ASKED)])
def test_a_page_says_nothing_in_english(client: Client, address: str) -> None:
    assert english(page(client, address), NAMES) == set()


@pytest.mark.parametrize("name", PRESETS)
def test_no_step_of_a_prepared_lesson_says_anything_in_english(client: Client, name: str) -> None:
    lesson = parse([("preset", name)])
    for done in range(len(lesson.program) + 1):
        size, drawn = ("neuron", "forward") if done % 2 else ("layer", "reversed")
        at = lesson.at(done).viewed(step=size, drawn=drawn)
        assert english(page(client, f"panels/lesson?{query(at)}"), NAMES) == set()


@pytest.mark.parametrize("address", REFUSED)
def test_a_refusal_is_in_chinese_but_for_names_of_parameters(client: Client, address: str) -> None:
    answer = client.get(f"/zh/{address}")
    assert answer.status_code in (404, 422)
    (problem,) = read(answer.text).all("section", class_="problem")
    for said in problem.all("p"):
        assert re.search("[一-鿿]", said.text)


def test_a_choice_keeps_its_name_and_says_why_it_does_not_fit(client: Client) -> None:
    labels = [option.text for option in page(client, "lesson?open=settings&act=linear").by_id("set-loss").all("option")]
    assert "half squared error" in labels
    assert any(re.search("[一-鿿]", label) for label in labels)


def test_the_quiz_tells_an_unexplained_answer_its_rule_in_each_language(client: Client) -> None:
    asked = "lesson?cover=z-1-1&at=a-1-1&answers=z-1-1:12345"
    pages = [client.get(f"{root}/{asked}", follow_redirects=True).text for root in ("", "/zh")]
    english_reply, chinese = (read(one).by_id("said-z-1-1").text for one in pages)
    assert "added up, plus the bias" in english_reply
    assert "再加偏置" in chinese


def test_the_file_of_numbers_is_the_same_in_every_language(client: Client) -> None:
    there, here = (client.get(f"{root}/lesson.csv?at=gradient").text for root in ("", "/zh"))
    assert there == here
    assert next(csv.reader(io.StringIO(here)))[0] == "table"


@pytest.mark.parametrize(
    ("root", "before"),
    [("", "Matt Mazur prints after one update: w₁ "), ("/zh", "Matt Mazur 印出（一次更新后）： w₁ ")],
)
def test_what_a_source_prints_after_an_update_is_said_once(client: Client, root: str, before: str) -> None:
    answer = client.get(f"{root}/lesson?preset=mazur&updates=1", follow_redirects=True)
    (printed,) = read(answer.text).all("p", class_="printed")
    assert printed.text.startswith(before)
    assert "w₁（" not in printed.text
    assert printed.text.count("after one update") == (root == "")
