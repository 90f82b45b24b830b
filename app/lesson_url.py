"""The address of a lesson: its one parser and its one printer.

An address says only what differs from its preset; every lesson has one canonical address, and
``parse(parse_qsl(query(lesson), keep_blank_values=True))`` is that lesson again.
"""

from collections.abc import Iterable
from functools import lru_cache

from app.address.checks import check
from app.address.defaults import FIRST, prepared
from app.address.fitting import fitted
from app.address.moment_entries import DROPPED, MOMENT_ENTRIES, PANELS
from app.address.reading import part, put_all, texts
from app.address.recipe_entries import RECIPE_ENTRIES
from app.address.table import TABLE, parameter_table
from app.lesson import Lesson
from app.lesson_data import Data, Split
from engine.lesson import Recipe

_LISTS = ("act", "frozen", "set", "open")
_STILL = tuple((entry, entry.of(prepared(FIRST))) for entry in MOMENT_ENTRIES)


def parse(pairs: Iterable[tuple[str, str]], *, fit: bool = False) -> Lesson:
    """The lesson that an address says.

    Args:
        pairs: names and values of the query, decoded; a value may be empty.
        fit: what no longer fits its network is dropped and named in ``view.dropped``, instead of refused; so it is
            when the address itself says ``fit``.

    Raises:
        BadInput: a parameter is unknown or repeated, or its value is not allowed; it names the first such parameter.
    """
    given = list(pairs)
    fit = fit or any(name == "fit" for name, _ in given)
    said = texts(given, TABLE, _LISTS if fit else ())
    lesson = put_all(prepared(FIRST), fitted(said) if fit else said, TABLE)
    check(lesson)
    return lesson


def query(lesson: Lesson) -> str:
    """The canonical address of a lesson: the shortest, in the order of the table; "" for the first preset's start."""
    moment = (part(entry, lesson) for entry, default in _STILL if entry.of(lesson) != default)
    return "&".join((*_recipe_parts(lesson.preset, lesson.recipe, lesson.data, lesson.split, lesson.kept), *moment))


@lru_cache(maxsize=1024)
def _recipe_parts(preset: str, recipe: Recipe, data: Data | None, test: Split, kept: str) -> tuple[str, ...]:
    """The parts of an address that say its recipe: each of them what the parts before it leave open."""
    lesson, said = Lesson(preset, recipe, data=data, split=test, kept=kept), prepared(FIRST)
    parts = []
    for entry in RECIPE_ENTRIES:
        value = entry.of(lesson)
        if value != entry.of(said):
            parts.append(part(entry, lesson))
            said = entry.put(said, value)
    return tuple(parts)


__all__ = ["DROPPED", "PANELS", "parameter_table", "parse", "query"]
