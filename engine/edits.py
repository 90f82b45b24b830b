"""What is done by hand in a lesson: a parameter or η set, a parameter frozen or let go, an example left out.

Each happens after a count of updates, and the training step that follows is the first to feel it. What an optimiser
remembers stays as it is, but for what is frozen, which remembers nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.parameters import Parameter


@dataclass(frozen=True, slots=True)
class Edit:
    """One parameter set to a value.

    Attributes:
        parameter: which one.
        value: its new value.
        updates: after how many updates it happens.
    """

    parameter: Parameter
    value: float
    updates: int = 0


@dataclass(frozen=True, slots=True)
class RateEdit:
    """The learning rate η set to a value."""

    value: float
    updates: int = 0


@dataclass(frozen=True, slots=True)
class FreezeEdit:
    """A parameter or a group frozen, or let go again.

    Attributes:
        name: as in ``Recipe.frozen``: ``w3``, ``b1``, ``layer2``, ``biases``.
        frozen: True: no update changes it from now on; False: it learns.
        updates: after how many updates it happens.
    """

    name: str
    frozen: bool
    updates: int = 0


@dataclass(frozen=True, slots=True)
class ExampleEdit:
    """A training example left out, or taken in again.

    Attributes:
        example: its number in the training set, counted from 1.
        left_out: True: no update learns from it from now on.
        updates: after how many updates it happens.
    """

    example: int
    left_out: bool
    updates: int = 0


AnyEdit = Edit | RateEdit | FreezeEdit | ExampleEdit


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a training step is made under.

    Attributes:
        learning_rate: η.
        frozen: the names of what no update changes.
        left_out: the numbers of the training examples that are left out, rising.
    """

    learning_rate: float
    frozen: tuple[str, ...]
    left_out: tuple[int, ...] = ()


def conditions(learning_rate: float, frozen: tuple[str, ...], edits: Sequence[AnyEdit], updates: int) -> Conditions:
    """The conditions of the training step after so many updates.

    Args:
        learning_rate: of the recipe.
        frozen: of the recipe.
        edits: all that was done by hand, sorted by their count of updates.
        updates: edits of later counts do not count yet.
    """
    held, left_out = list(frozen), set[int]()
    for edit in edits:
        if edit.updates > updates:
            break
        match edit:
            case RateEdit(value):
                learning_rate = value
            case FreezeEdit(name, freezes):
                held = [one for one in held if one != name] + [name] * freezes
            case ExampleEdit(example, leaves):
                left_out = left_out | {example} if leaves else left_out - {example}
    return Conditions(learning_rate, tuple(held), tuple(sorted(left_out)))
