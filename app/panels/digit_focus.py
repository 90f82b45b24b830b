"""What is in focus in a digit network: a neuron, a pixel with the paths that matter most, an edge, or the loss."""

from dataclasses import dataclass

from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _
from app.links import Go
from app.moment import Moment
from app.numbers import data, text
from app.panels.equations import Equations
from app.panels.fields import digits, split
from app.panels.inspector import Inspector
from app.panels.update_equations import update_lines
from engine.digits import SIDE
from engine.paths import path_count, paths_from_input

MOST_PATHS = 10


@dataclass(frozen=True, slots=True)
class PathRow:
    """One way from a pixel to the loss.

    Attributes:
        names: the neurons that it goes through, and the digit of the last.
        product: its contribution to ∂C/∂x, as printed.
        data: the same at full precision.
        focus: the page with its first neuron in focus.
    """

    names: str
    product: str
    data: str
    focus: str


@dataclass(frozen=True, slots=True)
class Paths:
    """The ways from a pixel to the loss that matter most.

    Attributes:
        rows: the largest, the first being the largest.
        count: how many ways there are.
        total: ∂C/∂x, the sum of all of them, as printed.
    """

    rows: tuple[PathRow, ...]
    count: int
    total: str


@dataclass(frozen=True, slots=True)
class Focus:
    """What is in focus.

    Attributes:
        inspector: its letter, equations and digits.
        paths: of a pixel whose ∂C/∂x is known.
    """

    inspector: Inspector
    paths: Paths | None


def digit_focus(seen: Seen, links: DrawingLinks) -> Focus | None:
    """What the address has in focus; None where that is nothing."""
    moment = seen.moment
    kind, *rest = moment.lesson.view.focus.split("-")
    place = tuple(int(number) for number in rest)
    close = links.viewed(focus="")
    match kind:
        case "w":
            return Focus(_edge(moment, links, place, close), None)
        case "b":
            return Focus(_bias(moment, place, close), None)
        case "x":
            return Focus(_pixel(moment, place, close), _paths(seen, links, place[1]))
        case "z":
            return Focus(_neuron(moment, links, place, close), None)
        case "C":
            write = Equations(moment)
            shown = digits(moment, (), ("C", "L_new"), "C")
            return Focus(Inspector("C", _loss_words(seen), (write.loss(),), (), (), None, None, shown, close), None)
    return None


def _edge(moment: Moment, links: DrawingLinks, place: tuple[int, ...], close: Go) -> Inspector:
    layer, to, source = place
    write, symbols = Equations(moment), moment.symbols
    name = symbols.weight(*place)
    backward = [write.weight_gradient(layer, to, source, moment.lesson.view.unfold)]
    if moment.known("w_new", *place):
        backward += update_lines(write, "w", *place)
    words = _(
        "the weight from {sender} to {neuron}",
        sender=_sender(moment, layer - 1, source), neuron=symbols.neuron(layer, to),
    )  # fmt: skip
    shown = digits(moment, place, ("w", "forward", "backward", "dC_dw", "w_new"), name)
    return Inspector(
        name, words, (write.read_off(layer, to, source),), tuple(backward), (), None, split(moment, links, layer),
        shown, close,
    )  # fmt: skip


def _bias(moment: Moment, place: tuple[int, ...], close: Go) -> Inspector:
    write, name = Equations(moment), moment.symbols.bias(*place)
    words = _("the bias of {neuron}, a weight on a constant 1", neuron=moment.symbols.neuron(*place))
    backward = [write.bias_gradient(place[0], place[1], moment.lesson.view.unfold)]
    if moment.known("b_new", *place):
        backward += update_lines(write, "b", *place)
    shown = digits(moment, place, ("b", "dC_db", "b_new"), name)
    return Inspector(name, words, (), tuple(backward), (), None, None, shown, close)


def _neuron(moment: Moment, links: DrawingLinks, place: tuple[int, ...], close: Go) -> Inspector:
    layer, neuron = place
    write, symbols = Equations(moment), moment.symbols
    slope = write.slope(layer, neuron)
    forward = (write.weighted_sum(layer, neuron), write.activation(layer, neuron), *((slope,) if slope else ()))
    first = write.loss_slope(neuron) if layer == moment.last else write.summed_back(layer, neuron)
    words = _("a neuron of {layer}", layer=symbols.layer(layer))
    if layer == moment.last:
        words = _("output {n}", n=neuron - 1)
    shown = digits(moment, place, ("z", "a", "da_dz", "dC_da", "dC_dz"), symbols.neuron(*place))
    return Inspector(
        symbols.neuron(*place), words, forward, (first, write.delta(layer, neuron, moment.lesson.view.unfold)), (),
        None, split(moment, links, layer), shown, close,
    )  # fmt: skip


def _pixel(moment: Moment, place: tuple[int, ...], close: Go) -> Inspector:
    name = moment.symbols.neuron(*place)
    backward = (Equations(moment).summed_back(0, place[1]),)
    shown = digits(moment, place, ("x", "dC_dx"), name)
    row, column = divmod(place[1] - 1, SIDE)
    words = _("the pixel in row {row}, column {column}", row=row + 1, column=column + 1)
    return Inspector(name, words, (), backward, (), None, None, shown, close)


def _paths(seen: Seen, links: DrawingLinks, source: int) -> Paths | None:
    moment = seen.moment
    if not moment.known("dC_dx", 0, source):
        return None
    rows = tuple(
        PathRow(
            _way(moment, path.neurons), text(path.product), data(path.product), links.focus(f"z-1-{path.neurons[0]}"),
        )
        for path in paths_from_input(seen.layers, moment.step.gradients, source, MOST_PATHS)
    )  # fmt: skip
    return Paths(rows, path_count(moment.sizes), text(moment.number("dC_dx", 0, source)))


def _way(moment: Moment, neurons: tuple[int, ...]) -> str:
    """``z₃ → z₄₁ (8)``: the last neuron with the digit that it stands for."""
    return " → ".join(moment.symbols.neuron(*place) for place in enumerate(neurons, 1)) + f" ({neurons[-1] - 1})"


def _sender(moment: Moment, layer: int, number: int) -> str:
    if layer:
        return moment.symbols.neuron(layer, number)
    row, column = divmod(number - 1, SIDE)
    return _("pixel in row {row}, column {column}", row=row + 1, column=column + 1)


def _loss_words(seen: Seen) -> str:
    if seen.drawing.outputs == "softmax":
        return _("the cross-entropy; the target is {digit}", digit=seen.target)
    return _("the cross-entropy of each output, added up; the target is {digit}", digit=seen.target)
