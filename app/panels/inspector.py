"""The inspector: what is in focus, its own equations forward and backward, and the field to change it by hand."""

from dataclasses import dataclass, replace

from app.formula import Formula
from app.lesson import Lesson
from app.links import Go, Links
from app.moment import Moment, id_of
from app.numbers import data, plain
from app.panels.equations import Equations
from engine.parameters import Parameter, parameter_name

MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Field:
    """A value that can be changed by hand.

    Attributes:
        key: the id of the number: ``w-2-1-1``, ``b-2-1``, ``x-0-1``, ``target-3-1``.
        name: its letter.
        value: at full precision.
        less: the same lesson with the value a tenth lower.
        more: the same lesson with the value a tenth higher.
    """

    key: str
    name: str
    value: str
    less: Go
    more: Go


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


def inspector(moment: Moment, links: Links) -> Inspector | None:
    """The inspector of a moment; None when nothing is in focus."""
    focus = moment.lesson.view.focus
    if not focus:
        return None
    kind, *rest = focus.split("-")
    place = tuple(int(number) for number in rest)
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
    if moment.lesson.recipe.batch > 1 and moment.known("dL_dw", *place):
        backward.append(write.batch_gradient("w", *place))
    if moment.known("w_new", *place):
        backward.append(write.update("w", *place))
    return Inspector(
        name, f"the weight from {symbols.activation(layer - 1, source)} to {symbols.neuron(layer, to)}",
        (write.read_off(layer, to, source),), tuple(backward), (_field(moment, links, "w", place, name),),
        _freeze(moment, links, Parameter("w", layer, to, source)), _split(moment, links, layer, to),
        _digits(moment, place, ("w", "forward", "backward", "dC_dw", "dL_dw", "w_new"), name), links.viewed(focus=""),
    )  # fmt: skip


def _bias(moment: Moment, links: Links, place: tuple[int, ...]) -> Inspector:
    layer, to = place
    write, name = Equations(moment), moment.symbols.bias(layer, to)
    backward = [write.bias_gradient(layer, to, moment.lesson.view.unfold)]
    if moment.lesson.recipe.batch > 1 and moment.known("dL_db", *place):
        backward.append(write.batch_gradient("b", *place))
    if moment.known("b_new", *place):
        backward.append(write.update("b", *place))
    return Inspector(
        name, f"the bias of {moment.symbols.neuron(layer, to)}, a weight on a constant 1", (), tuple(backward),
        (_field(moment, links, "b", place, name),), _freeze(moment, links, Parameter("b", layer, to)),
        _split(moment, links, layer, to), _digits(moment, place, ("b", "dC_db", "dL_db", "b_new"), name),
        links.viewed(focus=""),
    )  # fmt: skip


def _neuron(moment: Moment, links: Links, place: tuple[int, ...]) -> Inspector:
    layer, neuron = place
    write, symbols = Equations(moment), moment.symbols
    name = symbols.neuron(layer, neuron)
    slope = write.slope(layer, neuron)
    forward = [write.weighted_sum(layer, neuron), write.activation(layer, neuron), *([slope] if slope else [])]
    if layer == moment.last:
        backward = [write.loss_slope(neuron)]
    else:
        backward = [write.summed_back(layer, neuron)]
    backward.append(write.delta(layer, neuron, moment.lesson.view.unfold))
    fields = [_field(moment, links, "b", place, symbols.bias(layer, neuron))]
    if layer == moment.last:
        fields.append(_field(moment, links, "target", place, symbols.target(neuron)))
    function = moment.lesson.recipe.spec.layers[layer - 1].activation.name.replace("_", " ")
    return Inspector(
        name, f"a neuron of the {symbols.layer(layer)}" if layer == moment.last else f"a neuron of {symbols.layer(layer)}",
        tuple(forward), tuple(backward), tuple(fields), None, _split(moment, links, layer, neuron),
        _digits(moment, place, ("z", "a", "da_dz", "dC_da", "dC_dz"), name, function), links.viewed(focus=""),
    )  # fmt: skip


def _input(moment: Moment, links: Links, place: tuple[int, ...]) -> Inspector:
    name, lesson = moment.symbols.neuron(*place), moment.lesson
    write = Equations(moment)
    asked = lesson.view.with_dC_dx
    backward = (write.summed_back(0, place[1]),) if asked else ()
    return Inspector(
        name, "an input", (), backward, (_field(moment, links, "x", place, name),), None,
        None if asked else ("ask for ∂C/∂x", links.asking_dC_dx(asked=True)), _digits(moment, place, ("x", "dC_dx"), name),
        links.viewed(focus=""),
    )  # fmt: skip


def _loss(moment: Moment, links: Links) -> Inspector:
    write = Equations(moment)
    targets = range(1, moment.sizes[-1] + 1) if moment.sizes[-1] <= MOST_LINES else ()
    fields = tuple(_field(moment, links, "target", (moment.last, n), moment.symbols.target(n)) for n in targets)
    slopes = tuple(write.loss_slope(n) for n in targets)
    return Inspector(
        "C", moment.lesson.recipe.loss.replace("_", " "), (write.loss(), write.total()), slopes, fields, None, None,
        _digits(moment, (), ("C", "L", "L_new"), "C"), links.viewed(focus=""),
    )  # fmt: skip


def _field(moment: Moment, links: Links, quantity: str, place: tuple[int, ...], name: str) -> Field:
    key, value = id_of(quantity, *place), moment.number(quantity, *place)
    return Field(key, name, plain(value), links.changed(key, _moved(value, -0.1)), links.changed(key, _moved(value, 0.1)))


def _moved(value: float, by: float) -> float:
    """A tenth more or less, without the dust of binary fractions."""
    return float(f"{value + by:.12g}")


def _freeze(moment: Moment, links: Links, parameter: Parameter) -> tuple[str, Go] | None:
    name = parameter_name(moment.sizes, parameter)
    held = moment.lesson.recipe.frozen
    if name in held:
        names = tuple(one for one in held if one != name)
        return "let it learn", links.to(_holding(moment, names))
    if moment.is_frozen(parameter.kind, parameter.layer, parameter.to, parameter.source):
        return None
    return "freeze it", links.to(_holding(moment, (*held, name)))


def _holding(moment: Moment, names: tuple[str, ...]) -> Lesson:
    return replace(moment.lesson, recipe=replace(moment.lesson.recipe, frozen=names))


def _split(moment: Moment, links: Links, layer: int, to: int) -> tuple[str, Go] | None:
    """∂C/∂z is split only as far as there is something to differentiate."""
    if moment.step.gradients.layers[layer - 1].da_dz is None:
        return None
    deepest = 1 if layer == moment.last else 2
    now = min(moment.lesson.view.unfold, deepest)
    if now < deepest:
        return "split ∂C/∂z further", links.viewed(unfold=now + 1)
    return "fold ∂C/∂z again", links.viewed(unfold=0)


def _digits(
    moment: Moment, place: tuple[int, ...], quantities: tuple[str, ...], name: str, function: str = ""
) -> tuple[tuple[str, str, str], ...]:
    forms = {
        "w": "{}", "b": "{}", "x": "{}", "z": "{}", "C": "C", "L": "L", "L_new": "L after the update",
        "forward": "{} · input", "backward": "{} · ∂C/∂z", "dC_dw": "∂C/∂{}", "dC_db": "∂C/∂{}", "dL_dw": "∂L/∂{}",
        "dL_db": "∂L/∂{}", "w_new": "{} after the update", "b_new": "{} after the update", "dC_dx": "∂C/∂{}",
        "a": f"{function or 'σ'}({{}})", "da_dz": "σ′({})", "dC_da": "∂C/∂σ({})", "dC_dz": "∂C/∂{}",
    }  # fmt: skip
    if place and len(place) == 2 and place[0]:
        forms["dC_da"] = f"∂C/∂{moment.symbols.activation(*place)}"
        forms["a"] = moment.symbols.activation(*place)
    return tuple(
        (forms[quantity].format(name), id_of(quantity, *place), data(moment.number(quantity, *place)))
        for quantity in quantities
        if moment.known(quantity, *place)
    )
