"""Reading and writing any address by its table: the one mechanism behind the address of a lesson and of a drawing."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import quote

from app.address.entry import Entry, Said
from app.address.grammar import Unreadable
from app.errors import BadInput, echo
from app.language import _
from app.limits import MAX_ADDRESS

_READABLE = ",;:@"

Table = Sequence[Entry[Said]]


def texts(pairs: Iterable[tuple[str, str]], table: Table[Said], lists: Iterable[str] = ()) -> dict[str, str]:
    """Each parameter's one text.

    Args:
        pairs: names and values of a query, decoded.
        table: the parameters that there are.
        lists: those that may come in several parts.

    Raises:
        BadInput: a parameter is unknown or repeated, or all together are too long.
    """
    by_name = {entry.name: entry for entry in table}
    found: dict[str, str] = {}
    for name, text in pairs:
        if name not in by_name:
            nearest = get_close_matches(name, by_name, n=1)
            unknown = _("there is no parameter “{name}”", name=echo(name))
            if nearest:
                unknown = _(
                    "there is no parameter “{name}”; did you mean {nearest}?",
                    name=echo(name),
                    nearest=nearest[0],
                )
            raise BadInput(str(echo(name)), text, ", ".join(by_name), unknown)
        if name in found and name not in lists:
            raise by_name[name].refuse(text, _("{name} is given more than once", name=name))
        found[name] = ",".join(part for part in (found.get(name), text) if part) if name in found else text
    if sum(len(name) + len(text) + 2 for name, text in found.items()) > MAX_ADDRESS:
        allowed = _("at most {n} characters", n=MAX_ADDRESS)
        raise BadInput("address", None, allowed, _("the address is too long"))
    return found


def put_all(said: Said, given: Mapping[str, str], table: Table[Said]) -> Said:
    """What an address says, starting from what holds when it says nothing.

    Raises:
        BadInput: a value is not allowed; it names the first such parameter.
    """
    for entry in table:
        if entry.name in given:
            try:
                said = entry.put(said, entry.read(given[entry.name], said))
            except Unreadable as error:
                raise entry.refuse(given[entry.name], str(error)) from error
    return said


def part(entry: Entry[Said], said: Said) -> str:
    """``name=value``, ready for a query."""
    return f"{entry.name}={_quoted(entry.write(said))}"


@lru_cache(maxsize=2_000)
def _quoted(text: str) -> str:
    """The many addresses of one page say much the same."""
    return quote(text, safe=_READABLE)


def markdown(table: Table[Said]) -> str:
    """The table in Markdown."""
    lines = ["| parameter | meaning | default | allowed |", "| --- | --- | --- | --- |"]
    lines += (f"| `{entry.name}` | {entry.meaning} | {entry.default} | {entry.allowed} |" for entry in table)
    return "\n".join(lines) + "\n"
