"""The same functions in decimal arithmetic with 900 digits, straight from their definitions: an independent truth."""

from collections.abc import Callable, Sequence
from decimal import Decimal, getcontext
from functools import cache

ZERO, ONE, TWO = Decimal(0), Decimal(1), Decimal(2)


def use_900_digits() -> None:
    """e^-800 beside 1 takes 350 digits; erfc(27) as 1 - erf takes 320, and its series as many again."""
    getcontext().prec = 900


@cache
def exp(x: Decimal) -> Decimal:
    return x.exp()


@cache
def ln(x: Decimal) -> Decimal:
    return x.ln()


@cache
def pi() -> Decimal:
    """16 atan(1/5) - 4 atan(1/239) (Machin, 1706)."""

    def atan_of_inverse(n: int) -> Decimal:
        power, total, k = ONE / n, ZERO, 0
        while abs(power) > Decimal(10) ** -900:
            total += power / (2 * k + 1)
            power, k = -power / (n * n), k + 1
        return total

    return 16 * atan_of_inverse(5) - 4 * atan_of_inverse(239)


@cache
def erf(x: Decimal) -> Decimal:
    """The series 2 / √π Σ (-1)^n x^(2n+1) / (n! (2n+1))."""
    power, total, n = x, ZERO, 0
    while n == 0 or abs(power) > Decimal(10) ** -800:
        total += power / (2 * n + 1)
        n += 1
        power = -power * x * x / n
    return total * 2 / pi().sqrt()


def sigmoid(z: Decimal) -> Decimal:
    return ONE / (ONE + exp(-z))


def tanh(z: Decimal) -> Decimal:
    return (exp(z) - exp(-z)) / (exp(z) + exp(-z))


def normal_distribution(z: Decimal) -> Decimal:
    if abs(z) > 45:  # beyond the smallest float64: 1 or 0
        return ONE if z > 0 else ZERO
    return (ONE + erf(z / TWO.sqrt())) / 2


def normal_density(z: Decimal) -> Decimal:
    return exp(-z * z / 2) / (2 * pi()).sqrt()


VALUES: dict[str, Callable[[Decimal], Decimal]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": lambda z: max(z, ZERO),
    "leaky_relu": lambda z: z if z > 0 else z * Decimal("0.01"),
    "softplus": lambda z: ln(ONE + exp(z)),
    "gelu": lambda z: z * normal_distribution(z),
    "linear": lambda z: z,
}
DERIVATIVES: dict[str, Callable[[Decimal], Decimal]] = {
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": lambda z: 1 - tanh(z) ** 2,
    "relu": lambda z: ONE if z > 0 else ZERO,
    "leaky_relu": lambda z: ONE if z > 0 else ZERO if z == 0 else Decimal("0.01"),
    "softplus": sigmoid,
    "gelu": lambda z: normal_distribution(z) + z * normal_density(z),
    "linear": lambda _: ONE,
}


def outputs(activation: str, z: Sequence[Decimal]) -> list[Decimal]:
    """The outputs of one example."""
    if activation == "softmax":
        powers = [exp(number) for number in z]
        return [power / sum(powers) for power in powers]
    return [VALUES[activation](number) for number in z]


def loss_terms(loss: str, y: Sequence[Decimal], target: Sequence[Decimal]) -> list[Decimal]:
    """Each output's term of C, with 0 ln 0 = 0."""

    def minus_ln(weight: Decimal, number: Decimal) -> Decimal:
        return -weight * ln(number) if weight else ZERO

    def term(y: Decimal, t: Decimal) -> Decimal:
        match loss:
            case "cross_entropy":
                return minus_ln(t, y)
            case "binary_cross_entropy":
                return minus_ln(t, y) + minus_ln(1 - t, 1 - y)
            case "half_squared_error":
                return (y - t) ** 2 / 2
            case "squared_error":
                return (y - t) ** 2
        return (y - t) ** 2 / len(target)

    return [term(*pair) for pair in zip(y, target, strict=True)]


def dC_dy(loss: str, y: Sequence[Decimal], target: Sequence[Decimal]) -> list[Decimal]:
    def slope(y: Decimal, t: Decimal) -> Decimal:
        match loss:
            case "cross_entropy":
                return -t / y
            case "binary_cross_entropy":
                return -t / y + (1 - t) / (1 - y)
            case "half_squared_error":
                return y - t
            case "squared_error":
                return 2 * (y - t)
        return 2 * (y - t) / len(target)

    return [slope(*pair) for pair in zip(y, target, strict=True)]


def output_dC_dz(activation: str, loss: str, z: Sequence[Decimal], target: Sequence[Decimal]) -> list[Decimal]:
    """By the chain rule alone, without any form worked out on paper."""
    y = outputs(activation, z)
    slopes = dC_dy(loss, y, target)
    if activation != "softmax":
        return [DERIVATIVES[activation](number) * slope for number, slope in zip(z, slopes, strict=True)]
    return [sum((slopes[k] * y[k] * ((k == i) - y[i]) for k in range(len(y))), ZERO) for i in range(len(y))]
