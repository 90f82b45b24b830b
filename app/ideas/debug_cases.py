"""The five broken programs: a network each, the mistake in its program, and the wrong line beside the right one."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from app.ideas.debug_broken import broken_step
from app.lesson_url import parse
from app.moment import Moment, moment
from engine.words import N_


@dataclass(frozen=True, slots=True)
class Case:
    """One broken program.

    Attributes:
        fault: what is wrong with it, a name out of ``FAULTS``.
        address: of the lesson with its network.
    """

    fault: str
    address: str


@dataclass(frozen=True, slots=True)
class FaultWords:
    """One mistake in words.

    Attributes:
        name: as one chooses it.
        wrong: the line of the program.
        right: what the line should be.
        because: why that is a mistake, and how one notices it.
    """

    name: str
    wrong: str
    right: str
    because: str


FAULT_WORDS = {
    "bias": FaultWords(
        N_("The bias is forgotten"), "z = W @ a", "z = W @ a + b",
        N_("Where a bias happens to be 0 nothing shows: a test with b = 0 does not find it."),
    ),
    "transpose": FaultWords(
        N_("Wrong transpose: W in place of Wᵀ"), "dC_da = W @ dC_dz", "dC_da = W.T @ dC_dz",
        N_("Where a layer has as many inputs as outputs both have the right shape, so no error is raised."),
    ),
    "gain": FaultWords(
        N_("σ′(z) is forgotten"), "dC_dz = dC_da", "dC_dz = sigma_prime(z) * dC_da",
        N_("Every gradient keeps its sign here, so that the program still learns, only badly: numbers alone show it."),
    ),
    "jacobian": FaultWords(
        N_("Softmax without its Jacobian"), "dC_dz = y * (1 - y) * dC_dy", "dC_dz = y * (dC_dy - (y * dC_dy).sum())",
        N_("With softmax every z moves every output; the slopes of a layer must add up to 0, and these do not."),
    ),
    "updated": FaultWords(
        N_("Weights are updated before they have sent back"), "W -= eta * dC_dW; dC_da = W.T @ dC_dz",
        "dC_da = W.T @ dC_dz; W -= eta * dC_dW",
        N_(
            "All ∂C/∂… of a training step belong to one θ; with a small η the numbers are off by too little to look"
            " wrong."
        ),
    ),
}  # fmt: skip

CASES = (
    Case("gain", "layers=2-2-2&w=0.5,-0.8,1.2,0.4;0.9,-0.6,-1.1,0.7&b=0.1,-0.2;0.3,-0.1&x=1,0.5&target=1,0"),
    Case("bias", "layers=2-2-2&w=0.7,-0.3,-0.4,0.9;1.1,-0.5,0.6,0.8&b=0,0;0.4,-0.6&x=1,2&target=0,1"),
    Case(
        "jacobian",
        "layers=2-2-3&act=tanh,softmax&loss=squared_error&w=0.6,-0.4,0.3,0.8;0.9,-0.2,-0.7,0.5,0.4,1.1"
        "&b=0.1,-0.1;0.2,0,-0.3&x=1,-0.5&target=1,0,0",
    ),
    Case(
        "transpose",
        "layers=2-2-2&act=tanh&w=0.4,0.9,-0.6,0.5;0.8,-1.2,0.6,0.7&b=0.2,-0.1;0.1,0.3&x=0.5,1&target=1,-0.5",
    ),
    Case("updated", "layers=2-2-2&w=0.3,0.8,-0.5,0.6;0.4,-0.9,1.3,0.5&b=0.2,0.1;-0.3,0.2&x=1,1.5&target=1,0&lr=2"),
)  # fmt: skip


@lru_cache(maxsize=8)
def true_moment(number: int) -> Moment:
    """The network of a case with its input read, by the engine; cases count from 1."""
    return moment(parse(parse_qsl(f"{CASES[number - 1].address}&at=input&step=layer", keep_blank_values=True)))


@lru_cache(maxsize=64)
def printed(number: int, fault: str) -> dict[str, float]:
    """What a program with a fault prints for the network of a case, number by number in its order."""
    now = true_moment(number)
    recipe = now.lesson.recipe
    return broken_step(
        now.step.layers, now.step.trace.x[0], now.step.gradients.targets[0], recipe.loss, recipe.learning_rate, fault
    )


@lru_cache(maxsize=64)
def first_wrong(number: int, fault: str) -> str:
    """The id of the first number that is not the engine's; "" where the fault shows in none."""
    right = printed(number, "")
    return next((key for key, value in printed(number, fault).items() if not same(value, right[key])), "")


def same(value: float, other: float) -> bool:
    """Whether two programs print the same number; rounding differs from one order of additions to another."""
    return abs(value - other) <= 1e-12 * max(abs(value), abs(other), 1e-3)
