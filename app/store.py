"""What is too large for an address, kept by its content: one SQLite file, shared by all workers of one machine.

A thing's name is made of its bytes (SHA-256), so it never changes and the same thing is kept once. The file comes into
being with the first thing that is kept. When it is full, what was not read for the longest time goes.

There is one store a process, because an address that names a thing has to be read anywhere: ``use`` says where it is,
``current`` gives it.
"""

import hashlib
import logging
import os
import sqlite3
import tempfile
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from app.breaker import Breaker
from app.errors import Unavailable
from app.limits import STORE_BYTES, STORE_ITEM_BYTES
from app.sqlite_file import opened, set_aside
from engine.words import N_

T = TypeVar("T")

NAME_LENGTH = 24
"""Characters of a name: 18 bytes of a SHA-256 in base64url, 2⁷² attempts away from a second thing of that name."""

_LOG = logging.getLogger("backprop")
_NAME_BYTES = 18
_BUSY_SECONDS = 2.0
_FRESH_SECONDS = 3600.0
"""Reading is noted at most so often: a note is a write."""

_TABLE = """
CREATE TABLE IF NOT EXISTS things (name TEXT PRIMARY KEY, size INTEGER NOT NULL, used REAL NOT NULL, content BLOB);
CREATE INDEX IF NOT EXISTS by_use ON things (used, size);
"""


class Store:
    """Things by their names in one file; any thread and any process may use it at any time."""

    def __init__(self, path: Path, most: int = STORE_BYTES, clock: Callable[[], float] = time.time) -> None:
        """Nothing is opened or written yet.

        Args:
            path: of the file; its folder comes into being when it is needed.
            most: bytes of all things together.
            clock: seconds, by which the use of things is noted.
        """
        self.path = path
        self._most = most
        self._clock = clock
        self._noted: dict[str, float] = {}
        self.reading = Breaker(f"the store {path} cannot be read")
        self.writing = Breaker(f"the store {path} cannot be written")

    def put(self, content: bytes) -> str:
        """Keep these bytes under the name that they have.

        Raises:
            ValueError: they are more than one thing may have.
            Unavailable: the file cannot be written.
        """
        if len(content) > min(STORE_ITEM_BYTES, self._most):
            raise ValueError(f"{len(content)} bytes are too many for one thing")
        name = name_of(content)
        now = self._clock()

        def ask() -> None:
            with opened(self.path, _BUSY_SECONDS) as db:
                db.executescript(_TABLE)
                db.execute("BEGIN IMMEDIATE")
                db.execute(
                    "INSERT INTO things VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE"
                    " SET size = excluded.size, used = excluded.used, content = excluded.content",
                    (name, len(content), now, content),
                )
                _make_room(db, self._most, name)
                db.execute("COMMIT")

        self._tried(self.writing, ask)
        self._note(name, now)
        return name

    def get(self, name: str) -> bytes | None:
        """The bytes of that name, or None where there are none (any more).

        Raises:
            Unavailable: the file cannot be read.
        """
        content = self._read(name)
        if content is not None:
            self.note_use(name)
        return content

    def _read(self, name: str) -> bytes | None:
        def ask() -> tuple[object] | None:
            if not self.path.exists():
                return None
            with opened(self.path, _BUSY_SECONDS, creating=False) as db:
                # Between its first opening and its first thing the file holds nothing at all.
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'things'").fetchone():
                    return None
                row: tuple[object] | None
                row = db.execute("SELECT content FROM things WHERE name = ?", (name,)).fetchone()
                return row

        found = self._tried(self.reading, ask)
        if found is None:
            return None
        (content,) = found
        if not isinstance(content, bytes) or name_of(content) != name:
            _LOG.error("the store %s holds something else under the name %s", self.path, name)
            return None
        return content

    def note_use(self, name: str) -> None:
        """Remember that the thing of that name is in use; a file that cannot be written is no error here."""
        if not self._stale(name):
            return
        now = self._clock()
        self._note(name, now)
        with suppress(OSError, sqlite3.Error), opened(self.path, _BUSY_SECONDS, creating=False) as db:
            db.execute("UPDATE things SET used = ? WHERE name = ?", (now, name))

    def _stale(self, name: str) -> bool:
        return self._clock() - self._noted.get(name, -_FRESH_SECONDS) >= _FRESH_SECONDS

    def _note(self, name: str, now: float) -> None:
        if len(self._noted) >= 10_000:
            self._noted.clear()
        self._noted[name] = now

    def _tried(self, breaker: Breaker, ask: Callable[[], T]) -> T:
        """What ``ask`` gives.

        A damaged file is set aside when something has to be written. Until then the rest of it is still read.
        """
        try:
            try:
                found = ask()
            except sqlite3.DatabaseError as error:
                if breaker is self.reading or not set_aside(self.path, error):
                    raise
                found = ask()
        except (OSError, sqlite3.Error) as error:
            breaker.failed(error)
            raise Unavailable(
                N_(
                    "Data or weights of this size cannot be kept on this server, or read from it, at the moment;"
                    " small ones, which fit into the address, still work."
                ),
                field="data",
            ) from error
        breaker.worked()
        return found


def _make_room(db: sqlite3.Connection, most: int, newest: str) -> None:
    """Nothing is left beyond ``most`` bytes: the thing that was used longest ago goes first, the newest never."""
    (total,) = db.execute("SELECT SUM(size) FROM things").fetchone()
    if total <= most:
        return
    for name, size in db.execute("SELECT name, size FROM things WHERE name != ? ORDER BY used", (newest,)).fetchall():
        db.execute("DELETE FROM things WHERE name = ?", (name,))
        total -= size
        if total <= most:
            return


def name_of(content: bytes) -> str:
    """The name that these bytes have in any store."""
    return urlsafe_b64encode(hashlib.sha256(content).digest()[:_NAME_BYTES]).decode()


def default_path() -> Path:
    """The file in the user's data folder."""
    folder = Path(os.environ.get("XDG_DATA_HOME", ""))
    if not folder.is_absolute():
        try:
            folder = Path("~/.local/share").expanduser()
        except RuntimeError:  # a user of a container need not have a home
            folder = Path(tempfile.gettempdir())
    return folder / "backprop-visualizer" / "store.sqlite3"


_current: Store | None = None


def use(where: Path | Store) -> Store:
    """From now on this process keeps things there; ``create_app`` says so once."""
    global _current
    _current = where if isinstance(where, Store) else Store(where)
    return _current


def current() -> Store:
    """The store of this process; where none was named, that in the user's data folder."""
    return _current or use(default_path())
