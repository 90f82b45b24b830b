"""An SQLite file that several processes use: opened for one piece of work, and set aside when it is damaged."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
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
        db = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
    else:
        # Readers of this kind of file write beside it; where nobody can write, nothing changes either.
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        mode = "mode=rw" if writable else "mode=ro&immutable=1"
        db = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}", timeout=busy_seconds, isolation_level=None, uri=True
        )  # fmt: skip
    with closing(db):
        if creating:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
        yield db


def set_aside(path: Path, error: Exception) -> bool:
    """Whether a damaged file now has another name, so that a fresh one can take its place; the log says so.

    Only what begins as an SQLite file does is moved: anything else may be somebody's, named by mistake. Its new name is
    made of the file itself (its inode), so that of several workers who find it damaged one alone moves it.
    """
    if getattr(error, "sqlite_errorcode", None) not in _DAMAGED:
        return False
    try:
        with path.open("rb") as file:
            ours = file.read(len(_MAGIC)) == _MAGIC
            inode = os.fstat(file.fileno()).st_ino
        if not ours or _sound(path):
            return False
        aside = path.with_name(f"{path.name}.damaged-{inode}")
        os.link(path, aside)
        # What was not yet written into the old file must not be written into the new one.
        for tail in ("-wal", "-shm"):
            beside = path.with_name(path.name + tail)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + tail))
        path.unlink()
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
