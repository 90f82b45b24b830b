"""A worksheet: one training step of any lesson on paper, with blanks, and its answer key; all of it in an address.

Which numbers are blank is drawn from a seed (``sheet``), out of those that were asked for. Unlike on the lesson page
what follows from a blank stays: each blank is a task of its own, and one wrong answer does not spoil the next. Only
what one look would give away is gone as well: the parts of a sum that is asked for, and ∂C/∂b, which is ∂C/∂z.
"""

from dataclasses import dataclass, replace

from app.address.defaults import FIRST, prepared
from app.covering import Covering, Number, key_of
from app.lesson import Lesson, View
from app.moment import Moment, moment
from engine.rng import Stream

PARTS: dict[str, tuple[str, ...]] = {
    "forward": ("z", "a"),
    "loss": ("C", "L"),
    "backward": ("da_dz", "dC_dy", "dC_da", "dC_dz"),
    "gradients": ("dC_dw", "dL_dw"),
    "update": ("w_new", "b_new"),
}
"""What can be asked for, by the part of a training step."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a sheet is.

    Attributes:
        lesson: whose training step it is about, wherever the cursor stands in it.
        blanks: how many numbers are left out, as far as there are so many.
        of: the parts of the training step that they are out of, names out of ``PARTS``.
        sheet: the number of the sheet, from which the blanks are drawn.
        rules: whether the rules stand on it.
        key: whether it is the answer key.
    """

    lesson: Lesson
    blanks: int = 8
    of: tuple[str, ...] = tuple(PARTS)
    sheet: int = 1
    rules: bool = False
    key: bool = False


FIRST_SHEET = Worksheet(prepared(FIRST))
"""The sheet of an address that says nothing."""


def plain_lesson(lesson: Lesson) -> Lesson:
    """The same training step at its beginning, with nothing of how it is looked at but the letters and the example."""
    view, update = lesson.view, lesson.update
    bare = View(example=view.example, notation=view.notation, theme=view.theme)
    begun = replace(lesson, time=0, view=bare)  # without ∂C/∂x, so that a training step has other operations
    return replace(begun, time=update * len(begun.program) + 1 if update else 0)


class SheetMoment(Moment):
    """A whole training step in which the covered numbers are blank, and what follows from them is not."""

    def _hides(self, number: Number) -> bool:
        assert self.covering is not None
        number = self.covering.canonical(number)
        if number[0] == "dC_db":
            return ("dC_dz", number[1]) in self.open
        return number in self.open or any(one in self.open for one in self.covering.given_away_by(number))


def sheet_moment(state: Worksheet) -> SheetMoment:
    """The training step of a sheet, computed to its end, with the blanks covered."""
    lesson = state.lesson
    whole_step = lesson.within(len(lesson.program))
    now = moment(whole_step)
    chosen = blanks(state, now)
    covered = now.lesson.viewed(cover=tuple(key_of(one) for one in chosen))
    return SheetMoment(covered, now.step)


def blanks(state: Worksheet, now: Moment) -> tuple[Number, ...]:
    """The numbers that are left out, in the order of computation, drawn from the number of the sheet."""
    covering = Covering.of(state.lesson.recipe)
    wanted = {quantity for name in state.of for quantity in PARTS[name]}
    everyone = [one for one in _candidates(covering) if one[0] in wanted and now.computed(one[0], *one[1])]
    order = Stream(state.sheet, "worksheet").uniform(len(everyone)).argsort()
    drawn = [everyone[int(index)] for index in order[: state.blanks]]
    return tuple(sorted(drawn, key=covering.order))


def _candidates(covering: Covering) -> list[Number]:
    """Every number that can be left out, each once and in the order of computation."""
    found: dict[Number, None] = {}
    for layer in range(1, covering.last + 1):
        for to in range(1, covering.sizes[layer] + 1):
            at_the_end = ["dC_dy"] if layer == covering.last else ["dC_da"]
            for quantity in ("z", "a", "da_dz", "dC_dz", "b_new", *at_the_end):
                found[covering.canonical((quantity, (layer, to)))] = None
            for source in range(1, covering.sizes[layer - 1] + 1):
                for quantity in ("dC_dw", "dL_dw", "w_new"):
                    found[covering.canonical((quantity, (layer, to, source)))] = None
    for quantity in ("C", "L"):
        found[covering.canonical((quantity, ()))] = None
    return sorted(found, key=covering.order)
