"""The neuron in focus, large: its map or curve with the data on it."""

from dataclasses import dataclass, replace

from app.map_faces import Faces
from app.map_pictures import Sheet
from app.panels.train_examples import Examples
from app.panels.train_moment import TrainMoment
from app.panels.train_points import Points, points
from app.panels.train_tiles import curve
from app.placement import Box

BOX = Box(8.0, 8.0, 264.0, 264.0)


@dataclass(frozen=True, slots=True)
class Large:
    """What a neuron answers, large.

    Attributes:
        box: its square.
        sprite: left, top and side of its map in the picture of all maps, or None.
        line: its curve as path data, or "".
        points: the data on its map; None on a curve.
    """

    box: Box
    sprite: tuple[int, int, int] | None
    line: str
    points: Points | None


def place_of(focus: str) -> tuple[int, int] | None:
    """Layer and number of a neuron or an input in focus, inputs being layer 0; None where it is something else."""
    kind, *numbers = focus.split("-")
    return (int(numbers[0]), int(numbers[1])) if kind in ("z", "x") else None


def large(moment: TrainMoment, seen: Faces, maps: Sheet | None, them: Examples) -> Large | None:
    """The neuron in focus; None where none is, or there is no plane or line to see it over.

    Args:
        moment: what is drawn.
        seen: what is seen of all neurons.
        maps: where their maps lie in the picture of all maps, if there are any.
        them: the examples.
    """
    place = place_of(moment.focus)
    if place is None or seen.kind == "bar":
        return None
    layer, neuron = place
    if maps is None:
        return Large(BOX, None, curve(seen.levels[layer][neuron - 1], BOX), None)
    output = neuron if layer == len(moment.layers) else 1
    drawn = points(them, moment.symbols, output, seen.scales[-1], BOX)
    # The points of the outputs' maps are the links: each has its id there, and is one element more for a swap here.
    single = tuple(replace(point, id="", href="") for point in drawn.single)
    return Large(BOX, maps.places[place], "", replace(drawn, single=single, places=""))
