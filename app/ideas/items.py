"""Pages of several questions, each with what is said to its answer and the numbers that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.address.entry import Entry
from app.asking import Mistake, Question, Reply, reply
from app.formula import Formula
from app.ideas.idea import IdeaLinks
from app.ideas.rows import answer, yes
from app.language import _, ngettext
from app.lesson import Lesson
from app.links import Go, Links
from app.numbers import data, text
from app.panels.letters import Letters, letters

CHOICES = ("a", "b", "c", "d")
"""What the address says of a choice: nothing about which is the true one."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered on such a page.

    Attributes:
        given: the name of each answered question with its answer, in the order of the questions.
        reveal: whether everything is shown without an answer.
    """

    given: tuple[tuple[str, str], ...] = ()
    reveal: bool = False


def answer_rows(names: Sequence[str]) -> tuple[Entry[Answers], ...]:
    """The address table of a page with these questions."""
    return (*(_row(name, names) for name in names), yes("reveal", "reveal", "shows everything without an answer"))


def _row(name: str, names: Sequence[str]) -> Entry[Answers]:
    plain = answer(name, "given", f"the answer to “{name}”")

    def put(state: Answers, value: str) -> Answers:
        said = {**dict(state.given), name: value}
        return replace(state, given=tuple((one, said[one]) for one in names if said.get(one)))

    def of(state: Answers) -> str:
        return dict(state.given).get(name, "")

    return replace(plain, of=of, put=put, write=of)


@dataclass(frozen=True, slots=True)
class Row:
    """One number of the evidence: what it is, as printed, at full precision, and whether it is of the backward pass."""

    words: str
    text: str
    data: str
    back: bool = False


def number_row(words: str, value: float, *, back: bool = False, digits: int = 3) -> Row:
    """A row of the evidence."""
    return Row(words, text(value, digits), data(value), back)


@dataclass(frozen=True, slots=True)
class Item:
    """One question with all that is shown before and after it.

    Attributes:
        name: of the parameter that brings the answer.
        title: its heading.
        line: a formula that stands before the question, or None.
        words: what stands before the question.
        question: what is asked.
        working: the formulas that are shown after the answer, each with what it is.
        rows: the numbers that are shown after the answer.
        more: a last sentence.
        lesson: where the numbers stand on a picture.
        verdict: whether what the title says is true, said after the answer; or "".
    """

    name: str
    title: str
    line: Formula | None
    words: str
    question: Question
    working: tuple[tuple[str, Formula], ...]
    rows: tuple[Row, ...]
    more: str
    lesson: Lesson
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class ItemView:
    """One question on the page.

    Attributes:
        item: the question; without its evidence as long as that is covered.
        said: the answer's reply, or None.
        truth: the right answer where it is shown without one, as printed and at full precision.
        open: whether the evidence is shown.
        lesson: the page of the moment where the numbers stand; "" as long as it is covered.
        hidden: the parameters of the page, for its form.
    """

    item: Item
    said: Reply | None
    truth: tuple[str, str]
    open: bool
    lesson: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ItemsView:
    """All questions of a page.

    Attributes:
        items: each question.
        score: how many were answered, and how many of them rightly, in words.
        reveal: shows everything; None where all of it is shown.
        again: the page without any answer; None where there is none.
        letters: what the letters mean.
    """

    items: tuple[ItemView, ...]
    score: str
    reveal: Go | None
    again: Go | None
    letters: Letters


def items_view(items: Sequence[Item], state: Answers, links: IdeaLinks[Answers]) -> ItemsView:
    """The page of these questions."""
    given = dict(state.given)
    shown = tuple(_shown(item, given.get(item.name, ""), state, links) for item in items)
    answered = [one for one in shown if one.said is not None and one.said.right is not None]
    right = sum(one.said is not None and bool(one.said.right) for one in answered)
    score = (
        _("{answered} of {asked} answered, {right} right", answered=len(answered), asked=len(shown), right=right)
        if answered
        else ngettext("{n} question", "{n} questions", len(shown), n=len(shown))
    )
    return ItemsView(
        shown,
        score,
        None if all(one.open for one in shown) else links.to(replace(state, reveal=True)),
        links.to(Answers()) if state != Answers() else None,
        letters("notes"),
    )


def _shown(item: Item, given: str, state: Answers, links: IdeaLinks[Answers]) -> ItemView:
    said = reply(item.question, given) if given else None
    opened = state.reveal or (said is not None and said.right is not None)
    if not opened:
        item = replace(item, working=(), rows=(), more="", verdict="")
    href = Links(item.lesson, links.root).here(item.lesson) if opened else ""
    truth = reply(item.question, str(item.question.right)).truth if opened and said is None else ("", "")
    return ItemView(item, said, truth, opened, href, links.hidden(state, item.name))


def two(name: str, words: str, numbers: tuple[float, float], right: int, because: str, wrong: str) -> Question:
    """Which of two numbers is the true one?

    Args:
        name: of the parameter.
        words: what is asked.
        numbers: both, in the order in which they are offered.
        right: the place of the true one, 0 or 1.
        because: said with every answer.
        wrong: what the other number is.
    """
    choices = tuple(zip(CHOICES, map(text, numbers), strict=False))
    return Question(name, words, "choice", CHOICES[right], because, choices, (Mistake(CHOICES[1 - right], wrong),))
