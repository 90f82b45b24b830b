"""What is asked before the paths are shown: how many there are, what they add up to, and what they cost."""

from math import prod

import numpy as np

from app.asking import Mistake, Question
from app.ideas.path_costs import DIGITS, ratio
from app.ideas.path_sums import Walk
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
        ways = " · ".join(map(str, behind))
        because = f"From {z} a path goes on through any neuron of each layer behind: {ways}"
        because += f" = {way.count:,}." if len(behind) > 1 else " of them."
    else:
        because = f"{z} is an output: from there only one way leads to C."
    mistakes = [
        Mistake(sum(behind), "You added the layers. Each neuron of one is followed by any of the next: multiply."),
        Mistake(
            prod(now.sizes[way.layer :]),
            f"{name} leads to {z} alone, not to every neuron of its layer: count what lies behind {z}.",
        ),
        Mistake(prod(now.sizes[1:]), f"So many begin at an input. {name} leads to {z} alone."),
        Mistake(last - way.layer + 1, "That is how many neurons one path goes through. How many paths are there?"),
        Mistake(now.sizes[-1], "That is the number of outputs; several paths lead to each."),
        Mistake(1, "There is one wire, but it branches at each neuron behind."),
    ]
    if softmax:
        mistakes.insert(
            0,
            Mistake(
                way.count * now.sizes[-1],
                "So many, when softmax is split into its outputs. Here a path ends at a z of the last layer.",
            ),
        )
    end = "the z of the last layer, behind which softmax mixes all outputs" if softmax else "C"
    words = f"How many paths lead from {name} to {end}?"
    return Question("count", words, "number", float(way.count), because, mistakes=_other_than(way.count, mistakes))


def _other_than(right: float, mistakes: list[Mistake]) -> tuple[Mistake, ...]:
    return tuple(one for one in mistakes if one.value not in (right, 0))


def what_sum(slope: str, products: Array, few: bool) -> Question:
    """What do the products add up to? Of many only the sign is asked for."""
    flat = products.ravel()
    right, largest = float(flat.sum()), float(flat[np.abs(flat).argmax()])
    because = f"{slope} is the sum over all {flat.size:,} paths."
    if not few:
        mistakes = (
            (Mistake("+" if largest > 0 else "-", "So says the largest path; the others outweigh it."),)
            if right * largest < 0
            else ()
        )
        return Question(
            "sum", f"All these paths add up to {slope}. Is it above or below 0?", "sign", right, because,
            mistakes=mistakes,
        )  # fmt: skip
    return Question(
        "sum", f"Each product stands below. What is {slope}?", "number", right, because,
        mistakes=(
            Mistake(largest, "That is the largest path alone. A change of the weight goes along every path at once."),
            Mistake(right - largest, "The largest path is missing."),
            Mistake(float(np.abs(flat).sum()), "You added the sizes. A path below 0 works against the others."),
            Mistake(float(flat.mean()), "That is their mean. Paths add up."),
            Mistake(prod(flat.tolist()), "You multiplied the paths. Along a path one multiplies; paths add up."),
        ),
    )  # fmt: skip


def how_many_times() -> Question:
    """How much more work is it path by path, in the network for digits?"""
    times = ratio(DIGITS)
    right = f"{float(f'{times:.2g}'):.0f}"
    choices = tuple((one, f"about {int(one):,} times") for one in ("7", "66", right, "66000"))
    by_paths, backward = multiplications_path_by_path(DIGITS), multiplications_backward(DIGITS)
    name = "-".join(map(str, DIGITS))
    because = f"{by_paths:,} multiplications against {backward:,}: {text(times)} times as many."
    words = (
        f"Every ∂C/∂w and ∂C/∂b of a {name} network: how much more work is it path by path than by one backward pass?"
    )
    mistakes = (
        Mistake("66000", "The number of paths grows with each layer, but here there are three."),
        Mistake("7", "There are 160 paths from each weight of the first layer alone."),
    )
    return Question("times", words, "choice", right, because, choices, mistakes)
