"""Wires and the chips on them: the parameter in the middle, w·a at the head, w·∂C/∂z at the tail."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.language import _
from app.layout import Layout, Place
from app.moment import Moment, id_of
from app.numbers import text
from app.panels.marks import Stroke
from app.panels.present import Present
from app.scales import largest, width_step
from app.wires import Wire

TIP_FORE, TIP_BACK = 7.0, 7.0
SHIFT_FORE, SHIFT_BACK = -3.0, 4.0


@dataclass(frozen=True)
class EdgeScale:
    """One scale of line width for the products of each pass.

    Attributes:
        forward: w·a of every edge where it is known.
        backward: w·∂C/∂z of every edge where it is known.
        deltas: what ∂C/∂z is called.
    """

    forward: dict[Place, float]
    backward: dict[Place, float]
    deltas: str = "∂C/∂z"

    @cached_property
    def tops(self) -> tuple[float, float]:
        """The largest magnitude of each pass."""
        return largest(self.forward.values()), largest(self.backward.values())

    def width(self, place: Place, *, backward: bool = False) -> str:
        """The class of an edge's width: ``w1`` (least) … ``w6``; ``w0`` for a product that is 0 or not known."""
        values, top = (self.backward, self.tops[1]) if backward else (self.forward, self.tops[0])
        return f"w{width_step(values[place], top)}" if place in values else "w0"

    @property
    def legend(self) -> str:
        """What line width means at this moment, in a sentence; "" where no product is known."""
        said = [
            _("|{what}| up to {top}", what=what, top=text(top))
            for what, top in zip(("w·a", f"w·{self.deltas}"), self.tops, strict=True)
            if top > 0
        ]
        return _("Line width: {scales}.", scales=_(", ").join(said)) if said else ""


def edge_scale(moment: Moment) -> EdgeScale:
    """The scale of a moment, over the edges whose products are known."""
    forward: dict[Place, float] = {}
    backward: dict[Place, float] = {}
    for layer in range(1, moment.last + 1):
        for to in range(1, moment.sizes[layer] + 1):
            for source in range(1, moment.sizes[layer - 1] + 1):
                place = (layer, to, source)
                if moment.known("forward", *place):
                    forward[place] = moment.number("forward", *place)
                if moment.known("backward", *place):
                    backward[place] = moment.number("backward", *place)
    return EdgeScale(forward, backward, moment.symbols.deltas)


def strokes(plan: Layout, present: Present, scale: EdgeScale) -> Iterator[Stroke]:
    """The wires that are drawn one by one: all of them, or those of the present step where the rest is in bulk."""
    for place, wire in plan.wires.items():
        lit = id_of("forward", *place) in present.terms, id_of("backward", *place) in present.terms
        if plan.grain == "pill" and not any(lit):
            continue
        yield _stroke(plan, scale, place, wire, lit[0], backward=False)
        if place in scale.backward:
            yield _stroke(plan, scale, place, wire, lit[1], backward=True)


def _stroke(plan: Layout, scale: EdgeScale, place: Place, wire: Wire, lit: bool, *, backward: bool) -> Stroke:
    """One wire in one direction; it has an arrow head once it carries a number, where heads do not crowd."""
    values, crowded = (scale.backward if backward else scale.forward), plan.grain != "capsule"
    known = place in values
    css = f"wire {'back' if backward else 'fore'} {scale.width(place, backward=backward)}{' lit' if lit else ''}"
    if crowded and known and values[place] < 0:
        css += " neg"
    headed = known and (lit or not crowded)
    name = "-".join(map(str, place))
    if backward:
        path = wire.path(SHIFT_BACK, backward=True, pull=(TIP_BACK if headed else 0, 0))
        return Stroke(path, css, tip(wire.x1, wire.y1 + SHIFT_BACK, -1) if headed else "", f"back-{name}")
    path = wire.path(SHIFT_FORE, pull=(0, TIP_FORE if headed else 0))
    return Stroke(path, css, tip(wire.x2, wire.y2 + SHIFT_FORE, 1) if headed else "", f"wire-{name}")


def bulk(plan: Layout, scale: EdgeScale) -> tuple[Stroke, ...]:
    """All edges of a large network as a few paths, one for each direction, width and sign."""
    if plan.grain != "pill":
        return ()
    pieces: dict[str, list[str]] = defaultdict(list)
    backward = bool(scale.backward)
    values = scale.backward if backward else scale.forward
    for place, wire in plan.wires.items():
        known = place in values
        side = "back" if backward and known else "fore"
        sign = " neg" if known and values[place] < 0 else ""
        pieces[f"bulk {side} {scale.width(place, backward=backward)}{sign}"].append(_straight(wire))
    return tuple(Stroke("".join(paths), css) for css, paths in sorted(pieces.items()))


def tip(x: float, y: float, direction: int) -> str:
    """An arrow head whose point is at (x, y), to the right (+1) or to the left (−1)."""
    return f"M{x:g} {y:g}l{-9 * direction:g} -4.5v9z"


def _straight(wire: Wire) -> str:
    return f"M{wire.x1:.0f} {wire.y1:.0f}L{wire.x2:.0f} {wire.y2:.0f}"
