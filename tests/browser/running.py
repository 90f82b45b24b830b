"""The system's Chromium and a server of this project, for tests and for screenshots."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str | None:
    """Where the system's Chromium is, or None; nothing is downloaded."""
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


@contextmanager
def serving(*options: str) -> Iterator[str]:
    """The address of a server that runs meanwhile on a free port, without the trailing slash."""
    command = [sys.executable, "-m", "app", "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address, "the server did not start"
        yield address[0].rstrip("/")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
