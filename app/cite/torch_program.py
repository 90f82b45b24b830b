"""A moment as a PyTorch program: the forward pass as here, the backward pass by automatic differentiation."""

from app.cite.program import Program, literal, moved
from app.language import _
from engine.activations import Activation

_BOTH = "C = -(target * ln_y + (1 - target) * ln_rest).sum(dim=1)"


def torch_program(it: Program) -> str:
    """The program; it needs PyTorch alone."""
    lines = [
        *it.head(), "", "import torch", "import torch.nn.functional as F", "",
        "torch.set_default_dtype(torch.float64)", "", *_given(it), "", *_forward(it), "", *_backward(it),
    ]  # fmt: skip
    if it.updates:
        lines += ["", *_update(it)]
    return "\n".join([*lines, "", *(f'print("{name} =", {name}.tolist())' for name in it.figures)]) + "\n"


def _given(it: Program) -> list[str]:
    step = it.moment.step
    lines = ["# " + _("the parameters: a row of W is a neuron")]
    for n, layer in enumerate(it.layers, 1):
        for name, array in ((f"W{n}", layer.W), (f"b{n}", layer.b)):
            lines.append(f"{name} = torch.tensor({literal(array)}, requires_grad=True)")
    lines += ["", f"# {it.examples}", f"x = torch.tensor({literal(step.trace.x)}, requires_grad=True)"]
    lines.append(f"target = torch.tensor({literal(step.gradients.targets)})")
    if not it.updates:
        return lines
    lines += ["", f"learning_rate = {step.conditions.learning_rate!r}"]
    if it.masks:
        lines.append("# " + _("1 where a parameter learns, 0 where it is frozen"))
        lines += [f"learns_{name} = torch.tensor({literal(mask)}, dtype=torch.bool)" for name, mask in it.masks.items()]
    if it.remembers:
        lines += ["", "# " + _("what the optimiser remembers")]
        for which, letter in enumerate(it.recipe.optimiser.memories):
            lines += [f"{letter}_{name} = torch.tensor({literal(one)})" for name, one in it.memory(which)]
    return lines


def _forward(it: Program) -> list[str]:
    lines = ["# " + _("forward")]
    for n, layer in enumerate(it.layers, 1):
        at_zero = bool((it.moment.step.trace.layers[n - 1].z == 0).any())
        lines.append(f"z{n} = F.linear({it.a(n - 1)}, W{n}, b{n})")
        lines.append(f"{it.a(n)} = {_value(layer.activation, f'z{n}', at_zero)}")
    total = "C.mean()" if it.mean else "C.sum()"
    loss = _loss(it.recipe.loss, it.layers[-1].activation.name, f"z{it.last}", it.layers[-1].n_out)
    return [*lines, "", "# " + _("the loss of each example, and of all"), *loss, f"L = {total}"]


def _value(activation: Activation, z: str, at_zero: bool) -> str:
    match activation.name:
        case "sigmoid" | "tanh" | "relu":
            return f"torch.{activation.name}({z})"
        case "leaky_relu" if at_zero:  # where PyTorch's own has the slope of the left side, and the lesson 0
            leak = f"{activation.negative_slope!r} * {z}"
            return f"torch.where({z} > 0, {z}, torch.where({z} < 0, {leak}, 0 * {z}))"
        case "leaky_relu":
            return f"F.leaky_relu({z}, {activation.negative_slope!r})"
        case "softplus":
            return f"F.softplus({z}, threshold=50)"
        case "gelu":
            return f"F.gelu({z})"
        case "softmax":
            return f"F.softmax({z}, dim=1)"
        case _:
            return f"1 * {z}"


def _loss(loss: str, output: str, z: str, width: int) -> list[str]:
    """C of every example; logarithms are taken of the logits, as PyTorch's own losses do."""
    match loss, output:
        case "half_squared_error", _:
            return ["C = 0.5 * ((y - target) ** 2).sum(dim=1)"]
        case "squared_error", _:
            return ["C = ((y - target) ** 2).sum(dim=1)"]
        case "mse", _:
            return ['C = F.mse_loss(y, target, reduction="none").mean(dim=1)']
        case "binary_cross_entropy", "sigmoid":
            return [f'C = F.binary_cross_entropy_with_logits({z}, target, reduction="none").sum(dim=1)']
        case "cross_entropy", "sigmoid":
            return [f"C = -(target * F.logsigmoid({z})).sum(dim=1)"]
        case "cross_entropy", _:
            return [f"C = -(target * F.log_softmax({z}, dim=1)).sum(dim=1)"]
    masked = f"{z}.unsqueeze(1).masked_fill(torch.eye({width}, dtype=torch.bool), -torch.inf)"
    rest = f"ln_rest = torch.logsumexp({masked}, dim=2) - torch.logsumexp({z}, dim=1, keepdim=True)"
    return [f"ln_y = F.log_softmax({z}, dim=1)", rest, _BOTH]


def _backward(it: Program) -> list[str]:
    held = ", ".join(f"z{n}" for n in it.numbers)
    many = f"for z in ({held}):\n    z.retain_grad()" if it.last > 1 else f"{held}.retain_grad()"
    times = " * len(x)" if it.mean else ""
    lines = ["# " + _("backward"), many, "L.backward()"]
    if it.mean:
        lines.append("# " + _("of each example’s own loss, hence times their number"))
    lines += [f"dC_dz{n} = z{n}.grad{times}" for n in reversed(it.numbers)]
    lines.append(f"dC_dx = x.grad{times}")
    for n in it.numbers:
        lines += [f"d{it.total}_dW{n} = W{n}.grad", f"d{it.total}_db{n} = b{n}.grad"]
    return lines


def _update(it: Program) -> list[str]:
    lines = ["# " + _("the update"), "with torch.no_grad():"]
    for name in it.parameters:
        lines += [f"    {line}" for line in moved(it, name, f"{name}.grad", "torch")]
    return lines
