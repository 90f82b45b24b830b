"""Every idea is listed in the notes' order, opens, and asks before it shows."""

import pytest

from app.ideas.catalogue import IDEAS
from tests.client import Client
from tests.reading import read


def test_the_front_page_lists_them_in_the_notes_order(client: Client) -> None:
    page = read(client.get("/").text)
    section = page.by_id("ideas")
    assert [one["href"] for one in section.all("a")] == [f"/ideas/{idea.way}" for idea in IDEAS]
    assert [one.text for one in section.all("h3")] == [idea.title for idea in IDEAS]
    (nav,) = page.all("nav", **{"aria-label": "Site"})
    assert nav.all("a")[0]["href"] == "/#ideas"


@pytest.mark.parametrize("name", [idea.name for idea in IDEAS])
def test_each_opens_and_asks(client: Client, name: str) -> None:
    page = read(client.get(f"/ideas/{name}").text)
    assert page.by_id("lesson")["data-title"]
    assert any("hx-get" in one for one in page.by_id("lesson").walk())


@pytest.mark.parametrize("name", [idea.name for idea in IDEAS])
def test_each_refuses_what_it_does_not_know(client: Client, name: str) -> None:
    response = client.get(f"/ideas/{name}?nothing=1")
    assert response.status_code == 422
    assert "nothing" in response.text
