"""Where the controls of each group stand: the one table that says what an embed without a group does not draw.

A place is a selector like ``.around #itself``: elements within others, each by tag, id (``*``: any ending) or class.
What is dropped is not there at all; what is stilled stays to be read: a field as its value, a link as its words.
"""

from dataclasses import dataclass
from typing import Literal

Action = Literal["drop", "still"]


@dataclass(frozen=True, slots=True)
class Place:
    """Elements of a page, and what becomes of them without their group.

    Attributes:
        selector: such as ``.transport .keys``, ``#undo-*`` or ``a.mark``.
        action: ``drop`` or ``still``.
    """

    selector: str
    action: Action


def _drop(*selectors: str) -> tuple[Place, ...]:
    return tuple(Place(selector, "drop") for selector in selectors)


def _still(*selectors: str) -> tuple[Place, ...]:
    return tuple(Place(selector, "still") for selector in selectors)


PLACES: dict[str, tuple[Place, ...]] = {
    "steps": _drop(".transport .keys", ".player-keys a", ".player-keys span.control", "#play", "#digit-play"),
    "sizes": _drop(".transport .sizes", ".speeds"),
    "timeline": _drop("#timeline", ".columns") + _still("#scrubber", ".curve-notes a"),
    "inspector": (
        _still("a.mark", "#table th", "#strips th", ".paths", ".inspector h2 a")
        + _drop("#unfocus", "#split", "#split-focus", "#ways", "#pixels")
    ),
    "editing": (
        _still(
            ".edit", "#settings", "#change", ".chooser form", ".networks", "#choose", "#nudge-by-hand",
            "#choose-*", "#descent", "a.output",
        )
        + _drop(
            ".nudge", ".targets", ".chooser a.stop", "#freeze", "#over", "#undo", "#undo-*", ".changes .help",
            "#settings .help", "#settings .check", "#pad", "#pad-code", ".deeds a", ".choices", "#runner-up",
            ".advice-cure", "td.out", "#put-back-*", "#differ", "#nudge", ".nudges", "#prepared-*", "#rate-*",
            "#move-*", "#toggle-settings",
        )
    ),
    "questions": _drop(".question", ".covers", "#quiz-me", ".guide-choices"),
    "panels": _drop("#toggle-*"),
    "views": (
        _drop(".looks a.quiet", ".under-picture .zooms", ".digit-controls", "#other-letters")
        + _still(".examples", ".zooms")
    ),
    "links": _drop(
        "#train", "#worksheet", ".what-ifs", "#inside", "#check", "#table a.quiet", "#table button", ".side a.quiet",
        "#open-lesson", ".evidence a.quiet", ".choices .help",
    ),
}  # fmt: skip
"""The places of each group of ``app.controls``, on whichever page they stand."""
