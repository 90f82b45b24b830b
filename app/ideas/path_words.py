"""The paths from a weight in words."""

from app.ideas.path_sums import Walk
from app.language import _, ngettext
from app.moment import Moment
from app.numbers import text


def sentence(way: Walk, name: str, slope: str, loss: str, summed: float | None, counted: bool) -> str:
    """How many paths there are, and what they add up to, as far as it was answered."""
    if not counted:
        return _(
            "How does a change of {name} reach {loss}? Along the wires, on every way there is.", name=name, loss=loss
        )
    ends: dict[str, object] = {"n": f"{way.count:,}", "name": name, "loss": loss}
    if summed is None:
        return ngettext("{n} path from {name} to {loss}.", "{n} paths from {name} to {loss}.", way.count, **ends)
    return ngettext(
        "{n} path from {name} to {loss}; its product is {slope} = {sum}.",
        "{n} paths from {name} to {loss}; their products add up to {slope} = {sum}.",
        way.count,
        **ends,
        slope=slope,
        sum=text(summed),
    )


def ending(now: Moment, way: Walk) -> str:
    """How a path ends, which depends on the output's activation."""
    recipe, delta = now.lesson.recipe, now.symbols.delta(now.last, 1)
    activation = recipe.spec.activations[-1]
    if activation.elementwise:
        z, y = now.symbols.neuron(now.last, 1), now.symbols.output(1)
        return _(
            "Each path ends with the {deltas} of one output, such as {delta} = σ′({z}) · ∂C/∂{y}.",
            deltas=now.symbols.deltas,
            delta=delta,
            z=z,
            y=y,
        )
    outputs = now.sizes[-1]
    return _(
        "Softmax: each of the {outputs} outputs depends on every z of its layer, so from a z there are"
        " {outputs} ways on to C, one through each output. Here they are taken together: {delta} is whole,"
        " and a path ends at its z. Split further there would be {paths} paths.",
        outputs=outputs,
        delta=delta,
        paths=f"{way.count * outputs:,}",
    )
