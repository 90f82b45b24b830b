"""Which controls an embed has is a part of its path: every link keeps it, the way to the full page drops it."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from app.address.grammar import Unreadable
from app.controls import ALL, GROUPS, NAMES, hidden, read, segment, showing, written
from tests.client import Client

TRAIN = "layers=2-3-1&data=xor:60:0.1:1&updates=5&run=9"
PAGES = {
    "": "preset=mazur&at=dC_dz-1-1&focus=w-1-1-1", "/train": TRAIN, "/digit": "target=5", "/ideas/chain-1": "",
    "/compare": f"{TRAIN}&vs=lr%3D0.1",
    "/panels/lesson": "preset=mazur", "/panels/train": TRAIN, "/panels/digit": "", "/step": "preset=mazur",
}  # fmt: skip
_ADDRESS = re.compile(r'\b(href|src|action|hx-get|hx-replace-url|data-[a-z]+)="(/[^"]*)"')


def test_every_group_is_said_in_words_and_has_one_text() -> None:
    assert len(set(NAMES)) == len(GROUPS)
    for group in GROUPS:
        assert group.label
        assert group.covers
        assert read(group.name) == {group.name}
    for groups in (ALL, frozenset(), frozenset({"timeline", "steps"})):
        assert read(written(groups)) == groups
    assert written(frozenset({"timeline", "steps"})) == "steps,timeline"
    assert (written(ALL), written(frozenset()), segment(ALL)) == ("all", "none", "")


@pytest.mark.parametrize("text", ["stepz", "steps,,timeline", "steps,none", "Steps", " steps"])
def test_other_names_are_no_groups(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_everything_is_shown_but_where_it_is_said_otherwise() -> None:
    assert hidden() == frozenset()
    with showing(frozenset({"steps"})):
        assert hidden() == ALL - {"steps"}
    assert hidden() == frozenset()


@pytest.mark.parametrize("root", ["", "/under/here", "/embed"])
@pytest.mark.parametrize("path", PAGES)
def test_every_link_in_the_frame_keeps_the_choice(client_for: Callable[..., Client], path: str, root: str) -> None:
    begin = f"{root}/embed/controls=steps,timeline,inspector,editing"
    answer = client_for(root_path=root).get(f"{begin}{path}?{PAGES[path]}")
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors * file:")
    found = [(name, unescape(address)) for name, address in _ADDRESS.findall(answer.text)]
    assert len(found) > 3
    for name, address in found:
        assert re.match(rf"{begin}([/?]|$)", address), (name, address)


@pytest.mark.parametrize("path", ["", "/train", "/digit", "/ideas/chain-1", "/compare"])
def test_the_way_to_the_full_page_gives_everything_back(client: Client, path: str) -> None:
    asked = f"?{PAGES[path]}" if PAGES[path] else ""
    text = client.get(f"/embed/controls=none{path}{asked}").text
    full = "http://testserver" + (path or "/lesson") + asked
    assert f'<a id="full" class="quiet" href="{full.replace("&", "&amp;")}"' in text
    assert client.get(full).text.count("hx-get") > text.count("hx-get")


def test_asked_for_in_a_query_the_choice_is_answered_with_its_address(client: Client) -> None:
    for asked, address in {
        "/embed?controls=steps&preset=mazur": "/embed/controls=steps?preset=mazur",
        "/embed/train?updates=3&controls=timeline,steps": "/embed/controls=steps,timeline/train?updates=3",
        "/embed/controls=none/digit?controls=all&target=5": "/embed/digit?target=5",
        "/embed/controls=timeline,steps?at=loss": "/embed/controls=steps,timeline?at=loss",
        "/embed/controls=all": "/embed",
        "/embed?controls=": "/embed/controls=none",
        "/zh/embed?controls=steps": "/zh/embed/controls=steps",
    }.items():
        answer = client.get(asked)
        assert (answer.status_code, answer.headers["location"]) == (307, address)


@pytest.mark.parametrize(
    "asked", ["/embed?controls=stepz", "/embed/controls=stepz", "/embed/controls=stepz/panels/lesson"]
)
def test_what_is_no_group_is_refused_with_what_is(client: Client, asked: str) -> None:
    answer = client.get(asked)
    assert answer.status_code == 422
    for said in ("stepz", "controls", "steps, sizes"):
        assert said in answer.text
    assert ("<html" in answer.text) == ("panels" not in asked)
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors * file:")


def test_outside_of_an_embed_nothing_is_hidden(client: Client) -> None:
    assert client.get("/lesson?controls=steps").status_code == 422
    assert client.get("/controls=steps/lesson").status_code == 404


def test_redirections_and_forms_stay_with_the_choice(client: Client) -> None:
    turned = client.get("/embed/controls=steps?at=loss&preset=mazur")
    changed = client.get("/embed/controls=editing/change?preset=mazur&edit=w-1-1-1&value=0.5")
    assert turned.headers["location"] == "/embed/controls=steps?preset=mazur&at=loss"
    assert changed.headers["location"] == "/embed/controls=editing?preset=mazur&set=w1:0.5&was=w-1-1-1:"


def test_answers_with_other_controls_are_kept_apart(client: Client) -> None:
    first, other = client.get("/embed/controls=none?at=loss"), client.get("/embed?at=loss")
    assert first.headers["etag"] != other.headers["etag"]
    assert len(first.text) < len(other.text)
    assert client.get("/embed/controls=none?at=loss").text == first.text


def test_locked_values_and_what_was_edited_stay_to_be_read(client: Client) -> None:
    text = client.get("/embed/controls=steps?preset=mazur&set=w5:0.9&at=loss&focus=w-2-1-1&open=settings").text
    for control in ("<form", "<input", "<select"):
        assert control not in text
    assert re.search(r'<b class="locked" id="field-w-2-1-1"[^>]*>0.9</b>', text)
    assert re.search(r'<b class="locked" id="set-lr">0.5</b>', text)
    assert "set by hand" in text
