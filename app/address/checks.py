"""What no parameter of an address can say alone: whether the whole of it is a lesson."""

from app.address.entry import one_of, plain
from app.address.table import BY_NAME
from app.errors import BadInput
from app.language import _
from app.lesson import Lesson
from app.lesson_data import rows_of
from app.limits import most_updates
from engine.activations import DomainError
from engine.arrays import readonly
from engine.losses import TargetError, allowed_losses, check_pair, check_targets
from engine.recipe import Rows
from engine.words import words


def check(lesson: Lesson) -> None:
    """Nothing happens when the parts of the lesson fit together.

    Raises:
        BadInput: loss and last activation do not go together; there is not one target for each input; a target is
            outside the domain of the loss; the cursor is in a training step beyond the last.
    """
    recipe = lesson.recipe
    last = recipe.spec.activations[-1].name
    try:
        check_pair(last, recipe.loss)
    except DomainError as error:
        allowed = _("{names} after {activation}", names=one_of(allowed_losses(last)), activation=last)
        raise BadInput("loss", recipe.loss, plain(allowed), _(words(error))) from error
    count = len(recipe.inputs)
    if len(recipe.targets) != count:
        raise _refused("target", lesson, _("x has {n} examples, target has {m}", n=count, m=len(recipe.targets)))
    if lesson.data is not None and (recipe.inputs, recipe.targets) != _data_rows(lesson):
        raise _refused("data", lesson, _("data gives the examples already, and x and target give others"))
    try:
        check_targets(recipe.loss, readonly(recipe.targets, "target", 2))
    except TargetError as error:
        raise _refused("target", lesson, _(words(error))) from error
    most = most_updates(recipe.sizes, recipe.batch)
    if lesson.time // len(lesson.program) > most:
        raise _refused("updates", lesson, _("this lesson ends after {n} updates", n=most))


def _data_rows(lesson: Lesson) -> tuple[Rows, Rows]:
    assert lesson.data is not None
    sizes, last = lesson.recipe.sizes, lesson.recipe.spec.activations[-1].name
    rows = rows_of(lesson.data, lesson.split, sizes[0], sizes[-1], last)
    return rows.inputs, rows.targets


def _refused(name: str, lesson: Lesson, reason: str) -> BadInput:
    entry = BY_NAME[name]
    return entry.refuse(entry.write(lesson), reason)
