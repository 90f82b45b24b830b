"""Whatever is asked for, the site keeps its promises (``tests.fuzz.judge``); ``python -m tests.fuzz`` asks more."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.client import Client
from tests.fuzz.asking import Answer, Asked, ask
from tests.fuzz.attacks import METHODS, PATHS, attacks
from tests.fuzz.corpus import Corpus, corpus
from tests.fuzz.judge import MARK, faults
from tests.fuzz.places import NAMES, ROOTS, routes, spelled

PAGES = 40


@pytest.fixture(scope="module")
def known(client: Client) -> Corpus:
    return corpus(client.app, lambda asked: answered(client, asked), PAGES)


def answered(client: Client, asked: Asked) -> Answer:
    return client.call(ask, client.app, asked)


def right(client: Client, asked: Asked) -> None:
    answer = answered(client, asked)
    assert not faults(asked, answer), (faults(asked, answer), asked)


def test_no_route_is_forgotten(client: Client) -> None:
    found = routes(client.app)
    assert {"/", "/lesson", "/api/step", "/ideas/{name}", "/own/data", "/static/style.css"} <= set(found)
    assert {path for path in found if "{" in path} == set(NAMES)
    assert set(client.app.openapi()["paths"]) <= set(found)


# A form that breaks off leaves its temporary file to the collector, which says so.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@settings(
    max_examples=1500, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(st.data())
def test_no_address_breaks_a_promise(client: Client, known: Corpus, data: st.DataObject) -> None:
    right(client, data.draw(attacks(known)))


@pytest.mark.parametrize("method", ["GET", *METHODS])
def test_every_route_is_secured_whatever_the_method(client: Client, method: str) -> None:
    for route in routes(client.app):
        for path in spelled(route)[:1]:
            if not path.endswith(".gif"):
                right(client, Asked(method, path))
                right(client, Asked(method, path + "?nowhere=1"))


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(client: Client, path: str) -> None:
    for root in ("", *ROOTS):
        answer = answered(client, Asked("GET", root + path))
        assert not faults(Asked("GET", root + path), answer)
        assert b"root:x:" not in answer.body
        assert b"create_app" not in answer.body


@pytest.mark.parametrize("text", [f"<{MARK}>", f'"><{MARK} x="', f"' {MARK}='1", f"</title><{MARK}>"])
def test_what_is_refused_is_repeated_without_its_markup(client: Client, text: str) -> None:
    """The name of a parameter, its value and the path, as page, as fragment and in a language, are said escaped."""
    said = "".join(f"%{byte:02x}" for byte in text.encode())
    for root in ("", "/zh", "/embed"):
        for path in ("/lesson", "/step", "/train", "/digit", "/compare", "/ideas/loss"):
            for target in (f"{path}?{said}=1", f"{path}?at={said}", f"{path}/{said}"):
                asked = Asked("GET", root + target)
                answer = answered(client, asked)
                assert answer.status in (404, 422)
                assert not faults(asked, answer)


def test_the_judge_notices_what_is_wrong(client: Client) -> None:
    """A property that never fails would prove nothing."""
    asked = Asked("GET", "/lesson")
    good = answered(client, asked)
    assert not faults(asked, good)
    assert faults(asked, Answer(500, good.headers, good.body))
    for body in (f"<p><{MARK}>", f'<p title="" {MARK}="1">', f'<a href=" javascript:{MARK}">', f"<!--{MARK}-->"):
        assert faults(asked, Answer(200, good.headers, body.encode())), body
    for name in ("x-content-type-options", "content-security-policy", "referrer-policy"):
        headers = good.headers.mutablecopy()
        del headers[name]
        assert faults(asked, Answer(200, headers, good.body)), name
    for to in ("//evil.example", "/\\evil.example", "http://evil.example/", "https:/x", '/a"b', "/é"):
        headers = good.headers.mutablecopy()
        headers["location"] = to
        assert faults(asked, Answer(303, headers, b"")), to
    plain = good.headers.mutablecopy()
    plain["content-type"] = "application/json"
    for said in ("{", '{"a": NaN}'):
        assert faults(asked, Answer(200, plain, said.encode()))
    for said in ("{}", '{"error": {"field": null, "value": 1, "message": "no", "allowed": "x"}}'):
        assert faults(asked, Answer(422, plain, said.encode()))
