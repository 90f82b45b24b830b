"""A moment as a NumPy program that prints its very figures."""

import numpy as np

from app.cite import numpy_functions as functions
from app.cite.program import Program, literal, moved
from app.language import _


def numpy_program(it: Program) -> str:
    """The program; it needs NumPy alone."""
    called: dict[str, None] = {}
    passes = [*_forward(it, called), "", *_backward(it, called), "", *_gradients(it)]
    if it.updates:
        passes += ["", *_update(it)]
    math = ["import math", ""] if any("math." in one for one in called) else []
    lines = [*it.head(), "", *math, "import numpy as np", "", *_settings(it), *_given(it), ""]
    for one in called:
        lines += ["", one, ""]
    gap = [""] if called else []
    return "\n".join([*lines, *gap, *passes, "", *_printed(it)]) + "\n"


def _settings(it: Program) -> list[str]:
    """A function that saturates far out, or a run that diverges, is no reason for a warning."""
    step = it.moment.step
    both = zip(step.trace.layers, it.layers, strict=True)
    far = any(np.abs(trace.z).max() > 300 for trace, layer in both if layer.activation.name == "tanh")
    calm = all(np.isfinite(one.dC_dW).all() for one in step.gradients.layers) and np.isfinite(step.updated_loss)
    return [] if calm and not far else ['np.seterr(all="ignore")', ""]


def _given(it: Program) -> list[str]:
    step = it.moment.step
    lines = ["# " + _("the parameters: a row of W is a neuron")]
    for n, layer in enumerate(it.layers, 1):
        lines += [f"W{n} = np.array({literal(layer.W)})", f"b{n} = np.array({literal(layer.b)})"]
    lines += ["", f"# {it.examples}", f"x = np.array({literal(step.trace.x)})"]
    lines.append(f"target = np.array({literal(step.gradients.targets)})")
    if not it.updates:
        return lines
    lines += ["", f"learning_rate = {step.conditions.learning_rate!r}"]
    if it.masks:
        lines.append("# " + _("1 where a parameter learns, 0 where it is frozen"))
        lines += [f"learns_{name} = np.array({literal(mask)}, dtype=bool)" for name, mask in it.masks.items()]
    letters = it.recipe.optimiser.memories
    if letters and it.remembers:
        lines += ["", "# " + _("what the optimiser remembers")]
        for which, letter in enumerate(letters):
            lines += [f"{letter}_{name} = np.array({literal(one)})" for name, one in it.memory(which)]
    return lines


def _forward(it: Program, called: dict[str, None]) -> list[str]:
    lines = ["# " + _("forward")]
    for n, layer in enumerate(it.layers, 1):
        value, needs = functions.value_of(layer.activation, f"z{n}")
        called |= dict.fromkeys(needs)
        lines += [f"z{n} = {it.a(n - 1)} @ W{n}.T + b{n}", f"{it.a(n)} = {value}"]
    loss, needs = functions.loss_of(it.recipe.loss, it.layers[-1].activation, f"z{it.last}")
    called |= dict.fromkeys(needs)
    total = "C.mean()" if it.mean else "C.sum()"
    return [*lines, "", "# " + _("the loss of each example, and of all"), *loss, f"L = {total}"]


def _backward(it: Program, called: dict[str, None]) -> list[str]:
    last, output = it.last, it.layers[-1]
    lines, needs = functions.output_slope(it.recipe.loss, output.activation, f"z{last}", output.n_out)
    if it.recipe.loss == "binary_cross_entropy" and output.activation.name == "softmax" and output.n_out == 1:
        lines, needs = [f"dC_dz{last} = np.zeros_like(z{last})"], ()  # y is 1 whatever z is
    called |= dict.fromkeys(needs)
    lines = ["# " + _("backward: of each example"), *lines]
    for n in range(last - 1, 0, -1):
        slope, needs = functions.slope_of(it.layers[n - 1].activation, f"z{n}")
        called |= dict.fromkeys(needs)
        lines.append(f"dC_da{n} = dC_dz{n + 1} @ W{n + 1}")
        lines.append(f"dC_dz{n} = {slope} * dC_da{n}" if slope else f"dC_dz{n} = dC_da{n}.copy()")
    return [*lines, "dC_dx = dC_dz1 @ W1"]


def _gradients(it: Program) -> list[str]:
    scale = " / len(x)" if it.mean else ""
    several = (
        _("the gradients: the mean over the examples") if it.mean else _("the gradients: the sum over the examples")
    )
    lines = ["# " + (several if it.moment.batch > 1 else _("the gradients"))]
    for n in it.numbers:
        lines.append(f"d{it.total}_dW{n} = dC_dz{n}.T @ {it.a(n - 1)}{scale}")
        lines.append(f"d{it.total}_db{n} = dC_dz{n}.{'mean' if it.mean else 'sum'}(axis=0)")
    return lines


def _update(it: Program) -> list[str]:
    lines = ["# " + _("the update")]
    for name in it.parameters:
        lines += moved(it, name, f"d{it.total}_d{name}", "np")
    return lines


def _printed(it: Program) -> list[str]:
    return ["np.set_printoptions(precision=17)", *(f'print("{name} =", {name})' for name in it.figures)]
