"""Functions of one number and of two, each with its derivatives: what the chain rule is tried on.

Every value and derivative is a float for any float of ordinary size; where a derivative does not exist it is 0.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from engine.activations import Activation


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one number.

    Attributes:
        value: f(t).
        derivative: f'(t).
    """

    value: Callable[[float], float]
    derivative: Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Function2:
    """A function f(x, y) of two numbers.

    Attributes:
        value: f(x, y).
        dx: ∂f/∂x, y held still.
        dy: ∂f/∂y, x held still.
    """

    value: Callable[[float, float], float]
    dx: Callable[[float, float], float]
    dy: Callable[[float, float], float]


@dataclass(frozen=True, slots=True)
class Chain:
    """y = g(x), z = h(y), and the same at x + Δx.

    Attributes:
        x, y, z: the values.
        delta_x, delta_y, delta_z: by how much each of them differs at x + Δx: measured, no derivative is used.
        dy_dx: g'(x).
        dz_dy: h'(y).
    """

    x: float
    y: float
    z: float
    delta_x: float
    delta_y: float
    delta_z: float
    dy_dx: float
    dz_dy: float

    @property
    def dz_dx(self) -> float:
        """dz/dy · dy/dx."""
        return self.dz_dy * self.dy_dx

    @property
    def ratio(self) -> float:
        """Δz/Δx."""
        return self.delta_z / self.delta_x


@dataclass(frozen=True, slots=True)
class Fork:
    """x = g(s), y = h(s), z = f(x, y), and the same at s + Δs, through either path alone and through both.

    Attributes:
        s, x, y, z: the values.
        delta_s, delta_x, delta_y: by how much they differ at s + Δs.
        delta_z: by how much z differs when both x and y move.
        through_x: by how much z differs when x moves and y is held still.
        through_y: by how much z differs when y moves and x is held still.
        dx_ds, dy_ds: g'(s) and h'(s).
        dz_dx, dz_dy: ∂z/∂x and ∂z/∂y at (x, y).
    """

    s: float
    x: float
    y: float
    z: float
    delta_s: float
    delta_x: float
    delta_y: float
    delta_z: float
    through_x: float
    through_y: float
    dx_ds: float
    dy_ds: float
    dz_dx: float
    dz_dy: float

    @property
    def path_x(self) -> float:
        """∂z/∂x · dx/ds."""
        return self.dz_dx * self.dx_ds

    @property
    def path_y(self) -> float:
        """∂z/∂y · dy/ds."""
        return self.dz_dy * self.dy_ds

    @property
    def dz_ds(self) -> float:
        """The sum of the two paths."""
        return self.path_x + self.path_y

    @property
    def ratio(self) -> float:
        """Δz/Δs."""
        return self.delta_z / self.delta_s


def chain(g: Function, h: Function, x: float, delta_x: float) -> Chain:
    """The values, the changes and the derivatives of z = h(g(x)); delta_x is not 0."""
    y, moved = g.value(x), g.value(x + delta_x)
    z = h.value(y)
    return Chain(x, y, z, delta_x, moved - y, h.value(moved) - z, g.derivative(x), h.derivative(y))


def fork(g: Function, h: Function, f: Function2, s: float, delta_s: float) -> Fork:
    """The values, the changes and the derivatives of z = f(g(s), h(s)); delta_s is not 0."""
    x, y = g.value(s), h.value(s)
    x_moved, y_moved = g.value(s + delta_s), h.value(s + delta_s)
    z = f.value(x, y)
    return Fork(
        s, x, y, z, delta_s, x_moved - x, y_moved - y,
        f.value(x_moved, y_moved) - z, f.value(x_moved, y) - z, f.value(x, y_moved) - z,
        g.derivative(s), h.derivative(s), f.dx(x, y), f.dy(x, y),
    )  # fmt: skip


def _of(name: str) -> Function:
    """An activation function of the networks, of one number."""
    activation = Activation(name)
    return Function(lambda t: float(activation.value(t)), lambda t: float(activation.derivative(t)))


FUNCTIONS: dict[str, Function] = {
    "same": Function(lambda t: t, lambda _: 1.0),
    "line": Function(lambda t: 2.0 * t + 1.0, lambda _: 2.0),
    "fall": Function(lambda t: 1.0 - t, lambda _: -1.0),
    "square": Function(lambda t: t * t, lambda t: 2.0 * t),
    "sin": Function(math.sin, math.cos),
    "cos": Function(math.cos, lambda t: -math.sin(t)),
    "exp": Function(math.exp, math.exp),
    "sigmoid": _of("sigmoid"),
    "tanh": _of("tanh"),
    "softplus": _of("softplus"),
    "relu": _of("relu"),
}
"""t, 2t+1, 1-t, t², sin t, cos t, eᵗ, σ(t), tanh t, ln(1+eᵗ), max(t, 0)."""

FUNCTIONS2: dict[str, Function2] = {
    "product": Function2(lambda x, y: x * y, lambda _, y: y, lambda x, _: x),
    "sum": Function2(lambda x, y: x + y, lambda _x, _y: 1.0, lambda _x, _y: 1.0),
    "squares": Function2(lambda x, y: x * x + y * y, lambda x, _: 2.0 * x, lambda _, y: 2.0 * y),
    "error": Function2(lambda x, y: 0.5 * (x - y) ** 2, lambda x, y: x - y, lambda x, y: y - x),
    "wave": Function2(lambda x, y: x * math.sin(y), lambda _, y: math.sin(y), lambda x, y: x * math.cos(y)),
}
"""x·y, x+y, x²+y², ½(x-y)², x·sin y."""
