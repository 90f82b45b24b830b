"""The update's equations: the old value minus η times the slope, and for momentum and Adam what they remember, too."""

from collections.abc import Callable
from math import nan

from app.formula import Formula, partial
from app.language import _
from app.panels.equations import Equations
from engine.optimisers import EPSILON, corrections


def update_lines(equations: Equations, kind: str, layer: int, to: int, source: int = 0) -> list[Formula]:
    """How a weight (``w``) or bias (``b``) moves, a line an equation; the last is its new value."""
    moment, write = equations.moment, equations.write
    place = (layer, to, source) if kind == "w" else (layer, to)
    name = equations.w(layer, to, source) if kind == "w" else equations.b(layer, to)
    if moment.is_frozen(kind, *place):
        old = write.term(name, kind, *place)
        frozen = rf"{name} \leftarrow {old}" + rf"\quad\text{{{_('frozen')}}}" + write.result(f"{kind}_new", *place)
        return [write.line(frozen)]
    slope_key = f"dL_d{kind}"
    it, rate = moment.lesson.recipe.optimiser, moment.step.conditions.learning_rate
    if it.name == "gd":
        old = write.term(name, kind, *place)
        slope = rf"\underset{{{write.value(slope_key, *place, brackets=True)}}}{{{partial('L', name)}}}"
        return [_moved(equations, kind, place, name, old, slope, -rate * moment.number(slope_key, *place))]
    letters = dict(zip(it.memories, range(len(it.memories)), strict=True))

    def before(letter: str) -> float:
        return moment.memory(letters[letter], kind, *place, after=False)

    def after(letter: str) -> float:
        return moment.memory(letters[letter], kind, *place, after=True)

    gradient = partial("L", name)
    if it.name == "momentum":
        beta = write.bare("beta", it.beta)
        numbers = f"{beta} \\cdot {write.bare('before', before('v'), brackets=True)} + "
        numbers += write.value(slope_key, *place, brackets=True)
        remembered = write.line(
            rf"v \leftarrow \beta v + {gradient} = {numbers}{write.sign()}{write.bare('after', after('v'))}"
        )
        old = write.term(name, kind, *place)
        v = rf"\underset{{{write.bare('v', after('v'), brackets=True)}}}{{v}}"
        return [remembered, _moved(equations, kind, place, name, old, v, -rate * after("v"))]
    return _adam(equations, kind, place, name, before, after)


def _adam(
    equations: Equations,
    kind: str,
    place: tuple[int, ...],
    name: str,
    before: Callable[[str], float],
    after: Callable[[str], float],
) -> list[Formula]:
    moment, write = equations.moment, equations.write
    it, rate = moment.lesson.recipe.optimiser, moment.step.conditions.learning_rate
    # On one line, so that all four equations have room in sight.
    gradient, lines = rf"\partial L / \partial {name}", []
    for letter, beta, number, power in (("m", it.beta, 1, ""), ("s", it.beta2, 2, "^2")):
        g = rf"({gradient})^2" if power else gradient
        numbers = f"{write.bare('beta', beta)} \\cdot {write.bare('before', before(letter), brackets=True)} + "
        numbers += rf"{write.bare('rest', 1.0 - beta)} \cdot "
        numbers += write.value(f"dL_d{kind}", *place, brackets=True) + power
        head = rf"{letter} \leftarrow \beta_{number} {letter} + (1 - \beta_{number}) {g}"
        lines.append(write.line(f"{head} = {numbers}{write.sign()}{write.bare('after', after(letter))}"))
    first, second = corrections(it, moment.step.updates + 1)
    m, s = after("m") / first, after("s") / second
    t = moment.step.updates + 1
    hats = rf"\hat{{m}} = \frac{{m}}{{1 - \beta_1^{{{t}}}}} = \frac{{{write.bare('m', after('m'))}}}"
    hats += rf"{{{write.bare('first', first)}}}{write.sign()}{write.bare('mhat', m)}"
    hats += r",\quad " + rf"\hat{{s}} = \frac{{s}}{{1 - \beta_2^{{{t}}}}} = \frac{{{write.bare('s', after('s'))}}}"
    hats += rf"{{{write.bare('second', second)}}}{write.sign()}{write.bare('shat', s)}"
    lines.append(write.line(hats))
    old = write.term(name, kind, *place)
    write.rounded()
    top = rf"\underset{{{write.bare('mhat', m, brackets=True)}}}{{\hat{{m}}}}"
    ratio = rf"\frac{{{top}}}{{\sqrt{{\hat{{s}}}} + \varepsilon}}"
    change = -rate * (m / (s**0.5 + EPSILON))
    return [*lines, _moved(equations, kind, place, name, old, ratio, change)]


def _moved(
    equations: Equations, kind: str, place: tuple[int, ...], name: str, old: str, slope: str, change: float
) -> Formula:
    """The new value: the old one minus η times what the optimiser takes for the slope, with the change worked out."""
    write = equations.write
    if equations.moment.hides(f"{kind}_new", *place):
        change = nan  # one look at it would give the new value away
    eta = rf"\underset{{{write.bare('rate', equations.moment.step.conditions.learning_rate)}}}{{\eta}}"
    moved = write.sign() + write.value(kind, *place)
    moved += (" - " if change < 0 else " + ") + write.bare("change", abs(change))
    return write.line(rf"{name} \leftarrow {old} - {eta}\,{slope}{moved}" + write.result(f"{kind}_new", *place))
