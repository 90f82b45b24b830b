"""Lines of the notes as they stand, in LaTeX: those that slip and two that do not."""

from app.formula import Formula, partial
from app.language import _

_A, _Z, _NEXT, _OTHER, _W = "a", "z", "z'", "z''", "W"
_GAIN, _GAIN_NEXT, _GAIN_OTHER = (rf"\sigma'({z})" for z in (_Z, _NEXT, _OTHER))


_READ = r"\text{#read#}"
"""The label that the notes give to two factors, which stands there in words."""


def _labelled(above: str, below: str, label: str) -> str:
    return rf"\underbrace{{{partial(above, below)}}}_{{{label}}}"


def _loss_by(z: str) -> str:
    return partial("L", z)


_LINES = {
    "sum": (
        f"{partial('C', _A)} = {partial('C', _NEXT)}{partial(_NEXT, _A)} + "
        f"{partial('C', _OTHER)}{partial(_OTHER, _A)} = w_3 + w_4"
    ),
    "passes": f"{partial('C', _W)} = {_labelled('C', _Z, _READ)} \\quad {_labelled(_Z, _W, _READ)}",
    "labels": f"{partial('C', _Z)} = {_labelled('C', _A, _GAIN)} {_labelled(_A, _Z, '=1')} = {_GAIN}",
    "bracket": (
        f"{partial('C', _NEXT)} = {_labelled('C', _A, _GAIN_NEXT)} {_labelled(_A, _NEXT, '=w_3')} + "
        f"{_labelled('C', _OTHER, _GAIN_OTHER)} {_labelled(_A, _NEXT, '=w_4')}"
    ),
    "rule": rf"{partial('C', _Z)} = {_GAIN}\left[w_3 {partial('C', _NEXT)} + w_4 {partial('C', _OTHER)}\right]",
    "end": (
        rf"y_1 = \sigma(z'),\qquad {partial('C', _NEXT)} = {partial('C', 'y_1')}\,{partial('y_1', _NEXT)} = "
        rf"{_GAIN_NEXT}\,{partial('C', 'y_1')}"
    ),
    "names": (
        rf"{_loss_by('z_3')} = \sigma'(z_3)\left(w_1 {_loss_by('z_5')} + w_2 {_loss_by('z_6')}\right),\quad "
        rf"{_loss_by('z_1')} = \sigma'(z_1)\left(w_3 {_loss_by('z_3')} + w_4 {_loss_by('z_4')}\right)"
    ),
    "loss": (
        r"L(\theta) = \sum_{n=1}^{N} C^n(\theta),\qquad "
        rf"{_loss_by('z_5')} = {_loss_by('y_1')}\,{partial('y_1', 'z_5')}"
    ),
    "n": r"C(y, \hat{y}) = -\sum_{i=1}^{n} \hat{y}_i \ln y_i,\qquad L(\theta) = \sum_{n=1}^{N} C^n(\theta)",
}


def line(name: str) -> Formula:
    """The line of a slip, with what it says in words said in the language spoken."""
    return Formula(_LINES[name].replace("#read#", _("Forward Pass, read the input")), {})
