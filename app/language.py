"""The language of what is said: that of the request that is being answered.

Every text passes one of the functions below; what it is in another language stands in that language's gettext
catalogue, ``app/locale/<language>/LC_MESSAGES/messages.po``. A language is there as soon as its catalogue and its line
in ``LANGUAGES`` are.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, reduce
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.pofile import read_po

from engine.words import N_, Words

ENGLISH = "en"
"""The language of the source, which needs no catalogue and no prefix in an address."""

LANGUAGES = {ENGLISH: "English", "zh": "中文"}
"""Each language's name in itself, by its tag, which is also the first part of its addresses: ``/zh/lesson``."""

LOCALES = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """The tag of the language that is spoken now."""
    return _language.get()


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Within it, everything is said in the language of this tag."""
    before = _language.set(tag)
    try:
        yield
    finally:
        _language.reset(before)


def _(message: str, /, **values: Any) -> str:
    """``message`` in the language spoken, its places in braces filled with ``values``.

    Words of the engine, or of a table, bring their own values; where a value is words itself it is translated, too.
    """
    if isinstance(message, Words):
        values = {**message.values, **values}
        message = message.template
    said = gettext(message)
    return said.format(**{name: _said(value) for name, value in values.items()}) if values else said


def ngettext(one: str, many: str, n: int, /, **values: Any) -> str:
    """``one`` or ``many``, as the number ``n`` has it in the language spoken, with its places filled."""
    said = nplain(one, many, n)
    return said.format(**{name: _said(value) for name, value in values.items()}) if values else said


def sentences(said: Iterable[str]) -> str:
    """Whole sentences one after another, as the language spoken sets them."""
    return reduce(lambda before, one: _("{before} {one}", before=before, one=one), said)


def gettext(message: str) -> str:
    """The message in the language spoken, with its places as they are; in English where it is in no catalogue."""
    tag = language()
    return message if tag == ENGLISH else _messages(tag).get(message, (message,))[0]


def nplain(one: str, many: str, n: int) -> str:
    """The form of a message for the number ``n``, with its places as they are."""
    tag = language()
    if tag == ENGLISH or one not in _messages(tag):
        return one if n == 1 else many
    forms = _messages(tag)[one]
    return forms[0 if n == 1 or len(forms) == 1 else 1]


def _said(value: Any) -> Any:
    return _(value) if isinstance(value, Words) else value


@cache
def _messages(tag: str) -> dict[str, tuple[str, ...]]:
    """The translation of every message, or its forms for one and for several."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (
            (message.string,) if isinstance(message.string, str) else tuple(message.string)
        )
        for message in catalogue(tag)
        if message.id and message.string and all(message.string) and not message.fuzzy
    }


def catalogue(tag: str) -> Catalog:
    """What the file of a language holds."""
    with (LOCALES / tag / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=tag)


__all__ = [
    "ENGLISH", "LANGUAGES", "LOCALES", "N_", "_", "catalogue", "gettext", "language", "ngettext", "sentences",
    "speaking",
]  # fmt: skip
