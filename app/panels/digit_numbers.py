"""A neuron's numbers in a digit network's picture: as texts with their ids, and in words."""

from app.drawing_lesson import Seen
from app.language import _
from app.moment import id_of
from app.numbers import data, text
from app.panels.marks import Text


def number_of(seen: Seen, at: tuple[float, float], css: str, quantity: str, *place: int) -> Text:
    """A number with its id; nothing where it is not known yet, so that its place can be filled while the pen moves."""
    key, moment = id_of(quantity, *place), seen.moment
    if not moment.known(quantity, *place):
        return Text(*at, "", f"num {css}", key)
    value = moment.number(quantity, *place)
    return Text(*at, text(value), f"num {css}", key, data(value))


def a_digit(digit: int) -> str:
    """``a 7``, ``an 8``."""
    return _("an {digit}", digit=digit) if digit == 8 else _("a {digit}", digit=digit)


def spoken(seen: Seen, place: tuple[int, int]) -> str:
    """A neuron's numbers in words."""
    moment, symbols = seen.moment, seen.moment.symbols
    z, a = symbols.neuron(*place), symbols.activation(*place)
    names = {"a": a, "da_dz": f"σ′({z})", "dC_dz": symbols.delta(*place)}
    known = [f"{name} {text(moment.number(q, *place))}" for q, name in names.items() if moment.known(q, *place)]
    if not known:
        return _("neuron {name}: not computed yet", name=z)
    return _("neuron {name}: {values}", name=z, values=_(", ").join(known))
