"""Real servers on loopback, for tests: this project's own, a Redis, an nginx. Each ends with its test."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 20.0


@contextmanager
def running(*options: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, started in some other folder, and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env={**os.environ, **environment},
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        while said and not (address := re.search(r"http://\S+", said)):
            said += process.stdout.readline()
            assert process.poll() is None, said
        assert address, said
        yield process, address[0]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The process ids of the workers of a supervisor."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [pid for pid in map(int, children) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def needed(program: str) -> str:
    """Where a program is that a test needs; without it the test is skipped, under CI=true it fails."""
    path = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path is None:
        reason = f"{program} is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Return as soon as it is true; fail when it is not in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "this did not come to pass in time"
        time.sleep(0.02)


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def redis_server(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A Redis server that keeps nothing on disk, and its URL."""
    port = port or free_port()
    command = [needed("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    process = subprocess.Popen([*command, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
    try:
        until(lambda: answers(port))
        yield process, f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def block_of_readme(language: str) -> str:
    """The one block of code of that language that README shows."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    return str(block)


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """The text with the first of each pair, which is there, replaced by the second."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


@contextmanager
def nginx(folder: Path, upstream: str, *, fresh_for: str = "10s") -> Iterator[str]:
    """The nginx of README's recipe in front of a server; its address, https with a certificate of its own."""
    port = free_port()
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            needed("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    recipe = replaced(
        block_of_readme("nginx"),
        ("/var/cache/nginx/backprop", str(folder / "cache")), ("server 127.0.0.1:8000", f"server {upstream}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"), ("/etc/ssl/your.host.pem", str(certificate)),
        ("/etc/ssl/your.host.key", str(key)), ("proxy_cache_valid 200 10s", f"proxy_cache_valid 200 {fresh_for}"),
    )  # fmt: skip
    temporary = "".join(
        f"{what}_temp_path {folder / what};\n" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(
        ("user root;\n" if os.geteuid() == 0 else "")
        + f"pid {folder / 'pid'};\ndaemon off;\nworker_processes 1;\nerror_log {folder / 'error.log'};\n"
        f"events {{}}\nhttp {{\n{temporary}{recipe}}}\n"
    )
    command = [needed("nginx"), "-c", str(configuration), "-p", str(folder), "-e", str(folder / "early.log")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        until(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None, (folder / "error.log").read_text() + (folder / "early.log").read_text()
        yield f"https://127.0.0.1:{port}/backprop"
    finally:
        process.terminate()
        process.wait()
