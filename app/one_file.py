"""A stretch of a lesson as one HTML file that needs no server: every moment with picture, words, equation, numbers."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from app.build import STATIC
from app.errors import BadInput
from app.language import _
from app.lesson import Lesson
from app.limits import FILE_WORK, MAX_FILE_BYTES, MAX_FILE_MOMENTS, MOMENT_WORK
from app.links import Links
from app.moment import Moment, moment
from app.numbers import text
from app.panels.drawn import drawn
from app.panels.explanation import explanation
from app.panels.figures import preset_of
from app.panels.headline import title
from app.panels.present import present
from app.panels.sentences import sentence
from app.panels.tables import Table, tables
from app.panels.words import PHASE_WORDS
from app.picture_file import drawings
from app.picture_style import palette, style_of
from app.render import formula, render
from app.shared_marks import Drawing, SharedMarks
from app.span import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """One moment of the file.

    Attributes:
        number: its place, counted from 1.
        phase: of its last operation.
        phase_words: as printed.
        drawings: the network; two where it is drawn forward and reversed.
        sentence: what the step did.
        equations: as MathML.
    """

    number: int
    phase: str
    phase_words: str
    drawings: tuple[Drawing, ...]
    sentence: str
    equations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """A training step of the file.

    Attributes:
        number: counted from 1.
        learning_rate: as printed.
        shown: its moments.
        tables: its numbers; each table with the place of the moment that is the first to know a number, by the number's
            id.
    """

    number: int
    learning_rate: str
    shown: tuple[Shown, ...]
    tables: tuple[Table, ...]
    known_from: dict[str, int]


_CELL = 60
"""Bytes of a cell of a table at least, besides its number."""


def most_moments(lesson: Lesson) -> int:
    """How many moments of a lesson one file may have: those of a large network take longer to draw."""
    weights = sum(n_in * n_out for n_in, n_out in pairwise(lesson.recipe.sizes))
    work = (MOMENT_WORK + weights) * (2 if lesson.view.drawn == "both" else 1)
    return min(MAX_FILE_MOMENTS, FILE_WORK // work)


def one_file(span: Span, source: str) -> str:
    """The file.

    Args:
        span: what it shows.
        source: the address that it was made from, in full where that is known.

    Raises:
        BadInput: it would have more bytes than ``MAX_FILE_BYTES``.
    """
    marks, moments = SharedMarks(), tuple(_moments(span))
    trainings, size = [], 0
    for _update, group in groupby(enumerate(moments, 1), key=lambda one: one[1].lesson.update):
        trainings.append(_training(tuple(group), marks))
        size += sum(len(line) for one in trainings[-1].shown for line in one.equations)
        size += sum(_CELL + len(cell.data) for one in trainings[-1].tables for row in one.rows for cell in row.cells)
        _check(span, size + marks.size)
    first = min(span.first, len(moments) - 1)
    style, script = _style(frozenset(marks.classes)), _script()
    said = render(
        "one_file.html", title=_(title(span.lesson, preset_of(span.lesson))), trainings=trainings,
        stored=marks.written(), source=source,
        first=first + 1, count=len(moments), theme=span.lesson.view.theme, style=style, script=script,
        sentence=sentence(moments[first], present(moments[first])), policy=_policy(style, script),
    )  # fmt: skip
    said = _tight(said)
    _check(span, len(said.encode()))
    return said


def name_of(span: Span) -> str:
    """What the file is called where it is kept."""
    return f"{span.lesson.preset}-step-{span.lesson.update + 1}.html"


def policy_of(file: str) -> str:
    """The policy that a file names for itself: nothing but its own style and script."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', file)
    return found[1].replace("&#39;", "'") if found else ""


def _check(span: Span, size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise BadInput(
            "count", span.count, _("so many training steps that the file has at most {n} bytes", n=MAX_FILE_BYTES),
            _("the file would be larger; a larger step (layer, pass, update) or fewer training steps fit"),
        )  # fmt: skip


def _moments(span: Span) -> Iterator[Moment]:
    """The moments; those of a run that diverges end with the update whose result is not finite."""
    for time in span.times:
        now = moment(span.lesson.at(time))
        yield now
        if now.lesson.time < time:
            return


def _training(numbered: tuple[tuple[int, Moment], ...], marks: SharedMarks) -> Training:
    known_from: dict[str, int] = {}
    made: tuple[Table, ...] = ()
    for number, now in numbered:
        made = tables(now, Links(now.lesson))
        for cell in (cell for table in made for row in table.rows for cell in row.cells):
            if cell.data:
                known_from.setdefault(cell.ref, number)
    last = numbered[-1][1]
    return Training(
        last.lesson.update + 1, text(last.step.conditions.learning_rate),
        tuple(_shown(number, now, marks) for number, now in numbered), made, known_from,
    )  # fmt: skip


def _shown(number: int, now: Moment, marks: SharedMarks) -> Shown:
    lesson, here, links = now.lesson, present(now), Links(now.lesson)
    phase = lesson.operation.phase if lesson.operation else "start"
    said = sentence(now, here)
    picture = render("panels/picture.html", view={"picture": drawn(now, here, links), "sentence": said}, root="")
    return Shown(
        number, phase, _(PHASE_WORDS[phase]), tuple(marks.drawing(one) for one in drawings(picture)), said,
        tuple(formula(line) for line in explanation(now, here, links)[0]),
    )  # fmt: skip


def _style(classes: frozenset[str]) -> str:
    """The style of the pictures and of the page around them, in both themes."""
    light, dark = ("".join(f"--{name}:{pair[side]};" for name, pair in palette().items()) for side in range(2))
    themes = f':root[data-theme="light"]{{{light}}}\n:root[data-theme="dark"]{{{dark}}}'
    page = re.sub(r"/\*.*?\*/\s*", "", (STATIC / "one-file.css").read_text(), flags=re.DOTALL)
    return _tight(f"{style_of(classes, 'auto')}\n{themes}\n{page}")


@lru_cache
def _script() -> str:
    return _tight(re.sub(r"^//.*\n", "", (STATIC / "one-file.js").read_text(), flags=re.MULTILINE))


def _tight(text: str) -> str:
    """Without empty lines and indents; what is named by its bytes is so before it is named."""
    return re.sub(r"\n\s+", "\n", text)


def _policy(style: str, script: str) -> str:
    """Nothing is fetched, and no style or script holds but these."""

    def name(of: str) -> str:
        return b64encode(hashlib.sha256(of.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{name(style)}'; script-src 'sha256-{name(script)}';"
        " base-uri 'none'; form-action 'none'"
    )
