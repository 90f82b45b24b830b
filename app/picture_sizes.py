"""How large everything on a picture is, by grain and screen."""

from dataclasses import dataclass, replace
from typing import Literal

Grain = Literal["capsule", "card", "pill"]


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes, in the units of the picture, which are CSS pixels at its natural width.

    Attributes:
        label: font size of names.
        value: font size of numbers.
        node: width and height of a neuron.
        pitch: least distance between two neurons of a layer.
        bias: room above a neuron for its bias, or above a column for what it shows.
        tag: width kept free for a product at either end of a wire.
        chip: width and height of a weight's chip.
        source: width and height of an input.
        loss: width and height of the loss.
        meter: width and height of the block that holds an output beside its target.
        gap: distance between two layers, more where their chips need it.
        run: least distance from the outputs to the loss.
        closest: how close two layers may come where a picture would be too wide; 0 where they do not.
        target: width and height of a target that is written out where there is no meter: beside its output, or in a
            capsule below it, where a margin is in any case.
    """

    label: float
    value: float
    node: tuple[float, float]
    pitch: float
    bias: float
    tag: float
    chip: tuple[float, float]
    source: tuple[float, float]
    loss: tuple[float, float]
    meter: tuple[float, float]
    gap: float
    run: float
    closest: float = 0.0
    target: tuple[float, float] = (0, 0)

    @property
    def large(self) -> bool:
        """Whether the type is a projector's."""
        return self.label >= 22


METRICS: dict[tuple[Grain, str], Metrics] = {
    ("capsule", "page"): Metrics(14, 19, (192, 126), 172, 34, 56, (78, 40), (92, 96), (128, 128), (142, 64), 176, 76),
    ("card", "page"): Metrics(12, 13, (124, 44), 54, 0, 12, (54, 18), (92, 40), (132, 112), (122, 48), 230, 76),
    ("pill", "page"): Metrics(
        11, 11, (66, 18), 23, 12, 8, (54, 16), (66, 18), (132, 112), (0, 0), 260, 76, target=(56, 18)
    ),
    ("capsule", "projector"): Metrics(
        22, 30, (232, 162), 232, 40, 0, (100, 58), (64, 110), (120, 176), (0, 0), 124, 66, target=(186, 20)
    ),
    ("card", "projector"): Metrics(
        22, 22, (196, 62), 72, 0, 12, (84, 30), (104, 62), (128, 150), (176, 62), 240, 66, 150
    ),
    ("pill", "projector"): Metrics(
        22, 22, (110, 30), 34, 24, 8, (84, 28), (110, 30), (128, 150), (0, 0), 260, 60, 228, (84, 30)
    ),
}
TALL = replace(METRICS["card", "projector"], node=(270, 120), pitch=130)
"""A card that shows all of a neuron, where a column of few leaves the height for it."""
