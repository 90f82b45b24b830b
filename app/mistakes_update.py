"""Mistakes about the batch and the update: ∂L/∂w, L, new parameters, and L after the update."""

from collections.abc import Iterator

from app.asking import Mistake
from app.language import _
from app.moment import Moment


def of_batch(moment: Moment, layer: int, to: int, source: int = 0) -> Iterator[Mistake]:
    """∂L/∂w, the sum or mean of every example's ∂C/∂w."""
    kind, place = ("w", (layer, to, source)) if source else ("b", (layer, to))
    each, mean = moment.true_examples(f"dC_d{kind}", *place), moment.lesson.recipe.reduction == "mean"
    total = sum(each)
    if mean:
        yield Mistake(total, _("That is the sum; this lesson takes the mean over the examples."))
    else:
        yield Mistake(total / len(each), _("That is the mean; this lesson takes the sum over the examples."))
    for n, one in enumerate(each, 1):
        yield Mistake(one, _("That is example {n} alone; every example has its share.", n=n))
        rest = (total - one) / (len(each) if mean else 1)
        yield Mistake(rest, _("One path is forgotten: example {n} has its share as well.", n=n))


def of_total(moment: Moment) -> Iterator[Mistake]:
    """L, the sum or mean of every example's C."""
    each = [float(one) for one in moment.step.gradients.loss_per_example]
    total, mean = sum(each), moment.lesson.recipe.reduction == "mean"
    if mean:
        yield Mistake(total, _("That is the sum; this lesson takes the mean over the examples."))
    else:
        yield Mistake(total / len(each), _("That is the mean; this lesson takes the sum over the examples."))
    for n, one in enumerate(each, 1):
        yield Mistake(one, _("That is C of example {n} alone.", n=n))


def of_new(moment: Moment, layer: int, to: int, source: int = 0) -> Iterator[Mistake]:
    """The parameter after the update, by the optimiser; w − η ∂L/∂w where that is gradient descent."""
    kind, place = ("w", (layer, to, source)) if source else ("b", (layer, to))
    old, new = moment.truth(kind, *place), moment.truth(f"{kind}_new", *place)
    slope, rate = moment.truth(f"dL_d{kind}", *place), moment.step.conditions.learning_rate
    names = moment.symbols
    name = names.weight(*place) if source else names.bias(*place)
    yield Mistake(old - (new - old), _("Wrong sign: the update goes against the slope, w − η ∂L/∂w."))
    yield Mistake(old - slope, _("η is forgotten: the step is η times the slope."))
    yield Mistake(new - old, _("That is the change alone; add it to {name}.", name=name))
    yield Mistake(rate * slope, _("That is η times the slope; take it away from {name}.", name=name))
    yield Mistake(old, _("That is {name} as it was; the update moves it by −η ∂L/∂w.", name=name))
    if source:
        gain_less = moment.truth("a", layer - 1, source) * moment.truth("dC_da", layer, to)
        yield Mistake(old - rate * gain_less, _("σ′(z) is forgotten in the slope."))
        for n in range(1, moment.sizes[layer - 1] + 1):
            if n != source:
                other = names.weight(layer, to, n)
                yield Mistake(
                    old - rate * moment.truth("dL_dw", layer, to, n),
                    _("The other weight's slope was used, that of {other}.", other=other),
                )
                yield Mistake(
                    moment.truth("w_new", layer, to, n),
                    _("That is the other weight: {other} after the update.", other=other),
                )
    if moment.batch > 1:
        one = moment.truth(f"dC_d{kind}", *place)
        yield Mistake(
            old - rate * one, _("That is a step for one example; the update takes the slope of the whole batch.")
        )
    yield Mistake(new + (new - old), _("Those are two updates: the updated weight was used as the old one."))


def of_new_loss(moment: Moment) -> Iterator[Mistake]:
    """L with the new parameters."""
    before, after = moment.truth("L"), moment.truth("L_new")
    yield Mistake(before, _("That is L before the update."))
    yield Mistake(after - before, _("That is how far L moved; asked is where it is now."))
