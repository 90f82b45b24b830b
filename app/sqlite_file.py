"""An SQLite file that several processes use: opened for one piece of work, and set aside when it is damaged.

SQLite keeps a log beside the file, found by its name. Whoever moves the file has to be alone, or somebody's log of the
old file would be read into the new one: its folder is locked, shared by those who use the file, by the mover alone.
"""

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

_LOG = logging.getLogger("backprop")
_MAGIC = b"SQLite format 3\0"
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@contextmanager
def opened(path: Path, busy_seconds: float, *, creating: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection of this call's own: nothing is shared between threads or inherited by a forked worker.

    Args:
        path: of the file.
        busy_seconds: so long does it wait for others.
        creating: whether file and folder come into being; otherwise one that cannot be written is opened for reading.
    """
    if creating:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what people uploaded is theirs
    with _locked(path.parent, fcntl.LOCK_SH), closing(_connected(path, busy_seconds, creating=creating)) as db:
        if creating:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
        yield db


def _connected(path: Path, busy_seconds: float, *, creating: bool) -> sqlite3.Connection:
    if creating:
        return sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
    # Readers of this kind of file write beside it; where nobody can write, nothing changes either.
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    mode = "mode=rw" if writable else "mode=ro&immutable=1"
    address = f"{path.absolute().as_uri()}?{mode}"
    return sqlite3.connect(address, timeout=busy_seconds, isolation_level=None, uri=True)


@contextmanager
def _locked(folder: Path, kind: int) -> Iterator[None]:
    """The folder is ours for a while, as far as its file system knows of locks."""
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(number, kind)
        yield
    finally:
        os.close(number)


def set_aside(path: Path, error: Exception) -> bool:
    """Whether a damaged file has given its place to a fresh one, moved by us or by somebody else; the log says so.

    Only what begins as an SQLite file does is moved: anything else may be somebody's, named by mistake. Its new name is
    made of the file itself (its inode).
    """
    if getattr(error, "sqlite_errorcode", None) not in _DAMAGED:
        return False
    try:
        with _locked(path.parent, fcntl.LOCK_EX):
            if not path.exists() or _sound(path):
                return True
            # Only a damaged file may be opened by hand: closing it would end the locks that this process has on it.
            with path.open("rb") as file:
                if file.read(len(_MAGIC)) != _MAGIC:
                    return False
            aside = path.with_name(f"{path.name}.damaged-{path.stat().st_ino}")
            aside.unlink(missing_ok=True)  # a second name of the same file, by somebody who did not come further
            for tail in ("-wal", "-shm", ""):
                beside = path.with_name(path.name + tail)
                if beside.exists():
                    beside.replace(aside.with_name(aside.name + tail))
    except OSError:
        return False
    _LOG.error("%s is damaged (%s): it is now called %s, and a fresh file takes its place", path, error, aside.name)
    return True


def _sound(path: Path) -> bool:
    """Whether the file is whole: another worker may have put a fresh one there."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False
