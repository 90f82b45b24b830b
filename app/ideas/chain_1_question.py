"""What the address of chain rule ① says, and what is asked about it."""

from dataclasses import dataclass

from app.asking import Mistake, Question, close, read_number
from app.ideas.equation import bracketed
from app.language import _
from app.numbers import text
from engine.calculus import FUNCTIONS, Chain

REACH = 3.0


@dataclass(frozen=True, slots=True)
class State:
    """What the address says.

    Attributes:
        g: the name of the function y = g(x).
        h: the name of the function z = h(y).
        x: where one stands.
        change: Δx, not 0.
        answer: what was answered.
        reveal: whether to show it without an answer.
    """

    g: str = "square"
    h: str = "line"
    x: float = 1.5
    change: float = 0.5
    answer: str = ""
    reveal: bool = False


ROUND = (
    State(),
    State("line", "square", 1.0, 0.1),
    State("fall", "square", 3.0, 0.5),
    State("sin", "exp", 0.0, 0.5),
    State("line", "sigmoid", -0.5, 0.5),
    State("square", "sin", 0.0, 0.1),
)
"""Questions that can be answered in the head; the last but one is a neuron, the last has no slope."""


def same_question(one: State, other: State) -> bool:
    """Whether two states ask for the same number."""
    return (one.g, one.h, one.x, one.change) == (other.g, other.h, other.x, other.change)


def question(it: Chain, state: State) -> Question:
    """By how much does z change? What the derivatives say counts, and so does what is measured."""
    by_rates = it.dz_dx * it.delta_x
    given, slack = read_number(state.answer.strip())
    measured = given is not None and close(given, it.delta_z, slack) and not close(given, by_rates, slack)
    at_x = FUNCTIONS[state.h].derivative(it.x)
    return Question(
        "answer",
        _(
            "x goes from {x} to {new_x}. By about how much does z change?",
            x=text(it.x),
            new_x=text(it.x + it.delta_x, 6),
        ),
        "number",
        it.delta_z if measured else by_rates,
        _(
            "dz/dx = dz/dy · dy/dx = {dz_dy} · {dy_dx} = {dz_dx}, and {dz_dx} · {delta_x} = {by_rates}. Measured,"
            " z changes by {delta_z}.",
            dz_dy=text(it.dz_dy),
            dy_dx=bracketed(it.dy_dx),
            dz_dx=text(it.dz_dx),
            delta_x=bracketed(it.delta_x),
            by_rates=text(by_rates),
            delta_z=text(it.delta_z),
        ),
        praise=_measured(it) if measured else "",
        mistakes=(
            Mistake(it.dz_dx, _("That is dz/dx: how many times as far as x does z move. Δz is that times Δx.")),
            Mistake(
                it.dy_dx * it.delta_x, _("That is Δy. On the way from y to z it is stretched once more, dz/dy times.")
            ),
            Mistake(it.dz_dy * it.delta_x, _("dy/dx is missing: y does not move by Δx but dy/dx times as far.")),
            Mistake(
                (it.dz_dy + it.dy_dx) * it.delta_x,
                _(
                    "The rates were added. One stretch after another multiplies: 2 times 3 times as far is 6"
                    " times as far."
                ),
            ),
            Mistake(
                at_x * it.dy_dx * it.delta_x,
                _("dz/dy was taken at x. It belongs where h is: at y = {y}.", y=text(it.y)),
            ),
            Mistake(it.z + it.delta_z, _("That is the new z. Δz is by how much it differs from the old one.")),
        ),
    )


def _measured(it: Chain) -> str:
    """What is said to one who measured instead of multiplying: both numbers, so that neither passes for the other."""
    return _(
        "Right: measured it is {delta_z}; the slope alone says {by_rates}.",
        delta_z=text(it.delta_z),
        by_rates=text(it.dz_dx * it.delta_x),
    )
