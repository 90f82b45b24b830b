import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from io import StringIO

import pytest

from app import answers
from app.logs import Kind, logging_config
from app.routes import site
from tests.client import Client

Logged = Callable[[Kind], StringIO]


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Configures logging as a server does, into a text instead of the standard error."""
    names = ("", "backprop", "backprop.requests", "uvicorn.access")
    before = {name: (logging.getLogger(name).level, list(logging.getLogger(name).handlers)) for name in names}
    answers.clear()

    def configure(kind: Kind) -> StringIO:
        into = StringIO()
        config = logging_config(kind)
        config["handlers"]["stderr"]["stream"] = into
        logging.config.dictConfig(config)
        return into

    yield configure
    for name, (level, handlers) in before.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).handlers[:] = handlers


def test_each_request_is_one_line_of_json_that_says_nothing_of_the_reader(logged: Logged, client: Client) -> None:
    into = logged("json")
    page = client.get("/lesson?preset=mazur&updates=1", headers={"user-agent": "Somebody's"})
    client.get("/panels/lesson?updates=1&preset=mazur")
    client.get("/lesson?lr=-1")
    client.get("/a%0Ab?c=%0A")
    lines = [json.loads(line) for line in into.getvalue().splitlines()]
    assert len(lines) == 4
    first, fragment, refused, strange = lines
    assert first | {"time": 0, "process": 0, "message": "", "ms": 0, "bytes": 0} == {
        "level": "INFO", "method": "GET", "address": "/lesson?preset=mazur&updates=1", "status": 200,
        "time": 0, "process": 0, "message": "", "ms": 0, "bytes": 0,
    }  # fmt: skip
    assert 0 < first["ms"] < 60_000
    assert 1000 < first["bytes"] <= len(page.content)
    assert fragment["address"] == "/panels/lesson?updates=1&preset=mazur"
    assert fragment["canonical"].endswith("preset=mazur&updates=1")
    assert refused["status"] == 422
    assert strange["address"] == "/a%0Ab?c=%0A"
    assert "Somebody" not in into.getvalue()
    assert "127.0.0.1" not in into.getvalue()


def test_as_text_it_is_a_line_for_people_and_off_is_off(logged: Logged, client: Client) -> None:
    into = logged("text")
    client.get("/healthz")
    assert into.getvalue().count("\n") == 1
    assert " INFO GET /healthz 200 " in into.getvalue()
    into = logged("off")
    client.get("/healthz")
    assert into.getvalue() == ""


@pytest.mark.parametrize("kind", ["off", "text", "json"])
def test_a_fault_is_logged_with_its_trace(
    kind: Kind, logged: Logged, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "endpoint_views", lambda: 1 / 0)
    into = logged(kind)
    assert client.get("/api").status_code == 500
    assert "ZeroDivisionError" in into.getvalue()
    assert "test_logs.py" in into.getvalue()
    if kind == "json":
        told = [json.loads(line) for line in into.getvalue().splitlines()]
        assert [one["level"] for one in told] == ["ERROR", "INFO"]
        assert "ZeroDivisionError" in told[0]["trace"]
