"""Putting the chips of a layer's weights on their wires so that no two meet and none hides a foreign wire if it can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from app.wires import Wire

Key = TypeVar("Key")

_STOPS = tuple(0.5 + side * k * 0.025 for k in range(18) for side in ((1, -1) if k else (1,)))
_SAMPLES = np.linspace(0.02, 0.98, 49)
AIR = 3.0
END = 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def cx(self) -> float:
        """The middle, across."""
        return self.x + self.width / 2

    @property
    def cy(self) -> float:
        """The middle, down."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def port(self, index: int, count: int) -> float:
        """The height of one of ``count`` evenly spaced places on a side, counted from 0 at the top."""
        return self.y + self.height * (index + 0.5) / count

    def meets(self, other: "Box", air: float = 0.0) -> bool:
        """Whether two boxes overlap or come closer than ``air``."""
        return (
            self.x < other.right + air
            and other.x < self.right + air
            and self.y < other.bottom + air
            and other.y < self.bottom + air
        )


def place_chips(wires: Mapping[Key, Wire], size: tuple[float, float], tags: Sequence[Box]) -> dict[Key, Box] | None:
    """A box on each wire, none touching another, a tag or the ends; None when there is not enough room.

    Of the free places on its wire a chip takes the one that covers the fewest other wires, then the most central.

    Args:
        wires: the wires between two layers.
        size: width and height of a chip.
        tags: boxes that must stay free: the labels at the ends of the wires.
    """
    width, height = size
    x_of, y_of = np.array([wire.at(_SAMPLES) for wire in wires.values()]).transpose(1, 0, 2)
    placed: dict[Key, Box] = {}
    for own, (key, wire) in enumerate(wires.items()):
        best: tuple[int, int, Box] | None = None
        for rank, stop in enumerate(_STOPS):
            x, y = wire.at(stop)
            box = Box(x - width / 2, y - height / 2, width, height)
            if box.x < wire.x1 + END or box.right > wire.x2 - END:
                continue
            if any(box.meets(other, AIR) for other in placed.values()) or any(box.meets(tag, 1) for tag in tags):
                continue
            inside = (x_of > box.x) & (x_of < box.right) & (y_of > box.y) & (y_of < box.bottom)
            covered = int(inside.any(axis=1).sum()) - int(inside[own].any())
            if best is None or (covered, rank) < best[:2]:
                best = (covered, rank, box)
            if covered == 0:
                break
        if best is None:
            return None
        placed[key] = best[2]
    return placed
