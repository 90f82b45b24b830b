"""Below ``/zh`` stand the same pages in Chinese; every link stays there, and ``lang`` leads there."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from app.language import ENGLISH, LANGUAGES
from tests.client import Client

OTHERS = [tag for tag in LANGUAGES if tag != ENGLISH]
PAGES = [
    "/", "/lesson?preset=mazur&at=dC_dz-1-1", "/train?layers=2-3-1&data=xor:60:0.1:1", "/digit", "/ideas/chain-1",
    "/own", "/compare?layers=2-3-1&data=xor:60:0.1:1&vs=lr%3D0.1", "/share?of=/lesson", "/api",
]  # fmt: skip
_LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"[^>]*>')


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("tag", OTHERS)
def test_every_link_of_a_page_stays_in_its_language(client: Client, tag: str, path: str) -> None:
    answer = client.get(f"/{tag}{path}")
    assert answer.status_code == 200
    assert f'<html lang="{tag}"' in answer.text
    links = [(found[0], unescape(found[1])) for found in _LINK.finditer(answer.text)]
    away = [href for whole, href in links if not href.startswith(f"/{tag}/") and "hreflang" not in whole]
    assert links
    assert away == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_itself_in_each_other_language(client: Client, path: str) -> None:
    for tag in OTHERS:
        there = client.get(path).text
        back = client.get(f"/{tag}{path}").text
        other = re.search(r'<a class="language"[^>]* href="([^"]+)"', there)
        english = re.search(r'<a class="language"[^>]* href="([^"]+)"', back)
        assert other
        assert unescape(other[1]).startswith(f"/{tag}/")
        assert client.get(unescape(other[1])).status_code == 200
        assert english
        assert f"/{tag}{unescape(english[1])}" == unescape(other[1])


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/lesson?lang=zh", "/zh/lesson"),
        ("/lesson?preset=mazur&lang=zh&at=C", "/zh/lesson?preset=mazur&at=C"),
        ("/zh/lesson?lang=en&preset=mazur", "/lesson?preset=mazur"),
        ("/?lang=zh", "/zh/"),
        ("/embed?lang=zh&preset=mazur", "/zh/embed?preset=mazur"),
        ("/lesson?lang=en", "/lesson"),
        ("/ideas/chain-1?lang=en&lang=zh", "/zh/ideas/chain-1"),
    ],
)
def test_a_language_asked_for_by_name_is_answered_with_its_address(client: Client, asked: str, address: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (307, address)


def test_a_prefix_of_the_site_stands_before_the_language(client_for: Callable[..., Client]) -> None:
    client = client_for(root_path="/backprop")
    assert client.get("/backprop/lesson?lang=zh").headers["location"] == "/backprop/zh/lesson"
    assert 'href="/backprop/zh/digit"' in client.get("/backprop/zh/lesson").text
    assert 'href="/backprop/zh/embed' not in client.get("/backprop/zh/lesson").text


def test_the_working_area_of_an_embed_stays_in_its_language(client: Client) -> None:
    page = client.get("/zh/embed?preset=mazur").text
    assert "/zh/embed?preset=mazur" in page
    assert 'href="/embed?' not in page
    assert client.get("/zh/embed?preset=mazur").headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/lesson", "/panels/lesson", "/lesson.json", "/api/forward"])
def test_an_unknown_language_is_refused_by_name(client: Client, path: str) -> None:
    answer = client.request("POST" if path.startswith("/api/") else "GET", f"{path}?lang=xx")
    assert answer.status_code == 422
    assert all(word in answer.text for word in ("lang", "xx", "zh"))


def test_a_posted_body_is_answered_in_the_language_asked_for(client: Client) -> None:
    body = {"layers": [{"weights": [[1.0]], "biases": [0.0], "activation": "linear"}], "inputs": [2.0]}
    assert client.post("/api/forward?lang=zh", json=body).json()["output"] == [2.0]


def test_the_same_numbers_are_said_in_every_language(client: Client) -> None:
    asked = "/lesson.json?preset=mazur&at=dC_dz-1-1"
    numbers = client.get(asked).json()["numbers"]
    assert numbers
    assert client.get(f"/zh{asked}").json()["numbers"] == numbers


def test_only_the_languages_there_are_are_prefixes(client: Client) -> None:
    assert client.get("/xx/lesson").status_code == 404
    assert client.get("/en/lesson").status_code == 404
