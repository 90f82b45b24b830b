"""L after each step, as a line."""

from dataclasses import dataclass

from app.axes import Axis, decades, linear, spans_decades
from app.numbers import plain

LEFT, RIGHT, TOP, BOTTOM = 56.0, 408.0, 14.0, 104.0


@dataclass(frozen=True, slots=True)
class LossCurve:
    """The line.

    Attributes:
        loss: the axis upwards; logarithmic where L spans more than two decades.
        line: SVG path data.
        dots: place and value of each step where there are few.
        steps: how many there are.
    """

    loss: Axis
    line: str
    dots: tuple[tuple[float, float], ...]
    steps: int


def loss_curve(losses: list[float], wanted: int) -> LossCurve:
    """The line through the losses of a run, from step 0 on; ``wanted`` steps are as wide as the picture."""
    axis = (decades if spans_decades(losses, 2) else linear)(losses, BOTTOM, TOP, 3)
    length = max(wanted, len(losses) - 1, 1)
    points = [
        (LEFT + (RIGHT - LEFT) * step / length, place)
        for step, loss in enumerate(losses)
        if (place := axis.place(loss)) is not None
    ]
    line = "M" + "L".join(f"{plain(round(x, 1))} {plain(round(y, 1))}" for x, y in points)
    return LossCurve(axis, line, tuple(points) if len(points) <= 40 else (), len(losses) - 1)
