"""The picture: neurons, wires, chips and the loss, each with the numbers that are known by now."""

from dataclasses import dataclass

from app.language import _, sentences
from app.layout import Layout, layout
from app.links import Go, Links
from app.moment import Moment
from app.panels.chips import chips
from app.panels.columns import FORWARD, columns, headings
from app.panels.edges import EdgeScale, bulk, edge_scale, strokes
from app.panels.marks import Chip, Node, Stroke, Text
from app.panels.neurons import neuron_nodes, source_nodes
from app.panels.outputs import loss_node, meters, mixing, mixing_labels, output_labels, output_strokes, target_labels
from app.panels.present import Present
from app.panels.reversed_neurons import Gain, WideBox, has_softmax

ZOOMS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Picture:
    """One network drawn at one moment.

    Attributes:
        grain: how much of a neuron is shown.
        width: of the drawing, in its own units.
        height: of the drawing.
        has_lit: whether something is lit, so that all else is thinned.
        bulk: the edges that are drawn in bulk, by class.
        strokes: wires drawn one by one.
        chips: parameters on the wires and above the neurons.
        nodes: inputs, neurons and the loss.
        meters: each output beside its target.
        legend: what line width and the signs on a weight mean here, in words.
        labels: texts that belong to no node or chip.
        zoom: how many times larger than its frame it is drawn.
        zooms: the other zooms, with the way to each.
        reading: how to read a softmax, or the network in reverse, in words.
        name: ``forward`` or ``reversed``.
        views: the network forward, in reverse or both ways, with the way to each.
        gains: the neurons and inputs of the network in reverse.
        wide: the box of a softmax in reverse, or None.
        twin: the network in reverse with this one, or None.
        beside: whether the twin stands beside it on a wide screen: both are too tall to stand one above the other.
    """

    grain: str
    width: float
    height: float
    has_lit: bool
    bulk: tuple[Stroke, ...]
    strokes: tuple[Stroke, ...]
    chips: tuple[Chip, ...]
    nodes: tuple[Node, ...]
    meters: tuple[Node, ...]
    legend: str
    labels: tuple[Text, ...]
    zoom: int
    zooms: tuple[tuple[int, Go], ...]
    reading: str = ""
    name: str = "forward"
    views: tuple[tuple[str, Go], ...] = ()
    gains: tuple[Gain, ...] = ()
    wide: WideBox | None = None
    twin: "Picture | None" = None
    beside: bool = False


def picture(moment: Moment, present: Present, links: Links) -> Picture:
    """The picture of a moment."""
    plan: Layout = layout(moment.sizes, moment.lesson.view.screen)
    scale = edge_scale(moment)
    softmax = has_softmax(moment) and moment.sizes[-1] > 1
    # later, what is known of a bias stands there
    tied = softmax and not (moment.lesson.operation and moment.lesson.operation.phase in ("gradients", "update"))
    shown, on_wires = columns(moment, plan, present, FORWARD), chips(moment, plan, present, links)
    return Picture(
        grain=plan.grain,
        width=plan.width,
        height=plan.height,
        has_lit=bool(present.results),
        bulk=bulk(plan, scale),
        strokes=(
            *strokes(plan, present, scale),
            *output_strokes(moment, plan, present),
            *(mixing(moment, plan) if tied else ()),
        ),
        chips=on_wires,
        nodes=(
            *source_nodes(moment, plan, present, links, shown),
            *neuron_nodes(moment, plan, present, links, shown),
            loss_node(moment, plan, present, links),
        ),
        meters=meters(moment, plan, present),
        legend=_legend(moment, scale, on_wires),
        labels=(
            *output_labels(moment, plan, present),
            *target_labels(moment, plan, present),
            *headings(moment, plan, shown),
            *(mixing_labels(moment, plan) if tied else ()),
        ),
        reading=_reading(moment) if softmax else "",
        zoom=moment.lesson.view.zoom,
        zooms=tuple((zoom, links.viewed(zoom=zoom)) for zoom in ZOOMS),
    )


def _reading(moment: Moment) -> str:
    """How a softmax reaches every output, which no wire between two layers shows."""
    return _(
        "Softmax ties the outputs together: each {y} comes from all the z, so each {delta} from all the ∂C/∂{y}.",
        y=moment.symbols.letter,
        delta=moment.symbols.deltas,
    )


def _legend(moment: Moment, scale: EdgeScale, on_wires: tuple[Chip, ...]) -> str:
    """What is not said on the picture itself."""
    said = [scale.legend] if scale.legend else []
    operation = moment.lesson.operation
    if operation and operation.phase in ("gradients", "update") and any(chip.texts for chip in on_wires):
        summed = operation.kind in ("dL_dw", "gradient", "update") and moment.lesson.recipe.batch > 1
        updated = operation.phase == "update"
        if summed:
            said.append(
                _("On a weight: its value; ∂ is its ∂L/∂w, of the batch; → is its new value.")
                if updated
                else _("On a weight: its value; ∂ is its ∂L/∂w, of the batch.")
            )
        else:
            said.append(
                _("On a weight: its value; ∂ is its ∂C/∂w; → is its new value.")
                if updated
                else _("On a weight: its value; ∂ is its ∂C/∂w.")
            )
    said.append(_("Click or tap anything for its equations; rest the mouse on it for all its digits."))
    return sentences(said)
