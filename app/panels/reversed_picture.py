"""The picture of a network in reverse: what the backward pass is, drawn as a network of its own."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from app.language import _, sentences
from app.layout import Layout
from app.links import Links
from app.moment import Moment, id_of
from app.numbers import text
from app.panels.chips import chips
from app.panels.columns import REVERSED, columns, headings
from app.panels.edges import TIP_BACK, EdgeScale, edge_scale, tip
from app.panels.marks import Chip, Node, Stroke, Text
from app.panels.outputs import loss_node, meters, output_labels, target_labels
from app.panels.picture import ZOOMS, Picture
from app.panels.present import Present
from app.panels.reversed_neurons import CUT, Gain, gains, has_softmax, wide_box
from app.reversed_layout import reversed_layout
from app.scales import largest

Mark = TypeVar("Mark", Chip, Node, Gain)

OF_TWINS = "reversed-"
"""What the ids of marks begin with where the forward picture stands beside and has the plain ones."""


def reversed_picture(moment: Moment, present: Present, links: Links) -> Picture:
    """The reversed picture of a moment."""
    plan = reversed_layout(moment.sizes, moment.lesson.view.screen)
    scale = EdgeScale({}, edge_scale(moment).backward, moment.symbols.deltas)
    shown = columns(moment, plan, present, REVERSED)
    drawn = tuple(gains(moment, plan, present, links, shown))
    on_wires = chips(moment, plan, present, links)
    wide = wide_box(moment, plan)
    below = max((one.y + plan.metrics.label * 0.5 for one in wide.texts), default=0.0) if wide else 0.0
    texts = [one for mark in drawn for one in mark.texts] + [one for chip in on_wires for one in chip.texts]
    return Picture(
        grain=plan.grain,
        width=plan.width,
        height=max(plan.height, below),
        has_lit=any(" lit" in one.css and "more" not in one.css for one in texts),
        bulk=_bulk(plan, scale),
        strokes=(*_strokes(plan, present, scale), *_from_loss(moment, plan, present)),
        chips=on_wires,
        nodes=(loss_node(moment, plan, present, links),),
        meters=meters(moment, plan, present),
        legend=_legend(scale),
        reading=_reading(moment, plan.grain),
        labels=(
            *output_labels(moment, plan, present),
            *target_labels(moment, plan, present),
            *headings(moment, plan, shown),
        ),
        zoom=moment.lesson.view.zoom,
        zooms=tuple((zoom, links.viewed(zoom=zoom)) for zoom in ZOOMS),
        name="reversed",
        gains=drawn,
        wide=wide,
    )


def ids_of(picture: Picture) -> frozenset[str]:
    """The ids of the numbers on a picture."""
    marks: tuple[Node | Chip | Gain, ...] = (*picture.nodes, *picture.chips, *picture.meters, *picture.gains)
    texts = [*picture.labels, *(one for mark in marks for one in mark.texts)]
    return frozenset(one.id for text in texts for one in (text, *text.parts) if one.id)


def referring(picture: Picture, taken: frozenset[str]) -> Picture:
    """The same with another picture: numbers refer to the ids that this one has taken, marks have ids of their own."""

    def number(one: Text) -> Text:
        parts = tuple(number(part) for part in one.parts)
        return replace(one, id="", ref=one.id, parts=parts) if one.id in taken else replace(one, parts=parts)

    def mark(one: Mark) -> Mark:
        return replace(one, id=OF_TWINS + one.id, texts=tuple(number(said) for said in one.texts))

    def stroke(one: Stroke) -> Stroke:
        return replace(one, id=OF_TWINS + one.id if one.id else "")

    return replace(
        picture,
        strokes=tuple(stroke(one) for one in picture.strokes),
        chips=tuple(mark(one) for one in picture.chips),
        nodes=tuple(mark(one) for one in picture.nodes),
        meters=tuple(mark(one) for one in picture.meters),
        labels=tuple(number(one) for one in picture.labels),
        gains=tuple(mark(one) for one in picture.gains),
    )


def _strokes(plan: Layout, present: Present, scale: EdgeScale) -> Iterator[Stroke]:
    """The wires, from the tip of a triangle to a port; of a large network those of the present step."""
    for place, wire in plan.wires.items():
        lit = id_of("backward", *place) in present.terms
        if plan.grain == "pill" and not lit:
            continue
        known, crowded = place in scale.backward, plan.grain != "capsule"
        css = f"wire back {scale.width(place, backward=True)}{' lit' if lit else ''}"
        if crowded and known and scale.backward[place] < 0:
            css += " neg"
        headed = known and (lit or not crowded)
        path = wire.path(backward=True, pull=(TIP_BACK if headed else 0, 0))
        name = "-".join(map(str, place))
        yield Stroke(path, css, tip(wire.x1, wire.y1, -1) if headed else "", f"back-{name}")


def _bulk(plan: Layout, scale: EdgeScale) -> tuple[Stroke, ...]:
    """All wires of a large network as a few paths, one for each width and sign."""
    if plan.grain != "pill":
        return ()
    pieces: dict[str, list[str]] = defaultdict(list)
    for place, wire in plan.wires.items():
        sign = " neg" if scale.backward.get(place, 0.0) < 0 else ""
        straight = f"M{wire.x2:.0f} {wire.y2:.0f}L{wire.x1:.0f} {wire.y1:.0f}"
        pieces[f"bulk back {scale.width(place, backward=True)}{sign}"].append(straight)
    return tuple(Stroke("".join(paths), css) for css, paths in sorted(pieces.items()))


def _from_loss(moment: Moment, plan: Layout, present: Present) -> Iterator[Stroke]:
    """The wires from the loss into the ports of the outputs, which bring ∂C/∂y."""
    top = largest(moment.number("dC_dy", moment.last, n) for n in plan.outputs)
    for neuron, wire in plan.outputs.items():
        place = (moment.last, neuron)
        known = moment.known("dC_dy", *place)
        lit = " lit" if id_of("dC_dy", *place) in present.results else ""
        width = "w2" if known and top else "w0"
        right = wire.x1 if neuron in plan.targets else plan.nodes[place].right
        css = f"wire back {width}{lit}"
        if neuron in plan.meters:
            yield Stroke(wire.path(backward=True), css)
            end = plan.meters[neuron].x
            path = f"M{end:g} {wire.y1:g}H{right + (TIP_BACK if known else 0):g}"
        else:
            path = wire.path(backward=True, pull=(TIP_BACK if known else 0, 0))
        yield Stroke(path, css, tip(right, wire.y1, -1) if known else "")


def _reading(moment: Moment, grain: str) -> str:
    """How to read it, the same at every step."""
    sigmoid = any(layer.activation.name == "sigmoid" for layer in moment.lesson.recipe.spec.layers)
    said = [_small_reading(sigmoid=sigmoid)] if grain == "pill" else [_plain_reading(sigmoid=sigmoid)]
    delta, y = moment.symbols.deltas, moment.symbols.letter
    if has_softmax(moment):
        said.append(
            _(
                "A softmax has no single σ′(z): each {delta} comes from all the ∂C/∂{y}, so case ② of the notes,"
                " {delta} = σ′(z) ∂C/∂{y}, does not hold there.",
                delta=delta,
                y=y,
            )
        )
    if not moment.lesson.view.with_dC_dx:
        said.append(_("No parameter needs ∂C/∂x."))
    return sentences(said)


def _plain_reading(*, sigmoid: bool) -> str:
    if sigmoid:
        return _(
            "In reverse: Σ adds up what arrives, the triangle multiplies it by the σ′(z) that the forward pass fixed"
            " (for a sigmoid at most ¼)."
        )
    return _("In reverse: Σ adds up what arrives, the triangle multiplies it by the σ′(z) that the forward pass fixed.")


def _small_reading(*, sigmoid: bool) -> str:
    """Of neurons that have no room for a Σ and a gain beside their number."""
    if sigmoid:
        return _(
            "In reverse, drawn small: each arrow adds up what arrives and multiplies the sum by the σ′(z) that the"
            " forward pass fixed (for a sigmoid at most ¼). Above a column stands which number it shows."
        )
    return _(
        "In reverse, drawn small: each arrow adds up what arrives and multiplies the sum by the σ′(z) that the"
        " forward pass fixed. Above a column stands which number it shows."
    )


def _legend(scale: EdgeScale) -> str:
    """What widths and cuts mean at this moment."""
    top = scale.tops[1]
    width = (
        _("Line width: |w·{deltas}| up to {top}.", deltas=scale.deltas, top=text(top))
        if top
        else _("Line width: |w·{deltas}|.", deltas=scale.deltas)
    )
    cut = _("A wire is cut (//) where the gain is below {bound}: almost nothing passes.", bound=text(CUT))
    return sentences([width, cut])
