"""One sentence a step, as one would say it aloud."""

from collections.abc import Callable
from math import isfinite

from app.covering import number_of
from app.moment import Moment, id_of
from app.numbers import MINUS, is_exact, telling_digits, text
from app.panels.present import Present
from app.quantity_names import name_of
from engine.losses import is_fused
from engine.operations import Operation

MOST_SPOKEN = 2

_MOVED = {"gd": "−η times its slope", "momentum": "−η times its v", "adam": "−η times its m̂ / (√ŝ + ε)"}
"""What an update adds to a parameter, by optimiser, in the letters of its equation."""


def sentence(moment: Moment, present: Present) -> str:
    """What the present step did, with its numbers."""
    if not present.operations:
        return "Nothing is computed yet: there are only the weights. A training step begins by reading the input."
    if covered := _covered(moment, present):
        return covered
    if len(present.operations) > MOST_SPOKEN:
        said = _many(moment, present.operations)
    else:
        said = " ".join(_SENTENCES[operation.kind](moment, operation) for operation in present.operations)
    if moment.known("L_new") and moment.known("L"):
        before, after = moment.number("L"), moment.number("L_new")
        told = text(after, moment.digits("L_new"))
        said += f" Update {moment.lesson.update + 1} is done: L went from {text(before)} to {told}."
    return said


def _covered(moment: Moment, present: Present) -> str:
    """What is said of a step one of whose numbers is covered, or follows from a covered one; else nothing."""
    numbers = [number_of(key) for key in sorted(present.results | present.terms)]
    if not any(moment.hides(quantity, *place) for quantity, place in numbers):
        return ""
    phase = present.operations[-1].phase.capitalize()
    asked = dict.fromkeys(
        name_of(moment.symbols, number)
        for number in moment.covered
        if number in moment.open and id_of(number[0], *number[1]) in present.results
    )
    if asked:
        return f"{phase}: {', '.join(asked)} {'is' if len(asked) == 1 else 'are'} covered. Predict before you see."
    return f"{phase}: this step rests on a number that is covered."


def _many(moment: Moment, operations: tuple[Operation, ...]) -> str:
    """A whole layer at once, when it is too much to say number by number."""
    operation = operations[-1]
    layer, y = moment.symbols.layer(operation.layer), moment.symbols.letter
    delta = moment.symbols.deltas
    what = {
        "z": "every z is the weighted sum of its inputs plus its bias",
        "a": "σ of every z; the gains σ′(z) are fixed from here on",
        "dC_dy": f"every ∂C/∂{y} from the definition of C",
        "dC_da": "every ∂C/∂a is the sum of what the next layer sends back",
        "dC_dx": "every ∂C/∂x is the sum of what the first layer sends back",
        "dC_dz": f"every {delta} is its ∂C/∂a times the gain σ′(z)",
        "dC_dw": f"every ∂C/∂w is the input of its wire times the {delta} behind it",
        "dL_dw": "every slope put together over the examples",
        "update": f"every parameter moves by {_MOVED[moment.lesson.recipe.optimiser.name]}",
    }[operation.kind]
    softmax = not moment.lesson.recipe.spec.layers[operation.layer - 1].activation.elementwise
    if operation.kind == "a" and softmax:
        what = "softmax sets every e^z against the sum of all"
    elif operation.kind == "dC_dz" and (pair := _together(moment, operation)):
        what = f"{pair} together leave every {delta} to its output and its target"
    elif operation.kind == "dC_dz" and softmax:
        what = f"softmax mixes the slopes of all outputs into every {delta}"
    return f"{operation.phase.capitalize()}, {layer}: {what} ({len(operations)} neurons)."


def _together(moment: Moment, operation: Operation) -> str:
    """The activation and the loss, where ∂C/∂z is worked out from both at once; else nothing."""
    recipe = moment.lesson.recipe
    activation, loss = recipe.spec.layers[operation.layer - 1].activation, recipe.loss
    fused = operation.layer == moment.last and is_fused(activation.name, loss)
    fused = fused and (activation.elementwise or loss == "cross_entropy")
    return f"{activation.name} and {loss.replace('_', ' ')}" if fused else ""


def _input(moment: Moment, _: Operation) -> str:
    values = [text(moment.number("x", 0, n)) for n in range(1, moment.sizes[0] + 1)]
    shown = ", ".join(values[:6]) + (", …" if len(values) > 6 else "")
    several = moment.lesson.recipe.batch > 1
    which = (
        f"Example {moment.example_number} of {len(moment.lesson.recipe.inputs)}: read" if several else "Forward: read"
    )
    return f"{which} the input {shown}."


def _z(moment: Moment, operation: Operation) -> str:
    layer, to = operation.layer, operation.neuron
    n_in = moment.sizes[layer - 1]
    z = moment.symbols.neuron(layer, to)
    if n_in <= 3:
        products = " plus ".join(
            f"{text(moment.number('w', layer, to, n))} times {text(moment.number('a', layer - 1, n))}"
            for n in range(1, n_in + 1)
        )
    else:
        products = f"the {n_in} products w·a"
    result = text(moment.number("z", layer, to))
    return f"Forward, {z}: {products} plus the bias {text(moment.number('b', layer, to))} gives {result}."


def _a(moment: Moment, operation: Operation) -> str:
    place = (operation.layer, operation.neuron)
    z, a = moment.symbols.neuron(*place), moment.symbols.activation(*place)
    name = moment.lesson.recipe.spec.layers[operation.layer - 1].activation.name.replace("_", " ")
    value = text(moment.number("a", *place))
    if not moment.known("da_dz", *place):
        return f"Forward, {a}: softmax sets e^{z} against the sum over all outputs and gives {value}."
    gain = text(moment.number("da_dz", *place))
    said = f"Forward, {a}: {name} of {text(moment.number('z', *place))} gives {value}"
    return f"{said}; the gain σ′({z}) = {gain} is fixed from here on."


def _loss(moment: Moment, _: Operation) -> str:
    count = moment.sizes[-1]
    outputs = ", ".join(text(moment.number("y", 0, n)) for n in range(1, min(count, 4) + 1))
    targets = ", ".join(text(moment.number("target", moment.last, n)) for n in range(1, min(count, 4) + 1))
    rest = ", …" if count > 4 else ""
    plural, give = ("s", "give") if count > 1 else ("", "gives")
    said = f"Loss: output{plural} {outputs}{rest} against target{plural} {targets}{rest} {give} C = "
    said += text(moment.number("C")) + "."
    if moment.lesson.recipe.batch > 1:
        how = "averaged" if moment.lesson.recipe.reduction == "mean" else "summed"
        said += f" {how.capitalize()} over {moment.batch} examples, L = {text(moment.number('L'))}."
    return said


def _dC_dy(moment: Moment, operation: Operation) -> str:
    y = moment.symbols.output(operation.neuron)
    slope = moment.number("dC_dy", moment.last, operation.neuron)
    turn = (
        "a larger output would lower C"
        if slope < 0
        else "a larger output would raise C"
        if slope > 0
        else "C does not feel it"
        if slope == 0
        else "this is no number any more"
    )
    return f"Backward, {y}: the definition of C gives ∂C/∂{y} = {text(slope)}: {turn}."


def _dC_dz(moment: Moment, operation: Operation) -> str:
    place = (operation.layer, operation.neuron)
    z, result = moment.symbols.neuron(*place), text(moment.number("dC_dz", *place))
    if pair := _together(moment, operation):
        y, target = text(moment.number("y", *place)), text(moment.number("target", *place))
        return f"Backward, {z}: {pair} together leave output {y} against target {target}: {result}."
    if not moment.lesson.recipe.spec.layers[operation.layer - 1].activation.elementwise:
        return f"Backward, {z}: softmax mixes the slopes of all outputs; here they come to {result}."
    gain = text(moment.number("da_dz", *place))
    a, slope = moment.symbols.activation(*place), text(moment.number("dC_da", *place))
    return f"Backward, {z}: the gain σ′({z}) = {gain} times ∂C/∂{a} = {slope} gives {result}."


def _dC_da(moment: Moment, operation: Operation) -> str:
    layer, neuron = operation.layer, operation.neuron
    name = moment.symbols.activation(layer, neuron)
    quantity = "dC_da" if layer else "dC_dx"
    result = text(moment.number(quantity, layer, neuron))
    n_out = moment.sizes[layer + 1]
    if n_out == 1:
        w, delta = moment.number("w", layer + 1, 1, neuron), moment.number("dC_dz", layer + 1, 1)
        z = moment.symbols.neuron(layer + 1, 1)
        return f"Backward, {name}: it feeds only {z}, which sends back {text(w)} times {text(delta)}: {result}."
    feeds = _listed(lambda n: moment.symbols.neuron(layer + 1, n), n_out)
    if n_out > 3:
        return f"Backward, {name}: {n_out} neurons send back what they were fed with; it adds up to {result}."
    sent = _listed(lambda n: text(moment.number("backward", layer + 1, n, neuron)), n_out)
    return f"Backward, {name}: it feeds {feeds}, so each sends back: {sent} add up to {result}."


def _listed(write: Callable[[int], str], count: int) -> str:
    names = [write(n) for n in range(1, count + 1)]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _dC_dw(moment: Moment, operation: Operation) -> str:
    layer, to = operation.layer, operation.neuron
    z, delta = moment.symbols.neuron(layer, to), text(moment.number("dC_dz", layer, to))
    n_in = moment.sizes[layer - 1]
    if n_in > 3:
        return f"Gradients, {z}: each of its {n_in} weights gets its own input times {delta}, the bias 1 times {delta}."
    each = "; ".join(
        f"∂C/∂{moment.symbols.weight(layer, to, n)} = {text(moment.number('a', layer - 1, n))} · {_factor(delta)}"
        f" {_sign(moment.number('dC_dw', layer, to, n))} {text(moment.number('dC_dw', layer, to, n))}"
        for n in range(1, n_in + 1)
    )
    return f"Gradients, {z}: {each}; the bias has the input 1, so its slope is {delta}."


def _factor(printed: str) -> str:
    return f"({printed})" if printed.startswith(MINUS) else printed


def _sign(value: float) -> str:
    return "=" if is_exact(value) else "≈"


def _dL_dw(moment: Moment, operation: Operation) -> str:
    layer, to = operation.layer, operation.neuron
    how = "averaged" if moment.lesson.recipe.reduction == "mean" else "added up"
    z, w = moment.symbols.neuron(layer, to), moment.symbols.weight(layer, to, 1)
    slope = text(moment.number("dL_dw", layer, to, 1))
    return f"Gradients, {z}: the slopes of all {moment.batch} examples {how}; ∂L/∂{w} is {slope}."


def _gradient(moment: Moment, _: Operation) -> str:
    count = moment.lesson.recipe.spec.n_parameters
    return f"Gradients: one backward pass gave all {count} slopes. Together they are ∇L: along it, L grows fastest."


def _update(moment: Moment, operation: Operation) -> str:
    layer, to = operation.layer, operation.neuron
    z = moment.symbols.neuron(layer, to)
    if moment.sizes[layer - 1] > 3:
        free = "each of its parameters"
        if any(moment.is_frozen("w", layer, to, n) for n in range(1, moment.sizes[layer - 1] + 1)):
            free += " that is not frozen"
        return f"Update, {z}: {free} moves by {_MOVED[moment.lesson.recipe.optimiser.name]}."
    parts = []
    for n in range(1, moment.sizes[layer - 1] + 1):
        name = moment.symbols.weight(layer, to, n)
        old, new = moment.number("w", layer, to, n), moment.number("w_new", layer, to, n)
        if moment.is_frozen("w", layer, to, n):
            parts.append(f"{name} is frozen")
        else:
            parts.append(_moves(name, old, new))
    if not moment.is_frozen("b", layer, to):
        old, new = moment.number("b", layer, to), moment.number("b_new", layer, to)
        parts.append(_moves(moment.symbols.bias(layer, to), old, new))
    return f"Update, {z}: {'; '.join(parts)}."


def _moves(name: str, old: float, new: float) -> str:
    if not isfinite(new):
        return f"{name} becomes {text(new)}"
    if new == old:
        return f"{name} stays at {text(old)}"
    turn = "rises" if new > old else "falls"
    return f"{name} {turn} by {text(abs(new - old))} from {text(old)} to {text(new, telling_digits(new, old))}"


_SENTENCES: dict[str, Callable[[Moment, Operation], str]] = {
    "input": _input, "z": _z, "a": _a, "loss": _loss, "dC_dy": _dC_dy, "dC_dz": _dC_dz, "dC_da": _dC_da,
    "dC_dx": _dC_da, "dC_dw": _dC_dw, "dL_dw": _dL_dw, "gradient": _gradient, "update": _update,
}  # fmt: skip
