"""The strips of the parameter in focus: what each example says about it, in the batch of the update that follows."""

from collections.abc import Callable
from dataclasses import replace

from app.address.edits import read_edits, write_edits
from app.address.grammar import Unreadable
from app.language import _
from app.lesson import Lesson
from app.links import Go, Links
from app.panels.drawn_strips import Strips
from app.panels.strips import Batch, strips
from app.training_run import Run
from engine.edits import ExampleEdit


def parameter_strips(run: Run, links: Links) -> Strips | None:
    """The strips of the weight or bias in focus; None where none is."""
    kind, *numbers = run.lesson.view.focus.split("-")
    if kind not in ("w", "b"):
        return None
    place = tuple(int(number) for number in numbers)
    now, recipe = run.next_moment, run.recipe
    name = now.symbols.weight(*place) if kind == "w" else now.symbols.bias(*place)
    numbers_of = [int(row) + 1 for row in now.step.rows]
    batch = Batch(
        name, numbers_of, [_("example {n}", n=number) for number in numbers_of],
        now.step.gradients.loss_per_example.tolist(), now.every_example(f"dC_d{kind}", *place),
        now.number(f"dL_d{kind}", *place), recipe.reduction, run.example_number,
        tuple((number, _("example {n}", n=number)) for number in run.conditions.left_out),
    )  # fmt: skip

    def show(number: int) -> Go | None:
        showing = run.showing(number)
        return None if showing is None else links.to(showing)

    def setting(left_out: bool) -> Callable[[int], Go | None]:
        def go(number: int) -> Go | None:
            lesson = with_example(run.lesson, number, left_out=left_out, updates=run.updates)
            return None if lesson is None else links.to(lesson)

        return go

    return strips(batch, show, setting(True), setting(False))


def with_example(lesson: Lesson, number: int, *, left_out: bool, updates: int) -> Lesson | None:
    """The lesson with a training example left out, or taken in again, from an update on; None where none would be left.

    Args:
        lesson: at its cursor.
        number: of the example in the training set, counted from 1.
        left_out: which of the two.
        updates: from the update after so many on.
    """
    sizes = lesson.recipe.sizes
    edits = sorted((*lesson.edits, ExampleEdit(number, left_out, updates)), key=lambda edit: edit.updates)
    try:
        made = read_edits(write_edits(tuple(edits), sizes), sizes, len(lesson.recipe.inputs))
    except Unreadable:
        return None
    return replace(lesson, edits=made, view=replace(lesson.view, example=1, dropped=()))
