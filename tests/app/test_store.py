import logging
import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from app import store
from app.errors import Unavailable
from app.limits import STORE_ITEM_BYTES
from app.sqlite_file import opened
from app.store import Store, name_of
from tests.app.clock import Clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deeper" / "store.sqlite3"


def test_what_is_kept_comes_back_and_has_one_name(path: Path) -> None:
    first = Store(path)
    assert not path.exists()
    assert first.get(name_of(b"data")) is None
    assert not path.exists()
    name = first.put(b"data")
    assert name == name_of(b"data") == first.put(b"data") != first.put(b"other")
    assert len(name) == store.NAME_LENGTH
    assert Store(path).get(name) == b"data"
    assert first.get("nothing") is None
    assert path.parent.stat().st_mode & 0o77 == 0


def test_one_thing_may_not_be_too_large(path: Path) -> None:
    Store(path).put(bytes(STORE_ITEM_BYTES))
    with pytest.raises(ValueError, match="too many"):
        Store(path).put(bytes(STORE_ITEM_BYTES + 1))


def test_what_was_not_read_for_the_longest_time_goes(path: Path) -> None:
    clock = Clock()
    small = Store(path, 300, clock)
    names = []
    for letter in (b"a", b"b", b"c"):
        names.append(small.put(letter * 100))
        clock.now += 4000
    assert small.get(names[0]) == b"a" * 100
    clock.now += 1
    newest = small.put(b"d" * 150)
    assert [small.get(name) is not None for name in (*names, newest)] == [True, False, False, True]


def test_a_use_is_noted_at_most_once_an_hour_and_without_reading(path: Path) -> None:
    clock = Clock()
    kept = Store(path, 1000, clock)
    name = kept.put(b"x")

    def used() -> float:
        with sqlite3.connect(path) as db:
            return float(db.execute("SELECT used FROM things").fetchone()[0])

    for now, noted in ((3000, 0), (3600, 3600), (7000, 3600), (7200, 7200)):
        clock.now = now
        kept.note_use(name)
        assert used() == noted


WORKER = """
import sys
from pathlib import Path
from app.store import Store
kept = Store(Path(sys.argv[1]))
sys.stdin.readline()
for number in range(40):
    for text in (f"shared {number}", f"{sys.argv[2]} {number}"):
        name = kept.put(text.encode())
        assert kept.get(name) == text.encode()
print("done")
"""


def test_two_processes_and_many_threads_share_one_file(path: Path) -> None:
    root = Path(__file__).parents[2]
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path), who],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
        )
        for who in ("one", "two")
    ]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    kept = Store(path)
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda number: kept.put(f"three {number % 20}".encode()), range(80)))
        assert all(pool.map(kept.get, names))
    for worker in workers:
        assert worker.communicate(timeout=60)[0] == "done\n"
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT COUNT(*) FROM things").fetchone() == (40 * 3 + 20,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_no_store_is_left_alone_and_said_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database " * 1000)
    kept = Store(path)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            for ask in (lambda: kept.put(b"data"), lambda: kept.get("name")):
                with pytest.raises(Unavailable, match="small ones, which fit into the address, still work"):
                    ask()
        assert caplog.text.count(f"{path} cannot be written: file is not a database") == 1
        assert caplog.text.count(f"{path} cannot be read: file is not a database") == 1
        assert path.read_bytes().startswith(b"this is no database")
        kept.note_use("name")
        path.unlink()
        assert kept.get(kept.put(b"data")) == b"data"
        assert caplog.text.count("that is over, it works again") == 2


def damaged(path: Path, begin: int) -> bytes:
    data = bytearray(path.read_bytes())
    data[begin:] = b"\xff" * (len(data) - begin)
    path.write_bytes(data)
    return bytes(data)


def aside_of(path: Path) -> Path:
    """The one file that was set aside; what SQLite wrote beside it is beside it still."""
    (aside,) = (one for one in path.parent.glob("*.damaged-*") if not one.name.endswith(("-wal", "-shm")))
    return aside


@pytest.mark.parametrize("begin", [100, 4096])
def test_a_damaged_file_is_set_aside_when_something_is_kept(
    path: Path, begin: int, caplog: pytest.LogCaptureFixture
) -> None:
    name = Store(path).put(os.urandom(200_000))
    was = damaged(path, begin)
    with pytest.raises(Unavailable):
        Store(path).get(name)
    assert path.read_bytes() == was
    with caplog.at_level(logging.ERROR):
        new = Store(path).put(b"data")
    aside = aside_of(path)
    assert aside.read_bytes() == was
    assert f"it is now called {aside.name}, and a fresh file takes its place" in caplog.text
    assert Store(path).get(new) == b"data"
    assert Store(path).get(name) is None


def test_of_many_who_find_the_file_damaged_one_sets_it_aside(path: Path) -> None:
    Store(path).put(os.urandom(200_000))
    damaged(path, 100)
    stores = [Store(path) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda number: _kept_in(stores[number % 8], b"%d" % number), range(40)))
    assert aside_of(path).stat().st_size > 200_000
    names = [name for name in kept if name]
    assert len(names) > 20
    assert all(Store(path).get(name) for name in names)


def test_whoever_ended_while_setting_it_aside_is_in_nobodys_way(path: Path) -> None:
    Store(path).put(os.urandom(200_000))
    damaged(path, 100)
    os.link(path, path.with_name(f"{path.name}.damaged-{path.stat().st_ino}"))
    assert Store(path).get(Store(path).put(b"data")) == b"data"


def test_it_is_set_aside_when_nobody_uses_it(path: Path) -> None:
    Store(path).put(os.urandom(200_000))
    damaged(path, 100)
    was = path.stat().st_ino
    with ThreadPoolExecutor(1) as pool:
        with opened(path, 1.0, creating=False):
            new = pool.submit(Store(path).put, b"data")
            assert wait([new], 0.3).not_done
            assert path.stat().st_ino == was
        assert Store(path).get(new.result(10)) == b"data"
    assert path.stat().st_ino != was


def _kept_in(store: Store, content: bytes) -> str | None:
    try:
        return store.put(content)
    except Unavailable:
        return None


def test_a_truncated_file_is_no_crash(path: Path) -> None:
    kept = Store(path)
    name = kept.put(os.urandom(200_000))
    os.truncate(path, 10_000)
    with pytest.raises(Unavailable):
        kept.get(name)
    assert kept.get(kept.put(b"data")) == b"data"


def test_a_locked_file_is_said_and_nobody_waits_for_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.05)
    kept = Store(path)
    name = kept.put(b"data")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            kept.put(b"more")
        assert kept.get(name) == b"data"
        other.execute("ROLLBACK")
    assert kept.get(kept.put(b"more")) == b"more"


FULL = """
import resource, signal, sys
from pathlib import Path
from app.errors import Unavailable
from app.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kept = Store(Path(sys.argv[1]))
name = kept.put(b"before")
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        kept.put(bytes(400_000))
    except Unavailable:
        print("unavailable")
print(kept.get(name))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(kept.get(kept.put(bytes(400_000))) == bytes(400_000))
"""


def test_a_full_disk_is_said_once_and_what_was_there_is_still_read(path: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True, cwd=root
    )  # fmt: skip
    assert done.stdout.splitlines() == ["unavailable", "unavailable", "b'before'", "True"]
    assert done.stderr.count("(said once;") == 1


def test_a_clock_that_jumps_loses_nothing(path: Path) -> None:
    clock = Clock()
    kept = Store(path, 1000, clock)
    names = []
    for now in (1e9, 0.0, 2e9, -5.0):
        clock.now = now
        names.append(kept.put(b"%f" % now))
        assert all(map(kept.get, names))


def test_bytes_that_do_not_have_their_name_are_not_given_out(path: Path) -> None:
    name = Store(path).put(b"data")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE things SET content = ?", (b"other",))
    assert Store(path).get(name) is None
    assert Store(path).put(b"data") == name
    assert Store(path).get(name) == b"data"


@pytest.mark.parametrize("place", ["file/store.sqlite3", "folder"])
def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(Unavailable):
        Store(tmp_path / place).put(b"data")


def test_a_read_only_file_is_still_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = Store(path).put(b"data")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert Store(path).get(name) == b"data"


def test_the_file_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store.default_path() == tmp_path / "backprop-visualizer" / "store.sqlite3"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    monkeypatch.setenv("HOME", "/somewhere")
    assert store.default_path() == Path("/somewhere/.local/share/backprop-visualizer/store.sqlite3")


def test_a_process_has_one_store_and_is_told_where(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(store, "_current", None)
    monkeypatch.setenv("XDG_DATA_HOME", str(path.parent))
    assert store.current().path == store.default_path()
    assert store.use(path) is store.current()
    assert store.current().path == path
