"""The outlines of the network in reverse: triangles with their tips at the left, Σ ports, and what is cut."""

from dataclasses import dataclass

from app.layout import Layout
from app.placement import Box

Bounds = tuple[float, float, float, float]

POINT = 12.0
"""How far a small neuron's point reaches to the left of its box."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of one neuron or input, as SVG path data.

    Attributes:
        body: the triangle, or a box.
        port: the box of its Σ port as x, y, width, height, or None.
        arriving: what leads from the port into the triangle, or "".
        leaving: what leads from its tip to the left, or "".
        cut: two strokes across what leaves, where next to nothing does; or "".
    """

    body: str
    port: Bounds | None = None
    arriving: str = ""
    leaving: str = ""
    cut: str = ""


def tip_of(plan: Layout, box: Box) -> float:
    """Where the triangle's tip is, across."""
    return box.x + box.width * (0.1 if plan.grain == "capsule" else 0.18)


def base_of(box: Box) -> float:
    """Where the triangle ends at the right."""
    return box.x + box.width * 0.78


def port_of(plan: Layout, box: Box) -> Box:
    """The Σ port: as tall as the neuron, so that every wire arrives at a place of its own."""
    wide = plan.metrics.label * (1.9 if plan.grain == "capsule" else 0.95)
    return Box(box.right - wide, box.y, wide, box.height)


def triangle(plan: Layout, box: Box, *, cut: bool) -> Shape:
    """A neuron: a triangle, with what leads to it and away."""
    tip, base, half, port = tip_of(plan, box), base_of(box), box.height * 0.42, port_of(plan, box)
    middle = (box.x + tip) / 2
    return Shape(
        f"M{tip:g} {box.cy:g}L{base:g} {box.cy - half:g}V{box.cy + half:g}Z",
        bounds(port),
        f"M{port.x:g} {box.cy:g}H{base:g}",
        f"M{tip:g} {box.cy:g}H{middle + 5 if cut else box.x:g}",
        _slashes(middle - 1, box.cy, plan.metrics.label * 0.75) if cut else "",
    )


def arrow(box: Box, *, cut: bool) -> Shape:
    """A small neuron: all of it in one box that points to the left, so that a number stays inside its outline."""
    body = f"M{box.x:g} {box.cy:g}L{box.x + POINT:g} {box.y:g}H{box.right:g}V{box.bottom:g}H{box.x + POINT:g}Z"
    return Shape(body, cut=_slashes(box.x + 7, box.cy, box.height * 0.4) if cut else "")


def rounded(box: Box, radius: float) -> str:
    """A box with rounded corners."""
    r = min(radius, box.height / 2, box.width / 2)
    corner = f"a{r:g} {r:g} 0 0 1"
    return (
        f"M{box.x + r:g} {box.y:g}H{box.right - r:g}{corner} {r:g} {r:g}V{box.bottom - r:g}{corner} {-r:g} {r:g}"
        f"H{box.x + r:g}{corner} {-r:g} {-r:g}V{box.y + r:g}{corner} {r:g} {-r:g}Z"
    )


def bounds(box: Box) -> Bounds:
    """A box as x, y, width, height."""
    return box.x, box.y, box.width, box.height


def _slashes(x: float, y: float, half: float) -> str:
    return "".join(f"M{x + shift - 3:g} {y + half:g}L{x + shift + 3:g} {y - half:g}" for shift in (-3, 3))
