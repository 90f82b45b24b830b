"""The question about one covered number, and what is said to each answer."""

from dataclasses import replace

from app.asking import SHOW, SIGN_WORDS, Question, Reply, reply, sign_of
from app.covering import Number, key_of
from app.language import _, sentences
from app.mistakes import mistakes
from app.moment import Moment
from app.quantity_names import name_of
from app.quantity_rules import rule_of


def asking(name: str, *, sign: bool) -> str:
    """The question about a number, or about its sign alone."""
    return _("Is {name} above or below 0?", name=name) if sign else _("What is {name}?", name=name)


def question(moment: Moment, number: Number, *, sign: bool) -> Question:
    """The question about one number."""
    name = name_of(moment.symbols, number)
    return Question(
        name=key_of(number),
        words=asking(name, sign=sign),
        kind="sign" if sign else "number",
        right=moment.truth(number[0], *number[1]),
        because=rule_of(moment, number),
        mistakes=() if sign else mistakes(moment, number),
        scale=moment.scale(number),
    )


def answered(moment: Moment, number: Number, given: str, *, sign: bool) -> Reply:
    """What is said to an answer; a sign typed where a number is asked for is told whether it is right, no more."""
    asked, given = question(moment, number, sign=sign), SIGN_WORDS.get(given, given)
    if given == SHOW:
        other = reply(asked, "+" if sign else "0")
        return Reply(given, False, _("Shown."), other.truth, asked.because)
    if not sign and given in SIGN_WORDS.values():
        right = given == sign_of(float(asked.right))
        told = _("The sign is right; now the number.") if right else _("The sign is the other one; now the number.")
        return Reply(given, None, told, ("", ""), "")
    said = reply(asked, given)
    # Nothing known gives this answer: the rule is said again, which tells nothing of the number.
    unexplained = said.words in (_("Not so."), _("The other way round."))
    return replace(said, words=sentences([said.words, asked.because])) if unexplained else said
