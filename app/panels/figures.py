"""The figures that a preset's source prints, beside the engine's own."""

from dataclasses import dataclass

from app.lesson import Lesson
from app.links import Go, Links
from app.presets import PRESETS, Preset
from app.published import compute, seen


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure.

    Attributes:
        label: what it is, in words.
        printed: as the source prints it.
        ours: the engine's number, rounded like it.
        data: the engine's number at full precision.
        agrees: whether they agree to the last printed digit.
        erratum: why the source is wrong, or "".
        go: the moment at which the engine computes it.
    """

    label: str
    printed: str
    ours: str
    data: str
    agrees: bool
    erratum: str
    go: Go


def figures(preset: Preset, links: Links) -> tuple[PublishedFigure, ...]:
    """All figures of a preset."""
    return tuple(
        PublishedFigure(
            one.figure.label, one.figure.printed, one.printed_like, repr(one.value), one.agrees, one.figure.erratum,
            links.to(seen(preset, one.figure)),
        )
        for one in compute(preset)
    )  # fmt: skip


def preset_of(lesson: Lesson) -> Preset:
    """The preset that a lesson builds on."""
    return PRESETS[lesson.preset]
