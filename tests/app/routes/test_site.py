import pytest

from app import __version__
from app.build import build_id
from tests.client import Client


def test_health_says_the_version(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "version": __version__})


def test_crawlers_are_kept_out_of_the_infinite(client: Client) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines == ["User-agent: *", "Allow: /$", "Allow: /api$", "Allow: /static/", "Disallow: /"]


def test_a_browser_finds_an_icon_beside_json(client: Client) -> None:
    response = client.get("/favicon.ico", follow_redirects=True)
    assert response.status_code == 200
    assert response.headers["content-type"] == "image/svg+xml"


def test_a_file_of_this_build_is_kept_for_good(client: Client) -> None:
    path = "/static/vendor/htmx.min.js"
    assert "immutable" in client.get(path, params={"v": build_id()}).headers["cache-control"]
    for query in ({}, {"v": "an older build"}):
        assert client.get(path, params=query).headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize("path", ["/static/..%2f..%2fpyproject.toml", "/static/../pyproject.toml", "/static/"])
def test_only_the_folder_is_served(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_documentation_is_cached_like_a_page(client: Client) -> None:
    first = client.get("/api")
    again = client.get("/api", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
