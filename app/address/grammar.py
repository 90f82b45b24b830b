"""The small texts that an address is made of, and the values they stand for: one text a value, one value a text.

Only ASCII, no spaces: a number is ``1``, ``-0.25`` or ``1e-7``; numbers are separated by commas and rows by semicolons.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from app.errors import echo
from app.language import _
from app.limits import MAX_LESSON_NUMBER
from app.numbers import plain

Numbers = tuple[float, ...]

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,9}")


class Unreadable(ValueError):
    """The text of one parameter does not say a value that the parameter may have; the message says why."""


def number(text: str, largest: float = MAX_LESSON_NUMBER) -> float:
    """The float64 nearest to a decimal number; minus nothing is 0.

    Raises:
        Unreadable: no number, or one beyond ``largest`` on either side.
    """
    if not _NUMBER.fullmatch(text):
        raise Unreadable(_("“{value}” is not a number", value=echo(text)) if text else _("a number is missing"))
    value = float(text) + 0.0
    if abs(value) > largest:
        raise Unreadable(_("{value} is beyond {largest}", value=echo(text), largest=plain(largest)))
    return value


def whole(text: str, lowest: int, highest: int) -> int:
    """The whole number that the text writes without sign or leading zeros.

    Raises:
        Unreadable: no such number, or one out of range.
    """
    if not _WHOLE.fullmatch(text):
        raise Unreadable(
            _("“{value}” is not a whole number", value=echo(text)) if text else _("a whole number is missing")
        )
    value = int(text)
    if not lowest <= value <= highest:
        raise Unreadable(
            _("{value} is not between {lowest} and {highest}", value=value, lowest=lowest, highest=highest)
        )
    return value


def numbers(text: str) -> Numbers:
    """The numbers between the commas."""
    return tuple(number(part) for part in text.split(","))


def rows(text: str, width: int, what: Literal["inputs", "outputs"]) -> tuple[Numbers, ...]:
    """The rows between the semicolons, each of ``width`` numbers.

    Args:
        text: at least one row.
        width: how many numbers a row has.
        what: what a row has a number for: the ``inputs`` of the network or its ``outputs``.
    """
    read = tuple(numbers(part) for part in text.split(";"))
    for count, row in enumerate(read, 1):
        if len(row) != width:
            places = {"example": count, "numbers": len(row), "n": width}
            if what == "inputs":
                raise Unreadable(_("example {example} has {numbers} numbers, but the network has {n} inputs", **places))
            raise Unreadable(_("example {example} has {numbers} numbers, but the network has {n} outputs", **places))
    return read


def layers(text: str, counts: Sequence[int]) -> tuple[Numbers | None, ...]:
    """The numbers of each layer between the semicolons, None where there is nothing; no text at all is None everywhere.

    Args:
        text: as many parts as there are layers.
        counts: how many numbers each layer needs.
    """
    if not text:
        return (None,) * len(counts)
    read = tuple(numbers(part) if part else None for part in text.split(";"))
    if len(read) != len(counts):
        raise Unreadable(_("there are {n} layers here, but the network has {count}", n=len(read), count=len(counts)))
    for layer, (given, count) in enumerate(zip(read, counts, strict=True), 1):
        if given is not None and len(given) != count:
            raise Unreadable(
                _("layer {layer} has {n} numbers here, but needs {count}", layer=layer, n=len(given), count=count)
            )
    return read


def names(text: str) -> tuple[str, ...]:
    """The names between the commas, in their order; no text, no names."""
    return tuple(text.split(",")) if text else ()


def subset(text: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """The names between the commas, each once, in the order of ``allowed``.

    Raises:
        Unreadable: a name that is not allowed.
    """
    known = tuple(allowed)
    given = names(text)
    for name in given:
        choice(name, known)
    return tuple(name for name in known if name in given)


def choice(text: str, allowed: Iterable[str]) -> str:
    """The text itself, when it is one of the allowed ones.

    Raises:
        Unreadable: it is not.
    """
    if text not in allowed:
        raise Unreadable(_("“{value}” is not one of them", value=echo(text)))
    return text


def write_numbers(values: Iterable[float]) -> str:
    """Each number as the shortest text that reads back as it, with commas between."""
    return ",".join(plain(value + 0.0) for value in values)


def write_rows(values: Iterable[Numbers]) -> str:
    """Each row of numbers, with semicolons between."""
    return ";".join(map(write_numbers, values))


def write_layers(values: Sequence[Numbers | None]) -> str:
    """Each layer's numbers with semicolons between; nothing at all when no layer has any."""
    if all(layer is None for layer in values):
        return ""
    return ";".join("" if layer is None else write_numbers(layer) for layer in values)
