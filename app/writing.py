"""The command ``backprop-visualizer write``: a lesson as one HTML file, without a server."""

import argparse
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from app.errors import Problem
from app.language import ENGLISH, LANGUAGES, speaking
from app.lesson_url import query
from app.one_file import most_moments, one_file
from app.settings import Settings
from app.span import read_span
from app.store import use

_PAGES = ("lesson", "lesson.html", "embed")


def write(arguments: Sequence[str]) -> None:
    """Write the file; exit with a message where the address is refused or the file cannot be written."""
    parser = argparse.ArgumentParser(
        prog="backprop-visualizer write",
        description="Write moments of a lesson as one HTML file that works without a server and without a network.",
    )
    parser.add_argument("address", help="a lesson's address or its query, such as 'preset=mazur&step=layer&count=2'")
    parser.add_argument("file", type=Path, help="where to write it")
    options = parser.parse_args(arguments)
    try:
        written = _page(options.address)
    except Problem as problem:
        allowed = f" Allowed: {problem.allowed}." if problem.allowed else ""
        raise SystemExit(f"{parser.prog}: {problem.field}: {problem.message.rstrip('.')}.{allowed}") from None
    try:
        options.file.write_text(written, encoding="utf-8", newline="\n")
    except OSError as error:
        raise SystemExit(f"{parser.prog}: {error}") from None
    print(f"{options.file}: {len(written.encode()):,} bytes")


def _page(address: str) -> str:
    parts = urlsplit(address)
    if parts.query or parts.path.rsplit("/", 1)[-1] in _PAGES:
        path, said = parts.path.split("/"), parts.query
    else:
        path, said = [""], address.lstrip("?")
    spoken = next((part for part in path if part in LANGUAGES and part != ENGLISH), ENGLISH)
    use(Settings().store)
    with speaking(spoken) if spoken != ENGLISH else nullcontext():
        span = read_span(parse_qsl(said, keep_blank_values=True), most_moments)
        return one_file(span, address if parts.scheme in ("http", "https") else f"/lesson?{query(span.lesson)}")
