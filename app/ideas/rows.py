"""The usual rows of an idea's address table: a number, a whole number, one of several names, an answer, a yes.

Each reads and writes one field of the idea's state. A number may be typed as people type it: with a decimal comma, a
true minus, spaces around it.
"""

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from app.address import grammar
from app.address.entry import Entry, one_of
from app.address.grammar import Unreadable
from app.language import _
from app.numbers import MINUS, plain
from engine.words import N_

MAX_ANSWER = 40
"""Characters of an answer: any number, and the name of any choice."""


def number(
    name: str, field: str, low: float, high: float, default: str, meaning: str, *, zero: bool = True
) -> Entry[Any]:
    """A row for a number from ``low`` to ``high``, and where ``zero`` is false not 0."""

    def read(text: str, _state: Any) -> float:
        value = grammar.number(typed(text))
        if not low <= value <= high:
            raise Unreadable(
                _("{value} is not between {low} and {high}", value=plain(value), low=plain(low), high=plain(high))
            )
        if not (value or zero):
            raise Unreadable(_("it must not be 0"))
        return value

    of = attrgetter(field)
    allowed = N_("a number from {low} to {high}", low=plain(low), high=plain(high))
    if not zero:
        allowed = N_("a number from {low} to {high}, not 0", low=plain(low), high=plain(high))
    return Entry(name, default, allowed, meaning, of, putting(field), read, lambda state: plain(of(state)))


def whole(name: str, field: str, low: int, high: int, default: str, meaning: str) -> Entry[Any]:
    """A row for a whole number from ``low`` to ``high``."""
    of = attrgetter(field)
    return Entry(
        name, default, N_("a whole number from {low} to {high}", low=low, high=high), meaning,
        of, putting(field),
        lambda text, _state: grammar.whole(text.strip(), low, high), lambda state: str(of(state)),
    )  # fmt: skip


def choice(name: str, field: str, names: Iterable[str], default: str, meaning: str) -> Entry[Any]:
    """A row for one name out of several."""
    known, of = tuple(names), attrgetter(field)
    return Entry(
        name, default, one_of(known), meaning,
        of, putting(field), lambda text, _state: grammar.choice(text, known), of,
    )  # fmt: skip


def answer(name: str, field: str, meaning: str) -> Entry[Any]:
    """A row for what was answered to a question, however it was typed; no text is no answer."""

    def read(text: str, _state: Any) -> str:
        if len(text) > MAX_ANSWER:
            raise Unreadable(_("an answer of {n} characters is longer than {most}", n=len(text), most=MAX_ANSWER))
        return text.strip()

    of = attrgetter(field)
    return Entry(
        name, "no answer", N_("up to {most} characters", most=MAX_ANSWER), meaning, of, putting(field), read, of
    )


def yes(name: str, field: str, meaning: str) -> Entry[Any]:
    """A row that says yes with ``1``."""
    of = attrgetter(field)
    return Entry(
        name, "absent", "`1`", meaning,
        of, putting(field),
        lambda text, _state: grammar.choice(text, ("1",)) == "1", lambda state: "1" if of(state) else "0",
    )  # fmt: skip


def putting(field: str) -> Any:
    """Puts a value into that field of the state."""
    return lambda state, value: replace(state, **{field: value})


def typed(text: str) -> str:
    """A number as the grammar of addresses has it, out of how people type one."""
    return text.strip().replace(MINUS, "-").replace(",", ".")
