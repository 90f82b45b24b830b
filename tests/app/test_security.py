import pytest

from app import answers
from app.security import SECURITY_HEADERS
from tests.client import Client


@pytest.mark.parametrize(
    "path", ["/healthz", "/api", "/openapi.json", "/nowhere", "/panels/nowhere", "/static/vendor/htmx.min.js"]
)
def test_every_response_is_secured(client: Client, path: str) -> None:
    headers = client.get(path).headers
    for name, value in SECURITY_HEADERS.items():
        assert headers[name] == value
    assert "set-cookie" not in headers
    assert "server" not in headers


def test_the_policy_allows_nothing_inline_and_nobody_else() -> None:
    policy = dict(part.split(" ", 1) for part in SECURITY_HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in str(policy)
    assert "http" not in str(policy)


@pytest.mark.parametrize("path", ["/lesson.svg", "/lesson.html?count=1", "/lesson"])
def test_what_is_still_as_it_was_keeps_its_policy(client: Client, path: str) -> None:
    """A client takes over the headers of «not modified»: other pages' policy would forbid a file its own style."""
    answer = client.get(path)
    answers.clear()
    kept = client.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert kept.status_code == 304
    policy = answer.headers["Content-Security-Policy"]
    assert kept.headers.get("Content-Security-Policy", policy) == policy
