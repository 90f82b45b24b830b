"""The whole of what an address says: a recipe, the edits made by hand, the cursor, and how to look at it."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from app.lesson_data import NOTHING_KEPT, Data, Split
from app.limits import most_updates
from engine.batches import Rows as RowNumbers
from engine.batches import batch_rows
from engine.edits import AnyEdit, conditions
from engine.lesson import Recipe, present
from engine.operations import Operation, Program, StepSize, program

DRAWN = ("forward", "reversed", "both")
"""How a network is drawn: as it computes, as its backward pass runs, or both."""
WATCH = "watch"
"""The state of the first minute that goes along with the steps."""


@dataclass(frozen=True, slots=True)
class Was:
    """What one value was before it was set by hand.

    Attributes:
        key: which one: ``w-2-1-1``, ``b-2-1``, ``x-0-1``, ``target-3-1``.
        value: what it was; None: a parameter that nobody had set before.
        at: after how many updates a parameter was set; in which example an input or target was.
    """

    key: str
    value: float | None
    at: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """How a moment is looked at; nothing here changes a number.

    Attributes:
        example: which example of the batch is drawn, counted from 1.
        step: the size of one step.
        focus: the id of what shows its own equations (``z-2-1``, ``w-2-1-1``, ``b-2-1``, ``x-0-1``, ``C``), or "".
        unfold: how far ∂C/∂z is split: 0 not, 1 into σ'(z) · ∂C/∂a, 2 into the sum that ∂C/∂a is.
        with_dC_dx: whether the backward pass goes on to the inputs.
        panels: the folded panels that are open, sorted: ``figures``, ``gradient``, ``settings``, ``table``.
        guide: the state of the first minute: "", ``ask``, ``rises``, ``falls``, ``all``, ``watch``.
        drawn: the network ``forward``, ``reversed`` (as the backward pass runs through it) or ``both``.
        zoom: how many times its natural fit the picture is drawn; where it is wider than its frame it scrolls.
        screen: ``page`` or ``projector``.
        theme: ``auto``, ``light`` or ``dark``.
        notation: ``notes`` (ŷ is the target) or ``common`` (ŷ is the output).
        was: what the values set by hand were before, the latest last: the way back.
        dropped: what a change of settings could not keep; shown once.
        run: how many updates the run has been trained for, where that is beyond the cursor; else 0.
        cover: the ids of the numbers that are covered until they are answered, with ``:sign`` where only the sign is
            asked for; or ``pass`` alone, what the pass of the cursor computes (``app.covering``).
        answers: id and text of what was answered, in that order: a number, ``pos``, ``neg`` or ``show``.
    """

    example: int = 1
    step: StepSize = "neuron"
    focus: str = ""
    unfold: int = 0
    with_dC_dx: bool = False
    panels: tuple[str, ...] = ()
    guide: str = ""
    zoom: int = 1
    screen: str = "page"
    theme: str = "auto"
    notation: str = "notes"
    was: tuple[Was, ...] = ()
    dropped: tuple[str, ...] = ()
    run: int = 0
    drawn: str = "forward"
    cover: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Lesson:
    """One moment of one lesson.

    ``time`` counts operations since the lesson's start. At the end of an update, and only there, the page still shows
    the training step that led to it (old value, change, new value): update i is the last thing seen, θ^i what holds.

    Attributes:
        preset: the name of the prepared recipe that the address builds on.
        recipe: the network, its parameters, data, loss and learning rate.
        edits: what was done by hand, in the order in which it applies.
        time: the cursor.
        view: how it is looked at.
        data: where the recipe's examples come from, or None: they are given themselves.
        split: which of that data is kept for testing.
        kept: the name under which the store has the parameters of the recipe, or "": the address has them itself.
    """

    preset: str
    recipe: Recipe
    edits: tuple[AnyEdit, ...] = ()
    time: int = 0
    view: View = field(default_factory=View)
    data: Data | None = None
    split: Split = NOTHING_KEPT
    kept: str = ""

    @cached_property
    def program(self) -> Program:
        """The operations of one training step of this lesson."""
        return program(self.recipe.sizes, self.recipe.batch, with_dC_dx=self.view.with_dC_dx)

    @cached_property
    def update(self) -> int:
        """The number of updates before the training step that is shown."""
        return max(self.time - 1, 0) // len(self.program)

    @cached_property
    def done(self) -> int:
        """How many operations of that training step are done: 0 (only at the start) … all of them."""
        return self.time - self.update * len(self.program)

    @property
    def rows(self) -> RowNumbers:
        """The rows of the training set that this training step learns from."""
        recipe = self.recipe
        under = conditions(recipe.learning_rate, recipe.frozen, self.edits, self.update)
        return batch_rows(present(recipe, under), recipe.batch_size, recipe.seed, self.update)

    @property
    def example_number(self) -> int:
        """The number in the training set, counted from 1, of the example that is drawn."""
        rows = self.rows
        return int(rows[min(self.view.example, len(rows)) - 1]) + 1

    @cached_property
    def operation(self) -> Operation | None:
        """The operation just done; None before the first."""
        return self.program.operations[self.done - 1] if self.done else None

    @property
    def next_operation(self) -> Operation:
        """The operation that comes next, the first one again after an update."""
        return self.program.operations[self.done % len(self.program)]

    @property
    def most_updates(self) -> int:
        """After how many updates the lesson ends."""
        return most_updates(self.recipe.sizes, self.recipe.batch)

    @property
    def last_time(self) -> int:
        """The end of the lesson: after its last update all of a training step but the update that would follow."""
        return (self.most_updates + 1) * len(self.program) - 1

    def at(self, time: int) -> "Lesson":
        """The same lesson with the cursor elsewhere; what was shown only once is over, and so is the run beyond it.

        What was answered about the numbers of one update says nothing about those of another, and so does what the
        first minute found by trial, which goes along with the steps.
        """
        view = self.view
        same = max(time, 0) // len(self.program) == self.update
        guide = view.guide if view.guide == WATCH and same else ""
        if view.dropped or view.guide or view.run:
            view = replace(view, dropped=(), guide=guide, run=0)
        moved = replace(self, time=max(time, 0), view=view)
        if self.view.answers and moved.update != self.update:
            return replace(moved, view=replace(moved.view, answers=()))
        return moved

    def stepped(self, direction: int) -> "Lesson":
        """One step of the chosen size on (+1) or back (−1)."""
        if direction > 0:
            return self.at(self.program.forward_from(self.time, self.view.step))
        return self.at(self.program.back_from(self.time, self.view.step))

    def within(self, done: int) -> "Lesson":
        """The cursor at a count of finished operations of the training step that is shown."""
        return self.at(self.update * len(self.program) + done)

    def viewed(self, **changes: object) -> "Lesson":
        """The same moment looked at otherwise."""
        return replace(self, view=replace(self.view, **{"dropped": (), **changes}))  # type: ignore[arg-type]
