"""Two runs side by side: a lesson, and the same lesson with some parameters of its address otherwise.

The other one is said by ``vs``, a query within the query: ``vs=lr%3D1`` is the lesson with η = 1.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from app.address import network
from app.address.entry import Entry
from app.address.reading import part
from app.address.recipe_entries import RECIPE_ENTRIES
from app.address.table import BY_NAME
from app.errors import BadInput, echo
from app.language import _
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.training_run import Run, run_of

VS = "vs"
_COMPARED = (*RECIPE_ENTRIES, BY_NAME["set"])
_NAMES = frozenset(entry.name for entry in _COMPARED)
_EXAMPLES = ("x", "target")
_OF_LAYERS = ("w", "b", "frozen", "set", *_EXAMPLES)
"""What belongs to a network of certain sizes."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two runs at the same count of updates.

    Attributes:
        one: the lesson's own.
        other: with what differs.
        differs: the names of the parameters that differ, with the text of both.
    """

    one: Run
    other: Run
    differs: tuple[tuple[str, str, str], ...]


def parse_comparison(pairs: Iterable[tuple[str, str]]) -> tuple[Lesson, Lesson]:
    """The two lessons that an address says.

    Raises:
        BadInput: as ``parse`` for either; ``vs`` is missing, comes twice or holds something that cannot differ.
    """
    given = list(pairs)
    others = [text for name, text in given if name == VS]
    names = ", ".join(sorted(_NAMES))
    allowed = _("one or more of {names} with another value, such as lr%3D1", names=names)
    if len(others) != 1:
        raise BadInput(VS, None, allowed, _("{name} must be given once, and not {n} times", name=VS, n=len(others)))
    mine = [(name, text) for name, text in given if name != VS]
    changes = parse_qsl(others[0], keep_blank_values=True)
    for name, _value in changes:
        if name not in _NAMES:
            raise BadInput(VS, others[0], allowed, _("“{name}” cannot differ between the two", name=echo(name)))
    lesson = parse(mine)
    return lesson, changed(lesson, dict(changes))


def changed(lesson: Lesson, changes: dict[str, str]) -> Lesson:
    """The lesson with other values of some parameters; what does not fit them is dropped.

    What belongs to a network of certain sizes is meant for the sizes that these changes make.
    """
    later = {name: text for name, text in changes.items() if name in _OF_LAYERS}
    told = dict(parse_qsl(query(lesson), keep_blank_values=True))
    if changes.get("data"):
        told = {name: text for name, text in told.items() if name not in _EXAMPLES}
    made = _fitted(told | {name: text for name, text in changes.items() if name not in later}, lesson)
    return _fitted(dict(parse_qsl(query(made), keep_blank_values=True)) | later, made) if later else made


def _fitted(texts: dict[str, str], before: Lesson) -> Lesson:
    return parse({**texts, "fit": network.write_sizes(before.recipe.sizes)}.items())


def _differing(one: Lesson, other: Lesson) -> Iterator[Entry[Lesson]]:
    """The parameters that differ; examples that come from data are said by it."""
    for entry in _COMPARED:
        if entry.of(one) != entry.of(other) and not (other.data is not None and entry.name in _EXAMPLES):
            yield entry


def compared(one: Lesson, other: Lesson) -> Comparison:
    """Both runs, measured at the same counts as far as each of them goes."""
    first, second = run_of(one), run_of(other)
    counts = (first.updates, second.updates, first.end, second.end)
    texts = tuple((entry.name, entry.write(one), entry.write(other)) for entry in _differing(one, other))
    return Comparison(run_of(one, counts), run_of(other, counts), texts)


def comparison_query(one: Lesson, other: Lesson) -> str:
    """The canonical address of the two."""
    changes = "&".join(part(entry, other) for entry in _differing(one, other))
    return "&".join(filter(None, (query(one), f"{VS}={quote(changes, safe=',;:@')}")))
