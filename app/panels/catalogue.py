"""The catalogue of the front page: every prepared lesson with its source and the figures that it reproduces."""

from dataclasses import dataclass, replace

from app.lesson import Lesson
from app.links import Links
from app.panels.figures import PublishedFigure, figures
from app.presets import PRESETS, Preset, Source

MOST_FIGURES = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One prepared lesson.

    Attributes:
        title: its heading.
        description: what there is to see.
        href: where it opens.
        source: whose example it is, or None.
        remarks: what was added to the source or left out.
        figures: the first few of its published figures.
        more: how many more there are.
    """

    title: str
    description: str
    href: str
    source: Source | None
    remarks: tuple[str, ...]
    figures: tuple[PublishedFigure, ...]
    more: int


def catalogue(links: Links) -> tuple[Card, ...]:
    """A card for each preset, in their order."""
    return tuple(_card(preset, links) for preset in PRESETS.values())


def _card(preset: Preset, links: Links) -> Card:
    lesson = Lesson(preset.name, preset.recipe)
    opened = replace(lesson, time=lesson.program.places[preset.opens_at])
    printed = figures(preset, links)
    return Card(
        preset.title, preset.description, links.here(opened), preset.source, preset.remarks, printed[:MOST_FIGURES],
        max(len(printed) - MOST_FIGURES, 0),
    )  # fmt: skip
