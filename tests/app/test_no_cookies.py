"""No answer of any address sets a cookie, asks for one, or reports to anybody."""

import re
from typing import Any

from tests.browser.states import STATES
from tests.client import Client

AT = "preset=mazur&at=dC_dz-1-1"
FILES = (
    "/healthz", "/readyz", "/robots.txt", "/favicon.ico", "/openapi.json", "/static/style.css",
    "/oembed?url=http://testserver/lesson", f"/lesson.json?{AT}", f"/lesson.csv?{AT}", f"/lesson.svg?{AT}",
    f"/lesson.html?{AT}", f"/step?{AT}", f"/panels/lesson?{AT}", "/train.svg?layers=2-3-1&data=xor:60:0.1:1",
    "/digit.json", "/digit.svg", "/frames?layers=2-3-1&data=xor:60:0.1:1&updates=1",
)  # fmt: skip
KEEPING = ("set-cookie", "report-to", "reporting-endpoints", "nel", "accept-ch", "set-login")


def test_no_address_sets_a_cookie_or_reports(client: Client) -> None:
    for address in (*STATES.values(), *FILES, *(f"/zh{address}" for address in STATES.values())):
        answer = client.get(address)
        assert answer.status_code < 500, address
        assert [name for name in KEEPING if name in answer.headers] == [], address
        assert "report-uri" not in answer.headers.get("content-security-policy", ""), address


def test_no_form_sets_a_cookie(client: Client) -> None:
    sent: tuple[tuple[str, dict[str, Any]], ...] = (
        ("/own/data", {"data": {"text": "x,y\n1,2\n3,4"}}),
        ("/own/weights", {"data": {"text": "{}"}}),
        ("/api/forward", {"json": {}}),
    )
    for address, body in sent:
        answer = client.post(address, **body)
        assert answer.status_code < 500, address
        assert [name for name in KEEPING if name in answer.headers] == [], address


def test_what_a_page_links_to_elsewhere_is_not_told_where_one_comes_from(client: Client) -> None:
    for name in ("front", "api", "course"):
        page = client.get(STATES[name])
        away = re.findall(r'<a [^>]*href="https?://(?!testserver)[^>]*>', page.text)
        assert all("noreferrer" in link for link in away) or page.headers["referrer-policy"] in (
            "no-referrer",
            "same-origin",
        ), name
