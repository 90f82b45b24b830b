"""The inspector: what is in focus, its own equations forward and backward, and the field to change it by hand."""

from dataclasses import dataclass, replace

from app.formula import Formula
from app.language import _
from app.links import Go, Links
from app.moment import Moment
from app.panels.covers import Covers, covers
from app.panels.equations import Equations
from app.panels.fields import Field, digits, field, freeze, split
from app.panels.update_equations import update_lines
from engine.parameters import Parameter

MOST_LINES = 4
CHECKING = "/ideas/check"


@dataclass(frozen=True, slots=True)
class Inspector:
    """What is in focus.

    Attributes:
        name: its letter.
        words: what it is.
        forward: its equations of the forward pass.
        backward: its equations of the backward pass, and of the update.
        fields: the values that can be changed.
        freeze: the toggle that holds a parameter fixed, and its label; or None.
        split: how to split ∂C/∂z one level further (or fold it again), and the label; or None.
        digits: the names and full values of its known numbers.
        close: out of the focus.
        covers: the numbers that can be covered here, to be predicted, and those whose sign can be.
        check: the page on which the gradient of a parameter is checked, or "".
    """

    name: str
    words: str
    forward: tuple[Formula, ...]
    backward: tuple[Formula, ...]
    fields: tuple[Field, ...]
    freeze: tuple[str, Go] | None
    split: tuple[str, Go] | None
    digits: tuple[tuple[str, str, str], ...]
    close: Go
    covers: tuple[Covers, Covers] = ((), ())
    check: str = ""


def inspector(moment: Moment, links: Links) -> Inspector | None:
    """The inspector of a moment; None when nothing is in focus."""
    focus = moment.lesson.view.focus
    if not focus:
        return None
    kind, *rest = focus.split("-")
    place = tuple(int(number) for number in rest)
    shown = _of(moment, links, kind, place)
    return replace(shown, covers=covers(moment, links, tuple(key for _name, key, _value in shown.digits)))


def _of(moment: Moment, links: Links, kind: str, place: tuple[int, ...]) -> Inspector:
    match kind:
        case "w":
            return _edge(moment, links, place)
        case "b":
            return _bias(moment, links, place)
        case "x":
            return _input(moment, links, place)
        case "z":
            return _neuron(moment, links, place)
        case _:
            return _loss(moment, links)


def _edge(moment: Moment, links: Links, place: tuple[int, ...]) -> Inspector:
    layer, to, source = place
    write, symbols = Equations(moment), moment.symbols
    name = symbols.weight(*place)
    backward = [write.weight_gradient(layer, to, source, moment.lesson.view.unfold)]
    if moment.lesson.recipe.batch > 1 and moment.shown("dL_dw", *place):
        backward.append(write.batch_gradient("w", *place))
    if moment.shown("w_new", *place):
        backward += update_lines(write, "w", *place)
    return Inspector(
        name,
        _(
            "the weight from {source} to {neuron}",
            source=symbols.activation(layer - 1, source),
            neuron=symbols.neuron(layer, to),
        ),
        (write.read_off(layer, to, source),),
        tuple(backward),
        (field(moment, links, "w", place, name),),
        freeze(moment, links, Parameter("w", layer, to, source)),
        split(moment, links, layer),
        digits(moment, place, ("w", "forward", "backward", "dC_dw", "dL_dw", "w_new"), name),
        links.viewed(focus=""),
        check=_check(moment, links),
    )


def _bias(moment: Moment, links: Links, place: tuple[int, ...]) -> Inspector:
    layer, to = place
    write, name = Equations(moment), moment.symbols.bias(layer, to)
    backward = [write.bias_gradient(layer, to, moment.lesson.view.unfold)]
    if moment.lesson.recipe.batch > 1 and moment.shown("dL_db", *place):
        backward.append(write.batch_gradient("b", *place))
    if moment.shown("b_new", *place):
        backward += update_lines(write, "b", *place)
    return Inspector(
        name,
        _("the bias of {neuron}, a weight on a constant 1", neuron=moment.symbols.neuron(layer, to)),
        (),
        tuple(backward),
        (field(moment, links, "b", place, name),),
        freeze(moment, links, Parameter("b", layer, to)),
        split(moment, links, layer),
        digits(moment, place, ("b", "dC_db", "dL_db", "b_new"), name),
        links.viewed(focus=""),
        check=_check(moment, links),
    )


def _check(moment: Moment, links: Links) -> str:
    """The page of the idea «check it» about the parameter in focus; its page has questions of its own."""
    return links.here(moment.lesson.viewed(guide="", cover=(), answers=()), CHECKING)


def _neuron(moment: Moment, links: Links, place: tuple[int, ...]) -> Inspector:
    layer, neuron = place
    write, symbols = Equations(moment), moment.symbols
    name = symbols.neuron(layer, neuron)
    slope = write.slope(layer, neuron)
    forward = [write.weighted_sum(layer, neuron), write.activation(layer, neuron), *([slope] if slope else [])]
    backward = [write.loss_slope(neuron) if layer == moment.last else write.summed_back(layer, neuron)]
    backward.append(write.delta(layer, neuron, moment.lesson.view.unfold))
    fields = [field(moment, links, "b", place, symbols.bias(layer, neuron))]
    if layer == moment.last:
        fields.append(field(moment, links, "target", place, symbols.target(neuron)))
    function = moment.lesson.recipe.spec.layers[layer - 1].activation.name.replace("_", " ")
    return Inspector(
        name,
        _("a neuron of the output layer") if layer == moment.last else _("a neuron of layer {n}", n=layer),
        tuple(forward),
        tuple(backward),
        tuple(fields),
        None,
        split(moment, links, layer),
        digits(moment, place, ("z", "a", "da_dz", "dC_da", "dC_dz"), name, function),
        links.viewed(focus=""),
    )


def _input(moment: Moment, links: Links, place: tuple[int, ...]) -> Inspector:
    name, lesson = moment.symbols.neuron(*place), moment.lesson
    write = Equations(moment)
    asked = lesson.view.with_dC_dx
    backward = (write.summed_back(0, place[1]),) if asked else ()
    return Inspector(
        name,
        _("an input"),
        (),
        backward,
        (field(moment, links, "x", place, name),),
        None,
        None if asked else (_("ask for ∂C/∂x"), links.asking_dC_dx(asked=True)),
        digits(moment, place, ("x", "dC_dx"), name),
        links.viewed(focus=""),
    )


def _loss(moment: Moment, links: Links) -> Inspector:
    write = Equations(moment)
    targets = range(1, moment.sizes[-1] + 1) if moment.sizes[-1] <= MOST_LINES else ()
    fields = tuple(field(moment, links, "target", (moment.last, n), moment.symbols.target(n)) for n in targets)
    slopes = tuple(write.loss_slope(n) for n in targets)
    return Inspector(
        "C",
        moment.lesson.recipe.loss.replace("_", " "),
        (write.loss(), write.total()),
        slopes,
        fields,
        None,
        None,
        digits(moment, (), ("C", "L", "L_new"), "C"),
        links.viewed(focus=""),
    )
