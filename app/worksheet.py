"""A worksheet: one training step of any lesson on paper, with blanks, and its answer key; all of it in an address.

Which numbers are blank is drawn from a seed (``sheet``), out of those that were asked for. Unlike on the lesson page
what follows from a blank stays: each blank is a task of its own, and one wrong answer does not spoil the next. Only
what one look would give away is gone as well: the parts of a sum that is asked for, ∂C/∂b, which is ∂C/∂z, and the new
value of a parameter whose gradient is asked for.
"""

from dataclasses import dataclass, replace

from app.address.defaults import FIRST, prepared
from app.covering import Covering, Number, key_of
from app.lesson import Lesson, View
from app.moment import Moment, moment
from app.numbers import DIGITS, telling_digits
from engine.rng import Stream

PARTS: dict[str, tuple[str, ...]] = {
    "forward": ("z", "a"),
    "loss": ("C",),
    "backward": ("da_dz", "dC_dy", "dC_da", "dC_dz"),
    "gradients": ("dC_dw",),
    "update": ("w_new", "b_new"),
}
"""What can be asked for, by the part of a training step."""

_GRADIENT_OF = {"w_new": "dC_dw", "b_new": "dC_dz"}
"""What a parameter's new value gives away, where a training step has one example."""

_BEYOND_CHANGE = 2
"""Digits after the first of a change: a new value is right within 2 % of it."""


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
        quantity, place = number
        if quantity == "dC_db":
            return ("dC_dz", place) in self.open
        gradient = _GRADIENT_OF.get(quantity)
        if gradient and not self.covering.several and (gradient, place) in self.open:
            return True
        return number in self.open or any(one in self.open for one in self.covering.given_away_by(number))

    def digits(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> int:
        """Significant digits: a parameter has so many, old and new, that rounding spoils no change by a hundredth."""
        if quantity not in ("w", "b", "w_new", "b_new"):
            return super().digits(quantity, layer, to, source)
        old, new = (self.truth(name, layer, to, source) for name in (quantity[0], f"{quantity[0]}_new"))
        value, other = (old, new) if quantity in ("w", "b") else (new, old)
        return telling_digits(value, other) + _BEYOND_CHANGE if old != new else DIGITS


def sheet_moment(state: Worksheet) -> SheetMoment:
    """The training step of a sheet, computed to its end, with the blanks covered."""
    lesson = state.lesson
    whole_step = lesson.within(len(lesson.program))
    now = moment(whole_step)
    chosen = blanks(state, now)
    covered = now.lesson.viewed(cover=tuple(key_of(one) for one in chosen))
    return SheetMoment(covered, now.step)


def blanks(state: Worksheet, now: Moment) -> tuple[Number, ...]:
    """The numbers that are left out, in the order of computation, drawn from the number of the sheet.

    Where the parts that were asked for have nothing to ask, they are drawn from all of them.
    """
    covering = Covering.of(state.lesson.recipe)
    wanted = {quantity for name in state.of for quantity in PARTS[name]}
    everyone = [one for one in _candidates(now, covering) if now.computed(one[0], *one[1])]
    chosen = [one for one in everyone if one[0] in wanted] or everyone
    order = Stream(state.sheet, "worksheet").uniform(len(chosen)).argsort()
    drawn = [chosen[int(index)] for index in order[: state.blanks]]
    return tuple(sorted(drawn, key=covering.order))


def _candidates(now: Moment, covering: Covering) -> list[Number]:
    """Every number that can be worked out from the others on a sheet, each once and in the order of computation.

    Of a batch the sheet has one example's numbers, so that L and ∂L/∂w are no tasks; nor is the update by an optimiser
    that remembers, or of what is frozen.
    """
    found: list[Number] = [("C", ())]
    moves = not now.lesson.recipe.optimiser.memories
    for layer in range(1, covering.last + 1):
        for to in range(1, covering.sizes[layer] + 1):
            slope = "dC_dy" if layer == covering.last else "dC_da"
            found += [(quantity, (layer, to)) for quantity in ("z", "a", "da_dz", "dC_dz", slope)]
            if moves and not covering.several and not now.is_frozen("b", layer, to):
                found.append(("b_new", (layer, to)))
            for source in range(1, covering.sizes[layer - 1] + 1):
                found.append(("dC_dw", (layer, to, source)))
                if moves and not now.is_frozen("w", layer, to, source):
                    found.append(("w_new", (layer, to, source)))
    return sorted(found, key=covering.order)
