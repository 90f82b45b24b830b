"""Where a process keeps what outlives a request, as its settings say: uploads in the store, states on the shelf."""

from datetime import timedelta

from app import shelf, store
from app.redis_shelf import UPLOAD_DAYS, RedisShelf
from app.settings import Settings
from app.shared_store import SharedStore
from app.shelf_file import FileShelf
from app.store import Store


def keep(settings: Settings) -> None:
    """Share through Redis where one is named, through files where there are several workers, else not at all.

    Raises:
        SystemExit: the extra ``redis`` is not installed.
    """
    path = settings.store
    if settings.redis:
        store.use(SharedStore(path, RedisShelf(settings.redis, kept=timedelta(days=UPLOAD_DAYS))))
        shelf.use(RedisShelf(settings.redis))
    else:
        store.use(Store(path))
        shelf.use(FileShelf(path.with_name(f"{path.stem}-states.sqlite3")) if settings.workers > 1 else None)


def check(settings: Settings) -> None:
    """Refuse before anything starts what would be refused in every worker.

    Raises:
        SystemExit: something that is wanted is not installed, or the Redis server's URL is none.
    """
    if settings.redis:
        RedisShelf(settings.redis)
