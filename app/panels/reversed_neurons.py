"""Neurons in reverse: a left-pointing triangle that multiplies by σ′(z), with a Σ port on its right.

What arrives at the port is summed (∂C/∂a), the triangle makes it ∂C/∂z, which leaves at its tip. A softmax has no σ′(z)
of one neuron: it is one wide box over all outputs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.language import _
from app.layout import Layout
from app.links import Links
from app.moment import Moment, id_of
from app.panels.columns import Columns
from app.panels.marks import Text, fitted, number
from app.panels.neuron_words import reversed_words
from app.panels.present import Present
from app.panels.reversed_shapes import POINT, Bounds, Shape, arrow, base_of, bounds, port_of, rounded, triangle
from app.picture_sizes import Metrics
from app.placement import Box

ROOMY = 80.0
"""An input that is wider has room for a Σ port beside its number."""

CUT = 0.01
"""A smaller gain is drawn as a cut: of what arrives less than a hundredth goes on."""


@dataclass(frozen=True, slots=True)
class Gain:
    """A neuron or an input of the network in reverse.

    Attributes:
        id: of the group: ``neuron-2-1`` or ``input-1``.
        href: the address at which it is in focus.
        label: what it is and says, in words.
        css: its classes.
        shape: its outline.
        texts: its numbers and names.
    """

    id: str
    href: str
    label: str
    css: str
    shape: Shape
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WideBox:
    """The box of a softmax over all outputs.

    Attributes:
        box: x, y, width, height.
        texts: what it is, above it or below.
    """

    box: Bounds
    texts: tuple[Text, ...]


def has_softmax(moment: Moment) -> bool:
    """Whether the outputs are a softmax, whose neurons have no gain of their own."""
    return not moment.lesson.recipe.spec.layers[-1].activation.elementwise


def gains(moment: Moment, plan: Layout, present: Present, links: Links, shown: Columns = ()) -> Iterator[Gain]:
    """The inputs and every neuron, from the left; in columns of one quantity each, those are given."""
    for (layer, neuron), box in plan.nodes.items():
        place = (layer, neuron)
        if shown:
            yield _small(moment, plan, present, links, box, place, shown[layer])
        elif layer == 0:
            yield _input(moment, plan, present, links, box, neuron)
        elif layer == moment.last and has_softmax(moment):
            row = _row(moment, plan, present, box, place)
            yield _gain(moment, links, present, place, Shape(rounded(box, 10)), row)
        else:
            yield _triangle(moment, plan, present, links, box, place)


def wide_box(moment: Moment, plan: Layout) -> WideBox | None:
    """The box of a softmax, or None."""
    if not has_softmax(moment):
        return None
    first, last = plan.nodes[moment.last, 1], plan.nodes[moment.last, moment.sizes[-1]]
    m = plan.metrics
    words = (_("softmax: one box"), _("no single σ′(z)")) if plan.grain == "capsule" else ("softmax",)
    line, foot = m.label * 1.2, first.y - m.label * 0.4
    top = foot - line * (len(words) - 1)
    if top < m.label or plan.grain == "pill":  # no room above
        top = last.bottom + m.label * 1.2
    texts = tuple(Text(first.cx, top + line * index, said) for index, said in enumerate(words))
    return WideBox((first.x, first.y, first.width, last.bottom - first.y), texts)


def is_cut(moment: Moment, layer: int, neuron: int) -> bool:
    """Whether next to nothing passes through a neuron."""
    return moment.known("da_dz", layer, neuron) and abs(moment.number("da_dz", layer, neuron)) < CUT


def _triangle(moment: Moment, plan: Layout, present: Present, links: Links, box: Box, place: tuple[int, int]) -> Gain:
    write = _capsule if plan.grain == "capsule" else _card
    shape = triangle(plan, box, cut=is_cut(moment, *place))
    return _gain(moment, links, present, place, shape, write(moment, plan, present, box, place))


def _gain(
    moment: Moment, links: Links, present: Present, place: tuple[int, int], shape: Shape, texts: Iterator[Text]
) -> Gain:
    name = ("neuron-{}-{}" if place[0] else "input-{1}").format(*place)
    focus = links.focus(id_of("z" if place[0] else "x", *place))
    known = "".join(f" has-{one}" for one in ("dC_da", "dC_dz") if place[0] and moment.known(one, *place))
    return Gain(
        name,
        focus,
        reversed_words(moment, place, cut=bool(place[0]) and is_cut(moment, *place)),
        _css(moment, present, place) + known,
        shape,
        tuple(texts),
    )


def _capsule(moment: Moment, plan: Layout, present: Present, box: Box, place: tuple[int, int]) -> Iterator[Text]:
    m, symbols = plan.metrics, moment.symbols
    z, a = symbols.neuron(*place), symbols.activation(*place)
    yield from _sign(plan, box, "Σ" if place[0] < moment.last else "")
    inside = base_of(box) - m.label * 0.55
    if moment.shown("da_dz", *place):
        yield Text(inside, box.cy - m.label * 0.6, f"σ′({z})", "name end")
        gain = number(moment, present, (inside, box.cy + m.label * 0.75), "value end", "da_dz", place, "×")
        yield fitted(gain, moment, box.width * 0.42, m.value * 0.75)
    else:
        yield Text(inside, box.cy + m.label * 0.36, z, "name idle big end")
    if moment.shown("dC_dz", *place):
        foot = box.cy - box.height * 0.24
        yield Text(box.x, foot - _line(m), symbols.delta(*place), "name back start outside")
        value = number(moment, present, (box.x, foot), "value back start outside", "dC_dz", place)
        yield fitted(value, moment, box.width * 0.4, m.value * 0.75)
    if moment.shown("dC_da", *place):
        foot = box.y - m.label * 0.2
        yield Text(box.right, foot - _line(m), f"∂C/∂{a}", "name back end outside")
        value = number(moment, present, (box.right, foot), "value back end outside", "dC_da", place)
        yield fitted(value, moment, box.width * 0.5, m.value * 0.75)


def _card(moment: Moment, plan: Layout, present: Present, box: Box, place: tuple[int, int]) -> Iterator[Text]:
    m, symbols = plan.metrics, moment.symbols
    z, a = symbols.neuron(*place), symbols.activation(*place)
    yield from _sign(plan, box, "Σ" if place[0] < moment.last else "")
    inside = base_of(box) - m.label * 0.25
    if moment.shown("da_dz", *place):
        gain = number(moment, present, (inside, box.cy + m.label * 0.36), "gain end", "da_dz", place, "×")
        yield fitted(gain, moment, box.width * 0.34, m.label)
    else:
        yield Text(inside, box.cy + m.label * 0.36, z, "name idle end")
    if moment.shown("dC_dz", *place):
        value = number(moment, present, (box.x, box.cy - m.value * 0.6), "value back start outside", "dC_dz", place)
        yield fitted(value, moment, box.width * 0.4, m.value)
        yield Text(box.x, box.cy + m.label * 1.5, symbols.delta(*place), "name back start outside")
    elif moment.shown("dC_da", *place) and (not m.large or id_of("dC_da", *place) in present.results):
        yield number(moment, present, (box.right, box.y - 1), "tag back end", "dC_da", place, f"∂C/∂{a} ")


def _small(
    moment: Moment, plan: Layout, present: Present, links: Links, box: Box, place: tuple[int, int], quantity: str
) -> Gain:
    """A neuron or an input with the number of its column, or its name where it is not computed yet."""
    boxed = place[0] == 0 or (place[0] == moment.last and has_softmax(moment))
    shape = Shape(rounded(box, 9)) if boxed else arrow(box, cut=is_cut(moment, *place))
    room = box.right - (box.x if boxed else box.x + POINT) - 6
    middle, foot = box.right - 3 - room / 2, box.cy + plan.metrics.label * 0.36
    said = Text(middle, foot, moment.symbols.neuron(*place), "name idle")
    if quantity and moment.shown(quantity, *place):
        css, prefix = ("gain", "×") if quantity == "da_dz" else ("gain back", "")
        value = number(moment, present, (middle, foot), css, quantity, place, prefix)
        said = fitted(value, moment, room, plan.metrics.label)
    return _gain(moment, links, present, place, shape, iter((said,)))


def _row(moment: Moment, plan: Layout, present: Present, box: Box, place: tuple[int, int]) -> Iterator[Text]:
    """One output's numbers in the box of a softmax: ∂C/∂y comes in at the right, ∂C/∂z goes out at the left."""
    m, symbols = plan.metrics, moment.symbols
    known = [one for one in ("dC_dz", "dC_da") if moment.shown(one, *place)]
    names = {"dC_dz": symbols.delta(*place), "dC_da": f"∂C/∂{symbols.activation(*place)}"}
    for quantity in known:
        left, short = quantity == "dC_dz", plan.grain == "card"
        x, side = (box.x + m.label * 0.6, "start") if left else (box.right - m.label * 0.6, "end")
        yield Text(x, box.cy - m.label * (0.35 if short else 0.5), names[quantity], f"name back {side}")
        value = number(
            moment, present, (x, box.cy + m.value * (0.95 if short else 0.85)), f"value back {side}", quantity, place
        )
        yield fitted(value, moment, box.width * 0.44, m.value)
    if not known:
        yield Text(box.cx, box.cy + m.label * 0.36, symbols.neuron(*place), "name idle")


def _input(moment: Moment, plan: Layout, present: Present, links: Links, box: Box, neuron: int) -> Gain:
    """An input: the signal ends there, as ∂C/∂x where that was asked for."""
    m, place, name = plan.metrics, (0, neuron), moment.symbols.neuron(0, neuron)
    texts: list[Text] = []
    middle, port = box.cx, None
    if moment.lesson.view.with_dC_dx and box.width > ROOMY:
        port = bounds(port_of(plan, box))
        texts += _sign(plan, box, "Σ")
        middle = (box.x + port[0]) / 2
    if not moment.shown("dC_dx", *place):
        texts.append(Text(middle, box.cy + m.label * 0.36, name, "name idle"))
    else:
        texts.append(Text(middle, box.cy - m.label * 0.35, f"∂C/∂{name}", "name back"))
        value = number(moment, present, (middle, box.cy + m.value * 0.95), "value back", "dC_dx", place)
        texts.append(fitted(value, moment, 2 * (middle - box.x) - 6, m.value))
    body = replace(box, width=port[0] - box.x) if port else box
    return _gain(moment, links, present, place, Shape(rounded(body, 14), port), iter(texts))


def _line(m: Metrics) -> float:
    """From a number up to its name."""
    return m.label * 0.6 + m.value * 0.55


def _sign(plan: Layout, box: Box, sign: str) -> Iterator[Text]:
    if sign:
        port = port_of(plan, box)
        yield Text(port.cx, port.cy + plan.metrics.label * 0.36, sign, "name sum outside")


def _css(moment: Moment, present: Present, place: tuple[int, int]) -> str:
    """Lit when one of the numbers that it shows was just computed; in focus when the address says so."""
    own = [id_of(quantity, *place) for quantity in ("da_dz", "dC_da", "dC_dz", "dC_dx")]
    css = "neuron gain-mark" if place[0] else "input"
    if place[0] == moment.last and has_softmax(moment):
        css += " boxed"
    if any(key in present.results for key in own):
        css += " lit " + ("back" if present.operations[-1].phase == "backward" else "fore")
    elif any(key in present.terms for key in own):
        css += " term"
    focus = moment.lesson.view.focus
    return css + (" focused" if focus in (id_of("z", *place), id_of("x", *place)) else "")
