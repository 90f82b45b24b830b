"""Activations, their slopes and the losses, written in LaTeX."""

from collections.abc import Callable

from app.formula import sum_of
from app.language import _
from app.numbers import plain
from engine.activations import Activation
from engine.words import N_

_STEP = N_(r"1 \text{{ if }} {z} > 0 \text{{, else }} {below}")
"""In LaTeX."""


def activation_latex(activation: Activation, z: str, each: Callable[[int], str], width: int) -> str:
    """σ(z) as a formula.

    Args:
        activation: which.
        z: what it is applied to.
        each: the z of each neuron of the layer, for a softmax.
        width: neurons of the layer.
    """
    match activation.name:
        case "sigmoid":
            return rf"\sigma({z}) = \frac{{1}}{{1 + e^{{-z}}}}"
        case "tanh":
            return rf"\tanh({z})"
        case "relu":
            return rf"\max(0, {z})"
        case "leaky_relu":
            return rf"\max({z}, {plain(activation.negative_slope)}\,z)"
        case "softplus":
            return rf"\text{{softplus}}({z}) = \ln(1 + e^z)"
        case "gelu":
            return rf"\text{{gelu}}({z}) = z\,\Phi(z)"
        case "softmax":
            below = sum_of(width, lambda n: f"e^{{{each(n)}}}", 4)
            return rf"\text{{softmax}}({z}) = \frac{{e^z}}{{{below}}}"
        case _:
            return z


def slope_latex(activation: Activation, z: str, a: str) -> str:
    """σ'(z) as a formula; ``a`` is σ(z)."""
    match activation.name:
        case "sigmoid":
            return rf"{a}\,(1 - {a})"
        case "tanh":
            return rf"1 - {a}^2"
        case "relu":
            return _(_STEP, z=z, below=0)
        case "leaky_relu":
            return _(_STEP, z=z, below=plain(activation.negative_slope))
        case "softplus":
            return rf"\frac{{1}}{{1 + e^{{-{z}}}}}"
        case "gelu":
            return rf"\Phi({z}) + {z}\,\varphi({z})"
        case _:
            return "1"


def loss_latex(loss: str, count: int, pair: Callable[[int], tuple[str, str]]) -> str:
    """C of one example as a formula.

    Args:
        loss: its name.
        count: number of outputs.
        pair: the output and the target with a number.
    """

    def squared(n: int) -> str:
        y, target = pair(n)
        return rf"\left({y} - {target}\right)^2"

    def crossed(n: int) -> str:
        y, target = pair(n)
        return rf"{target} \ln {y}"

    def both(n: int) -> str:
        y, target = pair(n)
        return rf"{target} \ln {y} + (1 - {target}) \ln (1 - {y})"

    write, most = {"cross_entropy": (crossed, 4), "binary_cross_entropy": (both, 2)}.get(loss, (squared, 4))
    body = sum_of(count, write, most)
    several = count > 1 or loss == "binary_cross_entropy"
    brackets = rf"\left[{body}\right]" if several else body
    return {
        "half_squared_error": rf"\frac{{1}}{{2}}{brackets}",
        "squared_error": body,
        "mse": rf"\frac{{1}}{{{count}}}{brackets}",
    }.get(loss, f"-{brackets}")
