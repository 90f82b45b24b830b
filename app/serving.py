"""The server: one process, or a supervisor that keeps several alive on one socket.

The address is announced once, when it answers. Whoever stops the server (SIGINT, SIGTERM) lets requests under way
finish, within ``limits.GRACE_SECONDS``.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from app import __version__
from app.connection import Connection
from app.keeping import check
from app.limits import GRACE_SECONDS
from app.logs import logging_config
from app.main import create_app
from app.metrics import Metrics, shared_folder
from app.settings import Settings

Said = Callable[[str, int], None]
"""Told the host and the port once requests are answered there."""

_LOG = logging.getLogger("backprop")
_START_SECONDS = 30.0


def serve(settings: Settings, open_browser: bool) -> None:
    """Serve until interrupted; exit with a message when the address is taken or something wanted is not installed."""
    check(settings)
    if settings.metrics:
        Metrics()
    config = _config(settings)

    def announce(host: str, port: int) -> None:
        address = _address(host, port, settings.root_path)
        print(f"Backprop Visualizer {__version__} is at {address} (Ctrl+C stops it)", flush=True)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    with suppress(KeyboardInterrupt):
        if settings.workers == 1:
            _AnnouncingServer(config, announce).run()
        else:
            with _listening(config) as listener, shared_folder(settings.metrics):
                supervisor = _Supervisor(config, listener, announce)
                supervisor.run()
            if supervisor.failed:
                raise SystemExit("backprop-visualizer: the workers did not start")


def _config(settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        partial(_application, settings),
        factory=True,
        http=Connection,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_config=logging_config(settings.log),
        log_level="warning",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_graceful_shutdown=GRACE_SECONDS,
        # A worker that starts, or computes, on a busy machine is not taken for a hung one.
        timeout_worker_healthcheck=int(_START_SECONDS),
    )


def _application(settings: Settings) -> FastAPI:
    """The application of this process, which does not outlive its supervisor."""
    supervisor = multiprocessing.parent_process()
    if supervisor is not None:

        def follow() -> None:
            supervisor.join()
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=follow, daemon=True).start()
    return create_app(settings)


class _AnnouncingServer(uvicorn.Server):
    """A server that says its address once it really listens there."""

    def __init__(self, config: uvicorn.Config, announce: Said) -> None:
        super().__init__(config)
        self.announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port, *_ = self.servers[0].sockets[0].getsockname()
            await asyncio.to_thread(self.announce, host, port)


class _Supervisor(Multiprocess):
    """Several workers, each replaced when it dies."""

    def __init__(self, config: uvicorn.Config, listener: socket.socket, announce: Said) -> None:
        super().__init__(config, [listener])
        self.announce = announce
        self.failed = False

    def init_processes(self) -> None:
        """Start the workers, and say the address when all of them answer; when one cannot start, neither can others."""
        super().init_processes()
        if all(process.wait_until_ready(_START_SECONDS, self.should_exit) for process in self.processes):
            host, port, *_ = self.sockets[0].getsockname()
            self.announce(host, port)
        else:
            self.failed = not self.signal_queue
            self.should_exit.set()

    def keep_subprocess_alive(self) -> None:
        """Replace the workers that died, and say so."""
        for process in self.processes:
            # With the worker's end closed here its death ends a wait for its answer, which is long on a busy machine.
            process.child_conn.close()
        before = [process.pid for process in self.processes]
        super().keep_subprocess_alive()
        for died, process in zip(before, self.processes, strict=True):
            if process.pid != died:
                _LOG.warning("worker %d died; worker %d takes its place", died, process.pid)


@contextmanager
def _listening(config: uvicorn.Config) -> Iterator[socket.socket]:
    """The socket that all workers answer at; who asks while none of them lives waits for the next."""
    listener = config.bind_socket()
    with listener:
        listener.listen(config.backlog)
        yield listener


def _address(host: str, port: int, path: str) -> str:
    """The address that a browser on this machine opens for a socket bound to ``host`` and ``port``."""
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{path}/"
