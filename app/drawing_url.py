"""The address of a drawing: its one parser and its one printer."""

from collections.abc import Iterable

from app.address.drawing_entries import DRAWING_TABLE
from app.address.reading import markdown, part, put_all, texts
from app.drawing import Drawing, first_drawing

_FIRST = first_drawing()
_DEFAULTS = tuple((entry, entry.of(_FIRST)) for entry in DRAWING_TABLE)


def parse_drawing(pairs: Iterable[tuple[str, str]]) -> Drawing:
    """The drawing that an address says.

    Args:
        pairs: names and values of the query, decoded; a value may be empty.

    Raises:
        BadInput: a parameter is unknown or repeated, or its value is not allowed; it names the first such parameter.
    """
    return put_all(_FIRST, texts(pairs, DRAWING_TABLE), DRAWING_TABLE)


def drawing_query(drawing: Drawing) -> str:
    """The canonical address of a drawing: the shortest, in the order of the table; "" for the first one's."""
    return "&".join(part(entry, drawing) for entry, default in _DEFAULTS if entry.of(drawing) != default)


def drawing_parameters() -> str:
    """The table in Markdown."""
    return markdown(DRAWING_TABLE)
