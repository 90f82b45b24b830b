"""A stretch of a lesson: some of its moments in order, for a file or an animation that shows one after the other."""

from collections.abc import Callable
from dataclasses import dataclass

from app.errors import BadInput
from app.language import _
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.limits import MAX_UPDATES
from app.parameters import Pairs, choice, whole, without

BEGINNINGS = ("step", "here", "start")
"""Where a stretch begins: with the training step that is shown, with the cursor, or with the lesson."""

_OWN = ("from", "count")


@dataclass(frozen=True, slots=True)
class Span:
    """Moments of a lesson.

    Attributes:
        lesson: at its cursor, with nothing covered and nothing open.
        begins: one of ``BEGINNINGS``.
        count: through how many training steps it goes, the first of them included.
        times: the moments, in order; the cursor is among them if it lies between the first and the last.
    """

    lesson: Lesson
    begins: str
    count: int
    times: tuple[int, ...]

    @property
    def query(self) -> str:
        """Its canonical address, without what is so by default."""
        own = [f"from={self.begins}"] if self.begins != BEGINNINGS[0] else []
        own += [f"count={self.count}"] if self.count != 1 else []
        return "&".join(part for part in (query(self.lesson), *own) if part)

    @property
    def first(self) -> int:
        """The place, counted from 0, of the moment that is shown first: the cursor's, else the first of all."""
        return self.times.index(self.lesson.time) if self.lesson.time in self.times else 0


def read_span(pairs: Pairs, most: Callable[[Lesson], int]) -> Span:
    """The stretch that an address says: a lesson's parameters, and ``from`` and ``count``.

    Args:
        pairs: names and values of the query.
        most: how many moments of a lesson there may be; how far one is from the next is the lesson's ``step``.

    Raises:
        BadInput: a parameter is not allowed, or there are more moments.
    """
    lesson = parse(without(pairs, _OWN))
    lesson = lesson.viewed(screen="page", zoom=1, guide="", panels=(), focus="", cover=(), answers=())
    return span(lesson, choice(pairs, "from", BEGINNINGS), whole(pairs, "count", 1, 1, MAX_UPDATES), most(lesson))


def span(lesson: Lesson, begins: str, count: int, most: int) -> Span:
    """A stretch of a lesson; see ``read_span``."""
    program, size = lesson.program, lesson.view.step
    first = {"step": lesson.update * len(program), "here": lesson.time, "start": 0}[begins]
    if begins == "step" and first > 0:  # where the update before ends is no part of this training step
        first = program.forward_from(first, size)
    last = min((lesson.at(first).update + count) * len(program), lesson.last_time)
    times, time = set[int](), first
    while time < last and len(times) <= most:
        times.add(time)
        time = program.forward_from(time, size)
    times.add(last)
    if first <= lesson.time <= last:
        times.add(lesson.time)
    if len(times) > most:
        raise BadInput(
            "count", count, _("so many training steps that they are at most {most} moments", most=most),
            _("these are more than {most} moments; a larger step (layer, pass, update) makes them fewer", most=most),
        )  # fmt: skip
    return Span(lesson, begins, count, tuple(sorted(times)))
