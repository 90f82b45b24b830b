"""Redis slow, dead, full or full of rubbish costs time, never an answer: with a real server on loopback."""

import os
import random
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app import answers, checkpoints, shelf, store, training_run
from app.errors import Unavailable
from app.redis_shelf import RedisShelf
from app.shared_store import SharedStore
from app.shelf import Away
from app.store import Store, name_of
from tests.client import Client
from tests.servers import free_port, redis_server, running, until

redis = pytest.importorskip("redis")

FAR = "/lesson?preset=xor&updates=3000&at=dC_dz-2-1"
RUN = "/panels/train?layers=2-8-1&act=tanh,sigmoid&loss=mse&data=moons:60:0.1:1&updates=1500"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with redis_server(tmp_path) as (_, url):
        yield url


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """What a process shares through is the process's own; the next test finds it as it was."""
    kept, shared = store.current(), shelf.current()
    yield
    store.use(kept)
    shelf.use(shared)
    forget()


def forget() -> None:
    """As a worker that has just begun."""
    answers.clear()
    checkpoints.clear()
    training_run.clear()


@pytest.fixture
def truth(client_for: Callable[..., Client]) -> dict[str, bytes]:
    """What is answered without Redis."""
    alone = client_for()
    forget()
    return {path: alone.get(path).content for path in (FAR, RUN)}


def all_answered(client: Client, truth: dict[str, bytes]) -> None:
    for path, content in truth.items():
        forget()
        answer = client.get(path)
        assert (answer.status_code, answer.content == content) == (200, True)


def test_one_machine_finds_what_another_put_there_for_a_time(server: str) -> None:
    one, other = RedisShelf(server, kept=timedelta(hours=1)), RedisShelf(server)
    assert other.get(["a", "b"]) == [None, None]
    one.put("a", b"\0\xff")
    assert other.get(["a", "b"]) == [b"\0\xff", None]
    assert 3500 < redis.Redis.from_url(server).ttl("backprop:a") <= 3600


def test_states_go_through_it(server: str, client_for: Callable[..., Client], truth: dict[str, bytes]) -> None:
    client = client_for(redis=server)
    all_answered(client, truth)
    keys = redis.Redis.from_url(server).keys()
    assert len(keys) == 2, "a state and the measures of a run"
    assert all(key.startswith(b"backprop:") for key in keys)
    all_answered(client, truth)


def test_rubbish_under_every_key_is_recognised(
    server: str, client_for: Callable[..., Client], truth: dict[str, bytes]
) -> None:
    client = client_for(redis=server)
    all_answered(client, truth)
    raw = redis.Redis.from_url(server)
    first, *others = raw.keys()
    swapped = raw.get(others[0])
    for rubbish in (os.urandom(400), b"", os.urandom(3_000_000), swapped):
        for key in list(raw.scan_iter()):
            raw.set(key, rubbish)
        all_answered(client, truth)
    for key in list(raw.scan_iter()):
        raw.delete(key)
        raw.rpush(key, "a list")
    all_answered(client, truth)
    assert raw.type(first) == b"string"


def test_it_dies_and_comes_back(
    tmp_path: Path, client_for: Callable[..., Client], truth: dict[str, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    with redis_server(tmp_path) as (process, url):
        client = client_for(redis=url)
        all_answered(client, truth)
        process.kill()
        process.wait()
        for _ in range(3):
            all_answered(client, truth)
    assert [caplog.text.count(f"cannot be {what}: ") for what in ("read", "written")] == [1, 1]
    assert client.get("/readyz").json() == client.get("/readyz").json() | {
        "status": "degraded", "sharing": "cannot be read"
    }  # fmt: skip
    current = shelf.current()
    assert isinstance(current, RedisShelf)
    current.reading._pause = current.writing._pause = current.reading._until = current.writing._until = 0
    with redis_server(tmp_path, port=int(url.split(":")[-1].split("/")[0])):
        all_answered(client, truth)
    assert caplog.text.count("that is over, it works again") == 2


def test_it_stands_still(
    tmp_path: Path, client_for: Callable[..., Client], truth: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_server(tmp_path) as (process, url):
        client = client_for(redis=url)
        all_answered(client, truth)
        process.send_signal(signal.SIGSTOP)
        asked = 0
        current = shelf.current()
        assert isinstance(current, RedisShelf)
        pipeline = current._client.pipeline

        def counted(*given: object, **named: object) -> object:
            nonlocal asked
            asked += 1
            return pipeline(*given, **named)

        monkeypatch.setattr(current._client, "pipeline", counted)
        for _ in range(3):
            all_answered(client, truth)
        assert asked == 1, "whoever is silent is not asked again at once"
        process.send_signal(signal.SIGCONT)


def test_it_is_full(
    tmp_path: Path, client_for: Callable[..., Client], truth: dict[str, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    with redis_server(tmp_path) as (_, url):
        client = client_for(redis=url)
        raw = redis.Redis.from_url(url)
        raw.config_set("maxmemory-policy", "noeviction")
        raw.config_set("maxmemory", 1)
        all_answered(client, truth)
        current = shelf.current()
        assert current is not None
        assert (current.reading.broken, current.writing.broken) == (False, True)
        assert caplog.text.count("cannot be written: ") == 1
        name = store.current().put(b"an upload")
        assert store.current().get(name) == b"an upload"


def test_something_that_is_no_redis_answers_there(client_for: Callable[..., Client], truth: dict[str, bytes]) -> None:
    draw = random.Random(1)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def babble() -> None:
            while True:
                try:
                    one, _ = listener.accept()
                except OSError:
                    return
                with one:
                    one.recv(1000)
                    one.sendall(
                        draw.choice([b"HTTP/1.1 400 Bad Request\r\n\r\n", draw.randbytes(200), b"$9999999\r\nx"])
                    )

        threading.Thread(target=babble, daemon=True).start()
        url = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        for _ in range(6):
            all_answered(client_for(redis=url), truth)
        listener.shutdown(socket.SHUT_RDWR)


def test_an_upload_is_found_on_every_machine(server: str, tmp_path: Path) -> None:
    here, there = (SharedStore(tmp_path / name / "store.sqlite3", RedisShelf(server)) for name in ("here", "there"))
    name = here.put(b"data")
    assert there.get(name) == b"data"
    assert Store(there.path).get(name) == b"data", "from now on it is at home there as well"
    assert there.get(name_of(b"never")) is None
    raw = redis.Redis.from_url(server)
    raw.set(f"backprop:upload:{name_of(b'other')}", b"rubbish")
    assert there.get(name_of(b"other")) is None
    raw.flushall()
    fresh = SharedStore(here.path, RedisShelf(server))
    fresh.get(name)
    assert raw.get(f"backprop:upload:{name}") == b"data", "what is read is given again"


def test_without_redis_an_upload_is_kept_and_one_of_another_machine_is_not_said_to_be_gone(tmp_path: Path) -> None:
    dead = RedisShelf(f"redis://127.0.0.1:{free_port()}/0")
    here = SharedStore(tmp_path / "store.sqlite3", dead)
    assert here.get(here.put(b"data")) == b"data"
    with pytest.raises(Unavailable, match="kept by another machine"):
        here.get(name_of(b"elsewhere"))


def test_without_a_disk_an_upload_is_kept_on_redis(server: str) -> None:
    here = SharedStore(Path("/proc/nowhere/store.sqlite3"), RedisShelf(server))
    assert here.get(here.put(b"data")) == b"data"
    assert here.get(name_of(b"elsewhere")) is None
    nothing = SharedStore(here.path, RedisShelf(f"redis://127.0.0.1:{free_port()}/0"))
    with pytest.raises(Unavailable, match="small ones, which fit into the address, still work"):
        nothing.put(b"data")


def test_two_machines_open_what_was_uploaded_to_one_though_redis_is_gone_since(tmp_path: Path) -> None:
    rows = "".join(f"{n},{n * 37 % 101}.{n * 7919 % 10007},{n % 2}\n" for n in range(900))
    with ExitStack() as machines, redis_server(tmp_path) as (process, url):
        here, there, later = (
            machines.enter_context(
                running("--port", "0", "--redis", url, "--store", str(tmp_path / name / "s.sqlite3"))
            )[1]
            for name in ("here", "there", "later")
        )
        with httpx.Client(trust_env=False, timeout=20) as http:
            told = http.post(f"{here}own/data", data={"text": rows})
            assert told.status_code == 303
            path = told.headers["location"].lstrip("/")
            assert "table=~" in path
            page = http.get(here + path)
            assert http.get(there + path).status_code == page.status_code == 200
            process.kill()
            process.wait()
            assert [http.get(one + path).status_code for one in (here, there)] == [200, 200]
            refused = http.get(later + path)
            assert refused.status_code == 503
            assert "kept by another machine" in refused.text


def test_its_password_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    it = RedisShelf(f"redis://me:secret@127.0.0.1:{free_port()}/0")
    with pytest.raises(Away):
        it.get(["a"])
    until(lambda: "cannot be read" in caplog.text)
    assert "secret" not in caplog.text
