"""Every link out of a drawing: like those of a lesson, to the addresses of the digit page."""

from dataclasses import replace
from functools import cached_property

from app.drawing import ALL_EDGES, SHOWN, Drawing, Look
from app.drawing_lesson import Seen
from app.drawing_url import drawing_query
from app.lesson import Lesson, View
from app.links import Go, Links
from engine.drawing_steps import Deed

_ANY = "C"


class DrawingLinks(Links):
    """The links out of one drawing, under one path prefix."""

    unsaid = ("", SHOWN)

    def __init__(self, seen: Seen, root: str = "") -> None:
        """Links for what ``seen`` shows under ``root``, "" or such as ``/backprop``."""
        self.lesson = seen.moment.lesson
        self.seen = seen
        self.drawing = seen.drawing
        self.root = root
        self._steps = {}
        self._targets: dict[int, Go] = {}
        self._bare = self.page(self._focusing(""))
        self._focused = self.page(self._focusing(_ANY)).split(f"focus={_ANY}")

    def page(self, drawing: Drawing, path: str = "/digit") -> str:
        """The address of a drawing in one of its representations."""
        said = drawing_query(drawing)
        return f"{self.root}{path}?{said}" if said else f"{self.root}{path}"

    def go(self, drawing: Drawing) -> Go:
        """To any moment of any drawing."""
        said = drawing_query(drawing)
        asked = f"?{said}" if said else ""
        return Go(f"{self.root}/digit{asked}", f"{self.root}/panels/digit{asked}")

    def here(self, lesson: Lesson, path: str = "/digit") -> str:
        """The address of another moment of this drawing."""
        return self.page(self._of(lesson), path)

    def to(self, lesson: Lesson) -> Go:
        """To another moment of this drawing, or another view of it."""
        return self.go(self._of(lesson))

    # replace() itself refuses a name that is no field; mypy cannot see the names through **changes.

    def viewed(self, **changes: object) -> Go:
        """The same moment looked at otherwise."""
        view: View = replace(self.drawing.view, **changes)  # type: ignore[arg-type]
        return self.go(replace(self._here, view=view))

    def moved(self, direction: int) -> Go:
        """One step on (+1) or back (−1)."""
        return self.go(self.drawing.stepped(direction, self.seen.target))

    def place(self, done: int) -> Go:
        """To after so many operations of the training step that is shown."""
        return self.go(self.drawing.within(done))

    def target(self, digit: int) -> Go:
        """Another target, at the same moment."""
        if digit not in self._targets:
            self._targets[digit] = self.go(self.drawing.towards(digit))
        return self._targets[digit]

    def did(self, what: str, times: int = 1) -> Go:
        """One more step towards the present target, of the ``weights`` or of the drawing's ``ink``."""
        deed = Deed("weights" if what == "weights" else "ink", self.seen.target, times)
        return self.go(self.drawing.after(deed).towards(self.seen.target))

    def looked(self, **changes: object) -> Go:
        """With another overlay, or more or fewer edges."""
        look: Look = replace(self.drawing.look, **changes)  # type: ignore[arg-type]
        return self.go(replace(self.drawing, look=look))

    def other(self, **changes: object) -> Go:
        """Another network or another drawing; what does not fit it is let go: cursor, focus, steps that were done."""
        changed: Drawing = replace(self._afresh, **changes)  # type: ignore[arg-type]
        if changed.seed is None:
            changed = replace(changed, trained=0)
        return self.go(
            changed
            if changed.at in changed.program.places or not changed.at
            else changed.within(changed.program.end_of("gradients"))
        )

    @cached_property
    def _here(self) -> Drawing:
        return self.drawing.within(self.drawing.done)

    @cached_property
    def _afresh(self) -> Drawing:
        return replace(self.drawing, deeds=(), view=replace(self.drawing.view, focus=""))

    def _of(self, lesson: Lesson) -> Drawing:
        return replace(self.drawing.within(lesson.time), view=lesson.view)

    def _focusing(self, key: str) -> Drawing:
        return replace(self.drawing, view=replace(self.drawing.view, focus=key))


__all__ = ["ALL_EDGES", "DrawingLinks", "Go"]
