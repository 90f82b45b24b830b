from collections.abc import AsyncIterator, Callable

import pytest

from app.limits import MAX_BODY_BYTES
from tests.client import Client


@pytest.fixture(scope="module")
def prefixed(client_for: Callable[..., Client]) -> Client:
    return client_for(root_path="/bp")


@pytest.mark.parametrize("path", ["/bp/api", "/api"])
def test_a_prefix_is_honoured_whether_the_proxy_strips_it_or_not(prefixed: Client, path: str) -> None:
    response = prefixed.get(path)
    assert response.status_code == 200
    assert 'href="/bp/openapi.json"' in response.text
    assert "http://testserver/bp/api/step" in response.text


def test_below_a_prefix_errors_keep_their_forms_and_links(prefixed: Client) -> None:
    assert prefixed.get("/bp/api/nowhere").json()["error"]["message"].endswith("/api/nowhere.")
    assert "<html" not in prefixed.get("/bp/panels/nowhere").text
    assert 'href="/bp/"' in prefixed.get("/bp/static/nowhere").text


def test_a_name_that_only_begins_like_the_prefix_is_not_below_it(prefixed: Client) -> None:
    assert prefixed.get("/bpx/healthz").status_code == 404


def test_openapi_names_the_prefix(prefixed: Client) -> None:
    assert prefixed.get("/bp/openapi.json").json()["servers"] == [{"url": "/bp"}]


@pytest.mark.parametrize("path", ["/healthz", "/api", "/nowhere"])
def test_head_is_get_without_the_body(client: Client, path: str) -> None:
    head, get = client.request("HEAD", path), client.get(path)
    assert head.content == b""
    assert (head.status_code, dict(head.headers)) == (get.status_code, dict(get.headers))


def test_a_page_is_compressed(client: Client) -> None:
    assert client.get("/api").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api", headers={"accept-encoding": "identity"}).headers


def test_a_body_without_a_declared_length_is_counted(client: Client) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 2**16 + 1):
            yield b" " * 2**16

    response = client.post("/api/forward", content=chunks())
    assert response.status_code == 413
    assert response.json()["error"]["field"] == "body"


def test_a_body_that_declares_too_much_is_not_read(client: Client) -> None:
    response = client.post("/api/forward", content=b"{}", headers={"content-length": str(MAX_BODY_BYTES + 1)})
    assert response.status_code == 413


@pytest.mark.parametrize("prefix", ["", "/bp"])
def test_a_slash_too_many_leads_to_a_path_and_to_no_host(client_for: Callable[..., Client], prefix: str) -> None:
    answer = client_for(root_path=prefix).get(f"{prefix}/lesson/?at=loss", headers={"host": "evil.example"})
    assert answer.headers["location"] == f"{prefix}/lesson?at=loss"


@pytest.mark.parametrize("length", [str(MAX_BODY_BYTES + 1), "9" * 20, "9" * 10_000])
@pytest.mark.parametrize("path", ["/static/style.css", "/healthz", "/nowhere", "/lesson"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_a_declared_body_is_refused_before_anything_is_answered(
    client: Client, method: str, path: str, length: str
) -> None:
    assert client.request(method, path, headers={"content-length": length}).status_code == 413


def test_one_who_asks_for_a_file_and_sends_too_much_is_answered(client: Client) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 2**20 + 2):
            yield b" " * 2**20

    assert client.request("GET", "/static/style.css", content=chunks()).status_code == 200
