"""The data on the maps of the outputs: a shape for each class, full for training and hollow for testing."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from app.links import Go
from app.map_faces import Ground
from app.map_scales import FULL, MapScale
from app.numbers import text
from app.placement import Box
from app.symbols import Symbols
from engine.arrays import Array
from engine.history import classes, predicted

MAX_POINT_LINKS = 300
"""Points that are links of their own: more elements would make a swap slow."""
MAX_LINK_CHARACTERS = 60_000
"""All their addresses together: a long one is said once and completed by the script."""
SHADES = 8
SHAPES = ("circle", "cross", "triangle", "square")
"""Of the first four classes; further ones are circles with a number."""

Kinds = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Point:
    """A training example that can be pointed at.

    Attributes:
        id: ``point-n`` on the first map, none on the others.
        path: SVG path data.
        css: its classes.
        href: where it leads.
        label: what it is, in words.
    """

    id: str
    path: str
    css: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the training examples are, for a script that finds the nearest one to a click.

    Attributes:
        places: across and down of each, in thousandths of a map, in their order.
        before: how all their addresses begin.
        after: how all of them end.
        between: what stands between, of each.
    """

    places: str
    before: str
    after: str
    between: str


@dataclass(frozen=True, slots=True)
class Points:
    """The data on one map.

    Attributes:
        bulk: path data and classes of points that are drawn together.
        single: points that are links.
        digits: where a class beyond the fourth stands: left, baseline, its number, classes.
        ring: the middle and radius of the ring around the present example.
    """

    bulk: tuple[tuple[str, str], ...]
    single: tuple[Point, ...]
    digits: tuple[tuple[float, float, str, str], ...]
    ring: tuple[float, float, float] | None


@dataclass(frozen=True, eq=False)
class Examples:
    """All examples of a lesson at one moment.

    Attributes:
        over: where they lie.
        kinds: (N,), the class of each training example, 0 where there are none.
        test_kinds: (M,), of each test example.
        wrong: (N,), which are taken for another class.
        test_wrong: (M,).
        outputs: (N, n_out), what the network answers to them.
        left_out: the numbers of the training examples that no update learns from.
        present: the number of the one that is stepped through; 0: none.
        links: where each of them leads; empty where they are too many to be links.
        spots: what a script needs instead; None where they are links.
    """

    over: Ground
    kinds: Kinds
    test_kinds: Kinds
    wrong: NDArray[np.bool_]
    test_wrong: NDArray[np.bool_]
    outputs: Array
    left_out: frozenset[int]
    present: int
    links: tuple[str, ...]
    spots: Spots | None


def examples(
    over: Ground, outputs: Array, test_outputs: Array, show: Callable[[int], Go | None], present: int,
    left_out: Sequence[int],
) -> Examples:  # fmt: skip
    """The examples under what the network answers to them.

    Args:
        over: where they lie.
        outputs: (N, n_out), of the training examples.
        test_outputs: (M, n_out), of the test examples.
        show: where the training example of a number leads, counted from 1.
        present: the number of the one that is stepped through; 0: none.
        left_out: the numbers of those that are left out.
    """
    (kinds, wrong), (test_kinds, test_wrong) = (
        _judged(answers, targets, over.middle)
        for answers, targets in ((outputs, over.targets), (test_outputs, over.test_targets))
    )
    goes = [show(number) for number in range(1, len(outputs) + 1)]
    addresses = [go.href if go else "" for go in goes]
    few = len(addresses) <= MAX_POINT_LINKS and over.targets.shape[1] * sum(map(len, addresses)) <= MAX_LINK_CHARACTERS
    shown = all(addresses)
    return Examples(
        over, kinds, test_kinds, wrong, test_wrong, outputs, frozenset(left_out), present,
        tuple(addresses) if shown and few else (), _spots(over, addresses) if shown and not few else None,
    )  # fmt: skip


def _judged(outputs: Array, targets: Array, middle: float | None) -> tuple[Kinds, NDArray[np.bool_]]:
    """The class of each example, and whether it is taken for another."""
    named = classes(targets) if middle is not None and len(targets) else None
    if named is None:
        return np.zeros(len(targets), dtype=np.intp), np.zeros(len(targets), dtype=bool)
    return named[0], predicted(outputs, named[1]) != named[0]


def _spots(over: Ground, addresses: Sequence[str]) -> Spots:
    before = _beginning(addresses)
    after = _beginning([address[len(before) :][::-1] for address in addresses])[::-1]
    between = " ".join(address[len(before) : len(address) - len(after)] for address in addresses)
    share = (over.inputs - over.low) / (np.array(over.high) - over.low)
    up = share[:, 1] if share.shape[1] > 1 else np.full(len(share), 0.5)
    thousandths = np.rint(1000 * np.column_stack((share[:, 0], 1.0 - up))).astype(int)
    return Spots(" ".join(map(str, thousandths.ravel().tolist())), before, after, between)


def _beginning(words: Sequence[str]) -> str:
    """What all words begin with: where the first and the last in their order agree, all others do."""
    first, last = min(words), max(words)
    agreed = next((place for place, letter in enumerate(first) if last[place : place + 1] != letter), len(first))
    return first[:agreed]


def points(them: Examples, symbols: Symbols, output: int, scale: MapScale, box: Box) -> Points:
    """The data on the map of one output.

    Args:
        them: the examples.
        symbols: of the network.
        output: its number, counted from 1.
        scale: of the output layer.
        box: the map.
    """
    over = them.over
    r = radius(len(over.inputs) + len(over.test_inputs), box.width)
    places = _places(over, over.inputs, over.targets, scale, output, box)
    test_places = _places(over, over.test_inputs, over.test_targets, scale, output, box)
    bulk: dict[str, list[str]] = defaultdict(list)
    single: list[Point] = []
    digits: list[tuple[float, float, str, str]] = []
    rows = [
        (place, kind, _css(part, scale, target, wrong, over), number)
        for part, spots, kinds, targets, wrongs in (
            ("test", test_places, them.test_kinds, over.test_targets, them.test_wrong),
            ("train", places, them.kinds, over.targets, them.wrong),
        )
        for number, (place, kind, target, wrong) in enumerate(
            zip(spots.tolist(), kinds.tolist(), targets[:, output - 1].tolist(), wrongs.tolist(), strict=True), start=1
        )
    ]
    for (x, y), kind, css, number in rows:
        learnt = "train" in css
        if learnt and number in them.left_out:
            css += " out"
        path = f"M{x:.1f} {y:.1f}{shape(kind, r)}" if kind < len(SHAPES) else f"M{x:.1f} {y:.1f}{shape(0, r * 1.2)}"
        if kind >= len(SHAPES):
            digits.append((x, y + r * 0.75, str(kind + 1), css))
        if learnt and them.links:
            name = f"point-{number}" if output == 1 else ""
            single.append(Point(name, path, css, them.links[number - 1], _label(them, symbols, number)))
        else:
            bulk[css].append(path)
    ring = (*places[them.present - 1].tolist(), r + 4.5) if 0 < them.present <= len(places) else None
    return Points(
        tuple(("".join(paths), css) for css, paths in sorted(bulk.items())), tuple(single), tuple(digits), ring
    )


def strip(them: Examples, symbols: Symbols, output: int, scale: MapScale, box: Box) -> Points:
    """What an output answers to every example, up, against its class or target, across: where there is no plane.

    Args:
        them: the examples.
        symbols: of the network.
        output: its number, counted from 1.
        scale: of the output layer.
        box: the frame.
    """
    over = them.over
    r = radius(len(over.inputs), box.width) * 0.8
    columns = int(them.kinds.max(initial=0)) + 1
    bulk: dict[str, list[str]] = defaultdict(list)
    single: list[Point] = []
    for index, (answer, target) in enumerate(
        zip(them.outputs[:, output - 1], over.targets[:, output - 1], strict=True)
    ):
        number, kind = index + 1, int(them.kinds[index])
        within = (number * 0.618034) % 1.0  # evenly spread within the class's column, whatever the count
        share = (kind + 0.12 + 0.76 * within) / columns if over.middle is not None else _up(scale, target)
        path = f"M{box.x + share * box.width:.1f} {box.bottom - _up(scale, answer) * box.height:.1f}"
        path += shape(kind % len(SHAPES), r)
        css = _css("train", scale, target, bool(them.wrong[index]), over) + (" out" if number in them.left_out else "")
        if them.links:
            name = f"point-{number}" if output == 1 else ""
            single.append(Point(name, path, css, them.links[index], _label(them, symbols, number)))
        else:
            bulk[css].append(path)
    return Points(_joined(bulk), tuple(single), (), None)


def _joined(bulk: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple(("".join(paths), css) for css, paths in sorted(bulk.items()))


def _up(scale: MapScale, value: float) -> float:
    """How high a value stands in a frame, 0 at the bottom, 1 at the top, both a little inside."""
    level: int = scale.levels(value).item()
    return 0.5 + 0.48 * level / FULL


def _places(over: Ground, x: Array, targets: Array, scale: MapScale, output: int, box: Box) -> Array:
    """(N, 2), where examples stand on a map; on a curve their height is the target."""
    share = (x - over.low) / (np.array(over.high) - over.low)
    up = share[:, 1] if share.shape[1] > 1 else (scale.levels(targets[:, output - 1]) / FULL + 1.0) / 2
    return np.column_stack((box.x + share[:, 0] * box.width, box.bottom - up * box.height))


def _css(part: str, scale: MapScale, target: float, wrong: bool, over: Ground) -> str:
    """The classes of a point: its part, the shade that the map should have there, whether it is taken wrongly."""
    level = int(scale.levels(target))
    shade = f"{'minus' if level < 0 else 'plus'} s{ceil(abs(level) / FULL * SHADES)}"
    return f"pt {part} {shade}{' number' if over.middle is None else ''}{' wrong' if wrong else ''}"


def _label(them: Examples, symbols: Symbols, number: int) -> str:
    """A training example in words."""
    row, target, answer = (values[number - 1] for values in (them.over.inputs, them.over.targets, them.outputs))
    inputs = ", ".join(f"{symbols.neuron(0, place)} {text(value)}" for place, value in enumerate(row.tolist(), start=1))
    said = ", ".join(
        f"target {text(wanted)}, output {symbols.output(place)} {text(given)}"
        for place, (wanted, given) in enumerate(zip(target.tolist(), answer.tolist(), strict=True), start=1)
    )
    verdict = "; taken for another class" if them.wrong[number - 1] else ""
    left = "; left out" if number in them.left_out else ""
    return f"example {number}: {inputs}; {said}{verdict}{left}; step through it"


def shape(kind: int, r: float) -> str:
    """A class's shape about the place where the pen stands, as path data: circle, cross, triangle, square, or ""."""
    if kind == 0:
        return f"m{-r:.2f} 0a{r:.2f} {r:.2f} 0 1 0 {2 * r:.2f} 0a{r:.2f} {r:.2f} 0 1 0 {-2 * r:.2f} 0z"
    if kind == 1:
        n, d = 0.6 * r, 0.55 * r  # the depth of the four notches, and how far the arms reach beyond them
        steps = ((d, -d), (n, n), (-d, d), (d, d), (-n, n), (-d, -d), (-d, d), (-n, -n), (d, -d), (-d, -d), (n, -n))
        return f"m0 {-n:.1f}l" + " ".join(f"{x:.2f} {y:.2f}" for x, y in steps) + "z"
    if kind == 2:
        w, h = 1.15 * r, 1.2 * r
        return f"m0 {-h:.1f}l{w:.1f} {1.7 * h:.1f}h{-2 * w:.1f}z"
    if kind == 3:
        s = 0.92 * r
        return f"m{-s:.1f} {-s:.1f}h{2 * s:.1f}v{2 * s:.1f}h{-2 * s:.1f}z"
    return ""


def radius(count: int, side: float) -> float:
    """How large points are: smaller on a small map and where there are many."""
    full = 6.0 if count <= 24 else 4.6 if count <= 150 else 3.6
    return max(1.8, full * min(1.0, sqrt(side / 270.0)))
