"""What the address of chain rule ② says, and what is asked about it."""

from dataclasses import dataclass

from app.asking import Mistake, Question
from app.ideas.equation import bracketed
from app.ideas.functions import WRITTEN, WRITTEN2
from app.language import _
from app.numbers import text
from engine.calculus import FUNCTIONS, FUNCTIONS2, Fork, fork

REACH = 3.0


HELD = "held"


@dataclass(frozen=True, slots=True)
class State:
    """What the address says.

    Attributes:
        g: the name of the function x = g(s).
        h: the name of the function y = h(s).
        f: the name of the function z = f(x, y).
        s: where one stands.
        change: Δs, not 0.
        answer: what was answered to the number.
        why: what was answered to why two of them are partial.
        reveal: whether to show the number without an answer.
    """

    g: str = "square"
    h: str = "line"
    f: str = "product"
    s: float = 1.0
    change: float = 0.5
    answer: str = ""
    why: str = ""
    reveal: bool = False


ROUND = (
    State(),
    State("same", "same", "product", 3.0),
    State("square", "fall", "sum", 2.0),
    State("line", "square", "error", 0.0),
    State("exp", "same", "wave", 0.0),
    State("cos", "sin", "squares", 0.8, 0.1),
)
"""Questions that can be answered in the head: two equal paths, one that pulls back, dead ones, two that cancel."""


def of(state: State, change: float) -> Fork:
    """The numbers of a state with this Δs."""
    return fork(FUNCTIONS[state.g], FUNCTIONS[state.h], FUNCTIONS2[state.f], state.s, change)


def same_question(one: State, other: State) -> bool:
    """Whether two states ask for the same number."""
    return (one.g, one.h, one.f, one.s) == (other.g, other.h, other.f, other.s)


def question(it: Fork, state: State) -> Question:
    """How many times as far as s does z move?"""
    letters = WRITTEN[state.g].of("s"), WRITTEN[state.h].of("s"), WRITTEN2[state.f].plain
    return Question(
        "answer",
        _(
            "x = {x}, y = {y}, z = {z}, and s = {s}. What is dz/ds?",
            x=letters[0],
            y=letters[1],
            z=letters[2],
            s=text(it.s),
        ),
        "number",
        0.0 if cancels(it) else it.dz_ds,
        _(
            "Through x: ∂z/∂x · dx/ds = {dz_dx} · {dx_ds} = {path_x}. Through y: ∂z/∂y · dy/ds = {dz_dy} ·"
            " {dy_ds} = {path_y}. The paths add up.",
            dz_dx=text(it.dz_dx),
            dx_ds=bracketed(it.dx_ds),
            path_x=text(it.path_x),
            dz_dy=text(it.dz_dy),
            dy_ds=bracketed(it.dy_ds),
            path_y=text(it.path_y),
        ),
        mistakes=(
            Mistake(it.path_x, _("That is the path through x alone. s reaches z through y as well.")),
            Mistake(it.path_y, _("That is the path through y alone. s reaches z through x as well.")),
            Mistake(
                it.path_x * it.path_y, _("The two paths were multiplied. Along a path one multiplies; paths add up.")
            ),
            Mistake(it.dz_dx + it.dz_dy, _("dx/ds and dy/ds are missing: x and y do not move as far as s does.")),
            Mistake(it.dz_ds / 2.0, _("The two paths were averaged. Both move z at the same time, so they add up.")),
            Mistake(
                it.path_x - it.path_y, _("One path was taken away from the other. They add up, each with its sign.")
            ),
            Mistake(
                it.ratio,
                _(
                    "That is Δz/Δs for Δs = {delta_s}; dz/ds is where it goes as Δs goes to 0.",
                    delta_s=text(it.delta_s),
                ),
            ),
        ),
    )


def why() -> Question:
    """Why are two of the four derivatives partial?"""
    return Question(
        "why",
        _("Why is it ∂z/∂x with a round ∂, but dx/ds with a straight d?"),
        "choice",
        HELD,
        _(
            "Count the inputs. g has one, s. f has two, x and y: its derivative has to say which of them moves, and"
            " that the other is held still; ∂ says that. dz/ds is straight again: x and y both follow s, and s is all"
            " that moves."
        ),
        (
            (HELD, _("z has another input, and it is held still")),
            ("later", _("z comes later on the path")),
            ("share", _("it is only a part of dz/ds")),
            ("curved", _("z is no straight line")),
        ),
        (
            Mistake("later", _("The place on the path does not matter: dz/ds spans all of it, and has a straight d.")),
            Mistake(
                "share",
                _("The part of dz/ds that goes through x is ∂z/∂x · dx/ds. ∂ does not say «part of the whole»."),
            ),
            Mistake("curved", _("Curved functions of one input have a straight d: x = s² has dx/ds = 2s.")),
        ),
    )


def cancels(it: Fork) -> bool:
    """Whether the two paths cancel but for the rounding of float64."""
    return abs(it.dz_ds) <= 1e-14 * (abs(it.path_x) + abs(it.path_y))
