"""The two questions about a step of gradient descent, and what a run of it does, in words."""

import numpy as np

from app.asking import Mistake, Question, sign_of
from app.ideas.equation import bracketed
from app.numbers import telling_digits, text
from engine.arrays import Array
from engine.surface import Descent

LOWER, HIGHER, SAME = "lower", "higher", "same"
_CRAWL = 0.003
_ARRIVED = 1e-3
_TURNS = 0.5


def which_way(name: str, slope: float, rate: float) -> Question:
    """Which way does the first step move the parameter to the right?"""
    step = -rate * slope
    return Question(
        "which",
        f"The step goes from θ to θ − η ∇L(θ). Which way does it move {name}?",
        "choice",
        sign_of(step),
        f"∂L/∂{name} = {text(slope)}, so {name} changes by −η ∂L/∂{name} = −{text(rate)} · {bracketed(slope)}"
        f" = {text(step)}. ∇L points uphill, across the contours; the step goes the opposite way.",
        (("-", f"left: {name} falls"), ("0", "it stays"), ("+", f"right: {name} rises")),
        (
            Mistake(sign_of(slope), "That way is uphill: it is the sign of the slope, and a step goes against it."),
            Mistake("0", "Only where the contours run straight to the right would it stay."),
        ),
    )


def lower_or_higher(landing: tuple[str, str], rate: float, before: float, after: float | None) -> Question:
    """Is L lower where the first step lands?

    Args:
        landing: the two parameters there, in words.
        rate: η.
        before: L at the start.
        after: L where it lands; None: no finite number.
    """
    right = HIGHER if after is None or after > before else LOWER if after < before else SAME
    digits = telling_digits(before, before if after is None else after)
    then = "no finite number any more" if after is None else text(after, digits)
    why = {
        LOWER: "It went down, as a step against ∇L does when it is short enough.",
        HIGHER: "At θ it goes down that way, but the step is too long: it crosses the valley and ends higher up.",
        SAME: "∇L is 0 here, or too small to matter: no step leaves this place.",
    }
    return Question(
        "rises",
        f"With η = {text(rate)} the step lands at {landing[0]}, {landing[1]}. Is L lower there, or higher?",
        "choice",
        right,
        f"L goes from {text(before, digits)} to {then}. {why[right]}",
        ((LOWER, "lower"), (SAME, "the same"), (HIGHER, "higher")),
        (
            Mistake(LOWER, "That is true of short steps only; this one is too long."),
            Mistake(HIGHER, "Count the contours between the two points: the last of them is lower."),
            Mistake(SAME, "Two places on different contours have a different L."),
        ),
    )


def verdict(run: Descent, wanted: int, width: float, rate: float) -> tuple[str, str]:
    """What the run does: one word for it, and a sentence or two with the numbers.

    Args:
        run: as far as it went.
        wanted: how many steps were asked for.
        width: of the map.
        rate: η.
    """
    losses, count = run.losses, len(run.losses) - 1
    if run.diverged is not None:
        return "diverges", (
            f"It has diverged: step {run.diverged} gives no finite number any more. Each step overshoots, lands"
            f" higher, where it is steeper, and so the next one is longer still. η is too large here."
        )
    if wanted == 0 or count == 0:
        return "", "Take steps, one by one or many at once."
    steps = np.diff(run.points, axis=0)
    first, last = float(losses[0]), float(losses[-1])
    climbs = int((np.diff(losses) > 0).sum())
    digits = telling_digits(last, first)
    told = f"After {count} step{'s' if count > 1 else ''} L is {text(last, digits)}; it was {text(first, digits)}."
    if last > first:
        growing = count >= 3 and bool(np.all(np.diff(losses)[-3:] > 0))
        why = "every step lands higher than the one before: it diverges." if growing else "the steps are too long."
        return "diverges" if growing else "overshoots", f"{told} η is too large here: {why}"
    turns = turned_back(steps)
    if count >= 4 and turns >= _TURNS * (count - 1):
        return "zigzags", (
            f"{told} It zigzags: {turns} of {count - 1} times a step turned back on the one before. It jumps from"
            " side to side of the valley and gets along it only slowly; a larger η only makes the jumps longer."
        )
    slopes = np.hypot(*run.gradients.T)
    if slopes[-1] <= _ARRIVED * slopes[0]:
        return "arrives", f"{told} It has arrived: ∇L is almost 0, and where it is 0 no step moves θ any more."
    length = float(np.hypot(*steps[-1]))
    if length < _CRAWL * width:
        return "crawls", (
            f"{told} It crawls: the last step was η ‖∇L‖ = {text(rate)} · {text(float(slopes[-2]))} = {text(length)}"
            f" long, {text(100 * length / width, 2)} % of this map's width."
        )
    down = "Every step lowered L." if climbs == 0 else f"{climbs} of the {count} steps raised L on the way."
    return "descends", f"{told} {down}"


def turned_back(steps: Array) -> int:
    """How often a step turned by more than a right angle from the one before."""
    return int((np.sum(steps[1:] * steps[:-1], axis=1) < 0).sum())
