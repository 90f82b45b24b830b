"""Every link of the page: the one place where an address is joined to a path."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from app.changes import set_value
from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_url import query
from app.roots import below

_ANY = "C"


@dataclass(frozen=True, slots=True)
class Go:
    """Where a control goes.

    Attributes:
        href: the page; it works without JavaScript and is what the browser's history keeps.
        get: the fragment that replaces the working area.
    """

    href: str
    get: str


class Links:
    """The links out of one lesson, under one path prefix.

    Attributes:
        unsaid: the keys of the operations after which an address does not say where it stands.
    """

    unsaid: tuple[str, ...] = ("",)

    def __init__(self, lesson: Lesson, root: str = "", path: str = "/lesson") -> None:
        """Links for ``lesson`` under ``root``, "" or such as ``/backprop``, to a page of this path."""
        self.lesson = lesson
        self.root = root
        self.path = path
        self._steps: dict[int, tuple[list[str], list[str]]] = {}
        self._bare = self.here(lesson.viewed(focus="", guide=""))
        self._focused = self.here(lesson.viewed(focus=_ANY, guide="")).split(f"focus={_ANY}")

    def here(self, lesson: Lesson, path: str = "") -> str:
        """The address of a lesson in one of its representations; this page's unless another is named."""
        said, page = query(lesson), below(self.root, path or self.path)
        return f"{page}?{said}" if said else page

    def cite(self, lesson: Lesson) -> str:
        """The page that gives a moment to a paper or a program."""
        said = query(lesson)
        return f"{self.root}/cite?of={quote(f'{self.path}?{said}' if said else self.path)}"

    def to(self, lesson: Lesson) -> Go:
        """To any moment or view; what was answered about other numbers than its own stays behind."""
        if lesson.view.answers and _numbers(lesson) != _numbers(self.lesson):
            lesson = lesson.viewed(answers=())
        said = query(lesson)
        asked = f"?{said}" if said else ""
        return Go(f"{below(self.root, self.path)}{asked}", f"{self.root}/panels{self.path}{asked}")

    def time(self, time: int) -> Go | None:
        """To another time of this lesson; None where that is after its end."""
        lesson = self.lesson
        if time > lesson.last_time:
            return None
        updates, done = divmod(time, len(lesson.program))
        key = lesson.program.operations[done - 1].key if done else ""
        if key in self.unsaid:
            return self.to(lesson.at(time))
        if updates not in self._steps:
            self._steps[updates] = self._of_step(updates)
        page, fragment = self._steps[updates]
        return Go(f"at={key}".join(page), f"at={key}".join(fragment))

    def _of_step(self, updates: int) -> tuple[list[str], list[str]]:
        """The addresses of a training step's moments, but for where in it they are: printing each would cost more."""
        first = self.lesson.program.operations[0].key
        go = self.to(self.lesson.at(updates * len(self.lesson.program) + 1))
        return go.href.split(f"at={first}"), go.get.split(f"at={first}")

    def step(self) -> Go | None:
        """One step on, or None at the end of the lesson: the fragment is asked for by where one is."""
        return self._by("/step", self.lesson.stepped(+1))

    def forward(self) -> Go | None:
        """To the end of the forward pass, where that is not after the end of the lesson."""
        return self._by("/forward", forward_done(self.lesson))

    def backward(self) -> Go | None:
        """To the end of the backward pass, where that is not after the end of the lesson."""
        return self._by("/backward", backward_done(self.lesson))

    def _by(self, path: str, target: Lesson) -> Go | None:
        if target.time > self.lesson.last_time:
            return None
        return Go(self.here(target), self.here(self.lesson.viewed(), path))

    def viewed(self, **changes: object) -> Go:
        """The same moment looked at otherwise."""
        return self.to(self.lesson.viewed(**changes))

    def toggled(self, panel: str) -> Go:
        """A folded panel opened, or an open one folded."""
        panels = set(self.lesson.view.panels) ^ {panel}
        return self.viewed(panels=tuple(sorted(panels)))

    def focus(self, key: str) -> str:
        """The page with something in focus; asked again, it leaves the focus."""
        if key == self.lesson.view.focus:
            return self._bare
        return f"focus={key}".join(self._focused)  # printing one for every mark would cost more than the rest

    def example(self, number: int) -> Go:
        """Another example of the batch at the same moment."""
        return self.viewed(example=number)

    def changed(self, key: str, value: float) -> Go | None:
        """The same moment with one value set by hand; None where it may not have that value."""
        try:
            return self.to(set_value(self.lesson, key, value))
        except BadInput:
            return None

    def asking_dC_dx(self, *, asked: bool) -> Go:
        """The same moment with ∂C/∂x asked for, or not any more."""
        return self.to(asking_dC_dx(self.lesson, asked))

    def static(self, path: str, build: str) -> str:
        """A static file of this build."""
        return f"{self.root}/static/{path}?v={build}"


def _numbers(lesson: Lesson) -> tuple[object, ...]:
    """All that the numbers of a training step depend on."""
    return lesson.recipe, lesson.edits, lesson.update, lesson.view.example


def forward_done(lesson: Lesson) -> Lesson:
    """The forward pass and the loss complete, nothing of the backward pass; after an update, of the next step."""
    return _within_current(lesson, lesson.program.end_of("loss"))


def backward_done(lesson: Lesson) -> Lesson:
    """The backward pass complete, with every gradient that is read off it, and no update yet."""
    return _within_current(lesson, lesson.program.end_of("gradients"))


def asking_dC_dx(lesson: Lesson, asked: bool) -> Lesson:
    """The same moment of the same lesson with ∂C/∂x asked for, or not any more."""
    finished, operation = divmod(lesson.time, len(lesson.program))[0], lesson.operation
    other = replace(lesson, view=replace(lesson.view, with_dC_dx=asked, dropped=()))
    done_here = lesson.time - finished * len(lesson.program)
    if done_here == 0 or operation is None:
        return replace(other, time=finished * len(other.program))
    place = other.program.places.get(operation.key, other.program.end_of("backward"))
    return replace(other, time=finished * len(other.program) + place)


def _within_current(lesson: Lesson, done: int) -> Lesson:
    """A place in this training step; from the end of an update, in the one that begins there."""
    return lesson.at(lesson.time // len(lesson.program) * len(lesson.program) + done)
