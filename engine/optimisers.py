"""How the gradient moves the parameters: gradient descent as in the notes, and with a memory, momentum and Adam.

| optimiser | memory | update |
|---|---|---|
| gd | none | θ ← θ − η g |
| momentum | v ← β v + g | θ ← θ − η v |
| adam | m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g² | θ ← θ − η m̂ / (√ŝ + ε), m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ) |

g is ∇L of the batch, t the number of the update, ε = 1e-8. Momentum: Polyak, Some methods of speeding up the
convergence of iteration methods, 1964, in the form in which η stands outside, so that another η acts on all of v at
once. Adam: Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015. What is frozen does not move and has no
memory.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array
from engine.calls import Call, constant

OptimiserName = Literal["gd", "momentum", "adam"]
OPTIMISERS: tuple[OptimiserName, ...] = get_args(OptimiserName)
MEMORIES: dict[OptimiserName, tuple[str, ...]] = {"gd": (), "momentum": ("v",), "adam": ("m", "s")}
"""The letters of what each optimiser remembers of every parameter."""
EPSILON = 1e-8


@dataclass(frozen=True, slots=True)
class Optimiser:
    """An optimiser with its constants.

    Attributes:
        name: one of ``OPTIMISERS``.
        beta: β of momentum, β₁ of Adam: 0 up to, not including, 1. gd has none.
        beta2: β₂ of Adam, likewise.
    """

    name: OptimiserName = "gd"
    beta: float = 0.9
    beta2: float = 0.999

    @property
    def memories(self) -> tuple[str, ...]:
        """The letters of what it remembers."""
        return MEMORIES[self.name]


def corrections(optimiser: Optimiser, update: int) -> tuple[float, float]:
    """1 − β₁ᵗ and 1 − β₂ᵗ of Adam's update number t, counted from 1."""
    return 1.0 - optimiser.beta**update, 1.0 - optimiser.beta2**update


def update_calls(
    optimiser: Optimiser,
    parameters: Array,
    gradient: Array,
    memory: Sequence[Array],
    learning_rate: float,
    held: NDArray[np.bool_] | None,
    made: Array,
) -> list[Call]:
    """The calls that make one update of all parameters, again and again; the gradient's buffer is used up.

    Args:
        optimiser: which one.
        parameters: (P,), all of them.
        gradient: (P,), ∇L.
        memory: (P,) for each of the optimiser's memories; changed like the parameters.
        learning_rate: η.
        held: (P,), True where a parameter is frozen, or None.
        made: (), how many updates were made before; Adam, which needs it, counts on in it.
    """
    subtract: Callable[..., object] = np.subtract
    calls: list[Call] = []
    if held is not None:
        subtract = partial(np.subtract, where=~held)
    rate = constant(learning_rate)
    match optimiser.name:
        case "gd":
            pass
        case "momentum":
            (v,) = memory
            calls = [(np.multiply, (v, constant(optimiser.beta), v)), (np.add, (v, gradient, v))]
            calls += _forget(memory, held)
            calls.append((np.multiply, (v, rate, gradient)))
            return [*calls, (subtract, (parameters, gradient, parameters))]
        case "adam":
            return _adam_calls(optimiser, parameters, gradient, memory, rate, held, made, subtract)
    return [(np.multiply, (gradient, rate, gradient)), (subtract, (parameters, gradient, parameters))]


def _adam_calls(
    optimiser: Optimiser,
    parameters: Array,
    gradient: Array,
    memory: Sequence[Array],
    rate: Array,
    held: NDArray[np.bool_] | None,
    made: Array,
    subtract: Callable[..., object],
) -> list[Call]:
    m, s = memory
    beta, beta2, epsilon = constant(optimiser.beta), constant(optimiser.beta2), constant(EPSILON)
    rest, rest2 = constant(1.0 - optimiser.beta), constant(1.0 - optimiser.beta2)
    share, first, second = np.empty_like(gradient), np.empty(()), np.empty(())

    def count() -> None:
        made[...] += 1.0
        first[...], second[...] = corrections(optimiser, int(made))

    return [
        (count, ()),
        (np.multiply, (m, beta, m)),
        (np.multiply, (gradient, rest, share)),
        (np.add, (m, share, m)),
        (np.multiply, (s, beta2, s)),
        (np.multiply, (gradient, gradient, gradient)),
        (np.multiply, (gradient, rest2, gradient)),
        (np.add, (s, gradient, s)),
        *_forget(memory, held),
        (np.divide, (s, second, gradient)),
        (np.sqrt, (gradient, gradient)),
        (np.add, (gradient, epsilon, gradient)),
        (np.divide, (m, first, share)),
        (np.divide, (share, gradient, gradient)),
        (np.multiply, (gradient, rate, gradient)),
        (subtract, (parameters, gradient, parameters)),
    ]


def _forget(memory: Sequence[Array], held: NDArray[np.bool_] | None) -> list[Call]:
    """What is frozen has no memory: when it is let go again, it starts from rest."""
    return [] if held is None else [(partial(np.copyto, where=held), (one, 0.0)) for one in memory]
