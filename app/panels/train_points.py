"""The data on the maps of the outputs: a shape for each class, full for training and hollow for testing."""

from collections import defaultdict
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from app.language import _
from app.map_faces import Ground
from app.map_scales import FULL, MapScale
from app.numbers import text
from app.panels.train_examples import Examples
from app.panels.train_tiles import height
from app.placement import Box
from app.symbols import Symbols
from engine.arrays import Array

MAX_MOVED = 1_500
"""Points that move while it plays, where they do: each is an element of its own."""
SHADES = 8
FINE = 3.2
"""Radius below which outlines are thin, so that they leave something of the shade to see."""
SHAPES = ("circle", "cross", "triangle", "square")
"""Of the first four classes; further ones are circles with a number."""
OWN_ONLY = 100.0
"""Side of a map below which only the points of its own class are on it."""
GOLDEN = 0.618034


@dataclass(frozen=True, slots=True)
class Point:
    """A training example drawn by itself.

    Attributes:
        id: ``point-n`` on the first map, none on the others.
        path: SVG path data.
        css: its classes.
        href: where it leads; "" where nowhere, or where the script knows it.
        label: what it is, in words.
    """

    id: str
    path: str
    css: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Points:
    """The data on one map.

    Attributes:
        bulk: path data and classes of points that are drawn together.
        single: points drawn by themselves, all training examples in their order, or none.
        digits: where a class beyond the fourth stands: left, baseline, its number, classes.
        ring: the middle and radius of the ring around the present example.
        places: across and down of the examples that lead anywhere, in thousandths of the map; "" where they are links.
    """

    bulk: tuple[tuple[str, str], ...]
    single: tuple[Point, ...]
    digits: tuple[tuple[float, float, str, str], ...]
    ring: tuple[float, float, float] | None
    places: str


def points(them: Examples, symbols: Symbols, output: int, scale: MapScale, box: Box) -> Points:
    """The data on the picture of one output.

    Over a plane a point stands at its inputs, along a line at its input and as high as its target; on the small maps of
    many classes only where it belongs to the class of the output, or they would be covered. With more inputs it
    stands as high as what the output answers, across by its class or target, and moves while it plays.

    Args:
        them: the examples.
        symbols: of the network.
        output: its number, counted from 1.
        scale: of the output layer.
        box: its square.
    """
    over = them.over
    moving = over.kind == "bar"
    places = _answers(them, output, scale, box) if moving else _places(over, output, scale, box)
    r = radius(len(over.inputs) + len(over.test_inputs), box.width) * (0.8 if moving else 1.0)
    bulk: dict[str, list[str]] = defaultdict(list)
    single: list[Point] = []
    digits: list[tuple[float, float, str, str]] = []
    small = box.width < OWN_ONLY and over.kind == "map" and over.middle is not None
    sized = " fine" if r < FINE else ""
    alone = len(places) * over.targets.shape[1] <= MAX_MOVED if moving else them.ways is None

    def draw(place: list[float], kind: int, css: str) -> str:
        x, y = place
        if small and kind >= len(SHAPES):
            kind = 0
        if kind >= len(SHAPES):
            digits.append((x, y + r * 0.75, str(kind + 1), css))
        return f"M{x:.1f} {y:.1f}{shape(kind, r) or shape(0, r * 1.2)}"

    if not moving:
        tested = _places(over, output, scale, box, test=True).tolist()
        aims = over.test_targets[:, output - 1].tolist()
        rest = zip(tested, over.test_kinds.tolist(), aims, them.test_wrong.tolist(), strict=True)
        for place, kind, target, wrong in rest:
            if not small or kind == output - 1:
                css = _css("test", scale, kind, target, wrong, over) + sized
                bulk[css].append(draw(place, kind, css))
    aims = over.targets[:, output - 1].tolist()
    learnt = zip(places.tolist(), over.kinds.tolist(), aims, them.wrong.tolist(), them.links, strict=True)
    for number, (place, kind, target, wrong, link) in enumerate(learnt, start=1):
        css = _css("train", scale, kind, target, wrong, over) + sized + (" out" if number in them.left_out else "")
        if small and kind != output - 1:
            if not alone:
                continue
            css += " other"  # it is there, for the script counts them, and not seen
        path = draw(place, kind, css)
        if alone:
            name = f"point-{number}" if output == 1 else ""
            single.append(Point(name, path, css, "" if them.ways else link, _label(them, symbols, number)))
        else:
            bulk[css].append(path)
    ring = (*places[them.present - 1].tolist(), r + 4.5) if 0 < them.present <= len(places) else None
    return Points(
        tuple(("".join(paths), css) for css, paths in sorted(bulk.items())), tuple(single), tuple(digits), ring,
        _thousandths(them, places, box) if them.ways else "",
    )  # fmt: skip


def _places(over: Ground, output: int, scale: MapScale, box: Box, test: bool = False) -> Array:
    """(N, 2), where examples stand on a map; along a line their height is the target."""
    x, targets = (over.test_inputs, over.test_targets) if test else (over.inputs, over.targets)
    share = (x - over.low) / (np.array(over.high) - over.low)
    if share.shape[1] > 1:
        down = box.bottom - share[:, 1] * box.height
    else:
        levels = scale.levels(targets[:, output - 1]).tolist()
        down = np.array([height(level, box) for level in levels], dtype=np.float64)
    return np.column_stack((box.x + share[:, 0] * box.width, down))


def _answers(them: Examples, output: int, scale: MapScale, box: Box) -> Array:
    """(N, 2), examples as high as what an output answers, across in the column of their class or by their target."""
    over = them.over
    numbers = np.arange(1, len(over.kinds) + 1)
    if over.middle is None:
        across = 0.5 + 0.47 * scale.levels(over.targets[:, output - 1]) / FULL
    else:
        # Evenly spread within the column, whatever the count.
        across = (over.kinds + 0.12 + 0.76 * (numbers * GOLDEN % 1.0)) / (int(over.kinds.max()) + 1)
    levels = scale.levels(them.outputs[:, output - 1]).tolist()
    return np.column_stack((box.x + across * box.width, [height(level, box) for level in levels]))


def _thousandths(them: Examples, places: Array, box: Box) -> str:
    shares = (places - (box.x, box.y)) / (box.width, box.height)
    kept = shares[[bool(link) for link in them.links]]
    return " ".join(map(str, np.rint(1000.0 * kept).astype(int).ravel().tolist()))


def _css(part: str, scale: MapScale, kind: int, target: float, wrong: bool, over: Ground) -> str:
    """The classes of a point: its part, the colour of its class or the shade of its target, whether it is wrong."""
    if over.middle is None:
        level = int(scale.levels(target))
        return f"pt {part} {'minus' if level < 0 else 'plus'} s{ceil(abs(level) / FULL * SHADES)} number"
    return f"pt {part} {colour(kind, over.targets.shape[1])}{' wrong' if wrong else ''}"


def colour(kind: int, outputs: int) -> str:
    """The CSS classes of a class's colour, the same on the map of every output.

    With one output it is the map's own where it should be high or low, however far the outputs run beyond the targets.
    With several, an example is high on one map and low on the others, so that no colour of theirs would fit all.
    """
    if outputs > 1:
        return f"of-{kind % len(SHAPES) + 1}"
    return f"{'plus' if kind else 'minus'} s{SHADES}"


def _label(them: Examples, symbols: Symbols, number: int) -> str:
    """A training example in words."""
    row, target, answer = (values[number - 1] for values in (them.over.inputs, them.over.targets, them.outputs))
    comma = _(", ")
    inputs = comma.join(
        f"{symbols.neuron(0, place)} {text(value)}" for place, value in enumerate(row.tolist(), start=1)
    )
    answers = comma.join(
        _("target {target}, output {name} {value}", target=text(wanted), name=symbols.output(place), value=text(given))
        for place, (wanted, given) in enumerate(zip(target.tolist(), answer.tolist(), strict=True), start=1)
    )
    said = [_("example {n}: {inputs}", n=number, inputs=inputs), answers]
    if them.wrong[number - 1]:
        said.append(_("taken for another class"))
    if number in them.left_out:
        said.append(_("left out"))
    elif them.links[number - 1]:
        said.append(_("step through it"))
    return _("; ").join(said)


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
    """How large points are: smaller on a small map and where there are many, so that they cover half of it at most."""
    full = 6.0 if count <= 24 else 4.6 if count <= 150 else 3.6
    return max(1.2, min(full * min(1.0, sqrt(side / 270.0)), 0.3 * side / sqrt(count)))
