"""Where a lesson's examples come from when an address names them, and the rows that they give a network."""

from dataclasses import dataclass
from functools import lru_cache

from app.address import grammar
from app.address.grammar import Unreadable
from app.language import _
from app.limits import MAX_NOISE, MAX_SEED, MAX_TABLE_ROWS
from app.numbers import plain
from app.own_data import OWN, Choice, own_data, read_choice, write_choice
from engine.arrays import Array
from engine.datasets import DATASETS, MAX_TEST_SHARE, Dataset, DatasetError, dataset, split, targets
from engine.recipe import Rows
from engine.words import words


@dataclass(frozen=True, slots=True)
class Prepared:
    """A prepared set: its name, the count of its points, their noise and their seed."""

    name: str
    count: int
    noise: float
    seed: int


Data = Prepared | Choice
"""A prepared set, or a choice of columns of one's own table."""


@dataclass(frozen=True, slots=True)
class Split:
    """Which examples are kept out of training: so large a share, drawn from a seed."""

    share: float = 0.0
    seed: int = 0


NOTHING_KEPT = Split()
"""All examples are for training."""


@dataclass(frozen=True, slots=True)
class ExampleRows:
    """What a network trains on and what it is tested on, one row an example."""

    inputs: Rows
    targets: Rows
    test_inputs: Rows
    test_targets: Rows


@dataclass(frozen=True, slots=True)
class Names:
    """What the data calls its inputs and its classes; () where it calls them nothing.

    Attributes:
        inputs: a column of an own table each.
        classes: in their order.
        standardised: whether each input column has been shifted and scaled to mean 0 and standard deviation 1.
    """

    inputs: tuple[str, ...]
    classes: tuple[str, ...]
    standardised: bool = False


def examples_of(data: Data) -> Dataset:
    """All examples, in their order, whatever network they are for.

    Raises:
        BadInput, Unavailable: own data that is not to be had, as ``own_data`` says.
        DatasetError: so few points.
    """
    if isinstance(data, Prepared):
        return _prepared(data)
    return own_data(data).dataset


@lru_cache(maxsize=128)
def _prepared(data: Prepared) -> Dataset:
    return dataset(data.name, data.count, data.noise, data.seed)


def names_of(data: Data | None) -> Names:
    """The names of inputs and classes."""
    if isinstance(data, Choice):
        own = own_data(data)
        return Names(own.inputs, own.classes, data.scale != "raw")
    if data is not None and DATASETS[data.name].classes:
        return Names((), tuple("ABCDEFGHIJ"[: DATASETS[data.name].classes]))
    return Names((), ())


def rows_of(data: Data, part: Split, n_in: int, n_out: int, activation: str) -> ExampleRows:
    """The rows for a network.

    Args:
        data: where they come from.
        part: what is kept out of training.
        n_in: the network's inputs.
        n_out: its outputs.
        activation: the name of the output layer's.

    Raises:
        Unreadable: this network cannot learn these examples; it says why.
        BadInput, Unavailable: as ``examples_of``.
    """
    try:
        every = examples_of(data)
        if every.x.shape[1] != n_in:
            places = {"inputs": every.x.shape[1], "n": n_in}
            raise Unreadable(_("this data has {inputs} inputs, but the network has {n}", **places))
        return _rows(data, part, n_out, activation)
    except DatasetError as error:
        raise Unreadable(_(words(error))) from error


@lru_cache(maxsize=128)
def _rows(data: Data, part: Split, n_out: int, activation: str) -> ExampleRows:
    every = examples_of(data)
    learnt, kept = split(len(every.x), part.share, part.seed)
    said = targets(every, n_out, activation)
    return ExampleRows(_tuples(every.x[learnt]), _tuples(said[learnt]), _tuples(every.x[kept]), _tuples(said[kept]))


def _tuples(matrix: Array) -> Rows:
    return tuple(map(tuple, matrix.tolist()))


def read_data(text: str) -> Data | None:
    """``moons:200:0.1:7``, ``own:…`` or nothing; of a prepared set noise and seed may be left out.

    Raises:
        Unreadable: it says no data.
    """
    if not text:
        return None
    name, _colon, rest = text.partition(":")
    if name == OWN:
        return read_choice(rest)
    grammar.choice(name, (*DATASETS, OWN))
    parts = rest.split(":") if rest else []
    if len(parts) > 3:
        raise Unreadable(_("a prepared set is its name, count, noise and seed"))
    kind = DATASETS[name]
    count = grammar.whole(parts[0], max(1, kind.classes), MAX_TABLE_ROWS) if parts else DEFAULT_COUNT
    noise = grammar.number(parts[1]) if len(parts) > 1 else DEFAULT_NOISE
    if not 0.0 <= noise <= MAX_NOISE:
        raise Unreadable(_("noise is from 0 to {most}", most=plain(MAX_NOISE)))
    seed = grammar.whole(parts[2], 0, MAX_SEED) if len(parts) > 2 else 1
    return Prepared(name, 4 if kind.fixed else count, noise, seed)


def write_data(data: Data | None) -> str:
    """The one text of a data set."""
    if data is None:
        return ""
    if isinstance(data, Choice):
        return f"{OWN}:{write_choice(data)}"
    return f"{data.name}:{data.count}:{plain(data.noise)}:{data.seed}"


def read_split(text: str) -> Split:
    """``0.3`` or ``0.3:5``.

    Raises:
        Unreadable: it is no share.
    """
    share, colon, seed = text.partition(":")
    read = grammar.number(share)
    if not 0.0 <= read <= MAX_TEST_SHARE:
        raise Unreadable(_("the share is from 0 to {most}", most=plain(MAX_TEST_SHARE)))
    drawn = grammar.whole(seed, 0, MAX_SEED) if colon else 0
    return Split(read, drawn) if read else NOTHING_KEPT


def write_split(part: Split) -> str:
    """The one text of a split."""
    return plain(part.share) + (f":{part.seed}" if part.seed else "")


DEFAULT_COUNT = 200
DEFAULT_NOISE = 0.05
