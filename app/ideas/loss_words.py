"""The two questions about a step of gradient descent, and what a run of it does, in words."""

import numpy as np

from app.asking import Mistake, Question, sign_of
from app.ideas.equation import bracketed
from app.language import _, ngettext
from app.listing import one_by_one
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
        _("The step goes from θ to θ − η ∇L(θ). Which way does it move {name}?", name=name),
        "choice",
        sign_of(step),
        _(
            "∂L/∂{name} = {slope}, so {name} changes by −η ∂L/∂{name} = −{rate} · {bracketed} = {step}. ∇L points"
            " uphill, across the contours; the step goes the opposite way.",
            name=name,
            slope=text(slope),
            rate=text(rate),
            bracketed=bracketed(slope),
            step=text(step),
        ),
        (("-", _("left: {name} falls", name=name)), ("0", _("it stays")), ("+", _("right: {name} rises", name=name))),
        (
            Mistake(sign_of(slope), _("That way is uphill: it is the sign of the slope, and a step goes against it.")),
            Mistake("0", _("Only where the contours run straight to the right would it stay.")),
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
    then = _("no finite number any more") if after is None else text(after, digits)
    why = {
        LOWER: _("It went down, as a step against ∇L does when it is short enough."),
        HIGHER: _("At θ it goes down that way, but the step is too long: it crosses the valley and ends higher up."),
        SAME: _("∇L is 0 here, or too small to matter: no step leaves this place."),
    }
    return Question(
        "rises",
        _(
            "With η = {rate} the step lands at {where}. Is L lower there, or higher?",
            rate=text(rate),
            where=one_by_one(landing),
        ),
        "choice",
        right,
        _("L goes from {before} to {then}. {why}", before=text(before, digits), then=then, why=why[right]),
        ((LOWER, _("lower")), (SAME, _("the same")), (HIGHER, _("higher"))),
        (
            Mistake(LOWER, _("That is true of short steps only; this one is too long.")),
            Mistake(HIGHER, _("Count the contours between the two points: the last of them is lower.")),
            Mistake(SAME, _("Two places on different contours have a different L.")),
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
            _(
                "It has diverged: step {diverged} gives no finite number any more. Each step overshoots, lands"
                " higher, where it is steeper, and so the next one is longer still. η is too large here.",
                diverged=run.diverged,
            )
        )
    if wanted == 0 or count == 0:
        return "", _("Take steps, one by one or many at once.")
    steps = np.diff(run.points, axis=0)
    first, last = float(losses[0]), float(losses[-1])
    climbs = int((np.diff(losses) > 0).sum())
    digits = telling_digits(last, first)
    told = ngettext(
        "After {n} step L is {last}; it was {first}.",
        "After {n} steps L is {last}; it was {first}.",
        count,
        n=count,
        last=text(last, digits),
        first=text(first, digits),
    )
    if last > first:
        growing = count >= 3 and bool(np.all(np.diff(losses)[-3:] > 0))
        if growing:
            return "diverges", _(
                "{told} η is too large here: every step lands higher than the one before: it diverges.", told=told
            )
        return "overshoots", _("{told} η is too large here: the steps are too long.", told=told)
    turns = turned_back(steps)
    if count >= 4 and turns >= _TURNS * (count - 1):
        return "zigzags", (
            _(
                "{told} It zigzags: {turns} of {most} times a step turned back on the one before. It jumps from"
                " side to side of the valley and gets along it only slowly; a larger η only makes the jumps"
                " longer.",
                told=told,
                turns=turns,
                most=count - 1,
            )
        )
    slopes = np.hypot(*run.gradients.T)
    if slopes[-1] <= _ARRIVED * slopes[0]:
        return "arrives", _(
            "{told} It has arrived: ∇L is almost 0, and where it is 0 no step moves θ any more.", told=told
        )
    length = float(np.hypot(*steps[-1]))
    if length < _CRAWL * width:
        return "crawls", (
            _(
                "{told} It crawls: the last step was η ‖∇L‖ = {rate} · {slope} = {length} long, {share} % of"
                " this map's width.",
                told=told,
                rate=text(rate),
                slope=text(float(slopes[-2])),
                length=text(length),
                share=text(100 * length / width, 2),
            )
        )
    down = (
        _("Every step lowered L.")
        if climbs == 0
        else _("{climbs} of the {count} steps raised L on the way.", climbs=climbs, count=count)
    )
    return "descends", f"{told} {down}"


def turned_back(steps: Array) -> int:
    """How often a step turned by more than a right angle from the one before."""
    return int((np.sum(steps[1:] * steps[:-1], axis=1) < 0).sum())
