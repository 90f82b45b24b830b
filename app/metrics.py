"""Figures for Prometheus at ``/metrics``, with the extra ``metrics``: requests, how they ended, how long they took.

Each is labelled by its route, never by its address, so that their number is bounded whatever is asked. Several workers
write into one folder, out of which any of them answers for all.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from importlib.util import find_spec
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware

_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """The figures of one application."""

    def __init__(self) -> None:
        """Nothing is counted yet.

        Raises:
            SystemExit: the extra is not installed.
        """
        if find_spec("prometheus_fastapi_instrumentator") is None:
            raise SystemExit("backprop-visualizer: --metrics needs more: pip install 'backprop-visualizer[metrics]'")
        from prometheus_client import CollectorRegistry

        self._registry = CollectorRegistry()

    def middleware(self) -> Middleware:
        """What counts; it stands where the path has its prefix, and before what answers without a route."""
        from prometheus_fastapi_instrumentator import metrics
        from prometheus_fastapi_instrumentator.middleware import PrometheusInstrumentatorMiddleware

        count = metrics.default(registry=self._registry, latency_lowr_buckets=(0.01, 0.03, 0.1, 0.3, 1))
        assert count is not None
        return Middleware(
            PrometheusInstrumentatorMiddleware,
            registry=self._registry,
            instrumentations=[_by_route(count)],
            excluded_handlers=["^/metrics$"],
        )

    def expose(self, app: FastAPI) -> None:
        """Answer ``/metrics``."""
        from prometheus_fastapi_instrumentator import Instrumentator

        Instrumentator(registry=self._registry).expose(app, include_in_schema=False)


def _by_route(count: Callable[[Any], None]) -> Callable[[Any], None]:
    """The same figures; an address that only nearly is a route's (with a slash too many) counts as none."""

    def counted(info: Any) -> None:
        if info.modified_handler.endswith("/") and info.modified_handler != "/":
            info.modified_handler = "none"
        count(info)

    return counted


@contextmanager
def shared_folder(wanted: bool) -> Iterator[None]:
    """The folder through which workers that start meanwhile share their figures."""
    with tempfile.TemporaryDirectory(prefix="backprop-metrics-") if wanted else nullcontext() as folder:
        if folder is not None:
            os.environ[_FOLDER] = folder
        yield
