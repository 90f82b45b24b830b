"""The notes' network, which a slip is shown on."""

from dataclasses import dataclass

from app.ideas.items import Row, number_row
from app.language import _
from app.lesson import Lesson
from app.lesson_url import parse
from app.moment import Moment
from app.panels.equations import Equations

TWO = (("x", "1,-1;0,0"), ("target", "1,0;0,1"))


TWO_EXAMPLES = parse(TWO)
"""The notes' network with both inputs that its source puts in; the target of the second is ours."""


def moment_at(key: str, focus: str) -> Lesson:
    """The lesson where an operation has just been done, with something in focus."""
    return parse((("at", key), ("focus", focus)))


@dataclass(frozen=True)
class Notes:
    """The notes' network after its backward pass, and its equations."""

    now: Moment
    write: Equations

    def measured(self, above: str, below: str, value: float) -> Row:
        """A slope by trial: what changes by what is moved."""
        return number_row(
            _("measured: Δ{above}/Δ{below} with Δ{below} = ±0.00001", above=above, below=below), value, digits=6
        )
