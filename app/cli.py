"""The command ``backprop-visualizer``, also ``python -m app``: serves the application and says where."""

import argparse
import asyncio
import socket
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import suppress

import uvicorn
from pydantic import ValidationError

from app import __version__
from app.main import create_app
from app.settings import Settings
from app.writing import write


def _arguments(defaults: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backprop-visualizer",
        description="Step through any small neural network, forward and backward, with true numbers.",
        epilog="“backprop-visualizer write ADDRESS FILE” writes a lesson as one HTML file instead of serving."
        " Defaults may be set by BACKPROP_HOST, BACKPROP_PORT, BACKPROP_ROOT_PATH, BACKPROP_STORE and"
        " BACKPROP_FRAME_ANCESTORS.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    for name, field in Settings.model_fields.items():
        parser.add_argument(f"--{name.replace('_', '-')}", default=getattr(defaults, name), help=field.description)
    parser.add_argument("--open", action="store_true", help="open the address in a browser")
    return parser


class _AnnouncingServer(uvicorn.Server):
    """A server that says its address once it really listens there."""

    def __init__(self, config: uvicorn.Config, path: str, open_browser: bool) -> None:
        super().__init__(config)
        self.path = path
        self.open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        host, port, *_ = self.servers[0].sockets[0].getsockname()
        address = _address(host, port, self.path)
        print(f"Backprop Visualizer {__version__} is at {address} (Ctrl+C stops it)", flush=True)
        if self.open_browser:
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)


def _address(host: str, port: int, path: str) -> str:
    """The address that a browser on this machine opens for a socket bound to ``host`` and ``port``."""
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{path}/"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted; exit with a message when a setting is out of range or the port is taken.

    With ``write`` as the first argument a file is written instead.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["write"]:
        write(arguments[1:])
        return
    try:
        parser = _arguments(Settings())
        options = vars(parser.parse_args(arguments))
        open_browser = options.pop("open")
        settings = Settings(**options)
    except ValidationError as error:
        first = error.errors()[0]
        raise SystemExit(f"backprop-visualizer: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    with suppress(KeyboardInterrupt):
        _AnnouncingServer(config, settings.root_path, open_browser).run()
