"""What one operation of one neuron did, in a sentence with its numbers."""

from collections.abc import Callable

from app.language import _, ngettext, sentences
from app.moment import Moment
from app.numbers import MINUS, is_exact, text
from app.panels.spoken_update import update
from engine.losses import is_fused
from engine.operations import Operation


def together(moment: Moment, operation: Operation) -> str:
    """The activation and the loss, where ∂C/∂z is worked out from both at once; else nothing."""
    recipe = moment.lesson.recipe
    activation, loss = recipe.spec.layers[operation.layer - 1].activation, recipe.loss
    fused = operation.layer == moment.last and is_fused(activation.name, loss)
    fused = fused and (activation.elementwise or loss == "cross_entropy")
    return _("{activation} and {loss}", activation=activation.name, loss=loss.replace("_", " ")) if fused else ""


def _input(moment: Moment, _operation: Operation) -> str:
    values = [text(moment.number("x", 0, n)) for n in range(1, moment.sizes[0] + 1)]
    shown = ", ".join(values[:6]) + (", …" if len(values) > 6 else "")
    if moment.lesson.recipe.batch > 1:
        count = len(moment.lesson.recipe.inputs)
        return _("Example {n} of {count}: read the input {x}.", n=moment.example_number, count=count, x=shown)
    return _("Forward: read the input {x}.", x=shown)


def _z(moment: Moment, operation: Operation) -> str:
    layer, to = operation.layer, operation.neuron
    n_in = moment.sizes[layer - 1]
    if n_in <= 3:
        products = _(" plus ").join(
            _("{w} times {a}", w=text(moment.number("w", layer, to, n)), a=text(moment.number("a", layer - 1, n)))
            for n in range(1, n_in + 1)
        )
    else:
        products = _("the {n} products w·a", n=n_in)
    return _(
        "Forward, {z}: {products} plus the bias {b} gives {result}.",
        z=moment.symbols.neuron(layer, to),
        products=products,
        b=text(moment.number("b", layer, to)),
        result=text(moment.number("z", layer, to)),
    )


def _a(moment: Moment, operation: Operation) -> str:
    place = (operation.layer, operation.neuron)
    z, a = moment.symbols.neuron(*place), moment.symbols.activation(*place)
    value = text(moment.number("a", *place))
    if not moment.known("da_dz", *place):
        return _(
            "Forward, {a}: softmax sets e^{z} against the sum over all outputs and gives {value}.",
            a=a,
            z=z,
            value=value,
        )
    return _(
        "Forward, {a}: {activation} of {number} gives {value}; the gain σ′({z}) = {gain} is fixed from here on.",
        a=a,
        activation=moment.lesson.recipe.spec.layers[operation.layer - 1].activation.name.replace("_", " "),
        number=text(moment.number("z", *place)),
        value=value,
        z=z,
        gain=text(moment.number("da_dz", *place)),
    )


def _loss(moment: Moment, _operation: Operation) -> str:
    count = moment.sizes[-1]
    rest = ", …" if count > 4 else ""
    shown = range(1, min(count, 4) + 1)
    said = [
        ngettext(
            "Loss: output {outputs} against target {targets} gives C = {C}.",
            "Loss: outputs {outputs} against targets {targets} give C = {C}.",
            count,
            outputs=", ".join(text(moment.number("y", 0, n)) for n in shown) + rest,
            targets=", ".join(text(moment.number("target", moment.last, n)) for n in shown) + rest,
            C=text(moment.number("C")),
        )
    ]
    if moment.lesson.recipe.batch > 1:
        places = {"n": moment.batch, "L": text(moment.number("L"))}
        averaged = moment.lesson.recipe.reduction == "mean"
        said.append(
            _("Averaged over {n} examples, L = {L}.", **places)
            if averaged
            else _("Summed over {n} examples, L = {L}.", **places)
        )
    return sentences(said)


def _dC_dy(moment: Moment, operation: Operation) -> str:
    slope = moment.number("dC_dy", moment.last, operation.neuron)
    if slope < 0:
        turn = _("a larger output would lower C")
    elif slope > 0:
        turn = _("a larger output would raise C")
    else:
        turn = _("C does not feel it") if slope == 0 else _("this is no number any more")
    return _(
        "Backward, {y}: the definition of C gives ∂C/∂{y} = {slope}: {turn}.",
        y=moment.symbols.output(operation.neuron),
        slope=text(slope),
        turn=turn,
    )


def _dC_dz(moment: Moment, operation: Operation) -> str:
    place = (operation.layer, operation.neuron)
    z, result = moment.symbols.neuron(*place), text(moment.number("dC_dz", *place))
    if pair := together(moment, operation):
        return _(
            "Backward, {z}: {pair} together leave output {y} against target {target}: {result}.",
            z=z,
            pair=pair,
            y=text(moment.number("y", *place)),
            target=text(moment.number("target", *place)),
            result=result,
        )
    if not moment.lesson.recipe.spec.layers[operation.layer - 1].activation.elementwise:
        return _(
            "Backward, {z}: softmax mixes the slopes of all outputs; here they come to {result}.", z=z, result=result
        )
    return _(
        "Backward, {z}: the gain σ′({z}) = {gain} times ∂C/∂{a} = {slope} gives {result}.",
        z=z,
        gain=text(moment.number("da_dz", *place)),
        a=moment.symbols.activation(*place),
        slope=text(moment.number("dC_da", *place)),
        result=result,
    )


def _dC_da(moment: Moment, operation: Operation) -> str:
    layer, neuron = operation.layer, operation.neuron
    name = moment.symbols.activation(layer, neuron)
    result = text(moment.number("dC_da" if layer else "dC_dx", layer, neuron))
    n_out = moment.sizes[layer + 1]
    if n_out == 1:
        return _(
            "Backward, {name}: it feeds only {z}, which sends back {w} times {delta}: {result}.",
            name=name,
            z=moment.symbols.neuron(layer + 1, 1),
            w=text(moment.number("w", layer + 1, 1, neuron)),
            delta=text(moment.number("dC_dz", layer + 1, 1)),
            result=result,
        )
    if n_out > 3:
        return _(
            "Backward, {name}: {n} neurons send back what they were fed with; it adds up to {result}.",
            name=name,
            n=n_out,
            result=result,
        )
    return _(
        "Backward, {name}: it feeds {neurons}, so each sends back: {numbers} add up to {result}.",
        name=name,
        neurons=_listed(lambda n: moment.symbols.neuron(layer + 1, n), n_out),
        numbers=_listed(lambda n: text(moment.number("backward", layer + 1, n, neuron)), n_out),
        result=result,
    )


def _listed(write: Callable[[int], str], count: int) -> str:
    names = [write(n) for n in range(1, count + 1)]
    return _("{names} and {last}", names=_(", ").join(names[:-1]), last=names[-1])


def _dC_dw(moment: Moment, operation: Operation) -> str:
    layer, to = operation.layer, operation.neuron
    z, delta = moment.symbols.neuron(layer, to), text(moment.number("dC_dz", layer, to))
    n_in = moment.sizes[layer - 1]
    if n_in > 3:
        return _(
            "Gradients, {z}: each of its {n} weights gets its own input times {delta}, the bias 1 times {delta}.",
            z=z,
            n=n_in,
            delta=delta,
        )
    each = _("; ").join(
        f"∂C/∂{moment.symbols.weight(layer, to, n)} = {text(moment.number('a', layer - 1, n))} · {_factor(delta)}"
        f" {_sign(moment.number('dC_dw', layer, to, n))} {text(moment.number('dC_dw', layer, to, n))}"
        for n in range(1, n_in + 1)
    )
    return _("Gradients, {z}: {each}; the bias has the input 1, so its slope is {delta}.", z=z, each=each, delta=delta)


def _factor(printed: str) -> str:
    return f"({printed})" if printed.startswith(MINUS) else printed


def _sign(value: float) -> str:
    return "=" if is_exact(value) else "≈"


def _dL_dw(moment: Moment, operation: Operation) -> str:
    layer, to = operation.layer, operation.neuron
    places = {
        "z": moment.symbols.neuron(layer, to), "n": moment.batch, "w": moment.symbols.weight(layer, to, 1),
        "slope": text(moment.number("dL_dw", layer, to, 1)),
    }  # fmt: skip
    if moment.lesson.recipe.reduction == "mean":
        return _("Gradients, {z}: the slopes of all {n} examples averaged; ∂L/∂{w} is {slope}.", **places)
    return _("Gradients, {z}: the slopes of all {n} examples added up; ∂L/∂{w} is {slope}.", **places)


def _gradient(moment: Moment, _operation: Operation) -> str:
    return _(
        "Gradients: one backward pass gave all {n:,} slopes. Together they are ∇L: along it, L grows fastest.",
        n=moment.lesson.recipe.spec.n_parameters,
    )


SENTENCES: dict[str, Callable[[Moment, Operation], str]] = {
    "input": _input, "z": _z, "a": _a, "loss": _loss, "dC_dy": _dC_dy, "dC_dz": _dC_dz, "dC_da": _dC_da,
    "dC_dx": _dC_da, "dC_dw": _dC_dw, "dL_dw": _dL_dw, "gradient": _gradient, "update": update,
}  # fmt: skip
"""The sentence of each kind of operation."""
