"""Inputs and targets, made to fit other layers or another loss."""

from app.address import grammar
from app.address.change import Change
from app.address.defaults import one_hot
from app.address.grammar import Unreadable
from engine.arrays import readonly
from engine.lesson import Rows
from engine.losses import TargetError, check_targets


def examples(change: Change) -> None:
    """Inputs of another width go, and targets of another width, of another number or outside the loss's domain."""
    if change.texts.get("data"):
        return  # it fits, or the parser says why not
    if change.texts.get("test", "0") != "0":
        change.drop("data", "test")  # a part of what is gone
    default = change.default
    inputs = _fitting(change, "x", change.after[0], None if change.before is None else change.before[0])
    targets = _fitting(change, "target", change.after[-1], None if change.before is None else change.before[-1])
    if inputs == ():
        change.drop("inputs", "x")
    count = len(inputs or default.inputs)
    chosen = default.targets if targets is None else targets
    loss = change.texts.get("loss", default.loss)
    misses_inputs = len(chosen) != count and (not inputs or targets is None)
    if not chosen or misses_inputs or not _suits(chosen, loss):
        fits = len(default.targets) == count and _suits(default.targets, loss)
        change.drop("targets", "target", None if fits else grammar.write_rows((one_hot(change.after[-1]),) * count))


def _suits(targets: Rows, loss: str) -> bool:
    try:
        check_targets(loss, readonly(targets, "target", 2))
    except TargetError:
        return False
    return True


def _fitting(change: Change, parameter: str, width: int, width_before: int | None) -> Rows | None:
    """The rows given, () where they fitted before and do not now, None where there are none.

    Raises:
        Unreadable: they never fitted.
    """
    text = change.texts.get(parameter)
    if text is None:
        return None
    rows = tuple(map(grammar.numbers, text.split(";")))
    if all(len(row) == width for row in rows):
        return rows
    if all(len(row) == (width_before or len(rows[0])) for row in rows):
        return ()
    raise Unreadable
