"""A file as the shelf of the workers of one machine."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from app.breaker import Breaker
from app.shelf import Away
from app.sqlite_file import opened, set_aside

T = TypeVar("T")

SHARED_FILE_BYTES = 64 * 1024 * 1024
"""Bytes of the file through which the workers of one machine share: some thousand of the largest states."""

_BUSY_SECONDS = 0.1
_PAUSE_SECONDS = 5.0
_PAGE = 4096


class FileShelf:
    """Things in one SQLite file of bounded size: when it is full, the older half goes."""

    def __init__(self, path: Path, most: int = SHARED_FILE_BYTES, pause: float = _PAUSE_SECONDS) -> None:
        """Nothing is opened or written yet.

        Args:
            path: of the file, which comes into being with the first thing.
            most: its bytes.
            pause: seconds without asking after a failure.
        """
        self.path = path
        self._pages = most // _PAGE
        self.reading = Breaker(f"the file {path}, through which workers share states, cannot be read", pause)
        self.writing = Breaker(f"the file {path}, through which workers share states, cannot be written", pause)

    def get(self, names: Sequence[str]) -> list[bytes | None]:
        """What is kept under each of these names."""

        def ask() -> list[bytes | None]:
            if not self.path.exists():
                return [None] * len(names)
            with opened(self.path, _BUSY_SECONDS, creating=False) as db:
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'shelf'").fetchone():
                    return [None] * len(names)
                some = ", ".join("?" * len(names))
                found = dict(db.execute(f"SELECT name, content FROM shelf WHERE name IN ({some})", tuple(names)))
            return [found.get(name) for name in names]

        return self._tried(self.reading, ask)

    def put(self, name: str, content: bytes) -> None:
        """Keep these bytes under that name."""

        def ask() -> None:
            with opened(self.path, _BUSY_SECONDS) as db:
                db.execute("PRAGMA synchronous = OFF")  # a thing lost is computed again, a torn one is recognised
                db.execute(f"PRAGMA max_page_count = {self._pages}")
                db.execute("CREATE TABLE IF NOT EXISTS shelf (name TEXT PRIMARY KEY, content BLOB)")
                put = ("INSERT OR REPLACE INTO shelf VALUES (?, ?)", (name, content))
                try:
                    db.execute(*put)
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                        raise
                    db.execute("DELETE FROM shelf WHERE rowid <= (SELECT (MIN(rowid) + MAX(rowid)) / 2 FROM shelf)")
                    db.execute(*put)

        self._tried(self.writing, ask)

    def _tried(self, breaker: Breaker, ask: Callable[[], T]) -> T:
        if not breaker.may_try():
            raise Away
        try:
            found = ask()
        except (OSError, sqlite3.Error) as error:
            if not set_aside(self.path, error):
                breaker.failed(error)
            raise Away from error
        breaker.worked()
        return found
