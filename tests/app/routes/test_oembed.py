"""oEmbed: what a site shows of an address of ours, found from the page itself."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from tests.client import Client

LESSON = "/lesson?preset=mazur&at=dC_dz-1-1"
PAGES = ["/", LESSON, "/train?layers=2-3-1&data=xor:60:0.1:1&updates=5", "/digit", "/ideas/chain-1"]


def found(client: Client, page: str) -> dict[str, Any]:
    """What the discovery link of a page leads to."""
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', client.get(page).text)
    assert link
    answer = client.get(unescape(link[1]))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    said: dict[str, Any] = answer.json()
    return said


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_to_its_own_embed(client: Client, page: str) -> None:
    said = found(client, page)
    assert (said["version"], said["type"], said["provider_url"]) == ("1.0", "rich", "http://testserver/")
    frame = re.fullmatch(r'<iframe src="([^"]+)" title="([^"]+)" width="960" height="560" .*></iframe>', said["html"])
    assert frame
    assert (said["width"], said["height"], said["title"]) == (960, 560, unescape(frame[2]))
    shown = client.get(unescape(frame[1]))
    assert shown.status_code == 200
    assert shown.headers["Content-Security-Policy"].endswith("frame-ancestors * file:")


def test_below_a_prefix(client_for: Callable[..., Client]) -> None:
    said = found(client_for(root_path="/under/here"), f"/under/here{LESSON}")
    assert 'src="http://testserver/under/here/embed?preset=mazur&amp;at=dC_dz-1-1"' in said["html"]


def asked(client: Client, **said: str) -> tuple[int, dict[str, Any]]:
    answer = client.get("/oembed", params=said)
    return answer.status_code, answer.json()


def test_the_frame_is_no_larger_than_there_is_room(client: Client) -> None:
    url = f"http://testserver{LESSON}"
    status, said = asked(client, url=url, maxwidth="400", maxheight="2000", format="json", dnt="1")
    assert (status, said["width"], said["height"]) == (200, 400, 560)
    assert 'width="400" height="560"' in said["html"]
    _, low = asked(client, url=url, maxheight="200")
    assert (low["width"], low["height"]) == (960, 200)


def test_an_embed_and_an_address_with_https_are_ours_as_well(client: Client) -> None:
    _, said = asked(client, url=f"http://testserver{LESSON}")
    assert asked(client, url="http://testserver/embed?preset=mazur&at=dC_dz-1-1") == (200, said)
    assert asked(client, url=f"https://testserver{LESSON}") == (200, said)


@pytest.mark.parametrize(
    "url",
    [
        "", "https://elsewhere.org/lesson", "http://testserver.elsewhere.org/lesson", "http://testserver", "/lesson",
        "http://testserver/nowhere", "http://testserver/api", "http://testserver/lesson?at=nowhere",
        "ftp://testserver/lesson", "http://user@testserver/lesson", "http://[/lesson",
    ],
)  # fmt: skip
def test_what_is_not_ours_is_not_found(client: Client, url: str) -> None:
    status, said = asked(client, url=url)
    assert status == 404
    assert said["error"]["message"]


def test_xml_is_not_offered(client: Client) -> None:
    status, said = asked(client, url=f"http://testserver{LESSON}", format="xml")
    assert status == 501
    assert said["error"]["allowed"] == "format=json"


@pytest.mark.parametrize("most", ["0", "-5", "wide", "1e3"])
def test_room_is_a_whole_number(client: Client, most: str) -> None:
    status, said = asked(client, url=f"http://testserver{LESSON}", maxwidth=most)
    assert (status, said["error"]["field"]) == (422, "maxwidth")
