import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app import __version__
from app.cli import main
from tests.servers import running


def test_the_printed_address_answers_and_an_interrupt_ends_it() -> None:
    with running("--port", "0") as (process, address):
        assert httpx.get(f"{address}healthz", trust_env=False).json()["version"] == __version__
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stdout is not None
        assert process.stdout.read() == ""


def test_the_environment_and_the_options_are_heard() -> None:
    with running("--root-path", "/bp", BACKPROP_PORT="0") as (_, address):
        assert address.endswith("/bp/")
        assert httpx.get(f"{address}api", trust_env=False).status_code == 200


def test_open_opens_the_printed_address(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n')
    browser.chmod(0o755)
    with running("--port", "0", "--open", BROWSER=f"{browser} %s") as (process, address):
        for _ in range(100):
            if opened.exists():
                break
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.1)
        assert opened.read_text() == f"{address}\n"


def test_a_taken_port_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "app", "--port", port], capture_output=True, text=True, check=False, timeout=30
        )
    assert done.returncode != 0
    assert port in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(("options", "named"), [(["--port", "70000"], "port"), (["--root-path", "/ä"], "root_path")])
def test_a_setting_out_of_range_is_named(options: list[str], named: str) -> None:
    with pytest.raises(SystemExit, match=named):
        main(options)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"backprop-visualizer {__version__}\n"


@pytest.mark.parametrize(
    ("module", "options"),
    [("redis", ["--redis", "redis://127.0.0.1"]), ("prometheus_fastapi_instrumentator", ["--metrics"])],
)
def test_a_wanted_extra_that_is_not_installed_is_named(
    module: str, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr("app.metrics.find_spec", lambda _: None)
    with pytest.raises(SystemExit, match=r"pip install 'backprop-visualizer\[(redis|metrics)\]'"):
        main([*options, "--workers", "2"])


@pytest.mark.parametrize("url", ["http://127.0.0.1", "redis://127.0.0.1:port"])
def test_what_is_no_redis_server_is_refused(url: str) -> None:
    with pytest.raises(SystemExit, match="redis"):
        main(["--redis", url])
