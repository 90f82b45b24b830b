"""The catalogue of the front page: every prepared lesson with its source and the figures that it reproduces."""

from dataclasses import dataclass

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
    printed = figures(preset, links)
    chosen = sorted(sorted(range(len(printed)), key=lambda n: _weight(preset, n))[:MOST_FIGURES])
    return Card(
        title=preset.title,
        description=preset.description,
        href=links.here(preset.opening),
        source=preset.source,
        remarks=preset.remarks,
        figures=tuple(printed[n] for n in chosen),
        more=len(printed) - len(chosen),
    )


def _weight(preset: Preset, index: int) -> tuple[int, int]:
    """What a card shows first: the loss, the first new weight, the outputs; then the rest in the source's order."""
    figure = preset.figures[index]
    first_new = next((one for one in preset.figures if one.quantity == "w_new"), None)
    last = len(preset.recipe.spec.layers)
    if figure.quantity in ("C", "L", "L_new") or figure is first_new:
        return (1 if figure.updates > 1 else 0, index)
    return (2 if figure.quantity == "a" and figure.layer == last else 3, index)
