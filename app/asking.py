"""A question with a number, a sign or a choice for its answer, and what is said to each answer: nothing is stored.

A number counts as right within 2 % of the true one, or half a unit of the last digit that was typed, whichever is more.
A wrong one that is what a known mistake gives is met by that mistake's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Literal

from app.language import _
from app.numbers import MINUS, data, text
from engine.words import N_

TOLERANCE = 0.02
"""Relative: nobody is asked to calculate more than two digits."""

SIGNS = (("+", N_("above 0")), ("0", "0"), ("-", N_("below 0")))

SHOW = "show"
"""The answer of one who gives up: the number is shown, and does not count as right."""

SIGN_WORDS = {"pos": "+", "neg": "-"}
"""How an address writes a sign, which would not stay as it is in one."""

Kind = Literal["number", "sign", "choice"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What a known mistake gives.

    Attributes:
        value: the number (or the choice) that it leads to.
        words: what was done, and what should have been.
    """

    value: float | str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        name: of the parameter that brings the answer.
        words: what is asked.
        kind: of the answer.
        right: the true one: a number, also where a sign is asked for; the value of a choice.
        because: why, in a sentence, said with every answer.
        choices: value and words of each, where one is to be chosen.
        mistakes: known ones, the likeliest first.
        scale: what the tolerance is relative to, where that is not the number itself: of a new value its change.
        praise: what is said to a right answer in place of «Right.» and of the number, where a plain one would mislead.
    """

    name: str
    words: str
    kind: Kind
    right: float | str
    because: str
    choices: tuple[tuple[str, str], ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    scale: float | None = None
    praise: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to an answer.

    Attributes:
        given: the answer, as it was typed or chosen.
        right: whether it is right; None: it could not be read.
        words: the verdict in a sentence.
        truth: the right answer as printed, and at full precision where it is a number.
        because: why.
        told: whether the words have the right answer in them already.
    """

    given: str
    right: bool | None
    words: str
    truth: tuple[str, str]
    because: str
    told: bool = False


def reply(question: Question, given: str) -> Reply:
    """What is said to an answer."""
    given = given.strip()
    truth = _truth(question)

    def said(right: bool | None, words: str) -> Reply:
        return Reply(given, right, words, truth, question.because if right is not None else "")

    match question.kind:
        case "choice":
            if given not in [value for value, _words in question.choices]:
                return said(None, _("Choose one of the answers."))
            right = given == question.right
            return said(right, _("Right.") if right else _mistaken(question, [given]) or _("Not so."))
        case "sign":
            if given not in [value for value, _words in SIGNS]:
                return said(None, _("Choose one of the three."))
            right = given == sign_of(float(question.right))
            return said(right, _("Right.") if right else _mistaken(question, [given]) or _("The other way round."))
    number, slack = read_number(given)
    if number is None:
        return said(None, _("Type a number, such as 0.25 or −3e-2."))
    true = float(question.right)
    if close(number, true, slack, question.scale):
        return replace(said(True, question.praise or _("Right.")), told=bool(question.praise))
    known = [
        mistake
        for mistake in question.mistakes
        if close(number, float(mistake.value), slack) and not close(float(mistake.value), true, 0.0, question.scale)
    ]
    if known:  # the nearest; of several that give the same the likeliest
        return said(False, min(known, key=lambda one: abs(float(one.value) - number)).words)
    if true and close(number, -true, slack):
        return said(False, _("The size is right, the sign is not."))
    return said(False, _("Not so."))


def settled(given: str, true: float, *, sign: bool, scale: float | None = None) -> bool:
    """Whether an answer ends a question about a number: it is right, or asks to be shown the number (``show``)."""
    if given == SHOW:
        return True
    if sign:
        return SIGN_WORDS.get(given, given) == sign_of(true)
    number, slack = read_number(given)
    return number is not None and close(number, true, slack, scale)


def sign_of(value: float) -> str:
    """``+``, ``0`` or ``-``."""
    return "+" if value > 0 else "-" if value < 0 else "0"


def read_number(given: str) -> tuple[float | None, float]:
    """The number that was typed and half a unit of its last digit; None where it is none."""
    plain = given.replace(MINUS, "-").replace(",", ".")
    try:
        decimal = Decimal(plain)
    except InvalidOperation:
        return None, 0.0
    exponent = decimal.as_tuple().exponent
    if not isfinite(float(decimal)) or not isinstance(exponent, int):
        return None, 0.0
    return float(decimal), 0.5 * 10.0**exponent


def close(number: float, true: float, slack: float, scale: float | None = None) -> bool:
    """Whether a number counts as the true one.

    Args:
        number: the one that was given.
        true: the right one.
        slack: half a unit of the last digit that was given.
        scale: what the tolerance is relative to; the right number unless said.
    """
    size = abs(true if scale is None else scale)
    return abs(number - true) <= max(TOLERANCE * size, min(slack, 0.1 * size if size else slack))


def _truth(question: Question) -> tuple[str, str]:
    if question.kind == "choice":
        return dict(question.choices)[str(question.right)], ""
    if question.kind == "sign":
        value = float(question.right)
        said = _("{number}, {sign}", number=text(value), sign=dict(SIGNS)[sign_of(value)]) if value else "0"
        return said, data(value)
    return text(float(question.right)), data(float(question.right))


def _mistaken(question: Question, given: Sequence[str]) -> str:
    return next((mistake.words for mistake in question.mistakes if mistake.value in given), "")
