"""The application, assembled in one place."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from threadpoolctl import threadpool_limits

from app import __version__
from app.answers import Answers
from app.course_prefix import CoursePrefix
from app.courses import courses
from app.embedding import Embedding
from app.guard import Guard, LetGo, cores
from app.hosts import Hosts
from app.keeping import keep
from app.language_prefix import LanguagePrefix
from app.limits import GZIP_LEVEL, GZIP_MIN_BYTES, YOUNG_OBJECTS
from app.logs import RequestLog
from app.metrics import Metrics
from app.middleware import BodyLimit, HeadAsGet, LastResort, PathPrefix, PathsOnly
from app.problems import HANDLERS
from app.routes import (
    animations,
    api,
    citing,
    comparing,
    digits,
    files,
    ideas,
    lessons,
    oembed,
    operations,
    own,
    picture_files,
    quizzes,
    sharing,
    site,
    training,
)
from app.routes import (
    courses as course_pages,
)
from app.security import SecurityHeaders
from app.settings import Settings


def create_app(settings: Settings | None = None, guard: Guard | None = None) -> FastAPI:
    """The whole application; without ``settings`` those of the environment hold.

    Without ``guard`` it has one of this worker's share of the cores.

    It also limits this process to one BLAS thread: on products as small as ours a second one costs more than it gives;
    and it says where this process keeps what is too large for an address.
    """
    settings = settings or Settings()
    keep(settings)
    threadpool_limits(1, user_api="blas")
    metrics = Metrics() if settings.metrics else None
    found = courses(settings.courses)
    guard = guard or Guard(max(1, cores() // settings.workers))
    app = FastAPI(
        title="Backprop Visualizer",
        version=__version__,
        description=api.DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_loaded if settings.workers > 1 else None,  # who starts it for herself does not wait for it
        exception_handlers=HANDLERS,
        middleware=[
            *([Middleware(LetGo, guard=guard)] if settings.workers > 1 else []),
            Middleware(RequestLog),
            Middleware(HeadAsGet),
            Middleware(PathPrefix, prefix=settings.root_path),
            Middleware(SecurityHeaders),
            Middleware(Hosts, allowed=settings.allowed_hosts),
            Middleware(LanguagePrefix),
            Middleware(Embedding, frame_ancestors=settings.frame_ancestors),
            Middleware(CoursePrefix, courses=found),
            *([metrics.middleware()] if metrics else []),
            Middleware(Answers),
            Middleware(GZipMiddleware, minimum_size=GZIP_MIN_BYTES, compresslevel=GZIP_LEVEL),
            Middleware(LastResort),
            Middleware(BodyLimit),
            Middleware(PathsOnly),
        ],
    )
    app.state.courses = found
    app.state.guard = guard
    app.include_router(api.router)
    app.include_router(site.router)
    app.include_router(operations.router)
    app.include_router(digits.router)
    app.include_router(own.router)
    app.include_router(ideas.router)
    app.include_router(training.router)
    app.include_router(comparing.router)
    app.include_router(quizzes.router)
    app.include_router(course_pages.router)
    app.include_router(sharing.router)
    app.include_router(citing.router)
    app.include_router(oembed.router)
    app.include_router(picture_files.router)
    app.include_router(files.router)
    app.include_router(animations.router)
    app.include_router(lessons.router)
    if metrics:
        metrics.expose(app)
    app.mount("/static", site.static_files())
    api.describe_bodies(app)
    return app


@asynccontextmanager
async def _loaded(_: FastAPI) -> AsyncIterator[None]:
    """One of several workers has loaded what it needs before it serves, and never searches that for garbage."""
    operations.load()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS)
    yield
