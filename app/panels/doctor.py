"""The doctor's panel: what is wrong, where, since when, why, and one cure to try."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from app.cures import Cure, cure
from app.language import _
from app.lesson import Lesson
from app.links import Go
from app.moment import id_of
from app.numbers import data, text
from app.panels.doctor_words import Findings
from app.symbols import Symbols
from engine.doctor import Case, diagnose
from engine.edits import conditions
from engine.findings import Finding


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that is wrong.

    Attributes:
        fault: as ``engine.findings.Fault`` names it.
        mild: whether the run can do its work all the same.
        title: its name.
        what: what is so, and where; one sentence.
        since: since when, in words.
        begin: to the moment where it began; None: that is here.
        why: one sentence.
        value: the number that says so, as printed and at full precision.
        limit: what it was held against, likewise.
        cure: what to try.
        tried: the run with it; None where a graver advice says the same.
    """

    fault: str
    mild: bool
    title: str
    what: str
    since: str
    begin: Go | None
    why: str
    value: tuple[str, str]
    limit: tuple[str, str]
    cure: Cure
    tried: Go | None


@dataclass(frozen=True, slots=True)
class Doctor:
    """What the doctor says of a run at one of its updates.

    Attributes:
        after: which update, in words.
        advices: the most serious first; none: nothing is wrong.
        flagged: the ids of the neurons that are named, like ``neuron-2-1``.
    """

    after: str
    advices: tuple[Advice, ...]
    flagged: frozenset[str]


def doctor(
    case: Case, lesson: Lesson, symbols: Symbols, at: Callable[[int], Go], cure_link: Callable[[dict[str, str]], Go]
) -> Doctor:
    """The panel of a run at its cursor.

    Args:
        case: what is examined.
        lesson: whose run it is.
        symbols: the names of its neurons.
        at: the run after so many updates.
        cure_link: where the same lesson with other values of some parameters of its address is seen.
    """
    found = diagnose(case)
    words = Findings(case, symbols)
    advices: list[Advice] = []
    for (_fault, mild), group in groupby(found, key=lambda one: (one.fault, one.mild)):
        same = tuple(group)
        first = min(same, key=lambda one: one.update)
        swings = first.fault == "rate" and not words.climbed(first)
        remedy = cure(same, lesson, _rate(lesson, first), swings=swings)
        title, what, why = words.of(same)
        begin = first.update - 1 if first.fault == "diverged" else first.update
        advices.append(
            Advice(
                first.fault, mild, title, what, _since(first), None if begin == case.updates else at(begin), why,
                (text(first.value), data(first.value)), (text(first.limit), data(first.limit)),
                remedy, None if remedy in [one.cure for one in advices] else cure_link(remedy.changes),
            )
        )  # fmt: skip
    return Doctor(
        _("after update {n:,}", n=case.updates) if case.updates else _("before any update"),
        tuple(advices),
        frozenset(id_of("neuron", one.layer, neuron) for one in found for neuron in one.neurons),
    )


def _rate(lesson: Lesson, finding: Finding) -> float:
    """η of the update where it began."""
    before = max(finding.update - 1, 0)
    return conditions(lesson.recipe.learning_rate, (), lesson.edits, before).learning_rate


def _since(finding: Finding) -> str:
    if finding.fault == "diverged":
        return _("in update {n}", n=finding.update)
    if finding.update == 0:
        return _("from the start")
    if finding.before is None:
        return _("at this update")
    if finding.before == finding.update - 1:
        return _("since update {n}", n=finding.update)
    return _("since an update from {first} to {last}", first=finding.before + 1, last=finding.update)
