"""The chips: each weight on its wire and each bias above its neuron, with every number of that edge."""

from collections.abc import Iterator, Sequence

from app.language import _
from app.layout import Layout, Place, head_tag, tail_tag
from app.links import Links
from app.moment import Moment, id_of
from app.numbers import text
from app.panels.faces import faces
from app.panels.marks import COVERED, Chip, Text, fitted, number
from app.panels.present import Present
from app.placement import Box

WITH_SIGN = 130.0
"""The width of a projector's chip that says with a sign what its number is; no product stands beside it then."""


def chips(moment: Moment, plan: Layout, present: Present, links: Links) -> tuple[Chip, ...]:
    """All chips where they have room; else those that the present step or the focus speaks of, and bare wires.

    In reverse no bias takes part.
    """
    if plan.chips:
        weights = (_weight(moment, plan, present, links, place, plan.chips[place]) for place in plan.wires)
        return (*weights, *(() if plan.reverse else _biases(moment, plan, present, links)))
    spoken_of = dict(_spoken_of(moment, plan, present))
    bare = plan.wires if plan.grain != "pill" else ()
    return (
        *(_bare(moment, plan, links, place) for place in bare if place not in spoken_of),
        *(
            _weight(moment, plan, present, links, place, _beside(moment, plan, place, outgoing=outgoing))
            for place, outgoing in spoken_of.items()
        ),
    )


def _bare(moment: Moment, plan: Layout, links: Links, place: Place) -> Chip:
    """A wire that can be pointed at and focused, with nothing written on it."""
    return _chip(moment, plan, links, place, Box(0, 0, 0, 0), ())


def _spoken_of(moment: Moment, plan: Layout, present: Present) -> Iterator[tuple[Place, bool]]:
    """The edges of a large picture that get a chip, and whether it stands at the head (seen from the source)."""
    focus = moment.lesson.view.focus
    one_by_one = len(present.operations) == 1 and present.operations[0].kind != "gradient"
    for place in plan.wires:
        layer, to, _ = place
        keys = {id_of(quantity, *place) for quantity in ("w", "dC_dw", "dL_dw", "w_new")}
        if one_by_one and keys & (present.terms | present.results):
            yield place, id_of("backward", *place) in present.terms
        elif focus in (id_of("w", *place), id_of("z", layer, to)):
            yield place, False


def _beside(moment: Moment, plan: Layout, place: Place, *, outgoing: bool) -> Box:
    """A chip near the end that its neighbours do not share, so that the chips of one neuron stand in a column."""
    wire, (width, height) = plan.wires[place], plan.metrics.chip
    operation = moment.lesson.operation
    if plan.metrics.large and operation and operation.phase in ("gradients", "update"):
        width = WITH_SIGN
    up = height / 2 + (plan.metrics.label * 0.6 if _stacked(plan) else 0)
    if outgoing:
        return Box(wire.x2 - 12 - width, max(wire.y2 - up, 2), width, height)
    return Box(wire.x1 + 12, max(wire.y1 - up, 2), width, height)


def _stacked(plan: Layout) -> bool:
    """Whether a product stands below its chip, since the layers are too close for it beside."""
    return 0 < plan.metrics.closest < 2 * plan.metrics.chip[0]


def _weight(moment: Moment, plan: Layout, present: Present, links: Links, place: Place, box: Box) -> Chip:
    name = moment.symbols.weight(*place)
    on_it = faces(moment, plan, present, box, "w", place, name)
    return _chip(moment, plan, links, place, box, (*on_it, *_tags(moment, plan, present, place, box)))


def _chip(moment: Moment, plan: Layout, links: Links, place: Place, box: Box, texts: tuple[Text, ...]) -> Chip:
    css = "edge" + (" focused" if moment.lesson.view.focus == id_of("w", *place) else "") + _lit(texts)
    if moment.is_frozen("w", *place):
        css += " frozen"
    source, to = moment.symbols.activation(place[0] - 1, place[2]), moment.symbols.neuron(*place[:2])
    return Chip(
        id="edge-" + "-".join(map(str, place)),
        href=links.focus(id_of("w", *place)),
        label=_(
            "weight {name} from {source} to {to}: {numbers}",
            name=moment.symbols.weight(*place),
            source=source,
            to=to,
            numbers=_said(moment, "w", place),
        ),
        css=css,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        texts=texts,
        hit=plan.wires[place].path() if plan.grain != "pill" else "",
    )


def _biases(moment: Moment, plan: Layout, present: Present, links: Links) -> Iterator[Chip]:
    m = plan.metrics
    height = m.label * 1.35 + 4
    for (layer, neuron), node in plan.nodes.items():
        if not layer:
            continue
        place, name = (layer, neuron), moment.symbols.bias(layer, neuron)
        left = 4.5 if m.large else 2.1  # on a projector the name stands before the number
        box = Box(node.x + m.label * left, node.y - height - 9, 5.8 * m.label, height)
        texts = list(faces(moment, plan, present, box, "b", place, name))
        wired = not m.large or texts[0].content == name  # a longer name takes the room of its wire
        if wired:
            texts.append(Text(node.x + m.label * 0.8, box.cy + m.label * 0.36, "1", "name"))
        css = "bias" + (" focused" if moment.lesson.view.focus == id_of("b", *place) else "") + _lit(texts)
        if moment.is_frozen("b", *place):
            css += " frozen"
        column, end = (box.x + 20, box.x - 38) if m.large else (node.x + node.width * 0.27, box.x)
        across = f"M{node.x + m.label * 1.3:g} {box.cy:g}H{end:g}" if wired else ""
        yield Chip(
            f"bias-{layer}-{neuron}", links.focus(id_of("b", *place)),
            _(
                "bias {name} of {neuron}: {numbers}",
                name=name, neuron=moment.symbols.neuron(*place), numbers=_said(moment, "b", place),
            ),
            css,
            box.x, box.y, box.width, box.height, tuple(texts),
            f"{across}M{column:g} {box.bottom:g}V{node.y:g}",
        )  # fmt: skip


def _tags(moment: Moment, plan: Layout, present: Present, place: Place, box: Box) -> Iterator[Text]:
    """The products at both ends: of the present pass where there is room, else when asked for."""
    operation, wire, m = moment.lesson.operation, plan.wires[place], plan.metrics
    phase = operation.phase if operation else "start"
    for quantity, phases, side in (("forward", ("forward", "loss"), "fore"), ("backward", ("backward",), "back")):
        if not moment.shown(quantity, *place) or (plan.reverse and quantity == "forward"):
            continue
        lit = id_of(quantity, *place) in present.terms
        room = bool(plan.chips) and m.tag > 0 and (phase in phases or plan.reverse)
        css = f"tag {side}" + ("" if room or (lit and m.tag) else " more")
        if _stacked(plan):
            at = (box.cx, box.bottom + m.label * 1.15)
        elif not plan.chips:
            outgoing = box.cx > (wire.x1 + wire.x2) / 2
            at = (box.x - 6, box.cy + m.label * 0.36) if outgoing else (box.right + 6, box.cy + m.label * 0.36)
            css += " end" if outgoing else " start"
        elif quantity == "forward":
            spot = head_tag(wire, m, plan.close)
            at = (spot.right, spot.bottom - 4)
            css += " end"
        else:
            spot = tail_tag(wire, m, plan.close)
            at = (spot.x, spot.bottom - 4)
            css += " start"
        product = number(moment, present, at, css, quantity, place)
        yield fitted(product, moment, box.width + 20, m.label) if _stacked(plan) else product


def _lit(texts: Sequence[Text]) -> str:
    return " lit" if any(" lit" in one.css and "more" not in one.css for one in texts) else ""


def _said(moment: Moment, kind: str, place: tuple[int, ...]) -> str:
    """The edge's numbers in words."""
    names = {
        kind: _("value"), "forward": _("times its input"), f"dC_d{kind}": f"∂C/∂{kind}", f"dL_d{kind}": f"∂L/∂{kind}",
        "backward": _("sends back"), f"{kind}_new": _("new value"),
    }  # fmt: skip
    parts = [
        f"{words} {_printed(moment, quantity, place) if moment.known(quantity, *place) else _(COVERED)}"
        for quantity, words in names.items()
        if (kind == "w" or quantity not in ("forward", "backward")) and moment.shown(quantity, *place)
    ]
    return _(", ").join(parts)


def _printed(moment: Moment, quantity: str, place: tuple[int, ...]) -> str:
    """With the digits that the chip has: a new value is told from the old one."""
    return text(moment.number(quantity, *place), moment.digits(quantity, *place))
