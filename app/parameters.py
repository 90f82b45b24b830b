"""The parameters that an address has besides those of its lesson, read as strictly."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.address.grammar import Unreadable
from app.address.grammar import choice as read_choice
from app.address.grammar import whole as read_whole
from app.errors import BadInput, echo
from app.language import _

T = TypeVar("T")

Pairs = Sequence[tuple[str, str]]


def whole(pairs: Pairs, name: str, usual: int, lowest: int, highest: int) -> int:
    """The whole number that a parameter says, ``usual`` where it is not given.

    Raises:
        BadInput: it is given twice, is no whole number, or is out of range.
    """
    allowed = _("a whole number from {lowest} to {highest}", lowest=lowest, highest=highest)
    return _read(pairs, name, usual, lambda text: read_whole(text, lowest, highest), allowed)


def choice(pairs: Pairs, name: str, among: Sequence[str]) -> str:
    """The one of some words that a parameter says, the first of them where it is not given.

    Raises:
        BadInput: it is given twice, or is another word.
    """
    return _read(pairs, name, among[0], lambda text: read_choice(text, among), ", ".join(among))


def without(pairs: Pairs, names: Sequence[str]) -> list[tuple[str, str]]:
    """All other parameters."""
    return [(name, text) for name, text in pairs if name not in names]


def _read(pairs: Pairs, name: str, usual: T, read: Callable[[str], T], allowed: str) -> T:
    texts = [text for one, text in pairs if one == name]
    if len(texts) > 1:
        raise BadInput(name, texts[-1], allowed, _("{name} is given more than once", name=echo(name)))
    try:
        return read(texts[0]) if texts else usual
    except Unreadable as error:
        raise BadInput(name, texts[0], allowed, str(error)) from None
