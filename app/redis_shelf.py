"""A Redis server as the shelf of several workers and machines, with the extra ``redis``.

It may be slow, dead, full or full of rubbish: that costs a moment now and then, never an answer. Whoever asks waits
``REDIS_SECONDS`` at most, and after a failure nobody asks for ``REDIS_PAUSE_SECONDS``.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from app.breaker import Breaker
from app.shelf import SHARED_ITEM_BYTES, Away

if TYPE_CHECKING:
    import redis

T = TypeVar("T")

SHARED_DAYS = 1
"""So long does Redis keep a state that nobody asks for: a class is over by then."""

UPLOAD_DAYS = 180
"""So long does Redis keep an upload after it was last written: a term; each machine's own store keeps it as well."""

REDIS_SECONDS = 0.25
"""So long may Redis take for one thing asked: a hundred times what it needs on the same network."""

REDIS_PAUSE_SECONDS = 5.0
"""So long is nothing asked of a Redis that failed: its silence costs a worker at most a twentieth of its time."""

_PREFIX = "backprop:"


class RedisShelf:
    """Things of a bounded size, each for a bounded time."""

    def __init__(
        self, url: str, *, kept: timedelta = timedelta(days=SHARED_DAYS), pause: float = REDIS_PAUSE_SECONDS
    ) -> None:
        """Nothing is asked yet.

        Args:
            url: ``redis://host:port/db``, ``rediss://…`` or ``unix://…``.
            kept: so long after it was put a thing is gone.
            pause: seconds without asking after a failure.

        Raises:
            SystemExit: the extra is not installed, or the URL is none.
        """
        self._client = _client(url)
        self._kept = kept
        where = f"the Redis server at {urlsplit(url).hostname or urlsplit(url).path}"
        self.reading = Breaker(f"{where} cannot be read", pause)
        self.writing = Breaker(f"{where} cannot be written", pause)

    def get(self, names: Sequence[str]) -> list[bytes | None]:
        """What is kept under each of these names; never more of it than one thing may have."""

        def ask() -> list[bytes | None]:
            with self._client.pipeline(transaction=False) as pipeline:
                for name in names:
                    pipeline.getrange(_PREFIX + name, 0, SHARED_ITEM_BYTES)
                # What is no string under our name is an error of that name alone.
                found = pipeline.execute(raise_on_error=False)
            return [one if isinstance(one, bytes) and one else None for one in found]

        return self._tried(self.reading, ask)

    def put(self, name: str, content: bytes) -> None:
        """Keep these bytes under that name for the time that this shelf has."""
        self._tried(self.writing, lambda: self._client.set(_PREFIX + name, content, ex=self._kept))

    def _tried(self, breaker: Breaker, ask: Callable[[], T]) -> T:
        if not breaker.may_try():
            raise Away
        try:
            found = ask()
        except Exception as error:  # whatever a server that is none may make its client say
            breaker.failed(error)
            raise Away from error
        breaker.worked()
        return found


def _client(url: str) -> "redis.Redis":
    try:
        import redis
        from redis.backoff import NoBackoff
        from redis.retry import Retry
    except ImportError:
        raise SystemExit("backprop-visualizer: --redis needs more: pip install 'backprop-visualizer[redis]'") from None
    try:
        return redis.Redis.from_url(
            url,
            socket_timeout=REDIS_SECONDS,
            socket_connect_timeout=REDIS_SECONDS,
            retry=Retry(NoBackoff(), 0),
            decode_responses=False,
        )
    except ValueError as error:
        raise SystemExit(f"backprop-visualizer: redis: {error}") from None
