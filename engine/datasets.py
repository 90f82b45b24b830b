"""Data to train on: prepared sets of points in the plane, drawn from a seed, their targets, and the part to test on.

A set is fixed by its name, the count of its points, the noise and the seed. Noise scales one drawing: the same seed
gives the same points, moved further; and a smaller set is the beginning of a larger one. Without noise the points lie
within -1 … 1 (clouds, which have a width of their own, about so).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from engine import dataset_shapes as shapes
from engine.arrays import Array, freeze, readonly
from engine.dataset_shapes import Counts
from engine.rng import Stream
from engine.words import N_

MAX_TEST_SHARE = 0.9
_CLOUD = 0.15


class DatasetError(ValueError):
    """There is no such set, or a network cannot learn it as it is."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Examples without regard to a network, read-only.

    Attributes:
        x: (N, n_in), the inputs.
        y: (N,), the class of every example, 0 to classes - 1; without classes (N, n_out), numbers.
        classes: how many; 0 where numbers are to be learnt (regression).

    Raises:
        ShapeError: when x is no matrix, or y has the wrong number of dimensions.
        DatasetError: when there is no example, x and y are not as many, or a class is not one of 0 … classes - 1.
    """

    x: Array
    y: Array
    classes: int

    def __post_init__(self) -> None:
        """Refuse what are no examples."""
        object.__setattr__(self, "x", readonly(self.x, "inputs", 2))
        name, ndim = ("classes", 1) if self.classes else ("numbers to learn", 2)
        object.__setattr__(self, "y", readonly(self.y, name, ndim))
        if len(self.x) != len(self.y) or len(self.x) == 0:
            raise DatasetError(N_("{inputs} inputs and {n} answers are no examples", inputs=len(self.x), n=len(self.y)))
        if self.classes and not np.isin(self.y, np.arange(self.classes)).all():
            raise DatasetError(N_("a class must be a whole number from 0 to {most}", most=self.classes - 1))

    def part(self, indices: ArrayLike) -> "Dataset":
        """The examples with these indices, in this order."""
        rows = np.asarray(indices, dtype=np.intp)
        return Dataset(self.x[rows], self.y[rows], self.classes)


@dataclass(frozen=True)
class Kind:
    """A prepared set, all of them of two inputs.

    Attributes:
        name: in addresses.
        label: in words.
        classes: how many; 0 for regression, with one number to learn.
        place: the points without noise, of evenly spread numbers and the points' numbers.
        width: the standard deviation of each coordinate without noise.
        answers: of the four points of a truth table: the class of each.
        height: of a regression: the number to learn at every point, which is what noise moves there.
    """

    name: str
    label: str
    classes: int
    place: Callable[[Array, Counts], Array]
    width: float = 0.0
    answers: tuple[float, ...] = ()
    height: Callable[[Array], Array] | None = None

    @property
    def fixed(self) -> bool:
        """Whether it is a truth table, which has exactly four points, whatever count is asked for."""
        return bool(self.answers)

    def draw(self, count: int, noise: float, seed: int) -> Dataset:
        """The set, see ``dataset``."""
        number = np.arange(len(self.answers) or count)
        u = Stream(seed, "data", self.name, "places").uniform(len(number), 2)
        shift = Stream(seed, "data", self.name, "noise").normal(len(number), 2)
        x = self.place(u, number)
        if self.height is not None:
            return Dataset(x, (self.height(x) + noise * shift[:, 0])[:, np.newaxis], 0)
        y = np.array(self.answers) if self.fixed else (number % self.classes).astype(np.float64)
        return Dataset(x + (self.width + noise) * shift, y, self.classes)


DATASETS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("xor", N_("Exclusive or: two classes in four squares"), 2, shapes.quadrants),
        Kind("circle", N_("Circle: a disc in a ring"), 2, shapes.disc_and_ring),
        Kind("gaussians", N_("Two clouds"), 2, shapes.pair, width=_CLOUD),
        Kind("moons", N_("Two moons"), 2, shapes.moons),
        Kind("spiral", N_("Spiral: two arms"), 2, shapes.arms),
        Kind("three", N_("Three clouds: three classes"), 3, shapes.triangle, width=_CLOUD),
        Kind("four", N_("Four clouds: four classes"), 4, shapes.corners, width=_CLOUD),
        Kind("plane", N_("Plane: a number that rises evenly"), 0, shapes.square, height=shapes.plane),
        Kind("sine", N_("Sine: a number with a hill and a valley"), 0, shapes.square, height=shapes.sine),
        Kind("and", N_("AND gate: four points"), 2, shapes.gate, answers=(0.0, 0.0, 0.0, 1.0)),
        Kind("or", N_("OR gate: four points"), 2, shapes.gate, answers=(0.0, 1.0, 1.0, 1.0)),
        Kind("xor-gate", N_("XOR gate: four points"), 2, shapes.gate, answers=(0.0, 1.0, 1.0, 0.0)),
    )
}
"""Every prepared set by its name."""


def dataset(name: str, count: int, noise: float, seed: int) -> Dataset:
    """The prepared set of this name.

    Args:
        name: one of ``DATASETS``.
        count: of points, at least one of every class; a truth table has its four whatever the count is.
        noise: standard deviation, in the units of the plane, of the shift of each coordinate; in a regression of the
            shift of the number to learn.
        seed: of the places and of the shifts.

    Raises:
        DatasetError: when there is no such set, the count is too small, or the noise is below 0 or not finite.
    """
    kind = DATASETS.get(name)
    if kind is None:
        known = ", ".join(DATASETS)
        raise DatasetError(N_("there is no data set {name!r}; choose one of {names}", name=name, names=known))
    least = max(1, kind.classes)
    if count < least and not kind.fixed:
        places = {"name": name, "least": least, "n": count}
        if least == 1:
            raise DatasetError(N_("{name} needs at least {least} point, not {n}", **places))
        raise DatasetError(N_("{name} needs at least {least} points, not {n}", **places))
    if not 0.0 <= noise < np.inf:
        raise DatasetError(N_("noise must be a number of at least 0, not {noise}", noise=noise))
    return kind.draw(count, noise, seed)


def split(count: int, share: float, seed: int) -> tuple[Counts, Counts]:
    """The indices of the examples to train on and of those to test on, each rising.

    The larger share's test part contains the smaller one's. At least one example is left to train on.

    Args:
        count: of all examples, at least 1.
        share: of the test part, 0 to 0.9; the number of its examples is rounded, halves up.
        seed: of the choice.

    Raises:
        DatasetError: when there is no example, or the share is out of range.
    """
    if count < 1:
        raise DatasetError(N_("there must be at least one example, not {n}", n=count))
    if not 0.0 <= share <= MAX_TEST_SHARE:
        raise DatasetError(
            N_("the share to test on must be from 0 to {most}, not {share}", most=MAX_TEST_SHARE, share=share)
        )
    tested = min(count - 1, int(share * count + 0.5))
    order = np.argsort(Stream(seed, "split").uniform(count), kind="stable")
    return np.sort(order[tested:]), np.sort(order[:tested])


def targets(data: Dataset, n_out: int, activation: str) -> Array:
    """What the outputs are to be, (N, n_out), read-only.

    Two classes and one output: 0 and 1; as many outputs as classes: 1 at the class and 0 elsewhere; tanh, which reaches
    -1, has -1 instead of 0. Without classes: the numbers themselves.

    Args:
        data: the examples.
        n_out: the number of outputs.
        activation: the name of the output layer's.

    Raises:
        DatasetError: when so many outputs cannot say it.
    """
    if not data.classes:
        if data.y.shape[1] != n_out:
            places = {"outputs": data.y.shape[1], "n": n_out}
            raise DatasetError(N_("every number to learn needs an output of its own: {outputs}, not {n}", **places))
        return data.y
    if n_out == 1 and data.classes == 2:
        if activation == "softmax":
            raise DatasetError(N_("softmax with one output is always 1: take 2 outputs, or sigmoid"))
        said = data.y[:, np.newaxis].copy()
    elif n_out == data.classes:
        said = np.eye(n_out)[data.y.astype(np.intp)]
    else:
        if data.classes == 2:
            raise DatasetError(N_("2 classes need 1 or 2 outputs, not {n}", n=n_out))
        raise DatasetError(N_("{classes} classes need {classes} outputs, not {n}", classes=data.classes, n=n_out))
    if activation == "tanh":
        said = 2.0 * said - 1.0
    freeze(said)
    return said
