"""A neuron's numbers in a digit network's picture: as printed and at full precision, and in words."""

import json
from functools import lru_cache
from typing import NamedTuple

from app.drawing_lesson import Seen
from app.language import _
from app.numbers import data, text


class Number(NamedTuple):
    """A number of the picture; nothing where it is not known yet, so that its place can be filled while the pen moves.

    Attributes:
        id: ``dC_dz-1-5``.
        content: as printed.
        data: at full precision.
    """

    id: str
    content: str = ""
    data: str = ""


def number_of(key: str, value: float | None) -> Number:
    """A number with its id."""
    return Number(key) if value is None else Number(key, text(value), data(value))


def drawn(number: Number, at: str, *, live: bool = False) -> str:
    """A number as an element; a page has a hundred, and nothing in them needs to be escaped.

    Args:
        number: what is written.
        at: where, and its classes, as ``standing`` says it.
        live: whether it changes while the pen moves.
    """
    value = f' data-value="{number.data}"' if number.data else ""
    return f'<text {at} id="{number.id}"{value}{" data-live" if live else ""}>{number.content}</text>'


@lru_cache(maxsize=256)
def standing(x: float, y: float, css: str) -> str:
    """Where a number stands within its card or row, and its classes."""
    return f'x="{x:g}" y="{y:g}" class="num {css}"'


def value_of(seen: Seen, quantity: str, *place: int) -> float | None:
    """A quantity's value; None where it is not known yet."""
    return seen.moment.number(quantity, *place) if seen.moment.known(quantity, *place) else None


def as_json(values: list[float]) -> str:
    """Numbers at full precision, written as ``app.numbers.data`` writes each."""
    return json.dumps(values, separators=(",", ":"))


def a_digit(digit: int) -> str:
    """``a 7``, ``an 8``."""
    return _("an {digit}", digit=digit) if digit == 8 else _("a {digit}", digit=digit)


def spoken(seen: Seen, place: tuple[int, int], a: Number, slope: Number, delta: Number) -> str:
    """A neuron's numbers in words.

    Args:
        seen: the moment.
        place: its layer and number.
        a: what it sends on.
        slope: its σ'(z).
        delta: its ∂C/∂z.
    """
    symbols = seen.moment.symbols
    z = symbols.neuron(*place)
    names = (symbols.activation(*place), f"σ′({z})", symbols.delta(*place))
    known = [f"{name} {one.content}" for name, one in zip(names, (a, slope, delta), strict=True) if one.content]
    if not known:
        return _("neuron {name}: not computed yet", name=z)
    return _("neuron {name}: {values}", name=z, values=_(", ").join(known))
