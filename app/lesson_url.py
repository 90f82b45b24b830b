"""The address of a lesson: its one parser and its one printer.

An address says only what differs from its preset; every lesson has one canonical address, and
``parse(parse_qsl(query(lesson), keep_blank_values=True))`` is that lesson again.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import quote

from app.address.checks import check
from app.address.defaults import FIRST, prepared
from app.address.entry import Entry
from app.address.fitting import fitted
from app.address.grammar import Unreadable
from app.address.moment_entries import DROPPED, MOMENT_ENTRIES, PANELS
from app.address.recipe_entries import RECIPE_ENTRIES
from app.address.table import BY_NAME, TABLE, parameter_table
from app.errors import BadInput, echo
from app.lesson import Lesson
from app.limits import MAX_ADDRESS
from engine.lesson import Recipe

_READABLE = ",;:@"
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
    texts = _texts(given, fit=fit)
    if fit:
        texts = fitted(texts)
    lesson = prepared(FIRST)
    for entry in TABLE:
        if entry.name in texts:
            try:
                lesson = entry.put(lesson, entry.read(texts[entry.name], lesson))
            except Unreadable as error:
                raise entry.refuse(texts[entry.name], str(error)) from error
    check(lesson)
    return lesson


def query(lesson: Lesson) -> str:
    """The canonical address of a lesson: the shortest, in the order of the table; "" for the first preset's start."""
    moment = (_part(entry, lesson) for entry, default in _STILL if entry.of(lesson) != default)
    return "&".join((*_recipe_parts(lesson.preset, lesson.recipe), *moment))


@lru_cache(maxsize=1024)
def _recipe_parts(preset: str, recipe: Recipe) -> tuple[str, ...]:
    """The parts of an address that say its recipe: each of them what the parts before it leave open."""
    lesson, said = Lesson(preset, recipe), prepared(FIRST)
    parts = []
    for entry in RECIPE_ENTRIES:
        value = entry.of(lesson)
        if value != entry.of(said):
            parts.append(_part(entry, lesson))
            said = entry.put(said, value)
    return tuple(parts)


def _part(entry: Entry, lesson: Lesson) -> str:
    return f"{entry.name}={quote(entry.write(lesson), safe=_READABLE)}"


def _texts(pairs: list[tuple[str, str]], *, fit: bool) -> dict[str, str]:
    """Each parameter's one text; a form that fits may send a list in several parts."""
    texts: dict[str, str] = {}
    for name, text in pairs:
        if name not in BY_NAME:
            nearest = get_close_matches(name, BY_NAME, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            raise BadInput(str(echo(name)), text, ", ".join(BY_NAME), f"there is no parameter “{echo(name)}”{hint}")
        if name in texts and not (fit and name in _LISTS):
            raise BY_NAME[name].refuse(text, f"{name} is given more than once")
        texts[name] = ",".join(part for part in (texts.get(name), text) if part) if name in texts else text
    if sum(len(name) + len(text) + 2 for name, text in texts.items()) > MAX_ADDRESS:
        raise BadInput("address", None, f"at most {MAX_ADDRESS} characters", "the address is too long")
    return texts


__all__ = ["DROPPED", "PANELS", "parameter_table", "parse", "query"]
