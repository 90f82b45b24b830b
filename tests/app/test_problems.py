"""Each error in the form that the address asks for."""

import logging
from typing import Annotated

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI, HTTPException, Query
from starlette.middleware import Middleware

from app.errors import BadInput
from app.middleware import LastResort
from app.problems import HANDLERS
from tests.client import Client

PAGES = ("/lesson", "/a/panels/", "/api")
FRAGMENTS = ("/panels/network", "/step", "/forward", "/backward")
JSON = ("/api/step", "/lesson.json", "/frames")


def failing(cause: str) -> None:
    match cause:
        case "bad input":
            raise BadInput("t", "<b>-1</b>", "0 to 12", "There is no such moment.")
        case "fault":
            raise ZeroDivisionError("a secret")
        case _:
            raise HTTPException(int(cause), "In so many words.")


async def fail(cause: str, t: Annotated[int, Query(ge=0)] = 0) -> None:
    del t
    failing(cause)


@pytest.fixture(scope="module")
def broken(portal: BlockingPortal) -> Client:
    """An application in which every form of address can fail in every way."""
    app = FastAPI(exception_handlers=HANDLERS, middleware=[Middleware(LastResort)])
    for path in PAGES + FRAGMENTS + JSON:
        app.add_api_route(path, fail)
    return Client(portal, app)


def assert_form(response: httpx.Response, path: str) -> None:
    """The error has the form that belongs to the address, and no cache keeps it."""
    assert response.headers["cache-control"] == "no-store"
    is_json = response.headers["content-type"] == "application/json"
    assert is_json == (path in JSON)
    if is_json:
        assert set(response.json()["error"]) == {"field", "value", "message", "allowed"}
    else:
        assert 'role="alert"' in response.text
        assert response.text.startswith("<!doctype html>") == (path in PAGES)


@pytest.mark.parametrize("path", PAGES + FRAGMENTS + JSON)
def test_a_refused_parameter_is_named_with_what_is_allowed(broken: Client, path: str) -> None:
    response = broken.get(path, params={"cause": "bad input"})
    assert response.status_code == 422
    assert_form(response, path)
    assert all(part in response.text for part in ("There is no such moment.", "0 to 12"))
    assert ("<b>" in response.text) == (path in JSON)


@pytest.mark.parametrize("path", PAGES + FRAGMENTS + JSON)
@pytest.mark.parametrize(("query", "field"), [({"cause": "404", "t": "-1"}, "t"), ({}, "cause")])
def test_fastapis_own_errors_have_our_shape(broken: Client, path: str, query: dict[str, str], field: str) -> None:
    response = broken.get(path, params=query)
    assert response.status_code == 422
    assert_form(response, path)
    assert field in response.text


@pytest.mark.parametrize("path", PAGES + FRAGMENTS + JSON)
@pytest.mark.parametrize("status", [400, 404, 409, 413])
def test_an_http_error_has_the_form_of_its_address(broken: Client, path: str, status: int) -> None:
    response = broken.get(path, params={"cause": str(status)})
    assert response.status_code == status
    assert_form(response, path)


@pytest.mark.parametrize("path", PAGES + FRAGMENTS + JSON)
def test_a_wrong_method_is_told_the_right_one(broken: Client, path: str) -> None:
    response = broken.request("DELETE", path)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET"
    assert_form(response, path)
    assert "GET" in response.text


@pytest.mark.parametrize("path", PAGES + FRAGMENTS + JSON)
def test_an_unexpected_error_is_logged_and_not_shown(
    broken: Client, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        response = broken.get(path, params={"cause": "fault"})
    assert response.status_code == 500
    assert_form(response, path)
    assert not any(word in response.text for word in ("secret", "ZeroDivision", "Traceback"))
    assert "ZeroDivisionError: a secret" in caplog.text


@pytest.mark.parametrize("path", ["/nowhere", "/panels/nowhere", "/api/nowhere", "/nowhere.json"])
def test_an_unknown_address_is_not_found(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["cache-control"] == "no-store"


def test_a_long_unknown_address_is_not_repeated_at_length(client: Client) -> None:
    assert len(client.get("/" + "n" * 5000 + ".json").content) < 300
