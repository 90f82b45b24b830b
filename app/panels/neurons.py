"""Inputs and neurons: the forward numbers above, each derivative under its own quantity, σ'(z) between."""

from collections.abc import Iterator

from app.layout import Layout
from app.links import Links
from app.moment import Moment, id_of
from app.numbers import text
from app.panels.columns import Columns
from app.panels.marks import Node, Text, fitted, number
from app.panels.neuron_words import neuron_words
from app.panels.present import Present
from app.placement import Box

TALL = 100.0
"""A card that is higher has room for every quantity of a neuron."""


def source_nodes(moment: Moment, plan: Layout, present: Present, links: Links, shown: Columns = ()) -> Iterator[Node]:
    """The inputs, with ∂C/∂x below x once it was asked for and computed."""
    for neuron in range(1, moment.sizes[0] + 1):
        box, name = plan.nodes[0, neuron], moment.symbols.neuron(0, neuron)
        yield Node(
            f"input-{neuron}",
            links.focus(id_of("x", 0, neuron)),
            neuron_words(moment, 0, neuron),
            _css(moment, present, 0, neuron),
            box.x,
            box.y,
            box.width,
            box.height,
            min(box.height / 2, 30),
            tuple(_source_texts(moment, plan, present, box, neuron, name, shown)),
        )


def neuron_nodes(moment: Moment, plan: Layout, present: Present, links: Links, shown: Columns = ()) -> Iterator[Node]:
    """The neurons of every layer after the input; in columns of one quantity each, those are given."""
    texts = _capsule if plan.grain == "capsule" else _tall_card if plan.metrics.node[1] > TALL else _card
    for layer in range(1, moment.last + 1):
        for neuron in range(1, moment.sizes[layer] + 1):
            box = plan.nodes[layer, neuron]
            yield Node(
                f"neuron-{layer}-{neuron}",
                links.focus(id_of("z", layer, neuron)),
                neuron_words(moment, layer, neuron),
                _css(moment, present, layer, neuron),
                box.x,
                box.y,
                box.width,
                box.height,
                {"capsule": 18, "card": 10, "pill": 9}[plan.grain],
                tuple(
                    one_number(moment, plan, present, box, (layer, neuron), shown[layer])
                    if shown
                    else texts(moment, plan, present, box, layer, neuron)
                ),
                _sigma_box(moment, plan, box, layer, neuron),
            )


def _source_texts(
    moment: Moment, plan: Layout, present: Present, box: Box, neuron: int, name: str, shown: Columns
) -> Iterator[Text]:
    m, place = plan.metrics, (0, neuron)
    if shown:
        yield from one_number(moment, plan, present, box, place, shown[0])
        return
    if not moment.known("x", *place):
        yield Text(box.cx, box.cy + m.label * 0.36, name, "name idle")
        return
    gap = m.value * 0.35
    if moment.shown("dC_dx", *place):
        rows = _rows(box, m.label, m.value)
        yield Text(box.cx, rows[0], name)
        yield number(moment, present, (box.cx, rows[1]), "value", "x", place)
        yield number(moment, present, (box.cx, rows[2]), "value back", "dC_dx", place)
        if plan.grain == "capsule":
            yield Text(box.cx, rows[3], f"∂C/∂{name}", "name back")
        return
    yield Text(box.cx, box.cy - gap, name)
    x = number(moment, present, (box.cx, box.cy + m.value), "value", "x", place)
    yield fitted(x, moment, box.width - 10, m.value * 0.75)


def _capsule(moment: Moment, plan: Layout, present: Present, box: Box, layer: int, neuron: int) -> Iterator[Text]:
    m, place, symbols = plan.metrics, (layer, neuron), moment.symbols
    z, a = symbols.neuron(layer, neuron), symbols.activation(layer, neuron)
    left, right = box.x + box.width * 0.26, box.x + box.width * 0.74
    rows = _rows(box, m.label, m.value)
    following = _asked(moment)
    if not moment.shown("z", *place) and following != ("z", layer, neuron):
        activation = moment.lesson.recipe.spec.layers[layer - 1].activation.name
        yield Text(box.cx, box.cy - m.label * 0.2, z, "name idle big")
        yield Text(box.cx, box.cy + m.label * 1.2, activation.replace("_", " "), "name idle")
        return
    columns = (
        ("z", z, left, 0, ""),
        ("a", a, right, 0, ""),
        ("dC_dz", symbols.delta(*place), left, 2, " back"),
        ("dC_da", f"∂C/∂{a}", right, 2, " back"),
    )
    for quantity, name, x, row, side in columns:
        name_row, value_row = (rows[0], rows[1]) if row == 0 else (rows[3], rows[2])
        if moment.shown(quantity, *place):
            yield Text(x, name_row, name, f"name{side}")
            value = number(moment, present, (x, value_row), f"value{side}", quantity, place)
            yield fitted(value, moment, box.width * 0.46, m.value * 0.75)
        elif following == (quantity, layer, neuron):
            yield Text(x, name_row, name, f"name{side}")
            yield Text(x, value_row, "?", f"value asked{side}")
    if moment.shown("da_dz", *place):
        slope = number(moment, present, (box.cx, box.cy + m.label * 0.36), "slope", "da_dz", place, "σ′ ")
        yield fitted(slope, moment, _sigma_width(moment, plan, layer, neuron) - m.label * 0.8, m.label)


def _card(moment: Moment, plan: Layout, present: Present, box: Box, layer: int, neuron: int) -> Iterator[Text]:
    m, place, symbols = plan.metrics, (layer, neuron), moment.symbols
    z, a = symbols.neuron(layer, neuron), symbols.activation(layer, neuron)
    forward = ("a", a) if moment.shown("a", *place) else ("z", z)
    backward = ("dC_dz", symbols.delta(*place)) if moment.shown("dC_dz", *place) else ("dC_da", f"∂C/∂{a}")
    if not moment.shown(forward[0], *place):
        yield Text(box.cx, box.cy + m.label * 0.36, z, "name idle")
        return
    for (quantity, name), y, side in ((forward, box.cy - 5, ""), (backward, box.cy + m.value + 1, " back")):
        if moment.shown(quantity, *place):
            yield Text(box.x + 8, y, name, f"name start{side}")
            value = number(moment, present, (box.right - 8, y), f"value end{side}", quantity, place)
            yield fitted(value, moment, box.width - 20 - len(name) * m.label * 0.56, m.value)


def _tall_card(moment: Moment, plan: Layout, present: Present, box: Box, layer: int, neuron: int) -> Iterator[Text]:
    """All of a neuron in four lines: z and a beside each other, the slope, and the derivatives."""
    m, place, symbols = plan.metrics, (layer, neuron), moment.symbols
    z, a = symbols.neuron(layer, neuron), symbols.activation(layer, neuron)
    if not moment.shown("z", *place):
        yield Text(box.cx, box.cy + m.label * 0.36, z, "name idle")
        return
    line = (box.height - 8) / 4
    lines = (
        ("z", z, box.x + 8, box.cx - 8, 1, ""),
        ("a", a, box.cx + 6, box.right - 8, 1, ""),
        ("da_dz", f"σ′({z})", box.x + 8, box.right - 8, 2, ""),
        ("dC_da", f"∂C/∂{a}", box.x + 8, box.right - 8, 3, " back"),
        ("dC_dz", symbols.delta(*place), box.x + 8, box.right - 8, 4, " back"),
    )
    for quantity, name, left, right, row, side in lines:
        if moment.shown(quantity, *place):
            y = box.y + line * row - 3
            yield Text(left, y, name, f"name start{side}")
            value = number(moment, present, (right, y), f"value end{side}", quantity, place)
            yield fitted(value, moment, right - left - 6 - len(name) * m.label * 0.56, m.value)


def one_number(
    moment: Moment, plan: Layout, present: Present, box: Box, place: tuple[int, int], quantity: str
) -> Iterator[Text]:
    """The number of its column, or the neuron's name where it is not computed yet."""
    y = box.cy + plan.metrics.value * 0.36
    if not quantity or not moment.shown(quantity, *place):
        yield Text(box.cx, y, moment.symbols.neuron(*place), "name idle")
        return
    css = "value back" if quantity.startswith("dC_") else "value"
    yield fitted(number(moment, present, (box.cx, y), css, quantity, place), moment, box.width - 8, plan.metrics.value)


def _rows(box: Box, label: float, value: float) -> tuple[float, float, float, float]:
    """The baselines of a name and a number above, a number and a name below."""
    top = box.y + label * 1.2
    bottom = box.bottom - label * 0.6
    return top, top + value * 1.15, bottom - label * 1.25, bottom


def _sigma_box(
    moment: Moment, plan: Layout, box: Box, layer: int, neuron: int
) -> tuple[float, float, float, float] | None:
    if plan.grain != "capsule" or not moment.shown("da_dz", layer, neuron):
        return None
    width = _sigma_width(moment, plan, layer, neuron)
    height = plan.metrics.label * 1.45
    return box.cx - width / 2, box.cy - height / 2, width, height


def _sigma_width(moment: Moment, plan: Layout, layer: int, neuron: int) -> float:
    return plan.metrics.label * (1.9 + 0.62 * len(text(moment.number("da_dz", layer, neuron))))


def _asked(moment: Moment) -> tuple[str, int, int] | None:
    """The number that the next step of one neuron will give: it is asked for, unless what is covered is."""
    lesson = moment.lesson
    if lesson.view.guide or moment.open or lesson.view.step != "neuron" or lesson.done == len(lesson.program):
        return None
    operation = lesson.next_operation
    kind = "dC_da" if operation.kind == "dC_dy" else operation.kind
    return kind, operation.layer, operation.neuron


def _css(moment: Moment, present: Present, layer: int, neuron: int) -> str:
    """Lit when one of its own numbers was just computed; in focus when the address says so."""
    own = [id_of(quantity, layer, neuron) for quantity in ("x", "z", "a", "dC_da", "dC_dz", "dC_dx")]
    css = "neuron" if layer else "input"
    if any(key in present.results for key in own):
        css += " lit " + ("back" if present.operations[-1].phase == "backward" else "fore")
    elif any(key in present.terms for key in own):
        css += " term"
    return css + (" focused" if moment.lesson.view.focus in own else "")
