"""The address of a worksheet: that of its lesson, with a few parameters of its own."""

from collections.abc import Iterable

from app.address import grammar
from app.address.entry import Entry, one_of
from app.address.reading import part, put_all, texts
from app.ideas.rows import putting, whole, yes
from app.language import _
from app.lesson_url import parse, query
from app.worksheet import FIRST_SHEET, PARTS, Worksheet, plain_lesson
from engine.words import N_

MAX_BLANKS = 40
MAX_SHEET = 9999


def _read_parts(text: str, _sheet: Worksheet) -> tuple[str, ...]:
    found = grammar.subset(text, PARTS)
    if not found:
        raise grammar.Unreadable(_("nothing is asked for"))
    return found


SHEET_TABLE: tuple[Entry[Worksheet], ...] = (
    whole("blanks", "blanks", 1, MAX_BLANKS, "`8`", "how many numbers are left out"),
    Entry(
        "of", "all", N_("any of {names}, separated by commas", names=one_of(PARTS)),
        "the parts of the training step that they are out of",
        lambda state: state.of, putting("of"), _read_parts, lambda state: ",".join(state.of),
    ),
    whole("sheet", "sheet", 1, MAX_SHEET, "`1`", "the number of the sheet: another one has other blanks"),
    yes("rules", "rules", "whether the rules stand on it"),
    yes("key", "key", "whether it is the answer key"),
)  # fmt: skip


def parse_worksheet(pairs: Iterable[tuple[str, str]]) -> Worksheet:
    """The sheet that a query says; where the cursor stands and what is looked at leave it alone.

    Raises:
        BadInput: a parameter is unknown, repeated or not allowed.
    """
    given, own = list(pairs), {entry.name for entry in SHEET_TABLE}
    lesson = parse(pair for pair in given if pair[0] not in own)
    said = texts((pair for pair in given if pair[0] in own), SHEET_TABLE, ("of",))
    return put_all(Worksheet(plain_lesson(lesson)), said, SHEET_TABLE)


def worksheet_query(state: Worksheet) -> str:
    """The canonical query of a sheet: its lesson's, then what differs from the first sheet, in the table's order."""
    own = (part(entry, state) for entry in SHEET_TABLE if entry.of(state) != entry.of(FIRST_SHEET))
    return "&".join(filter(None, (query(state.lesson), *own)))
