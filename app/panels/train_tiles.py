"""Every neuron as a tile, with the scale of its layer."""

from dataclasses import dataclass

import numpy as np

from app.language import _
from app.map_faces import Faces
from app.map_pictures import Sheet
from app.map_scales import FULL, Levels
from app.numbers import text
from app.panels.train_moment import PictureLinks, TrainMoment
from app.placement import Box
from app.text_width import clipped, digits_wide
from app.train_layout import TrainLayout
from engine.arrays import Array

ONE_SIDED = ("relu", "softplus")
INSET = 3.0
"""How far a curve stays away from the edges of its tile."""
CLEAR = 2.6
"""Side of a tile, in sizes of its text, from which its name leaves a line or bar to see."""
WIDEST = 0.66
"""Width of a letter of a name, bold, in sizes of its text."""
SCALED, APART = 0.56, 0.35
"""Width of a digit under a scale's bar, in sizes of the picture's text, and the room beside a number, in digits."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A neuron.

    Attributes:
        id: of the element: ``neuron-1-2``, ``input-1``.
        css: its classes.
        href: the page with it in focus.
        label: what it is and answers, in words.
        symbol: what it sends on: ``a₃``.
        name: as printed, shortened to its room; "" where there is none.
        box: its square.
        sprite: left, top and side of its map in the picture of all maps, or None.
        line: its curve, or its bar from the least to the greatest activation, as path data.
        mean: the height of the mean on the bar, or None.
        flagged: whether the doctor names it.
    """

    id: str
    css: str
    href: str
    label: str
    symbol: str
    name: str
    box: Box
    sprite: tuple[int, int, int] | None
    line: str
    mean: float | None
    flagged: bool


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """The legend under a layer: where it stands, what its colours mean.

    Attributes:
        layer: its number, the inputs being 0.
        heading: the layer in words.
        function: the name of its activation.
        x: the middle of the column.
        y: the upper edge of the bar.
        width: of the bar.
        one_sided: whether the layer has nothing below the middle.
        low: the value at the left end, as printed.
        middle: the value that is white.
        high: the value at the right end.
    """

    layer: int
    heading: str
    function: str
    x: float
    y: float
    width: float
    one_sided: bool
    low: str
    middle: str
    high: str

    def ends_fit(self, size: float) -> bool:
        """Whether the numbers of its two ends stand under them side by side, written in this size."""
        return self._wide(size, self.middle if self.one_sided else self.low, self.high) <= self.width

    def all_fit(self, size: float) -> bool:
        """Whether the number of its middle stands between them, too."""
        sides = 2 * max(self._wide(size, self.low), self._wide(size, self.high))
        return sides + self._wide(size, self.middle) <= self.width

    @staticmethod
    def _wide(size: float, *texts: str) -> float:
        return sum((digits_wide(one) + APART) * SCALED * size for one in texts)


def tile(
    moment: TrainMoment, links: PictureLinks, plan: TrainLayout, seen: Faces, maps: Sheet | None,
    place: tuple[int, int], answers: Array,
) -> Tile:  # fmt: skip
    """The tile of a neuron or an input.

    Args:
        moment: what is drawn.
        links: out of it.
        plan: where everything stands.
        seen: what is seen of all neurons.
        maps: where their maps lie in the picture of all maps, if there are any.
        place: layer and number, inputs being layer 0.
        answers: (N,), its activation at every training example.
    """
    layer, neuron = place
    box, levels = plan.tiles[place], seen.levels[layer][neuron - 1]
    name = f"neuron-{layer}-{neuron}" if layer else f"input-{neuron}"
    focus = f"z-{layer}-{neuron}" if layer else f"x-0-{neuron}"
    css = "input" if not layer else "neuron output" if layer == plan.last else "neuron"
    flagged = name in moment.flagged
    symbols = moment.symbols
    with np.errstate(all="ignore"):  # of a run that is about to diverge they may be infinite
        least, mean, greatest = (text(float(one)) for one in (answers.min(), answers.mean(), answers.max()))
    said = [
        _(
            "{neuron}: {activation} from {least} to {greatest}, mean {mean} over the training examples",
            neuron=symbols.neuron(layer, neuron), activation=symbols.activation(layer, neuron), least=least,
            greatest=greatest, mean=mean,
        )
    ]  # fmt: skip
    if layer == plan.last and plan.sizes[-1] > 1 and moment.names.classes:
        said.append(_("for {name}", name=moment.class_of(neuron)))
    if layer:
        said.append(f"{symbols.bias(layer, neuron)} {text(float(moment.layers[layer - 1].b[neuron - 1]))}")
    if flagged:
        said.append(_("the doctor names it"))
    return Tile(
        name, f"mark {css}{' focused' if moment.focus == focus else ''}{' flagged' if flagged else ''}",
        links.focus(focus), _("; ").join(said), symbols.activation(layer, neuron),
        _name(moment, plan, place, seen.kind), box, maps.places[place] if maps else None,
        curve(levels, box) if seen.kind == "curve" else bar(levels, box) if seen.kind == "bar" else "",
        height(int(levels[1]), box) if seen.kind == "bar" else None, flagged,
    )  # fmt: skip


def _name(moment: TrainMoment, plan: TrainLayout, place: tuple[int, int], kind: str) -> str:
    layer, neuron = place
    if layer == plan.last:
        name, room = moment.symbols.output(neuron), plan.tiles[place].width if plan.axes else plan.room
        if plan.sizes[-1] > 1 and (plan.axes or moment.names.classes):
            name = _("{name}: {text}", name=name, text=moment.class_of(neuron))
        return clipped(name, int(room / (WIDEST * plan.metrics.text)))
    # A name may lie on a map, which is seen around it, but not on a line or a bar.
    clear = kind == "map" or plan.tiles[place].width >= CLEAR * plan.metrics.text
    return moment.symbols.neuron(layer, neuron) if plan.named and clear else ""


def height(level: int, box: Box) -> float:
    """Where a level stands on a tile."""
    return box.cy - level / FULL * (box.height / 2 - INSET)


def curve(levels: Levels, box: Box) -> str:
    """Levels from left to right as path data."""
    step = box.width / len(levels)
    return "M" + "L".join(
        f"{box.x + (index + 0.5) * step:.1f} {height(level, box):.1f}" for index, level in enumerate(levels.tolist())
    )


def bar(levels: Levels, box: Box) -> str:
    """From the least to the greatest of three levels, as path data."""
    low, _mean, high = levels.tolist()
    return f"M{box.cx:.1f} {height(low, box):.1f}V{height(high, box) - 0.1:.1f}"


def scale_bar(moment: TrainMoment, plan: TrainLayout, seen: Faces, layer: int) -> ScaleBar:
    """The legend of a layer's colours, under its column."""
    scale, box = seen.scales[layer], plan.tiles[layer, plan.sizes[layer]]
    function = moment.layers[layer - 1].activation.name if layer else ""
    m = plan.metrics
    width = max(m.scale, min(box.width, 150.0))
    return ScaleBar(
        layer, moment.symbols.layer(layer) if layer else _("inputs"), function, box.cx,
        box.bottom + (2.0 * m.text if layer == plan.last and plan.axes else m.text), width, function in ONE_SIDED,
        text(scale.low), text(scale.middle), text(scale.high),
    )  # fmt: skip
