"""How what was done by hand is read from an address and written into it.

``w5:0.4`` and ``b1:-2@3`` set a parameter (after 3 updates), ``lr:0.1@50`` sets η, ``w3:frozen@60`` and ``w3:free@80``
freeze and let go, ``n17:out@90`` and ``n17:in@95`` leave a training example out and take it in again.
"""

from app.address import grammar, network
from app.address.grammar import Unreadable
from app.errors import echo
from app.language import _
from app.limits import MAX_LEARNING_RATE, MAX_UPDATES
from app.numbers import plain
from engine.edits import AnyEdit, Edit, ExampleEdit, FreezeEdit, RateEdit
from engine.parameters import parameter_name

_FREEZES = {"frozen": True, "free": False}
_LEAVES = {"out": True, "in": False}


def read_edits(text: str, of: tuple[int, ...], examples: int) -> tuple[AnyEdit, ...]:
    """Edits sorted by their count of updates; of two edits of one thing at one count the last one holds.

    Args:
        text: as in an address.
        of: neurons a layer, the input layer first.
        examples: how many training examples there are.

    Raises:
        Unreadable: it says no edits, or leaves no example to learn from.
    """
    found: dict[tuple[int, type[AnyEdit], str], AnyEdit] = {}
    for part in grammar.names(text):
        name, _, rest = part.partition(":")
        value, at, count = rest.partition("@")
        edit = _edit(name, value, grammar.whole(count, 0, MAX_UPDATES) if at else 0, of, examples)
        key = (edit.updates, type(edit), _name(edit, of))
        found.pop(key, None)
        found[key] = edit
    edits = tuple(sorted(found.values(), key=lambda edit: edit.updates))
    _check_examples(edits, examples)
    return edits


def write_edits(edits: tuple[AnyEdit, ...], of: tuple[int, ...]) -> str:
    """The one text of these edits."""
    return ",".join(
        f"{_name(edit, of)}:{_value(edit)}" + (f"@{edit.updates}" if edit.updates else "") for edit in edits
    )


def read_rate(text: str) -> float:
    """A learning rate.

    Raises:
        Unreadable: it is none, not above 0, or too large.
    """
    read = grammar.number(text, MAX_LEARNING_RATE)
    if read <= 0:
        raise Unreadable(_("the learning rate must be above 0"))
    return read


def _edit(name: str, value: str, updates: int, of: tuple[int, ...], examples: int) -> AnyEdit:
    if name == "lr":
        return RateEdit(read_rate(value), updates)
    if name[:1] == "n" and name[1:].isascii() and name[1:].isdigit():
        grammar.choice(value, _LEAVES)
        return ExampleEdit(grammar.whole(name[1:], 1, examples), _LEAVES[value], updates)
    if value in _FREEZES:
        (known,) = network.frozen(name, of)
        return FreezeEdit(known, _FREEZES[value], updates)
    return Edit(network.parameter(name, of), grammar.number(value), updates)


def _name(edit: AnyEdit, of: tuple[int, ...]) -> str:
    match edit:
        case Edit(parameter):
            return parameter_name(of, parameter)
        case RateEdit():
            return "lr"
        case FreezeEdit(name):
            return name
        case ExampleEdit(example):
            return f"n{example}"


def _value(edit: AnyEdit) -> str:
    match edit:
        case Edit(_, value) | RateEdit(value):
            return plain(value + 0.0)
        case FreezeEdit(_, frozen):
            return "frozen" if frozen else "free"
        case ExampleEdit(_, left_out):
            return "out" if left_out else "in"


def _check_examples(edits: tuple[AnyEdit, ...], examples: int) -> None:
    left_out = set[int]()
    for edit in edits:
        if isinstance(edit, ExampleEdit):
            left_out = left_out | {edit.example} if edit.left_out else left_out - {edit.example}
            if len(left_out) == examples:
                raise Unreadable(_("“{name}” leaves no example to learn from", name=echo(_name(edit, ()))))
