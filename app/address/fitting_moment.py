"""What was held fixed and set by hand, the cursor and what is looked at, made to fit other layers or another batch."""

import re
from collections.abc import Callable
from itertools import islice

from app.address import grammar, moments
from app.address.change import Change
from app.address.edits import read_edits
from app.address.grammar import Unreadable
from app.limits import MAX_TABLE_ROWS, MAX_UPDATES, most_updates
from engine.operations import program
from engine.parameters import parameter_name, parameter_named

_INDEXED = re.compile(r"[a-zA-Z_]+(-[0-9]{1,2}){2,3}")
_EXAMPLE = re.compile(r"n([1-9][0-9]{0,5}):.*")


def frozen(change: Change) -> None:
    """What is held fixed stays so where its layer keeps its shape, under the name that its place has now."""
    _named(change, "frozen", "frozen")


def edits(change: Change) -> None:
    """What was set by hand stays so where its layer keeps its shape, under the name that its place has now.

    An example that is gone is not left out any more; where none would remain, all are taken in again.
    """
    _named(change, "set", "edits")
    count = change.examples
    _without_examples(change, lambda number: number > count)
    try:
        read_edits(change.texts.get("set", ""), change.after, count)
    except Unreadable:
        _without_examples(change, lambda _: True)


def cursor(change: Change) -> None:
    """The nearest operation before the cursor that there still is; an update beyond the last becomes the last."""
    sizes = change.after
    most = most_updates(sizes, change.batch)
    if grammar.whole(change.texts.get("updates", "0"), 0, MAX_UPDATES) > most:
        change.drop("cursor", "updates", str(most))
        change.drop("cursor", "at")
    if grammar.whole(change.texts.get("run", "0"), 0, MAX_UPDATES) > most:
        change.drop("cursor", "run", str(most))
    at = change.texts.get("at")
    places = program(sizes, change.batch, with_dC_dx=change.texts.get("dx") == "1").places
    if not at or at in places:
        return
    old = program(change.before or sizes, 2, with_dC_dx=True)
    if at in old.places:
        earlier = (operation.key for operation in islice(reversed(old.operations), len(old) - old.places[at], None))
        change.drop("cursor", "at", next((key for key in earlier if key in places), ""))
    elif change.before is None and _INDEXED.fullmatch(at):
        change.drop("cursor", "at")


def example(change: Change) -> None:
    """The first example, when the batch no longer has the one that was drawn."""
    if grammar.whole(change.texts.get("example", "1"), 1, MAX_TABLE_ROWS) > change.batch:
        change.drop("example", "example")


def focus(change: Change) -> None:
    """Nothing in focus, when the picture no longer has it."""
    text = change.texts.get("focus", "")
    try:
        moments.focus(text, change.after)
    except Unreadable:
        if moments.focus(text, change.before) if change.before else _INDEXED.fullmatch(text):
            change.drop("focus", "focus")


def _named(change: Change, parameter: str, dropped: str) -> None:
    parts = grammar.names(change.texts.get(parameter, ""))
    kept = []
    for part in parts:
        name, colon, rest = part.partition(":")
        if new := _name(change, name):
            kept.append(f"{new}{colon}{rest}")
        else:
            change.dropped.add(dropped)
    if parts:
        change.texts[parameter] = ",".join(kept)


def _without_examples(change: Change, gone: Callable[[int], bool]) -> None:
    parts = grammar.names(change.texts.get("set", ""))
    kept = [part for part in parts if not ((found := _EXAMPLE.fullmatch(part)) and gone(int(found[1])))]
    if len(kept) < len(parts):
        change.drop("edits", "set", ",".join(kept))


def _name(change: Change, name: str) -> str:
    """What a group, a weight or a bias is called now; "" when it is gone; itself when it never was anything."""
    if name.startswith("layer") and name[5:].isdigit():
        return name if int(name[5:]) < len(change.after) else ""
    try:
        place = parameter_named(change.before or change.after, name)
    except KeyError:
        return "" if change.before is None and re.fullmatch(r"[wb][1-9][0-9]{0,5}", name) else name
    return parameter_name(change.after, place) if change.keeps(place.layer, inputs=place.kind == "w") else ""
