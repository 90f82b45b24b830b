"""What holds of every answer, whatever was asked: the one list of promises that the fuzzers hold the site to."""

import json
import math
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from app.security import SECURITY_HEADERS
from tests.fuzz.asking import Answer, Asked

MARK = "xssmark"
"""Begins the name of every element and attribute that a fuzzer tries to smuggle into a page."""

HTML = ("text/html", "image/svg+xml")
ENDINGS = {
    ".json": "application/json", ".csv": "text/csv", ".png": "image/png", ".svg": "image/svg+xml", ".gif": "image/gif",
    ".npz": "application/octet-stream", ".html": "text/html", ".css": "text/css", ".txt": "text/plain",
}  # fmt: skip
OWN_STATUS = {("/oembed", 501)}
"""A status from 500 on that is an answer: what is offered in JSON only."""


def faults(asked: Asked, answer: Answer) -> list[str]:
    """What is wrong with an answer; nothing where it keeps every promise."""
    return [
        *_status(asked, answer), *_head(answer), *_redirection(answer), *_form(asked, answer), *_markup(answer),
    ]  # fmt: skip


def _status(asked: Asked, answer: Answer) -> Iterator[str]:
    ours = any(asked.path.endswith(path) and answer.status == status for path, status in OWN_STATUS)
    if answer.status >= 500 and not ours:
        yield f"status {answer.status}"
    if answer.status < 200:
        yield f"status {answer.status} is no final one"


def _head(answer: Answer) -> Iterator[str]:
    for name in SECURITY_HEADERS:
        if name not in answer.headers and (answer.status, name) != (304, "Content-Security-Policy"):
            yield f"no {name}"
    if answer.headers.get("x-content-type-options") != "nosniff":
        yield "contents may be guessed"
    policy = answer.headers.get("content-security-policy", "")
    if "unsafe" in policy or (policy and "default-src 'none'" not in policy):
        yield f"the policy {policy}"
    for name in ("set-cookie", "server", "x-powered-by"):
        if name in answer.headers:
            yield f"{name} is sent"
    for name, value in answer.headers.items():
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in name + value):
            yield f"{name} holds a control character"
    if answer.body and answer.status not in (204, 304) and not answer.media:
        yield "no content type"


def _redirection(answer: Answer) -> Iterator[str]:
    to = answer.headers.get("location")
    if to is None:
        if 300 <= answer.status < 400 and answer.status != 304:
            yield "a redirection to nowhere"
        return
    # A path of this site, and no name of another: browsers read both slashes alike, and drop tabs and line ends.
    if not to.startswith("/") or to[1:2] in ("/", "\\") or not to.isascii() or any(mark in to for mark in '\\"<> '):
        yield f"it leads to {to!r}"


def _form(asked: Asked, answer: Answer) -> Iterator[str]:
    if asked.method == "HEAD" or answer.status in (204, 304) or 300 <= answer.status < 400:
        if answer.body:
            yield "a body that may not be there"
        return
    if answer.media == "application/json":
        yield from _json(answer)
    elif answer.media in HTML:
        yield from _page(answer)
    if answer.status == 200:
        for ending, media in ENDINGS.items():
            if asked.path.endswith(ending) and answer.media != media:
                yield f"{ending} is {answer.media}"


def _json(answer: Answer) -> Iterator[str]:
    def constant(name: str) -> float:
        raise ValueError(f"{name} is no JSON")

    try:
        said = json.loads(answer.body, parse_constant=constant)
    except ValueError as broken:
        yield f"broken JSON: {broken}"
        return
    if answer.status < 400:
        return
    error: Any = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error, dict) or set(error) != {"field", "value", "message", "allowed"} or not error["message"]:
        yield f"an error of another shape: {said!r:.200}"
    elif answer.status == 422 and (error["field"] is None or not error["allowed"]):
        yield f"a refusal that does not say where or what is allowed: {error!r:.300}"
    elif isinstance(error["value"], float) and not math.isfinite(error["value"]):
        yield "a value that is not finite"


def _page(answer: Answer) -> Iterator[str]:
    try:
        text = answer.text
    except UnicodeDecodeError:
        yield "it is not UTF-8"
        return
    if answer.status == 422 and 'class="problem' not in text:
        yield "a refusal that does not say why"
    if "Traceback (most" in text or "jinja2" in text:
        yield "the inside of the program is shown"


def _markup(answer: Answer) -> Iterator[str]:
    """A page holds no element, attribute or script address that came in with the request."""
    if answer.media not in HTML or MARK.encode() not in answer.body.lower():
        return
    smuggled = _Smuggled()
    smuggled.feed(answer.body.decode(errors="replace"))
    smuggled.close()
    yield from smuggled.found


class _Smuggled(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if MARK in tag:
            self.found.append(f"the element <{tag}>")
        for name, value in attrs:
            if MARK in name:
                self.found.append(f"the attribute {name} of <{tag}>")
            if name in ("href", "src", "action", "formaction", "hx-get", "hx-post") and (value or "").lower().lstrip(
                "".join(map(chr, range(33)))
            ).startswith(("javascript:", "data:text", "vbscript:")):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.found.append("a comment")
