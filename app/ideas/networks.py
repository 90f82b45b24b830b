"""Which network an idea's page is about, where no parameter is chosen: a prepared lesson, after some updates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.ideas.idea import IdeaLinks
from app.language import _
from app.lesson import Lesson
from app.links import Go, Links
from app.panels.figures import preset_of
from app.panels.headline import title
from app.presets import PRESETS


@dataclass(frozen=True, slots=True)
class Networks:
    """What stands above the picture.

    Attributes:
        title: what the lesson is called.
        lesson: its page.
        presets: title of each prepared lesson, the way to it, and whether it is this one.
        updates: how many were made.
        before: one update less, or None.
        after: one more, or None.
    """

    title: str
    lesson: str
    presets: tuple[tuple[str, Go, bool], ...]
    updates: int
    before: Go | None
    after: Go | None


def networks(lesson: Lesson, links: IdeaLinks[Any], put: Callable[[Lesson], Any]) -> Networks:
    """The choice of the network.

    Args:
        lesson: of the page.
        links: of the idea.
        put: the idea's state for another lesson.
    """
    preset, finished = preset_of(lesson), lesson.time // len(lesson.program)
    prepared = preset.recipe == lesson.recipe and not lesson.edits

    def at(update: int) -> Go | None:
        return links.to(put(lesson.at(update * len(lesson.program)))) if 0 <= update <= lesson.most_updates else None

    return Networks(
        _(title(lesson, preset)), Links(lesson, links.root).here(lesson),
        tuple(
            (_(one.title), links.to(put(Lesson(one.name, one.recipe))), prepared and one.name == preset.name)
            for one in PRESETS.values()
        ),
        finished, at(finished - 1), at(finished + 1),
    )  # fmt: skip


def at_end_of_backward(lesson: Lesson) -> Lesson:
    """The cursor at the end of the backward pass of the training step that begins here, no gradient read off yet."""
    begun = lesson.time // len(lesson.program) * len(lesson.program)
    return lesson.at(begun + lesson.program.end_of("backward")).viewed(step="pass")
