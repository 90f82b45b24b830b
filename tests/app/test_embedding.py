"""Below ``/embed`` stand the same working areas, for the frames and scripts of anybody; every link stays there."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from app.embedding import PATHS
from app.security import SECURITY_HEADERS
from tests.client import Client

LESSON = "preset=mazur&at=dC_dz-1-1"
TRAIN = "layers=2-3-1&data=xor:60:0.1:1&updates=5"
PAGES = {
    "/embed": LESSON, "/embed/train": TRAIN, "/embed/digit": "target=5", "/embed/ideas/chain-1": "",
    "/embed/compare": f"{TRAIN}&vs=lr%3D0.1",
}  # fmt: skip
FRAGMENTS = {
    "/embed/step": LESSON, "/embed/forward": LESSON, "/embed/backward": LESSON, "/embed/panels/lesson": LESSON,
    "/embed/panels/picture": LESSON, "/embed/panels/train": TRAIN, "/embed/panels/digit": "",
    "/embed/panels/ideas/check": "",
}  # fmt: skip
DATA = {
    "/embed/lesson.json": LESSON, "/embed/digit.json": "", "/embed/frames": f"{TRAIN}&first=6&count=2&stride=1",
    "/embed/digit.png": "", "/embed/static/style.css": "", "/embed/static/vendor/htmx.min.js": "",
}  # fmt: skip
EVERYTHING = {**PAGES, **FRAGMENTS, **DATA}

_ADDRESS = re.compile(r'\b(href|src|action|hx-get|hx-push-url|hx-replace-url|data-[a-z]+)="(/[^"]*)"')


def asked(path: str, table: dict[str, str] = EVERYTHING) -> str:
    return f"{path}?{table[path]}" if table[path] else path


@pytest.mark.parametrize("path", EVERYTHING)
def test_whatever_is_embedded_may_be_framed_and_read_by_anybody(client: Client, path: str) -> None:
    answer = client.get(asked(path))
    headers = answer.headers
    assert answer.status_code == 200
    assert headers["Content-Security-Policy"].split("; ")[-1] == "frame-ancestors * file:"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert not {"x-frame-options", "set-cookie", "access-control-allow-credentials"} & set(headers)


def test_all_else_in_the_policy_is_as_strict_as_everywhere(client: Client) -> None:
    embedded = client.get("/embed").headers["Content-Security-Policy"].split("; ")
    assert embedded[:-1] == SECURITY_HEADERS["Content-Security-Policy"].split("; ")[:-1]


def test_an_embed_that_is_refused_or_unchanged_says_so_in_the_frame(client: Client) -> None:
    refused = client.get("/embed?at=nowhere")
    kept = client.get("/embed", headers={"If-None-Match": client.get("/embed").headers["ETag"]})
    assert (refused.status_code, kept.status_code) == (422, 304)
    assert "front page" not in refused.text
    for answer in (refused, kept):
        assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors * file:")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/", "/lesson", "/train", "/digit", "/ideas/check", "/panels/lesson", "/own", "/api"])
def test_the_full_pages_are_still_framed_by_their_own_host_alone(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path", ["/embed/own", "/embed/api", "/embed/healthz", "/embed/", "/embed/lesson", "/embedded"]
)
def test_nothing_else_of_the_site_is_embedded(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")


@pytest.mark.parametrize("sources", ["'none'", "https://moodle.example.org https://*.example.edu"])
def test_who_may_frame_is_a_setting(client_for: Callable[..., Client], sources: str) -> None:
    policy = client_for(frame_ancestors=sources).get("/embed").headers["Content-Security-Policy"]
    own = "" if sources == "'none'" else "'self' "  # the page for sharing shows a preview
    assert policy.split("; ")[-1] == f"frame-ancestors {own}{sources}"


def test_a_preflight_is_answered_and_htmx_may_send_and_read_its_headers(client: Client) -> None:
    asking = {"Origin": "null", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "hx-request"}
    answer = client.request("OPTIONS", "/embed/step", headers=asking)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    allowed = answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"hx-request", "hx-target", "hx-current-url", "hx-trigger", "hx-trigger-name", "content-type"} <= set(
        allowed
    )
    assert "POST" in answer.headers["Access-Control-Allow-Methods"].split(", ")
    exposed = client.get("/embed/step").headers["Access-Control-Expose-Headers"].split(", ")
    assert {"HX-Push-Url", "HX-Replace-Url", "HX-Trigger", "HX-Redirect", "HX-Retarget", "HX-Reswap"} <= set(exposed)


def test_elsewhere_a_preflight_is_refused(client: Client) -> None:
    asking = {"Origin": "null", "Access-Control-Request-Method": "GET"}
    assert "access-control-allow-origin" not in client.request("OPTIONS", "/step", headers=asking).headers


@pytest.mark.parametrize("root", ["", "/under/here", "/embed"])
@pytest.mark.parametrize("path", PAGES | FRAGMENTS)
def test_every_link_stays_in_the_embed_and_none_fills_the_history(
    client_for: Callable[..., Client], path: str, root: str
) -> None:
    text = client_for(root_path=root).get(root + asked(path)).text
    found = [(name, unescape(address)) for name, address in _ADDRESS.findall(text)]
    assert len(found) > 3
    for name, address in found:
        assert re.match(rf"{root}/embed([/?]|$)", address), (name, address)
        inside = address.removeprefix(f"{root}/embed").split("?")[0]
        assert not inside or inside.split("/")[1] in PATHS, (name, address)
    assert {name for name, _ in found if "url" in name} <= {"hx-replace-url"}
    assert "hx-push-url" not in text


@pytest.mark.parametrize("path", PAGES)
def test_an_embed_is_the_working_area_and_a_way_to_the_full_page(client: Client, path: str) -> None:
    framed = client.get(asked(path)).text
    address = asked(path).replace("/embed", "", 1)
    full = "http://testserver" + (address if not address.startswith("?") else f"/lesson{address}")
    whole = client.get(full).text
    link = f'<a id="full" class="quiet" href="{full.replace("&", "&amp;")}" target="_blank" rel="noopener">'
    assert link in framed
    assert f'<link rel="canonical" href="{full.replace("&", "&amp;")}">' in framed
    for chrome in ('<nav aria-label="Site">', '<footer class="foot">', 'class="runs"', 'class="ideas-nav"'):
        assert chrome not in framed
    assert '<nav aria-label="Site">' in whole
    assert "embed.js" not in whole
    numbers = re.compile(r'id="([^"]+)"[^>]* data-value="([^"]+)"')
    assert numbers.findall(framed) == numbers.findall(whole)


def test_an_address_in_other_words_and_a_form_lead_to_the_embed(client: Client) -> None:
    turned = client.get("/embed?at=loss&preset=mazur")
    changed = client.get("/embed/change?preset=mazur&edit=w-1-1-1&value=0.5")
    answered = client.get("/embed/answer?cover=z-1-1&at=z-1-1&asked=z-1-1&answer=4")
    trained = client.get("/embed/train/change?layers=2-3-1&updates=3&lr=0.2")
    assert [answer.status_code for answer in (turned, changed, answered, trained)] == [303] * 4
    assert turned.headers["Location"] == "/embed?preset=mazur&at=loss"
    assert changed.headers["Location"].startswith("/embed?preset=mazur&set=w1:0.5")
    assert answered.headers["Location"].startswith("/embed?")
    assert trained.headers["Location"].startswith("/embed/train?")


def test_an_embed_and_its_full_page_are_kept_apart(client: Client) -> None:
    assert client.get("/embed").headers["ETag"] != client.get("/lesson").headers["ETag"]
    assert "embed.css" in client.get("/embed").text
    assert "embed.css" not in client.get("/lesson").text
