"""Under which names the site answers, and what it makes of a name that is none."""

from collections.abc import Callable

import pytest
from pydantic import ValidationError

from app.settings import Settings
from tests.client import Client
from tests.fuzz.asking import Asked, ask


@pytest.fixture(scope="module")
def ours(client_for: Callable[..., Client]) -> Client:
    return client_for(allowed_hosts="nn.example.org, *.example.edu, [::1]")


@pytest.mark.parametrize(
    "host", ["nn.example.org", "NN.example.org:8000", "a.example.edu", "a.b.example.edu:1", "[::1]", "[::1]:8000"]
)
def test_its_names_are_answered(ours: Client, host: str) -> None:
    assert ours.get("/lesson", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "example.edu", "evilexample.edu", "nn.example.org.evil.example", "::1", ""]
)
@pytest.mark.parametrize("path", ["/lesson", "/panels/lesson", "/lesson.json", "/static/style.css", "/zh/", "/nowhere"])
def test_others_are_refused_in_the_form_asked_for(ours: Client, host: str, path: str) -> None:
    answer = ours.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert "*.example.edu" in answer.text
    assert answer.headers["content-security-policy"]
    assert ("<html" in answer.text) == (path not in ("/panels/lesson", "/lesson.json"))


def test_whoever_watches_over_it_may_call_it_anything(ours: Client) -> None:
    for path in ("/healthz", "/readyz"):
        assert ours.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.parametrize("names", ["", ",", "a b", "https://a.example", "a.example:80", "*a.example", "a.*.example"])
def test_what_is_no_name_is_no_setting(names: str) -> None:
    with pytest.raises(ValidationError):
        Settings(allowed_hosts=names)


@pytest.mark.parametrize(
    "host", ['"><script>', "evil.example/x?y#", "a:b:c", "[", "", "\xff\xfe", "a b", "a\\b", "user@evil.example"]
)
def test_a_name_that_is_none_stands_on_no_page(client: Client, host: str) -> None:
    """What no name can be is not taken for one, by any page that says where it is."""
    for target in ("/lesson", "/share?of=/lesson", "/oembed?url=http://testserver/lesson", "/api", "/digit"):
        answer = client.call(ask, client.app, Asked("GET", target), host)
        assert answer.status in (200, 404)
        assert "evil.example" not in answer.text
        assert 'script>"' not in answer.text
        if target == "/lesson":
            assert 'rel="canonical" href="http://testserver' in answer.text


def test_each_name_has_its_own_answer(client: Client) -> None:
    """A page that says its own address is kept by that name, here and by a proxy that asks for the tag."""
    one, other = (client.get("/lesson", headers={"host": name}) for name in ("one.example", "other.example"))
    assert one.headers["etag"] != other.headers["etag"]
    assert "//one.example/lesson" in one.text
    assert "one.example" not in other.text
