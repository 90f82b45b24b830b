"""One neuron in reverse, by itself: ∂C/∂z = σ′(z) [w₃ ∂C/∂z′ + w₄ ∂C/∂z″], and the question about it."""

from dataclasses import dataclass
from math import isfinite

from app.asking import Mistake, Question
from app.axes import Axis, linear
from app.formula import Formula
from app.ideas.equation import Equation
from app.ideas.number_lines import Shown
from app.ideas.plot import BOX, Plot, curve, dot
from app.language import _
from app.numbers import text
from app.panels.reversed_neurons import CUT
from app.scales import width_step
from engine.activations import Activation

REACH = 10.0
POINTS = 161
FUNCTIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu", "linear")


@dataclass(frozen=True, slots=True)
class Neuron:
    """What a reversed neuron is given.

    Attributes:
        z: what the forward pass left in it.
        first: w₃ and ∂C/∂z′.
        second: w₄ and ∂C/∂z″.
        function: its activation.
    """

    z: float
    first: tuple[float, float]
    second: tuple[float, float]
    function: str = "sigmoid"

    @property
    def gain(self) -> float:
        """σ′(z)."""
        return float(Activation(self.function).derivative(self.z))

    @property
    def a(self) -> float:
        """σ(z)."""
        return float(Activation(self.function).value(self.z))

    @property
    def products(self) -> tuple[float, float]:
        """w₃ ∂C/∂z′ and w₄ ∂C/∂z″."""
        return self.first[0] * self.first[1], self.second[0] * self.second[1]

    @property
    def arrived(self) -> float:
        """∂C/∂a, their sum."""
        return sum(self.products)

    @property
    def sent(self) -> float:
        """∂C/∂z."""
        return self.gain * self.arrived


@dataclass(frozen=True, slots=True)
class Drawn:
    """The neuron as it is drawn; what is covered is None.

    Attributes:
        z: what is in it.
        gain: σ′(z).
        weights: w₃ and w₄.
        signals: ∂C/∂z′ and ∂C/∂z″.
        products: of each pair.
        arrived: ∂C/∂a.
        sent: ∂C/∂z.
        widths: the classes of the two wires, of what arrives and of what is sent.
        cut: whether the gain is near 0.
    """

    z: Shown
    gain: Shown
    weights: tuple[Shown, Shown]
    signals: tuple[Shown, Shown]
    products: tuple[Shown, Shown] | None
    arrived: Shown | None
    sent: Shown | None
    widths: tuple[str, str, str, str]
    cut: bool


def drawn(it: Neuron, shown: bool) -> Drawn:
    """The neuron, with or without the answer."""
    values = (*it.products, it.arrived, it.sent)
    top = max(map(abs, values))
    widths = [f"w{width_step(value, top)}{' neg' if value < 0 else ''}" if shown else "w1" for value in values]
    products = Shown.of(it.products[0]), Shown.of(it.products[1])
    return Drawn(
        Shown.of(it.z), Shown.of(it.gain),
        (Shown.of(it.first[0]), Shown.of(it.second[0])), (Shown.of(it.first[1]), Shown.of(it.second[1])),
        products if shown else None, Shown.of(it.arrived) if shown else None, Shown.of(it.sent) if shown else None,
        (widths[0], widths[1], widths[2], widths[3]), abs(it.gain) < CUT,
    )  # fmt: skip


def question(it: Neuron) -> Question:
    """What leaves the neuron?"""
    (w3, d1), (w4, d2) = it.first, it.second
    one, other = it.products
    return Question(
        "answer",
        _(
            "The gain is {gain}. {d1} comes in along w₃ = {w3} and {d2} along w₄ = {w4}. What is ∂C/∂z?",
            gain=text(it.gain),
            d1=text(d1),
            w3=text(w3),
            d2=text(d2),
            w4=text(w4),
        ),
        "number",
        it.sent,
        _(
            "Σ adds {w3} · {d1_again} = {one} and {w4} · {d2_again} = {other}: ∂C/∂a = {arrived}. The"
            " triangle makes it {gain} times as large.",
            w3=text(w3),
            d1_again=_bracketed(d1),
            one=text(one),
            w4=text(w4),
            d2_again=_bracketed(d2),
            other=text(other),
            arrived=text(it.arrived),
            gain=text(it.gain),
        ),
        mistakes=(
            Mistake(it.arrived, _("σ′(z) is forgotten: that is ∂C/∂a. The triangle still multiplies it by the gain.")),
            Mistake(it.gain * one, _("One path is forgotten: ∂C/∂z″ comes back along w₄ as well.")),
            Mistake(it.gain * other, _("One path is forgotten: ∂C/∂z′ comes back along w₃ as well.")),
            Mistake(it.gain * (w4 * d1 + w3 * d2), _("The other weight was used: w₃ belongs to ∂C/∂z′, w₄ to ∂C/∂z″.")),
            Mistake(it.a * it.arrived, _("That is multiplied by σ(z). The gain is its slope, σ′(z).")),
            Mistake(it.gain * (d1 + d2), _("The weights are forgotten: each signal comes back times its weight.")),
            Mistake(it.gain * (one - other), _("One path was taken from the other. They add up, each with its sign.")),
            Mistake(it.gain * one * other, _("The paths were multiplied. Along a path one multiplies; paths add up.")),
            Mistake(it.gain * (w3 + w4), _("Those are the weights alone; each is multiplied by what comes along it.")),
            Mistake(it.z * it.arrived, _("That is multiplied by z. The gain is the slope of σ at z, σ′(z).")),
            Mistake(it.gain, _("That is the gain alone; it multiplies the sum.")),
        ),
    )


def sentence(it: Neuron, shown: bool) -> str:
    """What there is to see."""
    if abs(it.gain) < CUT:
        said = _(
            "At z = {z} the gain σ′(z) is {gain}: the neuron is saturated, and almost nothing passes.",
            z=text(it.z),
            gain=text(it.gain),
        )
    else:
        said = _("At z = {z} the gain σ′(z) is {gain}.", z=text(it.z), gain=text(it.gain))
    if not shown:
        return said
    return _("{said} {arrived} comes in, {sent} goes out.", said=said, arrived=text(it.arrived), sent=text(it.sent))


def equation(it: Neuron, shown: bool) -> Formula:
    """The neuron's formula, with the numbers that are given under it, and the result once it is shown."""
    write = Equation()
    gain = write.under(r"\sigma'(z)", "gain", it.gain)
    parts = []
    for letter, dashes, (w, signal), key in (("w_3", "'", it.first, "3"), ("w_4", "''", it.second, "4")):
        slope = rf"\frac{{\partial C}}{{\partial z{dashes}}}"
        parts.append(write.under(letter, f"w{key}", w) + r"\," + write.under(slope, f"d{key}", signal))
    line = rf"\frac{{\partial C}}{{\partial z}} = {gain}\left[{parts[0]} + {parts[1]}\right]"
    return write.line(f"{line} {write.result('dC_dz', it.sent)}" if shown else line)


def slopes(it: Neuron) -> Plot:
    """σ′ over z, with the neuron's own z on it."""
    across = Axis(-REACH, REACH, BOX.x, BOX.right, (-10.0, -5.0, 0.0, 5.0, 10.0))
    places = [-REACH + 2 * REACH * k / (POINTS - 1) for k in range(POINTS)]
    values = [float(one) for one in Activation(it.function).derivative(places)]
    up = linear([value for value in values if isfinite(value)], BOX.bottom, BOX.y)
    words = _("σ′ over z: {gain} at z = {z}", gain=text(it.gain), z=text(it.z))
    return Plot(
        "slope", words, across, up, "z", _("the gain σ′(z)"),
        (curve("slope", "loss", across, up, zip(places, values, strict=True)),),
        dot("gain", "actual", across, up, (it.z, it.gain), words),
    )  # fmt: skip


def _bracketed(value: float) -> str:
    return f"({text(value)})" if value < 0 else text(value)
