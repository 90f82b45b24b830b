import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app import __version__, answers, shelf, store
from app.errors import Unavailable
from app.metrics import Metrics
from app.settings import Settings
from tests.client import Client


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    kept, shared = store.current(), shelf.current()
    yield
    store.use(kept)
    shelf.use(shared)


def test_a_process_is_ready_and_says_what_it_shares(client_for: Callable[..., Client]) -> None:
    answer = client_for().get("/readyz")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    ready = {"status": "ready", "version": __version__, "store": "works"}
    assert answer.json() == ready | {"sharing": "nothing to share with"}
    assert client_for(workers=2).get("/readyz").json() == ready | {"sharing": "works"}


def test_without_a_store_it_is_degraded_and_still_ready(client_for: Callable[..., Client]) -> None:
    client = client_for(store=Path("/proc/nowhere/store.sqlite3"))
    with pytest.raises(Unavailable):
        store.current().put(b"data")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["store"] == "cannot be written"
    assert client.get("/lesson").status_code == 200


def test_a_table_that_cannot_be_kept_is_refused_with_the_reason(client_for: Callable[..., Client]) -> None:
    client = client_for(store=Path("/proc/nowhere/store.sqlite3"))
    rows = "".join(f"{n},{n * 37 % 101}.{n * 7919 % 10007},{n % 2}\n" for n in range(900))
    answer = client.post("/own/data", data={"text": rows})
    assert answer.status_code == 503
    assert "cannot be kept on this server" in answer.text
    small = client.post("/own/data", data={"text": "1,2,0\n3,4,1\n"})
    assert small.status_code == 303


def test_a_clock_that_jumps_changes_nothing(
    client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    client = client_for(store=tmp_path / "store.sqlite3")
    before = client.get("/lesson?preset=xor&updates=7").content
    name = store.current().put(b"data")
    for now in (0.0, 4e9, -1e9, 1e9):
        answers.clear()
        monkeypatch.setattr(time, "time", lambda now=now: now)
        assert client.get("/lesson?preset=xor&updates=7").content == before
        assert store.current().get(name) == b"data"
        assert client.get("/readyz").json()["status"] == "ready"


def test_every_setting_is_in_readme() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    for field in Settings.model_fields:
        assert f"| `BACKPROP_{field.upper()}` | `--{field.replace('_', '-')}` |" in readme


def test_figures_are_there_when_wanted_with_one_label_a_route(client_for: Callable[..., Client]) -> None:
    pytest.importorskip("prometheus_fastapi_instrumentator")
    assert client_for().get("/metrics").status_code == 404
    client = client_for(metrics=True, root_path="/under/here")
    for path in ("/lesson", "/zh/lesson", "/lesson", "/embed?preset=mazur", "/panels/lesson", "/static/style.css"):
        assert client.get(f"/under/here{path}").status_code == 200, path
    for number in range(5):
        client.get(f"/under/here/{number}")
        client.get(f"/under/here/panels/{number}/")
        client.get(f"/under/here/lesson?lr={number}")
    text = client.get("/under/here/metrics").text
    handlers = {line.split('handler="')[1].split('"')[0] for line in text.splitlines() if 'handler="' in line}
    assert handlers <= {"/lesson", "/panels/{panel}", "/static", "none"}
    assert 'http_requests_total{handler="/lesson",method="GET",status="2xx"} 8.0' in text
    assert 'http_requests_total{handler="none",method="GET",status="4xx"} 5.0' in text


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.metrics.find_spec", lambda _: None)
    with pytest.raises(SystemExit, match=r"pip install 'backprop-visualizer\[metrics\]'"):
        Metrics()
