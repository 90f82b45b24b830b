"""A wire between two neurons: a curve that leaves and arrives level, so that labels at its ends do not lie on it."""

from dataclasses import dataclass
from typing import TypeVar

from engine.arrays import Array

BEND = 0.58
Number = TypeVar("Number", float, Array)


@dataclass(frozen=True, slots=True)
class Wire:
    """A cubic curve from (x1, y1) to (x2, y2) that stays level near its ends."""

    x1: float
    y1: float
    x2: float
    y2: float

    def at(self, t: Number) -> tuple[Number, Number]:
        """The point at parameter t, 0 at the tail and 1 at the head; many points where t is an array."""
        bend = (self.x2 - self.x1) * BEND
        x = _bezier(t, self.x1, self.x1 + bend, self.x2 - bend, self.x2)
        return x, self.y1 + (self.y2 - self.y1) * (3 - 2 * t) * t * t

    def path(self, shift: float = 0.0, *, backward: bool = False, pull: tuple[float, float] = (0.0, 0.0)) -> str:
        """The curve as SVG path data.

        Args:
            shift: moved down by so much: the backward wire runs below the forward one.
            backward: drawn from head to tail.
            pull: how far the drawn line stays away from the tail and from the head, to leave room for arrow heads.
        """
        x1, y1, x2, y2 = self.x1 + pull[0], self.y1 + shift, self.x2 - pull[1], self.y2 + shift
        bend = (self.x2 - self.x1) * BEND
        c1, c2 = self.x1 + bend, self.x2 - bend
        if backward:
            x1, y1, x2, y2, c1, c2 = x2, y2, x1, y1, c2, c1
        return f"M{x1:g} {y1:g}C{c1:g} {y1:g} {c2:g} {y2:g} {x2:g} {y2:g}"


def _bezier(t: Number, a: float, b: float, c: float, d: float) -> Number:
    u = 1 - t
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
