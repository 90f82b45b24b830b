"""What the table of products adds up to, in words."""

from itertools import pairwise

from app.language import _
from app.moment import Moment


def how_many(sizes: tuple[int, ...]) -> str:
    """How many derivatives there are, and what each is made of."""
    parameters = sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes))
    going_in, slopes = sum(sizes[:-1]), sum(sizes[1:])
    return _(
        "{parameters} derivatives, and each is one multiplication: {going_in} inputs that the forward pass"
        " left (and the 1 of every bias) times {slopes} slopes that the backward pass left.",
        parameters=parameters,
        going_in=going_in,
        slopes=slopes,
    )


def of_a_batch(now: Moment) -> str:
    """What the products of several examples become; "" of one."""
    if now.batch == 1:
        return ""
    if now.lesson.recipe.reduction == "mean":
        return _(
            "This is example {example}. ∂L/∂w is the mean of such products over the {batch} examples: one forward and"
            " one backward pass each.",
            example=now.example_number,
            batch=now.batch,
        )
    return _(
        "This is example {example}. ∂L/∂w is the sum of such products over the {batch} examples: one forward and one"
        " backward pass each.",
        example=now.example_number,
        batch=now.batch,
    )
