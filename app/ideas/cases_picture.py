"""The network in reverse as far as one has come: what is needed is an arrow to the right, what is known a number."""

from collections.abc import Iterator
from dataclasses import replace

from app.ideas.cases_steps import Step
from app.language import _
from app.lesson import Lesson
from app.links import Links
from app.moment import Moment, id_of, moment
from app.panels.edges import TIP_FORE, tip
from app.panels.marks import Stroke, Text
from app.panels.picture import Picture
from app.panels.present import Present, present
from app.panels.reversed_picture import reversed_picture
from app.reversed_layout import reversed_layout


def before_backward(lesson: Lesson) -> Lesson:
    """The cursor where the loss is known and nothing of the backward pass."""
    return _within(lesson, lesson.program.end_of("loss"))


def at_number(lesson: Lesson, step: Step, *, shown: bool) -> Lesson:
    """The cursor at the operation of a step, with its result covered unless it is shown.

    Covered too are the sums of the neurons that come after it in its layer: they are of their own steps.
    """
    now = _within(lesson, lesson.program.places[step.key])
    sizes, last = lesson.recipe.sizes, len(lesson.recipe.sizes) - 1
    covered = [] if shown else [step.key]
    if step.layer < last:
        first = step.neuron + 1 if shown else step.neuron
        covered += [f"dC_da-{step.layer}-{n}" for n in range(first, sizes[step.layer] + 1)]
    return now.viewed(cover=tuple(covered))


def picture_of_needs(lesson: Lesson, links: Links, asked: Step, answered: bool) -> Picture:
    """The gains, and an arrow from each neuron to what it needs, as far as that was answered."""
    now = moment(before_backward(lesson))
    drawn = reversed_picture(now, Present((), frozenset(), frozenset()), links)
    until = asked.layer if answered else asked.layer - 1
    if drawn.grain == "pill":
        return drawn
    return replace(
        drawn,
        strokes=(*drawn.strokes, *_arrows(now, until)),
        labels=(*drawn.labels, *_wanted(now, until + 1)),
        legend=_("An arrow to the right: this one needs that one first."),
    )


def picture_of_numbers(now: Moment, links: Links) -> Picture:
    """What is known by now, lit what the present number is made of."""
    operation, lit = now.lesson.operation, present(now)
    assert operation is not None
    terms = set(lit.terms)
    if operation.layer < now.last:
        for to in range(1, now.sizes[operation.layer + 1] + 1):
            place = (operation.layer + 1, to, operation.neuron)
            terms |= {id_of("backward", *place), id_of("w", *place), id_of("dC_dz", *place[:2])}
    return reversed_picture(now, replace(lit, terms=frozenset(terms)), links)


def _within(lesson: Lesson, done: int) -> Lesson:
    return lesson.at(lesson.time // len(lesson.program) * len(lesson.program) + done)


def _arrows(now: Moment, until: int) -> Iterator[Stroke]:
    """From the first neuron to those that it needs, from them to what they need, up to a layer."""
    plan = reversed_layout(now.sizes, now.lesson.view.screen)
    for (layer, _to, source), wire in plan.wires.items():
        if layer == 1 or layer - 1 > until or (layer == 2 and source > 1):
            continue
        yield Stroke(wire.path(pull=(0, TIP_FORE)), "wire needs", tip(wire.x2, wire.y2, 1))
    if until == now.last:
        for neuron, wire in plan.outputs.items():
            if neuron in plan.meters:
                end = plan.nodes[now.last, neuron].right
                yield Stroke(f"M{end:g} {wire.y1:g}H{plan.meters[neuron].x:g}", "wire needs")
            yield Stroke(wire.path(pull=(0, TIP_FORE)), "wire needs", tip(wire.x2, wire.y2, 1))


def _wanted(now: Moment, until: int) -> Iterator[Text]:
    """A question mark at every ∂C/∂z that is wanted, up to a layer."""
    plan = reversed_layout(now.sizes, now.lesson.view.screen)
    for (layer, neuron), box in plan.nodes.items():
        if 0 < layer <= until and (layer > 1 or neuron == 1):
            y = box.cy - box.height * 0.24
            if plan.grain == "capsule":
                yield Text(box.x, y - plan.metrics.value, now.symbols.delta(layer, neuron), "name back start")
            yield Text(box.x, y, "?", "value asked back start")
