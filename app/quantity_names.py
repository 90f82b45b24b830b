"""What any number of a training step is called, in the letters of its network: ∂C/∂z₃, σ′(z₃), w₅ after the update."""

from app.covering import Number
from app.language import _
from app.symbols import Symbols


def name_of(symbols: Symbols, number: Number) -> str:
    """The letter of a number, as the picture has it."""
    quantity, place = number
    if quantity in ("C", "L", "L_new"):
        return _("{name} after the update", name="L") if quantity == "L_new" else quantity
    if len(place) == 3:
        w = symbols.weight(*place)
        layer, to, source = place
        return {
            "forward": f"{w} · {symbols.activation(layer - 1, source)}",
            "backward": f"{w} · {symbols.delta(layer, to)}",
            "dC_dw": f"∂C/∂{w}",
            "dL_dw": f"∂L/∂{w}",
            "w_new": _("{name} after the update", name=w),
        }.get(quantity, w)
    layer, neuron = place
    z, a = symbols.neuron(layer, neuron), symbols.activation(layer, neuron)
    b = symbols.bias(layer, neuron) if layer else ""
    return {
        "a": a,
        "y": symbols.output(neuron),
        "target": symbols.target(neuron),
        "da_dz": f"σ′({z})",
        "dC_da": f"∂C/∂{a}",
        "dC_dy": f"∂C/∂{symbols.output(neuron)}",
        "dC_dx": f"∂C/∂{z}",
        "dC_dz": symbols.delta(layer, neuron) if layer else "",
        "b": b,
        "dC_db": f"∂C/∂{b}",
        "dL_db": f"∂L/∂{b}",
        "b_new": _("{name} after the update", name=b),
    }.get(quantity, z)
