"""The page «Cite this step»: every form of a moment, as a field and as a file."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest

from app import RELEASED, __version__
from app.cite.cited import FILES
from app.lesson_url import parse
from app.moment import moment
from tests.app.cite.lessons import run
from tests.client import Client

LESSON = "/lesson?preset=mazur&at=dC_dz-1-1"
TRAIN = "/train?layers=2-3-1&data=xor:60:0.1:1&updates=5&batch=10"
PAGES = ("/", LESSON, "/embed?preset=mazur", TRAIN, f"/embed{TRAIN}", "/digit?target=5&at=dC_dz-1-1")


def page(client: Client, of: str) -> str:
    answer = client.get("/cite", params={"of": of})
    assert answer.status_code == 200, answer.text
    return answer.text


def fields(client: Client, of: str) -> dict[str, str]:
    found = re.findall(r'<textarea id="cite-([a-z]+)" readonly[^>]*>\n(.*?)</textarea>', page(client, of), re.DOTALL)
    return {key: unescape(text) for key, text in found}


def file(client: Client, name: str, of: str) -> str:
    answer = client.get(f"/cite/{name}", params={"of": of})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    return answer.text


def test_a_lesson_has_every_form_as_a_field_and_as_a_file(client: Client) -> None:
    said = fields(client, LESSON)
    assert set(said) == {"symbols", "numbers", "network", "numpy", "pytorch", "citation", "bibtex"}
    links = re.findall(r'href="(/cite/[^"]+)" download="([^"]+)"', page(client, LESSON))
    assert {name for _, name in links} == set(FILES)
    for link, name in links:
        assert client.get(unescape(link)).text == file(client, name, LESSON)
    assert file(client, "numpy.py", LESSON) == said["numpy"].rstrip("\n") + "\n"
    for key in ("symbols", "numbers"):
        assert said[key] in file(client, "equation.tex", LESSON)
    assert said["network"] in file(client, "network.tex", LESSON)


@pytest.mark.parametrize("of", PAGES)
def test_every_page_with_a_moment_gives_its_program(client: Client, of: str) -> None:
    held = run(file(client, "numpy.py", of))
    path, said = urlsplit(of).path.removeprefix("/embed"), urlsplit(of).query
    if path in ("/lesson", "/train"):
        step = moment(parse(parse_qsl(said))).step
        np.testing.assert_allclose(np.asarray(held["L"]), step.gradients.loss, 1e-9)
    assert "# http://testserver/" in file(client, "numpy.py", of)


def test_a_drawing_has_its_256_pixels(client: Client) -> None:
    of = "/digit?target=5&at=dC_dz-1-1"
    shown = client.get(f"/digit.json?{of.partition('?')[2]}").json()
    held = run(file(client, "numpy.py", of))
    assert np.asarray(held["x"]).shape == (1, 256)
    assert any(abs(float(np.asarray(held["L"])) - one) < 1e-9 for one in _numbers(shown))
    said = fields(client, of)
    assert "numpy" not in said  # far too long for a field
    assert "too large" in page(client, of)
    assert client.get("/cite/network.tex", params={"of": of}).status_code == 422


def _numbers(tree: object) -> list[float]:
    if isinstance(tree, dict):
        return [one for inner in tree.values() for one in _numbers(inner)]
    return [float(tree)] if isinstance(tree, (int, float)) else []


def test_too_many_numbers_are_no_program(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    of = "/train?layers=2-32-32-32-32-32-32-32-4&data=four:1000:0.1:1&opt=adam&lr=0.01&updates=2"
    assert len(file(client, "numpy.py", of)) > 400_000
    monkeypatch.setattr("app.cite.cited.MAX_CITED_NUMBERS", 25_000)
    of += "&theme=dark"  # which no answer is kept of
    assert set(fields(client, of)) == {"symbols", "numbers", "citation", "bibtex"}
    refused = client.get("/cite/numpy.py", params={"of": of}, headers={"Accept": "application/json"})
    assert refused.status_code == 422
    assert "Its 25692 numbers are too many for a program, which holds at most 25000" in refused.text


def test_it_is_cited_with_address_version_and_date(client: Client) -> None:
    said = fields(client, LESSON)
    assert said["citation"] == (
        f"Mazur's example, training step 1, dC_dz-1-1. Backprop Visualizer {__version__} ({RELEASED})."
        f" http://testserver{LESSON}"
    )
    assert re.fullmatch(r"@misc\{backprop-[0-9a-f]{8},\n(  [a-z]+ = \{.*\},\n)+\}", said["bibtex"])
    assert rf"\url{{http://testserver{LESSON}}}" in said["bibtex"]
    assert f"year = {{{RELEASED[:4]}}}" in said["bibtex"]


def test_at_the_start_there_is_no_equation_yet(client: Client) -> None:
    said = fields(client, "/lesson?preset=mazur")
    assert "symbols" not in said
    assert "Nothing is computed yet" in page(client, "/lesson?preset=mazur")
    assert client.get("/cite/equation.tex", params={"of": "/lesson?preset=mazur"}).status_code == 422


def test_the_lesson_and_its_share_page_lead_here(client: Client) -> None:
    link = re.search(r'<a id="cite" [^>]*href="([^"]+)"', client.get(LESSON).text)
    assert link
    led = client.get(unescape(link[1])).text
    assert re.findall(r"<textarea.*?</textarea>", led, re.DOTALL) == re.findall(
        r"<textarea.*?</textarea>", page(client, LESSON), re.DOTALL
    )
    shared = client.get("/share", params={"of": LESSON}).text
    assert f'href="{link[1]}"' in shared
    assert 'id="cite"' not in client.get("/embed?preset=mazur").text


def test_below_a_prefix_everything_is_below_it(client_for: Callable[..., Client]) -> None:
    client = client_for(root_path="/under/here")
    said = client.get("/under/here/cite", params={"of": LESSON}).text
    assert f"http://testserver/under/here{LESSON.replace('&', '&amp;')}" in said
    assert 'href="/under/here/cite/numpy.py?of=' in said


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("", "of"), ("of=/lesson&of=/lesson", "of"), ("of=/compare?vs=lr%253D1", "of"), ("of=/ideas/loss", "of"),
        ("of=http://elsewhere.example/lesson", "of"), ("of=/nowhere", "of"), ("of=/lesson&theme=dark", "theme"),
        ("of=/lesson?preset=none", "preset"), ("of=//[", "of"), ("of=/embed/embed/lesson", "of"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/cite", "/cite/numpy.py"])
def test_what_is_no_moment_is_refused(client: Client, path: str, said: str, field: str) -> None:
    answer = client.get(f"{path}?{said}", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert field in answer.text


def test_who_asks_for_no_step_is_told_how_to_come_to_one(client: Client) -> None:
    answer = client.get("/cite", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "Go to the step, press “Share” and choose “Cite this step”." in answer.text
    example = re.search(r'href="(/cite\?of=[^"]+)"', answer.text)
    assert example
    assert "dC_dz-1-1" in client.get(unescape(example[1])).text


def test_another_file_is_not_there(client: Client) -> None:
    assert client.get("/cite/numpy.txt?of=/lesson").status_code == 404
