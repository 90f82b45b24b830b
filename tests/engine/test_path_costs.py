"""Counts of multiplications, against numbers that count them while they are multiplied."""

import itertools

import pytest

from engine.path_costs import multiplications_backward, multiplications_path_by_path, paths_behind

SIZES = [(2, 2, 2, 2), (3, 1, 4, 2, 3), (4, 3), (1, 1, 1), (5, 2, 3)]


class Counted:
    """A number that counts how often it and its products are multiplied."""

    count = 0

    def __init__(self, value: float) -> None:
        self.value = value

    def __mul__(self, other: "Counted") -> "Counted":
        Counted.count += 1
        return Counted(self.value * other.value)

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.value + other.value)


class Net:
    """Any numbers for a network's a, σ', w and ∂C/∂z of its last layer."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        numbers = (Counted(0.5 + 0.01 * n) for n in itertools.count())
        self.sizes, self.last = sizes, len(sizes) - 1
        self.a = [[next(numbers) for _ in range(size)] for size in sizes]
        self.gain = [[next(numbers) for _ in range(size)] for size in sizes]
        self.w = [
            [[next(numbers) for _ in range(n_in)] for _ in range(n_out)] for n_in, n_out in itertools.pairwise(sizes)
        ]
        self.end = [next(numbers) for _ in range(sizes[-1])]


def path_by_path(net: Net) -> list[float]:
    """Every derivative as the sum over its paths, each path multiplied out from its beginning."""

    def onward(begin: Counted | None, layer: int, neuron: int) -> list[Counted]:
        products = []
        for rest in itertools.product(*(range(size) for size in net.sizes[layer + 1 :])):
            way, product = [neuron, *rest], begin
            factors = []
            for step, (one, two) in enumerate(itertools.pairwise(way)):
                factors += [net.gain[layer + step][one], net.w[layer + step][two][one]]
            for factor in [*factors, net.end[way[-1]]]:
                product = factor if product is None else product * factor
            assert product is not None
            products.append(product)
        return products

    found = []
    for layer in range(1, net.last + 1):
        for to in range(net.sizes[layer]):
            begins = [*net.a[layer - 1], None]
            found += [sum(one.value for one in onward(begin, layer, to)) for begin in begins]
    return found


def backward(net: Net) -> list[float]:
    """Every derivative from one backward pass."""
    deltas = {net.last: net.end}
    for layer in range(net.last - 1, 0, -1):
        deltas[layer] = []
        for neuron in range(net.sizes[layer]):
            total = Counted(0.0)
            for to in range(net.sizes[layer + 1]):
                total = total + net.w[layer][to][neuron] * deltas[layer + 1][to]
            deltas[layer].append(net.gain[layer][neuron] * total)
    found = []
    for layer in range(1, net.last + 1):
        for delta in deltas[layer]:
            found += [(a * delta).value for a in net.a[layer - 1]] + [delta.value]
    return found


@pytest.mark.parametrize("sizes", SIZES)
def test_both_give_the_same_and_the_counts_are_those_of_the_multiplications(sizes: tuple[int, ...]) -> None:
    net = Net(sizes)
    Counted.count = 0
    one = path_by_path(net)
    assert Counted.count == multiplications_path_by_path(sizes)
    Counted.count = 0
    other = backward(net)
    assert Counted.count == multiplications_backward(sizes)
    assert one == pytest.approx(other, rel=1e-12)


def test_paths_multiply() -> None:
    assert [paths_behind((256, 16, 16, 10), layer) for layer in (1, 2, 3)] == [160, 10, 1]


def test_the_network_of_the_notes_for_digits_by_hand() -> None:
    sizes = (256, 16, 16, 10)
    weights = 4096 * 160 * 5 + 256 * 10 * 3 + 160
    biases = 16 * 160 * 4 + 16 * 10 * 2
    assert multiplications_path_by_path(sizes) == weights + biases == 3_295_200
    assert multiplications_backward(sizes) == 4096 + 256 + 160 + (256 + 16) + (160 + 16) == 4960
