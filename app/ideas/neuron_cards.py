"""The quantities of one neuron's chain as cards, and the ratios of shorter and shorter steps."""

from dataclasses import dataclass

from app.ideas.neuron_numbers import Changes, One, changes, numbers
from app.ideas.neuron_questions import NAMES
from app.numbers import data, text


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed and at full precision."""

    text: str
    data: str


@dataclass(frozen=True, slots=True)
class Card:
    """One quantity of the chain.

    Attributes:
        id: of its change.
        name: its letter.
        before: its value.
        after: its value after the step; None as long as it is covered.
        change: its change, evaluated; None as long as it is covered.
        said: its change as the derivatives say; None where it is covered, or the quantity is the moved one.
        bar: the change on the scale of all of them: x and width in hundredths, from the middle; None where covered.
        css: ``neg`` for a change below 0.
    """

    id: str
    name: str
    before: Number
    after: Number | None
    change: Number | None
    said: Number | None
    bar: tuple[float, float] | None
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    """Measured ratios of one step: Δw, Δz/Δw, ΔC/Δz, ΔC/Δw."""

    by: Number
    ratios: tuple[Number, Number, Number]


def as_number(value: float) -> Number:
    """As it is printed, and at full precision."""
    return Number(text(_clean(value)), data(value))


def signed(value: float) -> Number:
    """A change, with its sign."""
    return Number(f"+{text(_clean(value))}" if value > 0 else text(_clean(value)), data(value))


def _clean(value: float) -> float:
    """The number without the dust that subtracting 1.1 from 1.7 leaves in its sixteenth digit."""
    return float(f"{value:.12g}")


def cards(one: One, which: str, step: Changes, seen: int) -> tuple[Card, ...]:
    """The four quantities of the chain; what is not answered yet is covered."""
    before, after = numbers(one), numbers(one.moved(which, step.by))
    top = max(abs(change) for change in (step.by, step.z, step.a, step.C)) or 1.0
    own = getattr(one, which)
    found: list[tuple[str, str, float, float, float, float | None, int]] = [
        ("w", NAMES[which], own, own + step.by, step.by, None, 0)
    ]
    for name, change, said, place, level in (
        ("z", step.z, step.predicted[0], (1, 1), 1),
        ("a", step.a, step.predicted[1], (1, 1), 3),
        ("C", step.C, step.predicted[2], (), 3),
    ):
        found.append((name, name, before.number(name, *place), after.number(name, *place), change, said, level))
    return tuple(
        Card(
            f"change-{key}", name, as_number(old),
            as_number(new) if seen >= level else None,
            signed(change) if seen >= level else None,
            signed(said) if said is not None and seen >= level else None,
            (min(50.0, 50 + 50 * change / top), 50 * abs(change) / top) if seen >= level else None,
            "neg" if change < 0 else "",
        )
        for key, name, old, new, change, said, level in found
    )  # fmt: skip


def ratio_rows(one: One, which: str, by: float) -> tuple[Row, ...]:
    """The ratios of the step, of a tenth of it, and so on."""
    rows = []
    for part in (1, 10, 100, 1000):
        step = changes(one, which, by / part)
        if step.by and step.z:
            ratios = (step.z / step.by, step.C / step.z, step.C / step.by)
            rows.append(Row(signed(step.by), (as_number(ratios[0]), as_number(ratios[1]), as_number(ratios[2]))))
    return tuple(rows)
