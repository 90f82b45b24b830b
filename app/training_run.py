"""A lesson as a run: its history, and what is known of it after as many updates as its cursor says."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

from cachetools import LRUCache

from app import shelf
from app.checkpoints import state_at, states_at
from app.lesson import Lesson
from app.limits import REMEMBERED_MEASURES, most_samples
from app.measure_numbers import measures_of, numbers_of
from app.moment import Moment, moment
from engine.backward import BackwardTrace, backward
from engine.batches import batch_rows, per_epoch
from engine.doctor import Case
from engine.edits import AnyEdit, Conditions, Edit, ExampleEdit, conditions
from engine.forward import ForwardTrace, forward
from engine.history import History, Measures, measured, of_measures, sampled
from engine.lesson import State, TrainingStep, present, training_set, training_step
from engine.recipe import Recipe


@dataclass(frozen=True, eq=False)
class Run:
    """A run at its cursor.

    Attributes:
        lesson: what the address says; of a run that diverged before the cursor, with the cursor at its end.
        updates: the cursor: how many updates are finished.
        end: for how many updates it has been trained; where it diverged, those whose numbers are finite.
        history: of the whole run.
        state: θ at the cursor.
    """

    lesson: Lesson
    updates: int
    end: int
    history: History
    state: State

    @property
    def recipe(self) -> Recipe:
        """What the run starts from."""
        return self.lesson.recipe

    @property
    def most(self) -> int:
        """How far it can be trained."""
        return self.end if self.history.diverged is not None else self.lesson.most_updates

    @cached_property
    def conditions(self) -> Conditions:
        """What the next update is made under."""
        recipe = self.recipe
        return conditions(recipe.learning_rate, recipe.frozen, self.lesson.edits, self.updates)

    @cached_property
    def present(self) -> tuple[int, ...]:
        """The rows of the training set that are not left out."""
        return present(self.recipe, self.conditions)

    @property
    def per_epoch(self) -> int:
        """Updates of an epoch."""
        return per_epoch(len(self.present), self.recipe.batch_size)

    @cached_property
    def trace(self) -> ForwardTrace:
        """The forward pass of all training examples that are not left out."""
        return forward(self.state.layers, training_set(self.recipe, self.conditions)[0])

    @cached_property
    def gradients(self) -> BackwardTrace:
        """Their backward pass."""
        targets = training_set(self.recipe, self.conditions)[1]
        return backward(self.state.layers, self.trace, targets, self.recipe.loss, self.recipe.reduction)

    @cached_property
    def next_moment(self) -> Moment:
        """The first operation of the training step that follows: the same numbers that its stepper shows."""
        return moment(self.step_lesson(self.updates))

    @cached_property
    def moment_here(self) -> Moment:
        """The moment of the address itself, for what only changes its words."""
        return replace(self.next_moment, lesson=self.lesson)

    @cached_property
    def broken(self) -> TrainingStep | None:
        """Of a run that diverged, the training step whose result is not finite."""
        if self.history.diverged is None:
            return None
        return training_step(self.recipe, self._state(self.end), self.lesson.edits)

    @cached_property
    def case(self) -> Case:
        """What the doctor looks at."""
        recipe = self.recipe
        return Case(
            self.updates, self.trace, self.gradients, recipe.loss, self.history,
            recipe.optimiser.name == "gd" and self.per_epoch == 1,
            tuple(edit.updates for edit in self.lesson.edits if isinstance(edit, Edit)),
            lambda updates: self._state(updates).layers, self.broken,
        )  # fmt: skip

    def _state(self, updates: int) -> State:
        return state_at(self.recipe, self.lesson.edits, updates)

    def at(self, updates: int) -> Lesson:
        """The lesson after so many updates, with its run at least as long as it is now, a divergence included."""
        longest = max(updates, self.history.diverged or self.end)
        moved = self.lesson.at(updates * len(self.lesson.program))
        return replace(moved, view=replace(moved.view, run=longest if longest > updates else 0))

    def step_lesson(self, updates: int) -> Lesson:
        """The lesson at the first operation of the training step after so many updates."""
        return self.lesson.at(updates * len(self.lesson.program) + 1)

    @cached_property
    def turns(self) -> dict[int, tuple[int, int]]:
        """Of each row of the training set the update of this epoch that learns from it, and its place in that batch."""
        recipe, count = self.recipe, self.per_epoch
        first = self.updates - self.updates % count
        return {
            int(row): (update, place)
            for update in range(first, first + count)
            for place, row in enumerate(batch_rows(self._present(update), recipe.batch_size, recipe.seed, update), 1)
        }

    def _present(self, updates: int) -> tuple[int, ...]:
        """The rows that are not left out of the update after so many."""
        recipe, edits = self.recipe, self.lesson.edits
        if not any(isinstance(edit, ExampleEdit) for edit in edits):
            return self.present
        return present(recipe, conditions(recipe.learning_rate, recipe.frozen, edits, updates))

    def showing(self, number: int) -> Lesson | None:
        """The lesson whose stepper steps through a training example, counted from 1, in the epoch of the cursor."""
        turn = self.turns.get(number - 1)
        if turn is None or turn[0] > self.most:
            return None
        moved = self.at(turn[0])
        return replace(moved, view=replace(moved.view, example=turn[1]))

    @property
    def example_number(self) -> int:
        """The number in the training set, counted from 1, of the example that the stepper would show next."""
        return self.step_lesson(self.updates).example_number


def run_of(lesson: Lesson, also: tuple[int, ...] = ()) -> Run:
    """The run that a lesson is part of, up to its cursor or beyond as far as it was trained.

    Args:
        lesson: at its cursor.
        also: counts, within the run, at which it is measured besides.
    """
    recipe, edits = lesson.recipe, lesson.edits
    updates = lesson.time // len(lesson.program)
    asked = max(updates, lesson.view.run)
    rows = _measures(recipe, edits, asked)
    end = rows[-1].updates
    if updates > end:
        lesson, updates = lesson.at(end * len(lesson.program)), end
        lesson = replace(lesson, view=replace(lesson.view, run=asked))
    state = state_at(recipe, edits, updates)
    for count in (updates, *(count for count in also if count <= end)):
        here = bisect_left(rows, count, key=lambda row: row.updates)
        if rows[here].updates != count:
            rows = (*rows[:here], measured(recipe, edits, state_at(recipe, edits, count)), *rows[here:])
    return Run(lesson, updates, end, of_measures(rows, asked), state)


def clear() -> None:
    """Forget every measure."""
    with _lock:
        _taken.clear()


_Key = tuple[Recipe, tuple[AnyEdit, ...], int]
_lock = Lock()
_taken: "LRUCache[_Key, Measures]" = LRUCache(REMEMBERED_MEASURES)


def _measures(recipe: Recipe, edits: tuple[AnyEdit, ...], end: int) -> tuple[Measures, ...]:
    """The run measured at some counts up to the end, or to its last finite state.

    A longer run is measured at counts of the shorter one, and those are remembered.
    """

    def key(count: int) -> _Key:
        return recipe, tuple(edit for edit in edits if edit.updates <= count), count

    counts = sampled(end, most_samples(recipe.sizes, len(recipe.inputs) + len(recipe.test_inputs)))
    with _lock:
        known = {count: _taken.get(key(count)) for count in counts}
    missing = [count for count, row in known.items() if row is None]
    dear = bool(missing) and shelf.worth_sharing(recipe, end - missing[0])
    if dear and (shared := _shared(recipe, edits, end)):
        known, missing = {row.updates: row for row in shared}, []
        with _lock:
            _taken.update({key(row.updates): row for row in shared})
    rows = [row for row in known.values() if row is not None]
    if missing:
        made = [measured(recipe, edits, state) for state in states_at(recipe, edits, missing)]
        with _lock:
            for row in made:
                _taken[key(row.updates)] = row
        rows = sorted({row.updates: row for row in (*rows, *made)}.values(), key=lambda row: row.updates)
        if dear:
            shelf.given(shelf.name("measures", recipe, edits, end), numbers_of(rows))
    return tuple(rows)


def _shared(recipe: Recipe, edits: tuple[AnyEdit, ...], end: int) -> tuple[Measures, ...]:
    """The whole run as another worker measured it; empty: none has."""
    [numbers] = shelf.taken([shelf.name("measures", recipe, edits, end)])
    return measures_of(numbers, len(recipe.spec.layers)) if numbers is not None else ()
