"""The address of a moment as a course's file has it: of a lesson, a training, a digit, a comparison or an idea."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from app.comparison import comparison_query, parse_comparison
from app.drawing_url import drawing_query, parse_drawing
from app.errors import BadInput
from app.ideas.catalogue import BY_NAME
from app.lesson_url import parse, query

Pairs = list[tuple[str, str]]

PAGES: dict[str, Callable[[Pairs], str]] = {
    "/lesson": lambda pairs: query(parse(pairs)),
    "/train": lambda pairs: query(parse(pairs)),
    "/digit": lambda pairs: drawing_query(parse_drawing(pairs)),
    "/compare": lambda pairs: comparison_query(*parse_comparison(pairs)),
    # mypy infers no type for a lambda that keeps its idea in a default
    **{
        f"/ideas/{name}": lambda pairs, idea=idea: idea.query(idea.parse(pairs))  # type: ignore[misc]
        for name, idea in BY_NAME.items()
    },
}
"""The canonical query of each page's."""

ALLOWED = "path and query of a lesson, training, digit, comparison or idea, such as /lesson?preset=mazur&at=loss"


def canonical(address: str) -> tuple[str, str]:
    """Path and canonical query of an address without scheme, host and prefix; a query alone is a lesson's.

    Raises:
        BadInput: there is no such page; or its own parameters are refused.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadInput("address", address, ALLOWED, str(error)) from None
    path = "/lesson" if address.startswith("?") else parts.path
    if parts.scheme or parts.netloc or parts.fragment or path not in PAGES:
        raise BadInput("address", address, ALLOWED, "this is no page of a moment")
    return path, PAGES[path](parse_qsl(parts.query, keep_blank_values=True))
