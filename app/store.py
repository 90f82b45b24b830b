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
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from app.errors import Unavailable
from app.limits import STORE_BYTES, STORE_ITEM_BYTES

NAME_LENGTH = 24
"""Characters of a name: 18 bytes of a SHA-256 in base64url, 2⁷² attempts away from a second thing of that name."""

_LOG = logging.getLogger("backprop")
_NAME_BYTES = 18
_BUSY_SECONDS = 5.0
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

    def put(self, content: bytes) -> str:
        """Keep these bytes under the name that they have.

        Raises:
            ValueError: they are more than one thing may have.
            Unavailable: the file cannot be written.
        """
        if len(content) > min(STORE_ITEM_BYTES, self._most):
            raise ValueError(f"{len(content)} bytes are too many for one thing")
        name = name_of(content)
        try:
            with self._open() as db:
                db.executescript(_TABLE)
                db.execute("BEGIN IMMEDIATE")
                now = self._clock()
                db.execute(
                    "INSERT INTO things VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE"
                    " SET size = excluded.size, used = excluded.used, content = excluded.content",
                    (name, len(content), now, content),
                )
                _make_room(db, self._most, name)
                db.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            raise self._unavailable("cannot be written", error) from error
        self._note(name, now)
        return name

    def get(self, name: str) -> bytes | None:
        """The bytes of that name, or None where there are none (any more).

        Raises:
            Unavailable: the file cannot be read.
        """
        try:
            if not self.path.exists():
                return None
            with self._open(creating=False) as db:
                # Between its first opening and its first thing the file holds nothing at all.
                if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'things'").fetchone():
                    return None
                found = db.execute("SELECT content FROM things WHERE name = ?", (name,)).fetchone()
        except (OSError, sqlite3.Error) as error:
            raise self._unavailable("cannot be read", error) from error
        if found is None:
            return None
        (content,) = found
        if not isinstance(content, bytes) or name_of(content) != name:
            _LOG.error("the store %s holds something else under the name %s", self.path, name)
            return None
        self.note_use(name)
        return content

    def note_use(self, name: str) -> None:
        """Remember that the thing of that name is in use; a file that cannot be written is no error here."""
        now = self._clock()
        if now - self._noted.get(name, -_FRESH_SECONDS) < _FRESH_SECONDS:
            return
        self._note(name, now)
        with suppress(OSError, sqlite3.Error), self._open(creating=False) as db:
            db.execute("UPDATE things SET used = ? WHERE name = ?", (now, name))

    def _note(self, name: str, now: float) -> None:
        if len(self._noted) >= 10_000:
            self._noted.clear()
        self._noted[name] = now

    @contextmanager
    def _open(self, *, creating: bool = True) -> Iterator[sqlite3.Connection]:
        """A connection of this call's own: nothing is shared between threads or inherited by a forked worker."""
        if creating:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what people uploaded is theirs
            db = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        else:
            # Readers of this kind of file write beside it; where nobody can write, nothing changes either.
            writable = os.access(self.path, os.W_OK) and os.access(self.path.parent, os.W_OK)
            mode = "mode=rw" if writable else "mode=ro&immutable=1"
            address = f"{self.path.absolute().as_uri()}?{mode}"
            db = sqlite3.connect(address, timeout=_BUSY_SECONDS, isolation_level=None, uri=True)
        with closing(db):
            if creating:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
            yield db

    def _unavailable(self, what: str, error: Exception) -> Unavailable:
        _LOG.error("the store %s %s: %s", self.path, what, error)
        return Unavailable(
            "Data or weights of this size cannot be kept on this server, or read from it, at the moment;"
            " small ones, which fit into the address, still work.",
            field="data",
        )


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


def use(path: Path) -> Store:
    """From now on this process keeps things in that file; ``create_app`` says so once."""
    global _current
    _current = Store(path)
    return _current


def current() -> Store:
    """The store of this process; where none was named, that in the user's data folder."""
    return _current or use(default_path())
