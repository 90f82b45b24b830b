"""What a trial of the gradient says, in words."""

from itertools import pairwise
from math import isfinite, log10

import numpy as np

from app.language import _
from app.numbers import text
from engine.gradcheck import Comparison
from engine.probe import Probe

RULE = 1e-5
"""The h of the verdict: near the cube root of the unit of rounding, 6e-6, where both errors are small."""


FINE = 1e-7


NEAR = 1e-4
"""The relative error of agreement at the best h of all; ``FINE`` at that of the verdict."""


UNSETTLED = 1e-3
"""Where all differences for one h and the next are further apart than this, none of them says what the slope is."""


UNITS = 50
"""How many units of its last digit a sum of many terms may be off."""


def relative_error(gradient: float, difference: float) -> float:
    """|g - d| / (|g| + |d|), and 0 where both are 0."""
    return Comparison(0, "W", (0,), gradient, difference).error


def verdict(
    probe: Probe, gradient: float, found: dict[float, float], errors: dict[float, float], names: tuple[str, str]
) -> str:
    """Whether trial and backward pass agree, and if not what speaks against the trial."""
    loss, name = names
    difference, error = found[RULE], errors[RULE]
    said = _(
        "∂{loss}/∂{name} by the backward pass: {gradient}. By trial with h = 1e−5: {difference}."
        " Relative error: {error}.",
        loss=loss,
        name=name,
        gradient=text(gradient, 6),
        difference=text(difference, 6),
        error=text(error, 2),
    )
    if gradient == difference == 0:
        return _(
            "Both say exactly 0: {loss} does not feel {name} here. That is an answer, not an error.",
            loss=loss,
            name=name,
        )
    if not isfinite(error):
        return _(
            "A trial gives no number here: {name} and {loss} are too large for so small an h.", name=name, loss=loss
        )
    if error < FINE:
        return _("{said} They agree.", said=said)
    if probe.corner_between(probe.value - RULE, probe.value + RULE):
        return _(
            "{said} A relu changes sides within this h: {loss} has a corner here, and a trial cannot tell.",
            said=said,
            loss=loss,
        )
    h, least = min(((h, one) for h, one in errors.items() if isfinite(one)), key=lambda one: one[1])
    if least < NEAR:
        power = round(-log10(h))
        return _(
            "{said} This h is not the best one here: with 1e−{power} the error is {least}. They agree.",
            said=said,
            power=power,
            least=text(least, 2),
        )
    losses = [abs(probe.at(probe.value + by)) for by in (-RULE, 0.0, RULE)]
    if abs(difference - gradient) < UNITS * float(np.spacing(max(losses))) / RULE:
        return _(
            "{said} So near to 0 a slope drowns in the rounding of {loss}: a trial with this h cannot tell.",
            said=said,
            loss=loss,
        )
    off = [abs(value - gradient) for value in found.values()]
    if any(less < 0.02 * more for more, less in pairwise(off)):
        return _(
            "{said} But ten times less h brings the trial a hundred times nearer: that is truncation. They agree.",
            said=said,
        )
    if all(relative_error(more, less) > UNSETTLED for more, less in pairwise(found.values())):
        return _(
            "{said} No two h give the same: even the shortest is too long here, and a trial cannot tell.", said=said
        )
    return _("{said} They do not agree at any h.", said=said)


def valley(truncation: bool, longest: float, names: tuple[str, str]) -> str:
    """What the two slopes of the picture come from."""
    if truncation:
        return _(
            "Left of the valley two values of {loss} differ in too few digits, right of it h is too long.",
            loss=names[0],
        )
    if longest < 1e-12:
        return _(
            "No h is too long: {loss} is a parabola over {name}, whose central difference is exact.",
            loss=names[0],
            name=names[1],
        )
    return ""
