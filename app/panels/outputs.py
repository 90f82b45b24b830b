"""The right end: each output beside its target on one scale, the wires into the loss, and the loss with its terms."""

from collections.abc import Iterator
from math import inf, isfinite, isnan

from app.language import _
from app.layout import Layout
from app.links import Links
from app.moment import Moment, id_of
from app.numbers import text
from app.panels.edges import TIP_BACK, TIP_FORE, tip
from app.panels.marks import COVERED, Node, Stroke, Text, fitted, number
from app.panels.present import Present
from app.symbols import sub, sup

MOST_TERMS = 2

MIXED = 0.86
"""Where across an output the ties of a softmax run: beside its bias."""


def meters(moment: Moment, plan: Layout, present: Present) -> tuple[Node, ...]:
    """Each output as a bar and its target as a mark, all on one scale that holds 0, 1 and every one of them."""
    if not plan.meters:
        return ()
    outputs = range(1, moment.sizes[-1] + 1)
    known = [moment.number("target", 0, n) for n in outputs if moment.known("target")]
    known += [y for n in outputs if moment.known("y", 0, n) and isfinite(y := moment.number("y", 0, n))]
    low, high = min([0.0, *known]), max([1.0, *known])
    return tuple(_meter(moment, plan, present, neuron, low, high) for neuron in outputs)


def _meter(moment: Moment, plan: Layout, present: Present, neuron: int, low: float, high: float) -> Node:
    box, place = plan.meters[neuron], (moment.last, neuron)
    left, right, symbols, large = box.x + 10, box.right - 10, moment.symbols, plan.metrics.large

    def across(value: float) -> float:
        share = (value - low) / (high - low) if high - low < inf else 0.5
        return left + min(max(share, 0.0), 1.0) * (right - left)

    texts: list[Text] = []
    goal, start, filled = None, across(0.0), 0.0
    if moment.known("target", *place):
        goal = across(moment.number("target", *place))
        y = box.y + box.height * (0.5 if large else 0.61)
        texts.append(Text(left, y, _("target {name}", name=symbols.target(neuron)), "name start"))
        value = number(moment, present, (right, y), "small end", "target", place)
        texts.append(fitted(value, moment, right - left - 106, plan.metrics.label) if large else value)
    if moment.shown("y", *place) and not large:
        y = box.y + box.height * 0.31
        texts.append(Text(left, y, _("output {name}", name=symbols.output(neuron)), "name start strong"))
        texts.append(number(moment, present, (right, y), "small strong end", "y", place))
    if moment.known("y", *place):
        output = moment.number("y", *place)
        there = across(0.0 if isnan(output) else output)
        start, filled = min(start, there), abs(there - start)
    css = "meter" + (" lit" if id_of("y", *place) in present.terms else "")
    return Node(
        f"meter-{neuron}",
        "",
        "",
        css,
        box.x,
        box.y,
        box.width,
        box.height,
        10,
        tuple(texts),
        bar=(left, box.bottom - box.height * 0.2, right - left, start, filled, goal),
    )


def output_strokes(moment: Moment, plan: Layout, present: Present) -> Iterator[Stroke]:
    """The wires from the outputs into the loss, and ∂C/∂y coming back on them."""
    loss_done, operation = moment.known("C"), moment.lesson.operation
    for neuron, wire in plan.outputs.items():
        place = (moment.last, neuron)
        node = plan.nodes[place]
        width = "w1" if moment.known("y", *place) else "w0"
        if neuron in plan.meters:
            yield Stroke(f"M{node.right:g} {node.cy - 3:g}H{plan.meters[neuron].x:g}", f"wire fore {width}")
        lit = " lit" if operation and operation.kind == "loss" else ""
        yield Stroke(
            wire.path(-3, pull=(0, TIP_FORE if loss_done else 0)),
            f"wire fore {width}{lit}",
            tip(wire.x2, wire.y2 - 3, 1) if loss_done else "",
        )
        if moment.known("dC_dy", *place):
            lit = " lit" if id_of("dC_dy", *place) in present.results else ""
            yield Stroke(
                wire.path(4, backward=True, pull=(TIP_BACK, 0)), f"wire back w2{lit}", tip(wire.x1, wire.y1 + 4, -1)
            )


def mixing(moment: Moment, plan: Layout) -> Iterator[Stroke]:
    """What ties the outputs of a softmax together: each is of all of them, forward and backward."""
    operation = moment.lesson.operation
    for neuron in range(1, moment.sizes[-1]):
        above, below = plan.nodes[moment.last, neuron], plan.nodes[moment.last, neuron + 1]
        for side, quantity, shift in (("fore", "a", -3), ("back", "dC_dz", 3)):
            if any(moment.known(quantity, moment.last, n) for n in range(1, moment.sizes[-1] + 1)):
                now = operation is not None and (operation.kind, operation.layer) == (quantity, moment.last)
                x = above.x + above.width * MIXED + shift
                yield Stroke(f"M{x:.1f} {above.bottom:.1f}V{below.y:.1f}", f"wire {side} w2{' lit' if now else ''}")


def mixing_labels(moment: Moment, plan: Layout) -> Iterator[Text]:
    """What the ties are, where there is room."""
    if plan.grain == "capsule" and not plan.metrics.large:
        for neuron in range(1, moment.sizes[-1]):
            above, below = plan.nodes[moment.last, neuron], plan.nodes[moment.last, neuron + 1]
            at = above.x + above.width * MIXED + 9, (above.bottom + below.y) / 2 + plan.metrics.label * 0.36
            yield Text(*at, "softmax", "name start")


def output_labels(moment: Moment, plan: Layout, present: Present) -> Iterator[Text]:
    """∂C/∂y at the tail of each output's wire, on the outer side of its bend."""
    for neuron, wire in plan.outputs.items():
        key = id_of("dC_dy", moment.last, neuron)
        has_room = (
            plan.metrics.meter[0] and not plan.metrics.large and (plan.grain == "capsule" or key in present.results)
        )
        if not (has_room and moment.shown("dC_dy", moment.last, neuron)):
            continue
        tall = plan.metrics.label * 1.12
        lines = 2 if plan.grain == "capsule" else 1
        x, y = wire.x1 + 12, wire.y1 + 9 + tall
        if wire.y2 > wire.y1 + 1:
            y = wire.y1 - 9 - (lines - 1) * tall
        if lines == 2:
            yield Text(x, y, f"∂C/∂{moment.symbols.output(neuron)}", "name back start")
            y += tall
        yield number(moment, present, (x, y), "tag back start", "dC_dy", (moment.last, neuron))


def target_labels(moment: Moment, plan: Layout, present: Present) -> Iterator[Text]:
    """The targets in writing where there are no meters: below each output, or in a column of their own."""
    m, symbols = plan.metrics, moment.symbols
    if not (plan.targets and moment.known("target")):
        return
    if plan.grain == "pill":
        top = plan.targets[1]
        letter = symbols.target(1).removesuffix(sub(1))
        yield Text(top.cx, top.y - m.label * 0.5, _("target {name}", name=letter), "name")
    for neuron, box in plan.targets.items():
        place = (moment.last, neuron)
        if plan.grain == "pill":
            value = number(moment, present, (box.cx, box.cy + m.value * 0.36), "small", "target", place)
            yield fitted(value, moment, box.width - 10, m.value)
            continue
        foot = box.y + m.label * 1.18
        yield Text(box.x, foot, _("target {name}", name=symbols.target(neuron)), "name start")
        value = number(moment, present, (box.x + 108, foot), "small start", "target", place)
        yield fitted(value, moment, box.width - 108, m.label)


def loss_node(moment: Moment, plan: Layout, present: Present, links: Links) -> Node:
    """The loss: C of the example that is drawn with its terms, L of the batch, and L after the update."""
    box, m, batch = plan.loss, plan.metrics, moment.lesson.recipe.batch
    mean = moment.lesson.recipe.reduction == "mean"
    texts: list[Text] = []
    line = m.label * 1.5
    example = sup(moment.example_number) if batch > 1 else ""
    y = box.y + line
    texts.append(Text(box.cx, y, _("loss C{example}", example=example), "name"))
    if moment.shown("C"):
        y += m.value * 1.35
        texts.append(number(moment, present, (box.cx, y), "value huge", "C"))
        outputs = moment.sizes[-1]
        if outputs > 1 and moment.known("C") and not plan.metrics.large:
            y += line
            said = "" if outputs <= MOST_TERMS else _("from {n} outputs", n=outputs)
            texts.append(Text(box.cx, y, said, "name", parts=() if said else _terms(moment, present)))
        y += line
        if batch > 1:
            texts.append(Text(box.cx, y, _("L = mean of Cⁿ") if mean else "L = Σ Cⁿ", "name"))
            y += line
        total = number(moment, present, (box.cx, y), "small", "L", (), "L " if batch == 1 else "")
        texts.append(fitted(total, moment, box.width - 8, m.label))
        if moment.shown("L_new"):
            texts.append(
                number(
                    moment,
                    present,
                    (box.cx, box.bottom + line),
                    "small new",
                    "L_new",
                    (),
                    _("after update L ") if not plan.metrics.large else "→ L ",
                )
            )
    css = "loss" + (" lit fore" if "C" in present.results else "")
    css += " focused" if moment.lesson.view.focus == "C" else ""
    return Node("loss", links.focus("C"), _spoken(moment), css, box.x, box.y, box.width, box.height, 16, tuple(texts))


def _spoken(moment: Moment) -> str:
    """All that the loss shows, in words."""
    if not moment.shown("C"):
        return _("loss C: not computed yet")

    def said(quantity: str) -> str:
        return text(moment.number(quantity), moment.digits(quantity)) if moment.known(quantity) else _(COVERED)

    outputs, value = moment.sizes[-1], said("C")
    if 1 < outputs <= MOST_TERMS and moment.known("C"):
        value += " = " + " + ".join(text(moment.number("C_term", moment.last, n)) for n in range(1, outputs + 1))
    parts = [_("loss C {value}", value=value)]
    if moment.shown("L"):
        parts.append(f"L {said('L')}")
    if moment.shown("L_new"):
        parts.append(_("{name} after the update", name="L") + " " + said("L_new"))
    return _(", ").join(parts)


def _terms(moment: Moment, present: Present) -> tuple[Text, ...]:
    """Each output's term of C, joined by plus signs; no term of any loss is negative."""
    return tuple(
        number(moment, present, (0, 0), "term", "C_term", (moment.last, n), " + " if n > 1 else "")
        for n in range(1, moment.sizes[-1] + 1)
    )
