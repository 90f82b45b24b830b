"""What is trained, on what and how, in words."""

from app.language import _, ngettext
from app.lesson import Lesson
from app.lesson_data import write_data
from app.numbers import text
from app.training_run import Run
from engine.datasets import DATASETS


def example_words(run: Run) -> str:
    """Which example the stepper shows."""
    number, count = run.example_number, len(run.recipe.inputs)
    if count == 1:
        return _("example {n:,} of {count:,}", n=number, count=count)
    return _("example {n:,} of {count:,}; click a point for another", n=number, count=count)


def learning_words(run: Run) -> str:
    """How the parameters move, of how many examples at a time, and how these are put together."""
    it, recipe = run.recipe.optimiser, run.recipe
    names = {"gd": _("gradient descent"), "momentum": _("momentum, β {beta}", beta=text(it.beta)), "adam": "Adam"}
    size = recipe.batch_size
    batch = ngettext("one example an update", "{n} examples an update", size, n=size)
    if not size or size >= len(recipe.inputs):
        batch = _("all examples an update")
    if recipe.reduction == "mean":
        return _("{optimiser}, {batch}, mean", optimiser=names[it.name], batch=batch)
    return _("{optimiser}, {batch}, sum", optimiser=names[it.name], batch=batch)


def data_words(lesson: Lesson) -> str:
    """What the data is called, and how many examples of it are for what."""
    count, kept = len(lesson.recipe.inputs), len(lesson.recipe.test_inputs)
    name = write_data(lesson.data).partition(":")[0]
    label = _(DATASETS[name].label) if name in DATASETS else _("Your data") if name else _("The lesson's own examples")
    if kept:
        return ngettext(
            "{data}: {n:,} example to train on, {kept:,} to test on",
            "{data}: {n:,} examples to train on, {kept:,} to test on",
            count, data=label, n=count, kept=kept,
        )  # fmt: skip
    return ngettext(
        "{data}: {n:,} example to train on", "{data}: {n:,} examples to train on", count, data=label, n=count
    )
