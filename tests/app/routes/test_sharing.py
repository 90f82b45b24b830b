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
    assert set(said) == places | (
        {"picture"} if urlsplit(said["link"]).path in ("/lesson", "/train", "/digit") else set()
    )


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


def test_the_frame_does_without_controls_and_the_link_does_not(client: Client) -> None:
    answer = client.get(f"/share?of={LESSON.replace('&', '%26')}&without=editing&without=questions&height=300")
    said = unescape(answer.text)
    assert 'src="http://testserver/embed/controls=steps,sizes,timeline,inspector,panels,views,links?preset' in said
    assert ">http://testserver/lesson?preset=mazur&at=dC_dz-1-1<" in said
    assert "without Editing, Questions" in said
    preview = re.search(r'<iframe class="preview" src="([^"]+)"', answer.text)
    assert preview
    assert client.get(unescape(preview[1])).status_code == 200


def test_what_is_shared_of_an_embed_keeps_its_controls_until_others_are_chosen(client: Client) -> None:
    of = "/embed/controls=steps/train?updates=5"
    assert "/embed/controls=steps/train?updates=5" in fields(client, of)["iframe"]
    assert "/embed/train?updates=5" in fields(client, of, height="300")["iframe"]
    assert fields(client, of)["link"] == "http://testserver/train?updates=5"


@pytest.mark.parametrize("of", PAGES)
def test_another_language_opens_in_that_language_with_words_in_it(client: Client, of: str) -> None:
    said = fields(client, of, language="zh")
    assert said["link"].startswith("http://testserver/zh/")
    assert 'src="http://testserver/zh/embed' in said["iframe"]
    assert re.search("[\u4e00-\u9fff]", said["markdown"])
    back = client.get("/zh/share", params={"of": of, "language": "en"}).text
    assert ">http://testserver/zh/" not in back
    assert not re.search("[\u4e00-\u9fff]", " ".join(fields(client, of).values()))


@pytest.mark.parametrize("prefix", ["/zh", "/zh/embed"])
def test_what_is_shared_of_a_page_in_a_language_stays_in_it(client: Client, prefix: str) -> None:
    page = "/lesson?at=loss" if prefix == "/zh" else "?at=loss"
    assert fields(client, prefix + page)["link"] == "http://testserver/zh/lesson?at=loss"


def test_the_look_of_an_idea_is_chosen_where_it_has_one(client: Client) -> None:
    assert fields(client, "/ideas/loss", theme="dark", notation="common")["link"] == (
        "http://testserver/ideas/loss?theme=dark&notation=common"
    )
    assert fields(client, "/ideas/chain-1", theme="dark")["link"] == "http://testserver/ideas/chain-1"
    assert 'name="theme"' in client.get("/share?of=/ideas/loss").text
    assert 'name="theme"' not in client.get("/share?of=/ideas/chain-1").text


@pytest.mark.parametrize(
    ("of", "link", "title"),
    [
        ("/course/backpropagation", "/course/backpropagation", "Backpropagation, from"),
        (
            "/course/backpropagation/the-end",
            "/course/backpropagation/the-end/lesson?preset=mazur&at=loss",
            "The forward",
        ),
        (
            "/course/backpropagation/the-end/lesson?at=loss",
            "/course/backpropagation/the-end/lesson?at=loss",
            "The forward",
        ),
    ],
)
def test_a_moment_of_a_course_is_shared_within_it(client: Client, of: str, link: str, title: str) -> None:
    said = fields(client, of)
    assert said["link"] == f"http://testserver{link}"
    frame = re.fullmatch(r'<iframe src="([^"]+)" title="([^"]+)" .*</iframe>', said["iframe"])
    assert frame
    assert unescape(frame[1]) == f"http://testserver/embed{link}"
    assert frame[2].startswith(title)
    assert client.get(unescape(frame[1])).status_code == 200


@pytest.mark.parametrize("of", ["/course/none", "/course/backpropagation/none", "/embed/controls=no/lesson", "/zh/own"])
def test_what_is_no_moment_is_not_shared(client: Client, of: str) -> None:
    answer = client.get("/share", params={"of": of})
    assert answer.status_code == 422


@pytest.mark.parametrize(("name", "value"), [("without", "no"), ("language", "de")])
def test_other_choices_are_refused_with_those_there_are(client: Client, name: str, value: str) -> None:
    answer = client.get("/share", params={"of": LESSON, name: value})
    assert answer.status_code == 422
    for said in (name, value, "editing" if name == "without" else "zh"):
        assert said in answer.text


@pytest.mark.parametrize("of", [LESSON, TRAIN, "/digit"])
def test_what_can_be_taken_along_is_there(client: Client, of: str) -> None:
    text = client.get("/share", params={"of": of}).text
    found = re.findall(r'<a href="([^"]+)"', re.findall(r'<p class="share-files">(.*?)</p>', text)[0])
    assert len(found) == {"/lesson": 5, "/train": 4, "/digit": 3}[urlsplit(of).path]
    for address in found:
        answer = client.get(unescape(address))
        assert answer.status_code in (200, 501, 503), (address, answer.text[:500])
