"""How the parameters of an address that say what is covered, and what was answered, are read and written."""

import re

from app.address import grammar
from app.address.grammar import Unreadable
from app.asking import SHOW, SIGN_WORDS
from app.covering import PASS, Covering, Number, key_of, number_of
from app.errors import echo
from app.language import _
from app.lesson import Lesson
from app.limits import MAX_ANSWERS, MAX_COVERED
from app.numbers import MINUS

SIGN = "sign"

_TYPED = re.compile(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)(e-?[0-9]{1,3})?")
_LONGEST = 24


def cover(text: str, lesson: Lesson) -> tuple[str, ...]:
    """The ids of what is covered, each number under its one name, in the order of computation; or ``pass`` alone."""
    parts = grammar.names(text)
    if parts == (PASS,):
        return parts
    if len(parts) > MAX_COVERED:
        raise Unreadable(_("{n} are more than {most}", n=len(parts), most=MAX_COVERED))
    covering = Covering.of(lesson.recipe)
    found: dict[Number, bool] = {}
    for part in parts:
        key, colon, kind = part.partition(":")
        if colon and kind != SIGN:
            raise Unreadable(_("“{value}” is not {allowed}", value=echo(kind), allowed=SIGN))
        number = _number(key, covering)
        found[number] = bool(colon)
    return tuple(key_of(one) + (f":{SIGN}" if found[one] else "") for one in sorted(found, key=covering.order))


def answers(text: str, lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Id and text of each answer, in the order in which they were given."""
    covering = Covering.of(lesson.recipe)
    parts = grammar.names(text)
    if len(parts) > MAX_ANSWERS:
        raise Unreadable(_("{n} are more than {most}", n=len(parts), most=MAX_ANSWERS))
    pairs = (part.partition(":") for part in parts)
    return tuple((key_of(_number(key, covering)), answer(said)) for key, _, said in pairs)


def write_answers(lesson: Lesson) -> str:
    """``z-1-1:0.5,dC_dz-2-1:neg``."""
    return ",".join(f"{key}:{said}" for key, said in lesson.view.answers)


def answer(typed: str) -> str:
    """What was typed, as an address writes it: the digits as they are, a plain minus, a point; signs as words.

    Raises:
        Unreadable: it is neither a number of at most 24 characters nor a sign nor ``show``.
    """
    plain = typed.strip().replace(MINUS, "-").replace(",", ".").replace("E", "e").replace("e+", "e")
    if plain in (SHOW, *SIGN_WORDS):
        return plain
    if plain in SIGN_WORDS.values():
        return next(word for word, sign in SIGN_WORDS.items() if sign == plain)
    plain = plain.removeprefix("+")
    if len(plain) > _LONGEST or not _TYPED.fullmatch(plain):
        raise Unreadable(_("“{typed}” is not a number", typed=echo(typed)) if typed.strip() else _("nothing was typed"))
    return plain


def _number(key: str, covering: Covering) -> Number:
    try:
        number = number_of(key)
    except ValueError:
        number = ("", ())
    if not covering.has(number):
        raise Unreadable(_("a training step of this network computes nothing that is called “{key}”", key=echo(key)))
    return covering.canonical(number)
