"""A picture as a file: every number of the page's own picture, no link, no script, nothing to be fetched."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest

from app.lesson_url import parse
from app.moment import moment
from app.panels.readout import readout
from app.picture_style import palette, style_of
from tests.client import Client

SVG = "{http://www.w3.org/2000/svg}"
LESSONS = (
    "preset=mazur&at=dC_dz-1-1",
    "at=gradient&focus=w-2-1-1",
    "at=dC_dz-2-1&view=both",
    "layers=16-24-24-10&at=loss",
)


def drawn(client: Client, said: str) -> ElementTree.Element:
    answer = client.get(f"/lesson.svg?{said}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    return ElementTree.fromstring(answer.text)


@pytest.mark.parametrize("said", LESSONS)
def test_its_numbers_are_those_of_the_moment(client: Client, said: str) -> None:
    numbers = readout(moment(parse(parse_qsl(said))))["numbers"]
    shown = {one.get("id"): one.get("data-value") for one in drawn(client, said).iter() if one.get("data-value")}
    compared = [(float(shown[key] or "nan"), value) for key, value in numbers.items() if key in shown]
    assert len(compared) > 20
    assert all(ours == theirs for ours, theirs in compared)


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
@pytest.mark.parametrize("said", LESSONS)
def test_it_needs_nothing_from_anywhere(client: Client, said: str, theme: str) -> None:
    text = client.get(f"/lesson.svg?{said}" + (f"&theme={theme}" if theme != "auto" else "")).text
    picture = ElementTree.fromstring(text)
    assert {one.tag.removeprefix(SVG) for one in picture.iter()} <= {
        "svg", "title", "desc", "style", "rect", "g", "path", "text", "tspan", "circle", "line",
    }  # fmt: skip
    assert not re.search(r"href|url\(|@import|<script|on\w+=|http(?!://www\.w3\.org/2000/svg)", text)
    assert ("var(" in text) == (theme == "auto")
    assert "light-dark" not in text
    assert "calc(" not in text


def test_it_says_what_it_shows(client: Client) -> None:
    picture = drawn(client, "preset=mazur&at=dC_dz-1-1")
    assert picture.findtext(f"{SVG}title") == "Mazur's example"
    assert (picture.findtext(f"{SVG}desc") or "").startswith("Backward, z₁: the gain")
    assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", "title desc")


def test_two_networks_stand_one_below_the_other(client: Client) -> None:
    one, other = drawn(client, "at=dC_dz-2-1&view=both").findall(f"{SVG}svg")
    assert float(other.get("y", 0)) > float(one.get("height", 0))


def test_how_the_page_is_looked_at_does_not_matter(client: Client) -> None:
    plain = client.get("/lesson.svg?at=loss").text
    assert client.get("/lesson.svg?at=loss&screen=projector&zoom=2&open=settings,table&guide=ask").text == plain


def test_pages_of_other_sites_may_show_it(client_for: Callable[..., Client]) -> None:
    client = client_for(root_path="/under/here")
    answer = client.get("/under/here/lesson.svg?at=loss")
    kept = client.get("/under/here/lesson.svg?at=loss", headers={"If-None-Match": answer.headers["ETag"]})
    assert kept.status_code == 304
    for one in (answer, kept):
        assert one.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors *" in policy
    assert kept.headers.get("Content-Security-Policy", policy) == policy


def test_the_palette_is_the_stylesheets() -> None:
    assert palette()["ground"] == ("#ffffff", "#14161a")
    assert {"ink", "soft", "fore", "back", "edge", "fore-thin", "back-wash"} <= set(palette())


def test_a_width_that_follows_the_weight_is_written_out() -> None:
    style = style_of(frozenset({"has-lit", "wire", "w2", "fore", "not-lit"}), "light")
    assert ".has-lit .wire.not-lit.w2 { stroke-width: 1.16px }" in style
    assert ":not" not in style
    assert ".wire.fore { stroke: #5585bf }" in style
    assert ".back" not in style
