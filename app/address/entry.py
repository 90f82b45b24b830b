"""One row of the table of an address's parameters, and the usual kinds of rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, Generic, TypeVar

from app.address import grammar
from app.errors import BadInput
from app.language import _
from app.lesson import Lesson
from engine.words import N_

Said = TypeVar("Said")
"""What an address says: a lesson, or a drawing."""

Put = Callable[[Lesson, Any], Lesson]


@dataclass(frozen=True)
class Entry(Generic[Said]):
    """A parameter of an address: how it is documented, what it says, and how it is read and written.

    Attributes:
        name: as in the address.
        default: what holds when it is absent, in words (here and below in English, to be said in any language).
        allowed: what it may be, in words.
        meaning: what it says, in words.
        of: the value that a lesson (or drawing) has.
        put: the lesson with another value, and with whatever follows from it.
        read: the value that a text says, given the lesson that the parameters before it in the table have made;
            raises ``Unreadable``.
        write: the one text of the value that a lesson has.
    """

    name: str
    default: str
    allowed: str
    meaning: str
    of: Callable[[Said], Any]
    put: Callable[[Said, Any], Said]
    read: Callable[[str, Said], Any]
    write: Callable[[Said], str]

    def refuse(self, text: str, reason: str) -> BadInput:
        """The error that says what the parameter held, what it may hold, and why this is refused."""
        return BadInput(self.name, text, plain(_(self.allowed)), reason)


def in_recipe(field: str) -> Put:
    """Puts a value into that field of the recipe."""
    return lambda lesson, value: replace(lesson, recipe=replace(lesson.recipe, **{field: value}))


def in_view(field: str) -> Put:
    """Puts a value into that field of the view."""
    return lambda lesson, value: replace(lesson, view=replace(lesson.view, **{field: value}))


def choice(name: str, field: str, names: tuple[str, ...], default: str, meaning: str) -> Entry[Lesson]:
    """A row for one name out of several.

    Args:
        name: of the parameter.
        field: where the lesson has it, like ``recipe.loss`` or ``view.theme``.
        names: the allowed ones; "" among them stays unsaid.
        default: in words.
        meaning: in words.
    """
    of = attrgetter(field)
    place, _, attribute = field.partition(".")
    return Entry(
        name, default, one_of(filter(None, names)), meaning,
        of, (in_recipe if place == "recipe" else in_view)(attribute),
        lambda text, _lesson: grammar.choice(text, names), of,
    )  # fmt: skip


def subset(name: str, field: str, names: tuple[str, ...], meaning: str) -> Entry[Lesson]:
    """A row for any of several names, kept in one order, in a field of the view; none by default."""
    of = attrgetter(f"view.{field}")
    return Entry(
        name, N_("none"), N_("any of {names}, separated by commas", names=one_of(names)), meaning,
        of, in_view(field),
        lambda text, _lesson: grammar.subset(text, names), lambda lesson: ",".join(of(lesson)),
    )  # fmt: skip


def plain(markdown: str) -> str:
    """Words without the marks that set off code."""
    return markdown.replace("`", "")


def one_of(names: Iterable[str]) -> str:
    """The names as they stand in an address, in words."""
    *rest, last = (f"`{name}`" for name in names)
    return N_("{names} or {last}", names=", ".join(rest), last=last) if rest else last
