"""What no parameter of an address can say alone: whether the whole of it is a lesson."""

from app.address.entry import one_of, plain
from app.address.table import BY_NAME
from app.errors import BadInput
from app.lesson import Lesson
from app.limits import most_updates
from engine.activations import DomainError
from engine.arrays import readonly
from engine.losses import TargetError, allowed_losses, check_pair, check_targets


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
        raise BadInput(
            "loss", recipe.loss, f"{plain(one_of(allowed_losses(last)))} after {last}", str(error)
        ) from error
    if len(recipe.targets) != recipe.batch:
        raise _refused("target", lesson, f"x has {recipe.batch} examples, target has {len(recipe.targets)}")
    try:
        check_targets(recipe.loss, readonly(recipe.targets, "target", 2))
    except TargetError as error:
        raise _refused("target", lesson, str(error)) from error
    most = most_updates(recipe.sizes, recipe.batch)
    if lesson.time // len(lesson.program) > most:
        raise _refused("updates", lesson, f"this lesson ends after {most} updates")


def _refused(name: str, lesson: Lesson, reason: str) -> BadInput:
    entry = BY_NAME[name]
    return entry.refuse(entry.write(lesson), reason)
