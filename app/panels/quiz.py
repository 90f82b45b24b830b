"""Predict, then reveal: the questions about what is covered, what is said to each answer, and the score.

All of it follows from the address. A number is asked once the cursor has passed it and everything that it is computed
from is known; the others of the quiz wait. A wrong answer leaves it covered and is met by what it most likely was; the
right one, or the wish to be shown it, uncovers it. A typed number counts within 2 %, or half a unit of its last digit.
"""

from dataclasses import dataclass

from app.asking import SHOW, SIGN_WORDS, SIGNS, TOLERANCE, Reply
from app.covering import PASS, Number, key_of
from app.language import _
from app.limits import MAX_ANSWERS
from app.links import Go, Links
from app.moment import Moment
from app.numbers import text
from app.panels.headline import title
from app.panels.quiz_questions import answered, asking
from app.presets import PRESETS
from app.quantity_names import name_of
from engine.words import N_

MOST_FORMS = 3
PASSES = (N_("Quiz me on this forward pass"), N_("Quiz me on this backward pass"), N_("Quiz me on this update"))


@dataclass(frozen=True, slots=True)
class Item:
    """One covered number.

    Attributes:
        key: its id.
        name: its letter.
        sign: whether only its sign is asked for.
        state: ``right``, ``shown``, ``wrong`` (tried, still open), ``open``, or ``waits``: not to be answered yet.
        words: the state in words.
        asked: the question.
        said: the reply to the last wrong answer, while it is open.
        typed: that answer.
        show: shows the number, which does not count as right.
        signs: the three answers about a sign, with their words, where that is asked.
    """

    key: str
    name: str
    sign: bool
    state: str
    words: str
    asked: str
    said: str
    typed: str
    show: Go | None
    signs: tuple[tuple[str, str, Go], ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions of a moment.

    Attributes:
        items: every covered number, in the order of computation.
        forms: those that can be answered now, the first few.
        last: name and reply of the answer just given, if it ended its question; else None.
        right: how many are right.
        first: how many of them at the first try.
        count: how many there are.
        finished: whether none is left to answer.
        line: the result in a line to copy.
        tolerance: what counts as right, in words; "" where only signs are asked for.
        uncover: nothing is covered any more.
        again: the same questions from the start, once something was answered.
        action: where the forms go.
        hidden: what they send along.
    """

    items: tuple[Item, ...]
    forms: tuple[Item, ...]
    last: tuple[str, Reply] | None
    right: int
    first: int
    count: int
    finished: bool
    line: str
    tolerance: str
    uncover: Go
    again: Go | None
    action: str
    hidden: tuple[tuple[str, str], ...]


def quiz(moment: Moment, links: Links, here: tuple[tuple[str, str], ...]) -> Quiz | None:
    """The questions of a moment; None where nothing is covered.

    Args:
        moment: with what its address covers.
        links: out of it.
        here: the parameters of the moment.
    """
    if not moment.covered:
        return None
    answers: dict[Number, list[str]] = {number: [] for number in moment.covered}
    by_key = {key_of(number): number for number in moment.covered}
    for key, said in moment.lesson.view.answers:
        if key in by_key:
            answers[by_key[key]].append(said)
    items = tuple(_item(moment, links, number, answers[number]) for number in moment.covered)
    right = [item for item in items if item.state == "right"]
    first = sum(_at_once(moment, by_key[item.key], answers[by_key[item.key]]) for item in right)
    finished = all(item.state in ("right", "shown") for item in items)
    return Quiz(
        items=items,
        forms=tuple(item for item in items if item.state in ("open", "wrong"))[:MOST_FORMS],
        last=_last(moment, by_key),
        right=len(right),
        first=first,
        count=len(items),
        finished=finished,
        line=_line(moment, items, len(right), first),
        tolerance=_tolerance(moment),
        uncover=links.viewed(cover=(), answers=()),
        again=links.viewed(answers=()) if moment.lesson.view.answers else None,
        action=f"{links.root}/answer",
        hidden=here,
    )


def _tolerance(moment: Moment) -> str:
    numbers = [number for number, sign in moment.covered.items() if not sign]
    if not numbers:
        return ""
    share = text(100 * TOLERANCE)
    if any(one[0].endswith("_new") for one in numbers):
        return _(
            "Right is what is within {share} %, or half a unit of the last digit that you type; of a new value,"
            " {share} % of its change.",
            share=share,
        )
    return _("Right is what is within {share} %, or half a unit of the last digit that you type.", share=share)


def quiz_me(moment: Moment, links: Links) -> tuple[str, Go] | None:
    """What a quiz on the pass of the cursor is called, and the way to it: to the end of that pass, all of it covered.

    None where that is after the end of the lesson.
    """
    lesson = moment.lesson
    operation = lesson.operation or lesson.next_operation
    (which,) = operation.group("pass")
    number = int(str(which))
    phase = ("loss", "gradients", "update")[number]
    end = lesson.within(lesson.program.end_of(phase))  # type: ignore[arg-type]
    if end.time > lesson.last_time:
        return None
    return _(PASSES[number]), links.to(end.viewed(cover=(PASS,), answers=(), focus="", guide=""))


def _item(moment: Moment, links: Links, number: Number, said: list[str]) -> Item:
    sign, key = moment.covered[number], key_of(number)
    name, open_ = name_of(moment.symbols, number), number in moment.open
    told = answered(moment, number, said[-1], sign=sign) if said else None
    if not open_:
        given_up = not any(_right(moment, number, one) for one in said)
        state, words = ("shown", _("shown")) if given_up else ("right", _("right"))
    elif not _answerable(moment, number):
        state, words = "waits", _("comes later")
    else:
        state, words = ("wrong", _("not right yet")) if said else ("open", _("to be answered"))

    def saying(answer: str) -> Go:
        return links.viewed(answers=(*moment.lesson.view.answers, (key, answer))[-MAX_ANSWERS:])

    words_of = dict(SIGNS)
    signs = tuple((one, _(words_of[SIGN_WORDS.get(one, one)]), saying(one)) for one in ("pos", "0", "neg"))
    return Item(
        key, name, sign, state, words, asking(name, sign=sign),
        told.words if told and open_ else "", told.given if told else "",
        saying(SHOW) if open_ else None, signs if sign and open_ else (),
    )  # fmt: skip


def _answerable(moment: Moment, number: Number) -> bool:
    """Whether the cursor has passed it, and nothing that it is computed from is hidden."""
    assert moment.covering is not None
    if not moment.computed(number[0], *number[1]):
        return False
    return not any(moment.hides(one[0], *one[1]) for one in _terms(moment, number))


def _terms(moment: Moment, number: Number) -> list[Number]:
    """What it is computed from; products that vanish with it are no terms of their own."""
    assert moment.covering is not None
    direct: list[Number] = []
    for one in moment.covering.operands(number):
        vanishes = number in moment.covering.given_away_by(one) and one not in moment.open
        direct += moment.covering.operands(one) if vanishes else [one]
    return direct


def _right(moment: Moment, number: Number, said: str) -> bool:
    return said != SHOW and moment.settles(number, said, sign=moment.covered[number])


def _at_once(moment: Moment, number: Number, said: list[str]) -> bool:
    return bool(said) and _right(moment, number, said[0])


def _last(moment: Moment, by_key: dict[str, Number]) -> tuple[str, Reply] | None:
    if not moment.lesson.view.answers:
        return None
    key, said = moment.lesson.view.answers[-1]
    if key not in by_key or by_key[key] in moment.open:
        return None
    number = by_key[key]
    if not moment.known(number[0], *number[1]):  # right, but of a number that rests on another one: not shown yet
        rests = Reply(said, None, _("Answered; it rests on a number that is covered."), ("", ""), "")
        return name_of(moment.symbols, number), rests
    return name_of(moment.symbols, number), answered(moment, number, said, sign=moment.covered[number])


def _line(moment: Moment, items: tuple[Item, ...], right: int, first: int) -> str:
    lesson = moment.lesson
    marks = {"right": "✓", "shown": _("shown"), "wrong": "✗"}
    each = _(", ").join(f"{item.name} {marks.get(item.state, '–')}" for item in items)
    return _(
        "{title}, training step {step}: {right} of {count} right, {first} at the first try ({each})",
        title=title(lesson, PRESETS[lesson.preset]),
        step=lesson.update + 1,
        right=right,
        count=len(items),
        first=first,
        each=each,
    )
