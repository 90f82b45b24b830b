"""What is asked before the paths are shown: how many there are, what they add up to, and what they cost."""

from math import prod

import numpy as np

from app.asking import Mistake, Question
from app.ideas.path_costs import DIGITS, ratio
from app.ideas.path_sums import Walk
from app.language import _
from app.moment import Moment
from app.numbers import text
from engine.arrays import Array
from engine.path_costs import multiplications_backward, multiplications_path_by_path


def how_many(now: Moment, way: Walk, name: str) -> Question:
    """How many paths lead from a weight or bias to the loss?"""
    names, last, behind = now.symbols, now.last, now.sizes[way.layer + 1 :]
    z = names.neuron(way.layer, way.to)
    softmax = now.lesson.recipe.spec.activations[-1].elementwise is False
    if behind:
        ways = " · ".join(map(str, behind)) + (f" = {way.count:,}" if len(behind) > 1 else "")
        because = (
            _("From {z} a path goes on through any neuron of each layer behind: {ways}.", z=z, ways=ways)
            if len(behind) > 1
            else _("From {z} a path goes on through any neuron of each layer behind: {ways} of them.", z=z, ways=ways)
        )
    else:
        because = _("{z} is an output: from there only one way leads to C.", z=z)
    mistakes = [
        Mistake(sum(behind), _("You added the layers. Each neuron of one is followed by any of the next: multiply.")),
        Mistake(
            prod(now.sizes[way.layer :]),
            _(
                "{name} leads to {z} alone, not to every neuron of its layer: count what lies behind {z}.",
                name=name,
                z=z,
            ),
        ),
        Mistake(prod(now.sizes[1:]), _("So many begin at an input. {name} leads to {z} alone.", name=name, z=z)),
        Mistake(last - way.layer + 1, _("That is how many neurons one path goes through. How many paths are there?")),
        Mistake(now.sizes[-1], _("That is the number of outputs; several paths lead to each.")),
        Mistake(1, _("There is one wire, but it branches at each neuron behind.")),
    ]
    if softmax:
        mistakes.insert(
            0,
            Mistake(
                way.count * now.sizes[-1],
                _("So many, when softmax is split into its outputs. Here a path ends at a z of the last layer."),
            ),
        )
    end = _("the z of the last layer, behind which softmax mixes all outputs") if softmax else "C"
    words = _("How many paths lead from {name} to {end}?", name=name, end=end)
    return Question("count", words, "number", float(way.count), because, mistakes=_other_than(way.count, mistakes))


def _other_than(right: float, mistakes: list[Mistake]) -> tuple[Mistake, ...]:
    return tuple(one for one in mistakes if one.value not in (right, 0))


def what_sum(slope: str, products: Array, few: bool) -> Question:
    """What do the products add up to? Of many only the sign is asked for."""
    flat = products.ravel()
    right, largest = float(flat.sum()), float(flat[np.abs(flat).argmax()])
    because = _("{slope} is the sum over all {size} paths.", slope=slope, size=f"{flat.size:,}")
    if not few:
        mistakes = (
            (Mistake("+" if largest > 0 else "-", _("So says the largest path; the others outweigh it.")),)
            if right * largest < 0
            else ()
        )
        return Question(
            "sum", _("All these paths add up to {slope}. Is it above or below 0?", slope=slope), "sign", right, because,
            mistakes=mistakes,
        )  # fmt: skip
    return Question(
        "sum", _("Each product stands below. What is {slope}?", slope=slope), "number", right, because,
        mistakes=(
            Mistake(largest, _(
                "That is the largest path alone. A change of the weight goes along every path at once.",
            )),
            Mistake(right - largest, _("The largest path is missing.")),
            Mistake(float(np.abs(flat).sum()), _("You added the sizes. A path below 0 works against the others.")),
            Mistake(float(flat.mean()), _("That is their mean. Paths add up.")),
            Mistake(prod(flat.tolist()), _("You multiplied the paths. Along a path one multiplies; paths add up.")),
        ),
    )  # fmt: skip


def how_many_times() -> Question:
    """How much more work is it path by path, in the network for digits?"""
    times = ratio(DIGITS)
    right = f"{float(f'{times:.2g}'):.0f}"
    choices = tuple((one, _("about {times} times", times=f"{int(one):,}")) for one in ("7", "66", right, "66000"))
    by_paths, backward = multiplications_path_by_path(DIGITS), multiplications_backward(DIGITS)
    name = "-".join(map(str, DIGITS))
    because = _(
        "{by_paths} multiplications against {backward}: {times} times as many.",
        by_paths=f"{by_paths:,}",
        backward=f"{backward:,}",
        times=text(times),
    )
    words = _(
        "Every ∂C/∂w and ∂C/∂b of a {name} network: how much more work is it path by path than by one backward pass?",
        name=name,
    )
    mistakes = (
        Mistake("66000", _("The number of paths grows with each layer, but here there are three.")),
        Mistake("7", _("There are 160 paths from each weight of the first layer alone.")),
    )
    return Question("times", words, "choice", right, because, choices, mistakes)
