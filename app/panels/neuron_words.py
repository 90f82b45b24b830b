"""What the neurons of the picture say, forward and in reverse: their numbers in words, for whoever hears the page."""

from app.language import _
from app.moment import Moment
from app.numbers import text
from app.panels.marks import COVERED


def neuron_words(moment: Moment, layer: int, neuron: int) -> str:
    """The numbers of a neuron or an input, with their letters."""
    symbols = moment.symbols
    z, a = symbols.neuron(layer, neuron), symbols.activation(layer, neuron)
    names = (
        {"x": z, "dC_dx": f"∂C/∂{z}"}
        if layer == 0
        else {
            "z": z,
            "a": a,
            "da_dz": f"σ′({z})",
            "dC_da": f"∂C/∂{a}",
            "dC_dz": symbols.delta(layer, neuron),
        }
    )
    numbers = _numbers(moment, names, (layer, neuron))
    if layer == 0:
        return _("input {name}: {numbers}", name=z, numbers=numbers)
    return _("neuron {name}: {numbers}", name=z, numbers=numbers)


def reversed_words(moment: Moment, place: tuple[int, int], *, cut: bool) -> str:
    """The numbers of a neuron in reverse, or of an input; ``cut``: whether its gain cuts the wire."""
    symbols = moment.symbols
    name = symbols.neuron(*place)
    if place[0] == 0:
        return _("input {name}: {numbers}", name=name, numbers=_numbers(moment, {"dC_dx": f"∂C/∂{name}"}, place))
    names = {
        "dC_da": f"∂C/∂{symbols.activation(*place)}",
        "da_dz": _("gain σ′({name})", name=name),
        "dC_dz": symbols.delta(*place),
    }
    numbers = _numbers(moment, names, place)
    if cut:
        return _("neuron in reverse {name}: {numbers}, which cuts the wire", name=name, numbers=numbers)
    return _("neuron in reverse {name}: {numbers}", name=name, numbers=numbers)


def _numbers(moment: Moment, names: dict[str, str], place: tuple[int, int]) -> str:
    """The numbers of a place that are shown, each after its name."""
    said = [
        f"{name} {text(moment.number(one, *place)) if moment.known(one, *place) else _(COVERED)}"
        for one, name in names.items()
        if moment.shown(one, *place)
    ]
    return _(", ").join(said) if said else _("not computed yet")
