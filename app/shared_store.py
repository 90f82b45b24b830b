"""The store of one machine of several: what it keeps is on Redis as well, and what it does not have is asked for there.

A thing is its name, so that no copy is ever older than another. Without Redis this machine's file still keeps what it
is given; a thing of another machine is then said to be out of reach, and not to be gone.
"""

from contextlib import suppress
from pathlib import Path

from app.errors import Unavailable
from app.shelf import Away, Shelf
from app.store import Store, name_of
from engine.words import N_

_PREFIX = "upload:"


class SharedStore(Store):
    """A store whose things other machines have, too."""

    def __init__(self, path: Path, shelf: Shelf) -> None:
        """Nothing is asked, opened or written yet."""
        super().__init__(path)
        self._shelf = shelf

    def put(self, content: bytes) -> str:
        """Keep these bytes in the file, on the shelf, or both.

        Raises:
            ValueError: they are more than one thing may have.
            Unavailable: neither keeps them.
        """
        try:
            name = super().put(content)
        except Unavailable:
            name = name_of(content)
            try:
                self._shelf.put(_PREFIX + name, content)
            except Away:
                pass
            else:
                return name
            raise
        with suppress(Away):
            self._shelf.put(_PREFIX + name, content)
        return name

    def _read(self, name: str) -> bytes | None:
        """From the file or from the shelf; what one of the two may have and cannot say is unavailable."""
        unreadable: Unavailable | None = None
        try:
            content = super()._read(name)
        except Unavailable as error:
            content, unreadable = None, error
        if content is not None:
            return content
        try:
            [content] = self._shelf.get([_PREFIX + name])
        except Away:
            raise unreadable or Unavailable(
                N_("What this address names may be kept by another machine, which cannot be reached at the moment."),
                field="data",
            ) from None
        if content is not None and name_of(content) == name:
            with suppress(Unavailable):
                super().put(content)
            return content
        if unreadable is not None:
            raise unreadable
        return None

    def note_use(self, name: str) -> None:
        """Remember that the thing of that name is in use; now and then Redis is told, too, by giving it again."""
        if self._stale(name):
            with suppress(Unavailable, Away):
                content = super()._read(name)
                if content is not None:
                    self._shelf.put(_PREFIX + name, content)
        super().note_use(name)
