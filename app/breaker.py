"""What may fail, is then left alone for a while, and of which the log says once that it failed, once that it works."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

_LOG = logging.getLogger("backprop")


class Breaker:
    """What is known of one such thing; any thread may ask."""

    def __init__(self, what: str, pause: float = 0.0, clock: Callable[[], float] = monotonic) -> None:
        """It works, as far as one knows.

        Args:
            what: its name and what is done with it, for the log: ``the store /… cannot be written``.
            pause: seconds for which nobody tries again after it failed.
            clock: seconds that never go back.
        """
        self.what = what
        self.broken = False
        self._pause = pause
        self._clock = clock
        self._until = 0.0
        self._lock = Lock()

    def may_try(self) -> bool:
        """Whether to use it: always while it works; then a single one after each pause."""
        with self._lock:
            if not self.broken:
                return True
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + self._pause
            return True

    def failed(self, error: Exception) -> None:
        """It was tried, and this came of it."""
        with self._lock:
            first, self.broken = not self.broken, True
            self._until = self._clock() + self._pause
        if first:
            _LOG.error("%s: %s (said once; until it works again the service goes on without)", self.what, error)

    def worked(self) -> None:
        """It was tried and did its work."""
        if not self.broken:
            return
        with self._lock:
            again, self.broken = self.broken, False
        if again:
            _LOG.warning("%s: that is over, it works again", self.what)
