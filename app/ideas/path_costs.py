"""What all derivatives cost, path by path and backward: a row a network."""

from dataclasses import dataclass

from engine.path_costs import multiplications_backward, multiplications_path_by_path, paths_behind

DIGITS = (256, 16, 16, 10)
"""The network for digits that the notes begin with."""

DEEPER = (256, 16, 16, 16, 16, 10)


@dataclass(frozen=True, slots=True)
class Cost:
    """One network.

    Attributes:
        id: of its numbers on the page.
        name: its layers.
        paths: from a weight of its first layer.
        by_paths: multiplications, path by path.
        backward: multiplications of one backward pass.
        times: how many times as many that is.
    """

    id: str
    name: str
    paths: str
    by_paths: str
    backward: str
    times: str


def ratio(sizes: tuple[int, ...]) -> float:
    """How many times the multiplications of one backward pass it takes path by path."""
    return multiplications_path_by_path(sizes) / multiplications_backward(sizes)


def costs(sizes: tuple[int, ...]) -> tuple[Cost, ...]:
    """This network, the one for digits, and one with two more layers."""
    named = {"this": sizes, "digits": DIGITS, "deeper": DEEPER}
    return tuple(_cost(name, one) for name, one in named.items())


def _cost(name: str, sizes: tuple[int, ...]) -> Cost:
    times = ratio(sizes)
    return Cost(
        name, "-".join(map(str, sizes)), f"{paths_behind(sizes, 1):,}",
        f"{multiplications_path_by_path(sizes):,}", f"{multiplications_backward(sizes):,}",
        f"{times:.1f}" if times < 10 else f"{times:,.0f}",
    )  # fmt: skip
