"""A lesson in one file: it says what the lesson says, needs nothing, and keeps to its size."""

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import parse_qsl

import pytest

from app.lesson_url import parse
from app.limits import MAX_FILE_BYTES
from app.moment import moment
from app.panels.readout import readout
from tests.client import Client
from tests.reading import read


class Page(HTMLParser):
    """What a browser without scripts finds: of every step its marks and sentence; of every mark its numbers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.marks: dict[str, dict[str, str]] = {}
        self.steps: list[list[str]] = []
        self.cells: dict[str, str] = {}
        self.addresses: list[str] = []
        self.elements: list[str] = []
        self.math = 0
        self._mark: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        self.math += tag == "math"
        self.addresses += [given[name] for name in ("href", "src", "action", "srcset") if name in given]
        assert "style" not in given
        assert not any(name.startswith("on") for name in given)
        if tag == "g" and re.fullmatch(r"m\d+", given.get("id", "")):
            self._mark = self.marks.setdefault(given["id"], {})
        elif tag == "article":
            self.steps.append([])
        elif tag == "use":
            self.steps[-1].append(given["href"].removeprefix("#"))
        elif "data-value" in given and tag in ("text", "tspan"):
            self._mark[given["data-ref"]] = given["data-value"]
        elif tag == "td" and "data-value" in given:
            self.cells[given["data-ref"]] = given["data-value"]


def page(client: Client, said: str) -> Page:
    answer = client.get(f"/lesson.html?{said}")
    assert answer.status_code == 200
    return Page(answer.text)


@pytest.mark.parametrize("said", ["preset=mazur", "view=both", "updates=3&step=layer", "preset=xor&step=operation"])
def test_every_number_of_every_step_is_the_engines(client: Client, said: str) -> None:
    file, lesson, compared = page(client, said), parse(parse_qsl(said)), 0
    time = lesson.time and lesson.program.forward_from(lesson.update * len(lesson.program), lesson.view.step)
    for step in file.steps:
        numbers = readout(moment(lesson.at(time)))["numbers"]
        shown = {key: value for mark in step for key, value in file.marks[mark].items()}
        assert set(shown) <= set(numbers)
        for key, value in shown.items():
            assert float(value) == numbers[key], (time, key)
        compared += len(shown)
        time = lesson.program.forward_from(time, lesson.view.step)
    assert compared > 100
    assert len(file.steps) > 5
    assert time > len(lesson.program)


def test_its_tables_have_all_numbers_of_the_training_step(client: Client) -> None:
    lesson = parse(parse_qsl("preset=mazur"))
    numbers = readout(moment(lesson.at(len(lesson.program))))["numbers"]
    cells = page(client, "preset=mazur").cells
    assert {key: float(value) for key, value in cells.items()} == {key: numbers[key] for key in cells}
    assert {"w_new-1-1-1", "C", "L_new", "dC_dz-2-1", "b_new-2-2"} <= set(cells)


@pytest.mark.parametrize("said", ["", "preset=mazur&theme=dark", "view=both&notation=common"])
def test_it_asks_nobody_for_anything(client: Client, said: str) -> None:
    file = page(client, said)
    outside = [address for address in file.addresses if not address.startswith("#")]
    assert [address.partition("?")[0] for address in outside] == ["http://testserver/lesson"]
    assert not {"img", "image", "link", "iframe", "object", "embed", "form", "base"} & set(file.elements)
    text = client.get(f"/lesson.html?{said}").text
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp|import\(|localStorage|sessionStorage|cookie", text)


def test_its_policy_holds_for_its_own_style_and_script_alone(client: Client) -> None:
    answer = client.get("/lesson.html?at=loss")
    own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', answer.text)
    assert own
    policy = own[1].replace("&#39;", "'")
    for tag in ("style", "script"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", answer.text, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert answer.headers["Content-Security-Policy"] == f"{policy}; frame-ancestors *"


def test_it_has_a_name_a_title_and_says_where_it_is_from(client_for: Callable[..., Client]) -> None:
    client = client_for(root_path="/under/here")
    answer = client.get("/under/here/lesson.html?preset=mazur&at=dC_dz-1-1&updates=1")
    assert answer.headers["Content-Disposition"] == 'inline; filename="mazur-step-2.html"'
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "<title>Mazur&#39;s example · Backprop Visualizer</title>" in answer.text
    assert '<meta name="description" content="Backward, z₁: the gain' in answer.text
    assert 'href="http://testserver/under/here/lesson?preset=mazur&amp;updates=1&amp;at=dC_dz-1-1"' in answer.text
    kept = client.get(
        "/under/here/lesson.html?preset=mazur&updates=1&at=dC_dz-1-1", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert kept.status_code == 304


def test_the_same_address_gives_the_same_bytes(client_for: Callable[..., Client]) -> None:
    one, other = (client_for().get("/lesson.html?preset=mazur&step=layer&count=2").content for _ in range(2))
    assert one == other


def test_in_another_language_it_says_so(client: Client) -> None:
    assert '<html lang="zh"' in client.get("/zh/lesson.html?at=loss").text


def test_it_opens_at_the_cursor(client: Client) -> None:
    assert '<body data-first="2" data-count="3">' in client.get("/lesson.html?step=update&at=gradient").text


def test_what_is_stored_once_keeps_it_small(client: Client) -> None:
    notes = client.get("/lesson.html")
    assert len(notes.content) < 450_000
    alone = sum(len(client.get(f"/lesson.svg?at={at}").content) for at in ("loss", "dC_dz-2-1", "gradient"))
    assert len(notes.content) / 40 < alone / 3 / 2


@pytest.mark.parametrize("said", ["count=10", "layers=32-32-32-32&step=layer", "count=10000", "step=update&count=500"])
def test_a_file_beyond_the_limit_is_refused_with_what_is_allowed(client: Client, said: str) -> None:
    answer = client.get(f"/lesson.html?{said}")
    assert answer.status_code == 422
    assert "<dd><code>count</code></dd>" in answer.text
    assert "so many training steps that" in answer.text


def test_a_run_that_diverges_ends_where_it_does(client: Client) -> None:
    file = page(client, "lr=1000&act=linear&step=update&count=150&loss=squared_error")
    assert 1 < len(file.steps) < 150


def test_the_limit_is_what_the_readme_says() -> None:
    assert MAX_FILE_BYTES == 2_000_000


def test_its_controls_are_called_as_on_the_site(client: Client) -> None:
    file, page = read(client.get("/lesson.html?at=loss").text), read(client.get("/lesson?at=loss").text)
    for here, there in (("first", "first"), ("back", "back"), ("next", "step"), ("last", "last")):
        assert file.by_id(here).text == page.by_id(there).text
