"""A course: named moments in their order, read from a TOML file that a teacher writes."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.course_address import canonical
from app.errors import Problem, echo
from app.language import ENGLISH, LANGUAGES, language
from app.limits import MAX_COURSE_ITEMS, MAX_COURSE_TEXT

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a course, or an item of one, is called in an address."""

_NAMED = "small letters, digits and single hyphens between them, at most 60"
_COURSE = ("title", "lead", "item")
_ITEM = ("name", "title", "text", "address", "question", "answer", "notes")


class CourseError(ValueError):
    """A course's file cannot be read as one; the message says where, what stands there, and what may."""


@dataclass(frozen=True)
class Said:
    """A text in one or more languages, by their tags; "" for none at all."""

    texts: Mapping[str, str]

    def __str__(self) -> str:
        """In the language spoken now, else in English, else in the first one that it has."""
        return self.texts.get(language()) or self.texts.get(ENGLISH) or next(iter(self.texts.values()), "")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What stands between empty lines."""
        return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", str(self).strip()) if part)


NOTHING = Said({})


@dataclass(frozen=True)
class Item:
    """A moment of a course.

    Attributes:
        name: in the address, ``/course/<course>/<name>``.
        title: what it is called.
        text: what to see there, in paragraphs.
        path: of the page that shows it, such as ``/lesson``.
        query: that page's, canonical.
        question: what to ask the class, or nothing.
        answer: to the question, folded away, or nothing.
        notes: for the teacher, or nothing.
    """

    name: str
    title: Said
    text: Said
    path: str
    query: str
    question: Said = NOTHING
    answer: Said = NOTHING
    notes: Said = NOTHING


@dataclass(frozen=True)
class Course:
    """A course; its address is ``/course/<name>``."""

    name: str
    title: Said
    lead: Said
    items: tuple[Item, ...]

    def place(self, name: str) -> int | None:
        """Which item is called so, counted from 0; None for no such item."""
        return next((place for place, item in enumerate(self.items) if item.name == name), None)


def read_course(name: str, content: str) -> Course:
    """The course that a file's content says.

    Args:
        name: of the course, that of its file without ``.toml``.
        content: of the file.

    Raises:
        CourseError: it is no TOML; or a field is missing, unknown, or not what it may be.
    """
    if not NAME.fullmatch(name) or len(name) > 60:
        raise CourseError(f"a course cannot be called “{echo(name)}”; allowed: {_NAMED}")
    try:
        said = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"it is no TOML: {error}") from None
    _known(said, _COURSE, "the course")
    rows = said.get("item")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CourseError("item is missing; allowed: one [[item]] for each moment")
    if not 1 <= len(rows) <= MAX_COURSE_ITEMS:
        raise CourseError(f"there are {len(rows)} items; allowed: 1 to {MAX_COURSE_ITEMS}")
    lines = [content.count("\n", 0, match.start()) + 1 for match in re.finditer(r"(?m)^\s*\[\[\s*item\s*\]\]", content)]
    items: list[Item] = []
    for number, row in enumerate(rows, 1):
        line = f"line {lines[number - 1]}, " if len(lines) == len(rows) else ""
        try:
            item = _item(row)
            if item.name in [other.name for other in items]:
                raise CourseError(f"name: “{item.name}” is the name of an item before; allowed: another")
        except CourseError as error:
            raise CourseError(f"{line}item {number}: {error}") from None
        items.append(item)
    return Course(name, _said(said, "title", "the course: "), _said(said, "lead", "the course: ", ""), tuple(items))


def _item(row: dict[str, Any]) -> Item:
    _known(row, _ITEM, "an item")
    name = row.get("name")
    if not isinstance(name, str) or not NAME.fullmatch(name) or len(name) > 60:
        raise CourseError(f"name: {_shown(name)}; allowed: {_NAMED}")
    address = row.get("address")
    if not isinstance(address, str):
        raise CourseError(
            f"address: {_shown(address)}; allowed: a path and query, such as /lesson?preset=mazur&at=loss"
        )
    try:
        path, query = canonical(address)
    except Problem as problem:
        field = f"{problem.field}: " if problem.field != "address" else ""
        held = f" ({problem.value})" if problem.value is not None else ""
        raise CourseError(f"address: {field}{problem.message}{held}; allowed: {problem.allowed}") from None
    question, answer, notes = (_said(row, field, "", "") for field in ("question", "answer", "notes"))
    if answer.texts and not question.texts:
        raise CourseError("answer: there is no question; allowed: an answer beside a question")
    return Item(name, _said(row, "title"), _said(row, "text"), path, query, question, answer, notes)


def _known(table: dict[str, Any], names: tuple[str, ...], what: str) -> None:
    for name in table:
        if name not in names:
            raise CourseError(f"{what} has no field “{echo(name)}”; allowed: {', '.join(names)}")


def _said(table: dict[str, Any], field: str, where: str = "", default: str | None = None) -> Said:
    """A text: one for all languages, or one by language, ``title.en = "…"``."""
    given = table.get(field, default)
    texts = {ENGLISH: given} if isinstance(given, str) else given
    allowed = f"a text, or one for each language: {', '.join(f'{field}.{tag}' for tag in LANGUAGES)}"
    if not isinstance(texts, dict) or not texts:
        raise CourseError(f"{where}{field}: {_shown(given)}; allowed: {allowed}")
    for tag, text in texts.items():
        if tag not in LANGUAGES:
            raise CourseError(f"{where}{field}.{echo(tag)}: there is no such language here; allowed: {allowed}")
        if not isinstance(text, str) or (default is None and not text.strip()):
            raise CourseError(f"{where}{field}: {_shown(text)}; allowed: {allowed}")
        if len(text) > MAX_COURSE_TEXT:
            raise CourseError(f"{where}{field}: {len(text)} characters; allowed: at most {MAX_COURSE_TEXT}")
    return Said({tag: text for tag, text in texts.items() if text.strip()})


def _shown(value: object) -> str:
    return "it is missing" if value is None else f"it is {echo(value)!r}"
