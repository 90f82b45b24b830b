"""What is shared of every page: the same moment, or its start, with its title and its sentence."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import pytest

from tests.client import Client

LESSON = "/lesson?preset=mazur&at=dC_dz-1-1"
TRAIN = "/train?layers=2-3-1&data=xor:60:0.1:1&updates=5"
PAGES = {
    "/": "The notes' network", LESSON: "Mazur's example", TRAIN: "A 2-3-1 network",
    "/digit": "A drawn digit: target 3", "/ideas/chain-1": "Chain rule ①: one thing after another",
    f"/compare{TRAIN[6:]}&vs=lr%3D1": "A 2-3-1 network, twice",
}  # fmt: skip


def fields(client: Client, of: str, **choices: str) -> dict[str, str]:
    """What each field holds."""
    answer = client.get("/share", params={"of": of, **choices})
    assert answer.status_code == 200, answer.text
    found = re.findall(r'<textarea id="copy-([a-z]+)" readonly[^>]*>(.*?)</textarea>', answer.text, re.DOTALL)
    return {key: unescape(text) for key, text in found}


@pytest.mark.parametrize("of", PAGES)
def test_every_page_is_shared_with_its_link_its_embed_and_its_words(client: Client, of: str) -> None:
    said = fields(client, of)
    frame = re.fullmatch(r'<iframe src="([^"]+)" title="([^"]+)" .*</iframe>', said["iframe"])
    assert frame
    assert unescape(frame[2]).startswith(f"{PAGES[of]}: ")
    for address in (said["link"], unescape(frame[1])):
        shown = client.get(address)
        assert shown.status_code == 200
        assert urlsplit(address).netloc == "testserver"
    assert unescape(frame[1]).startswith("http://testserver/embed")
    places = {"link", "iframe", "markdown", "myst", "quarto", "reveal", "jupyter"}
    assert set(said) == places | ({"picture"} if said["link"].startswith("http://testserver/lesson") else set())


@pytest.mark.parametrize("of", PAGES)
def test_every_page_has_the_link_and_it_leads_to_its_own_dialog(client: Client, of: str) -> None:
    link = re.search(r'<a id="share" href="([^"]+)"', client.get(of).text)
    assert link
    shared = client.get(unescape(link[1]))
    assert shared.status_code == 200
    here = "/lesson?at=loss&focus=w-3-1-1&guide=ask" if of == "/" else of
    assert f">http://testserver{here}<" in unescape(shared.text)


def test_the_front_page_of_another_lesson_shares_that_lesson(client: Client) -> None:
    link = re.search(r'<a id="share" href="([^"]+)"', client.get("/?preset=mazur&updates=2").text)
    assert link
    assert "http://testserver/lesson?preset=mazur&updates=2&at=loss" in unescape(client.get(unescape(link[1])).text)


def test_the_text_is_the_sentence_of_the_step(client: Client) -> None:
    sentence = re.search(r'<p id="sentence"[^>]*>([^<]+)</p>', client.get(LESSON).text)
    assert sentence
    assert f": {unescape(sentence[1])}" in fields(client, LESSON)["markdown"]


@pytest.mark.parametrize(
    ("of", "start"),
    [
        (f"{LESSON}&focus=z-1-1", "/lesson?preset=mazur"),
        (TRAIN, TRAIN.removesuffix("&updates=5")),
        ("/digit?target=5", "/digit?target=5&at="),
        (f"/compare{TRAIN[6:]}&vs=lr%3D1", f"/compare{TRAIN[6:].removesuffix('&updates=5')}&vs=lr%3D1"),
    ],
)
def test_from_the_start(client: Client, of: str, start: str) -> None:
    assert fields(client, of, **{"from": "start"})["link"] == f"http://testserver{start}"
    assert fields(client, of, **{"from": "step"})["link"] == f"http://testserver{of}"


@pytest.mark.parametrize("of", [LESSON, TRAIN, "/digit?target=5"])
def test_colours_and_letters_are_chosen_and_what_is_not_chosen_stays(client: Client, of: str) -> None:
    chosen = fields(client, of, theme="dark", notation="common")["link"]
    assert chosen == f"http://testserver{of}&theme=dark&notation=common"
    assert fields(client, f"{of}&theme=dark", notation="common")["link"] == chosen
    assert fields(client, f"{of}&theme=dark", theme="auto")["link"] == f"http://testserver{of}"


def test_own_words_and_another_height(client: Client) -> None:
    said = fields(client, LESSON, title='  My "own"\ntitle ', text="What I say.", height="300")
    assert 'title="My &quot;own&quot; title: What I say." width="100%" height="300"' in said["iframe"]


def test_an_embed_is_shared_as_its_page(client: Client) -> None:
    assert fields(client, "/embed?at=loss") == fields(client, "/lesson?at=loss")
    assert fields(client, "/embed/train?updates=1") == fields(client, "/train?updates=1")


def test_below_a_prefix_everything_is_below_it(client_for: Callable[..., Client]) -> None:
    client = client_for(root_path="/under/here")
    page = client.get(f"/under/here{LESSON}").text
    link = re.search(r'<a id="share" href="([^"]+)"', page)
    assert link
    shared = client.get(unescape(link[1])).text
    assert f">http://testserver/under/here{LESSON.replace('&', '&amp;')}<" in shared
    assert 'src="/under/here/embed?preset=mazur' in shared
    assert 'data-live="/under/here/panels/share"' in shared


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({}, "of"), ({"of": "/nowhere"}, "of"), ({"of": "https://elsewhere.org/lesson"}, "of"),
        ({"of": "//elsewhere.org/lesson"}, "of"), ({"of": "//[/lesson"}, "of"),
        ({"of": "/lesson?at=nowhere"}, "at"), ({"of": "/lesson", "theme": "pink"}, "theme"),
        ({"of": "/lesson", "from": "end"}, "from"), ({"of": "/lesson", "height": "1"}, "height"),
        ({"of": "/lesson", "height": "high"}, "height"), ({"of": "/lesson", "title": "a" * 401}, "title"),
        ({"of": "/lesson", "more": "1"}, "more"), ({"of": "/ideas/nothing"}, "of"), ({"of": "/api"}, "of"),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_refused_by_name(client: Client, choices: dict[str, str], field: str) -> None:
    for path in ("/share", "/panels/share"):
        answer = client.get(path, params=choices)
        assert answer.status_code == 422
        assert f"<dd><code>{field}</code></dd>" in answer.text or f">{field}<" in answer.text


def test_a_page_of_an_error_and_a_page_that_is_no_moment_have_no_link(client: Client) -> None:
    for path in ("/lesson?at=nowhere", "/api", "/own", "/share?of=/lesson", "/embed"):
        assert 'id="share"' not in client.get(path).text


def test_what_is_said_once_is_not_shared(client: Client) -> None:
    assert fields(client, "/lesson?at=loss&dropped=weights")["link"] == "http://testserver/lesson?at=loss"


def test_a_page_says_what_a_preview_of_its_link_shows(client: Client) -> None:
    page = client.get(LESSON).text
    sentence = fields(client, LESSON)["markdown"].removeprefix("[![Mazur's example: ").split("](")[0]
    assert '<meta property="og:title" content="Mazur&#39;s example · Backprop Visualizer">' in page
    assert f'<meta property="og:description" content="{sentence}">' in page
    assert f'<meta property="og:url" content="http://testserver{LESSON.replace("&", "&amp;")}">' in page
    assert "og:" not in client.get("/embed").text
