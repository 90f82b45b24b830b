"""Ideas about a network: a state with a lesson in it, whose parameters are part of the address, and its picture."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from app.address.checks import check
from app.address.defaults import FIRST, prepared
from app.address.entry import Entry
from app.address.table import TABLE
from app.ideas.idea import IdeaLinks
from app.lesson import Lesson, View
from app.links import Go, Links, asking_dC_dx, forward_done
from app.moment import Moment, moment
from app.panels.present import Present


class OfLesson(Protocol):
    """The state of an idea about a network: a frozen dataclass with a field ``lesson``."""

    @property
    def lesson(self) -> Lesson:
        """The lesson whose network it is."""
        ...


State = TypeVar("State", bound=OfLesson)

OPENING = prepared(FIRST)
"""The lesson of an idea's page whose address names none."""


def _lifted(entry: Entry[Lesson]) -> Entry[Any]:
    """The same parameter, said by a state that holds a lesson."""
    return Entry(
        entry.name, entry.default, entry.allowed, entry.meaning,
        of=lambda state: entry.of(state.lesson),
        put=lambda state, value: replace(state, lesson=entry.put(state.lesson, value)),
        read=lambda text, state: entry.read(text, state.lesson),
        write=lambda state: entry.write(state.lesson),
    )  # fmt: skip


LESSON_ROWS: tuple[Entry[Any], ...] = tuple(_lifted(entry) for entry in TABLE if entry.name != "fit")
"""The parameters of a lesson, to stand before an idea's own: what an address of /lesson says is understood here too."""


def checked(state: State) -> State:
    """The state itself when its lesson is one; the least that ``Idea.canonical`` has to do here.

    Raises:
        BadInput: the parts of the lesson do not fit together.
    """
    check(state.lesson)
    return state


def plainly(lesson: Lesson) -> Lesson:
    """The same lesson, drawn forward nothing covered or open: an idea has questions of its own."""
    was = lesson.view
    kept = View(
        example=was.example, focus=was.focus, zoom=was.zoom, theme=was.theme, notation=was.notation
    )  # fmt: skip
    return replace(asking_dC_dx(lesson, asked=False), view=kept)


NOTHING_LIT = Present((), frozenset(), frozenset())
"""For a picture in which no step is more than the others."""


def forward_pass(lesson: Lesson) -> Moment:
    """The numbers of a lesson's training step, its forward pass and loss done and none of its backward pass."""
    return moment(forward_done(lesson).viewed(step="pass"))


class PictureLinks(Links):
    """The links of a lesson's picture that stay on an idea's page: what is clicked there comes into focus here."""

    def __init__(self, lesson: Lesson, links: IdeaLinks[Any], put: Callable[[Lesson], Any]) -> None:
        """Links of the picture.

        Args:
            lesson: as it is drawn.
            links: of the idea.
            put: the idea's state for another lesson (the same one with another focus or zoom).
        """
        self._links, self._put = links, put
        super().__init__(lesson, links.root, f"/ideas/{links.idea.name}")

    def here(self, lesson: Lesson, path: str = "") -> str:
        """The address of a lesson in one of its representations; this idea's page unless another is named."""
        return super().here(lesson, path) if path else self._links.to(self._put(lesson)).href

    def focus(self, key: str) -> str:
        """The page with something in focus, also when it has the focus already."""
        return f"focus={key}".join(self._focused)

    def to(self, lesson: Lesson) -> Go:
        """To another view of the lesson, on this idea's page."""
        return self._links.to(self._put(lesson))
