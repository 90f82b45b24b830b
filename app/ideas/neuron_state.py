"""What the address of «one neuron» says."""

from dataclasses import dataclass, field, replace

from app.address.entry import Entry
from app.ideas.neuron_numbers import One

REACH = 5.0


LONGEST = 2.0


@dataclass(frozen=True, slots=True)
class Neuron:
    """What the page shows.

    Attributes:
        one: the neuron's numbers.
        which: the parameter that is moved: ``w1``, ``w2`` or ``b``.
        nudge: Δ of it.
        input: the answer to the first question, which number.
        hard: the answer to the second, which factor.
        slope: the answer to the third, how much.
        reveal: whether everything is shown without an answer.
    """

    one: One = field(default_factory=One)
    which: str = "w1"
    nudge: float = 0.4
    input: str = ""
    hard: str = ""
    slope: str = ""
    reveal: bool = False


def in_one(row: Entry[One]) -> Entry[Neuron]:
    """The same parameter, said by a state that holds the numbers."""
    return Entry(
        row.name, row.default, row.allowed, row.meaning,
        of=lambda state: row.of(state.one),
        put=lambda state, value: replace(state, one=row.put(state.one, value)),
        read=lambda said, state: row.read(said, state.one),
        write=lambda state: row.write(state.one),
    )  # fmt: skip


def settled_state(state: Neuron, shown: bool) -> Neuron:
    """The state that a change leads on from: answers that do not depend on numbers stay, what was shown stays shown."""
    if shown:
        return replace(state, input="", hard="", slope="", reveal=True)
    return replace(state, slope="")
