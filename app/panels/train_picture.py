"""The training page's network: what every neuron answers over the plane, wires by weight, the data on the outputs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.language import N_, _
from app.map_faces import Ground, faces, ground
from app.map_pictures import Sheet, sheet
from app.numbers import data, text
from app.panels.train_examples import Examples, Ways, examples
from app.panels.train_large import BOX, Large, large
from app.panels.train_moment import PictureLinks, TrainMoment
from app.panels.train_points import SHAPES, Points, colour, points, shape
from app.panels.train_tiles import WIDEST, ScaleBar, Tile, scale_bar, tile
from app.panels.train_wires import WireMark, ports, wires
from app.text_width import clipped
from app.train_layout import TrainLayout, train_layout
from engine.forward import forward
from engine.history import classes

AXIS_NUMBERS, SHORTEST = 9.0, 3.0
"""Room for the two numbers at the ends of an axis and for its symbol, and the least for a name, in letters."""


@dataclass(frozen=True, slots=True)
class TrainPicture:
    """The network at one moment.

    Attributes:
        plan: where everything stands.
        kind: ``map``, ``curve`` or ``bar``: what a tile shows.
        words: the whole in words.
        maps: the address of the picture of all maps; "" where there are none.
        sheet: where each map lies in it.
        tiles: inputs and hidden neurons.
        outputs: the outputs and the data on each.
        wires: those that can be pointed at.
        bulk: all others, as path data and classes.
        ports: of every wire the two ends, in the order of the weights, for a script; "" where all can be pointed at.
        scales: one a layer.
        top: the magnitude of the widest line, as printed.
        bounds: the ends of the inputs, as printed: x₁ low, x₁ high, x₂ low, x₂ high.
        exact: the same at full precision, each as low and high, and of each layer the middle and half of its scale.
        axes: what stands at the middle of the axes of a map: across and up.
        large: the neuron in focus, large, or None.
        standardised: the names of inputs that are, as said; "" where they are as given.
        key: the shape of each class, as path data, its classes and its name.
        ways: where points lead that are no links, for the script.
        notes: the other marks of points, in the same form.
    """

    plan: TrainLayout
    kind: str
    words: str
    maps: str
    sheet: Sheet | None
    tiles: tuple[Tile, ...]
    outputs: tuple[tuple[Tile, Points], ...]
    wires: tuple[WireMark, ...]
    bulk: tuple[tuple[str, str], ...]
    ports: str
    scales: tuple[ScaleBar, ...]
    top: str
    bounds: tuple[tuple[str, str], ...]
    exact: tuple[str, str]
    axes: tuple[str, ...]
    large: Large | None
    standardised: str
    key: tuple[tuple[str, str, str], ...]
    ways: Ways | None
    notes: tuple[tuple[str, str, str], ...]


def train_picture(moment: TrainMoment, links: PictureLinks) -> TrainPicture:
    """The picture of a moment."""
    over, sizes = ground(moment.recipe), moment.recipe.sizes
    seen, plan = faces(moment.layers, over), train_layout(sizes, moment.screen)
    trace = forward(moment.layers, over.inputs)
    tested = forward(moment.layers, over.test_inputs).output if len(over.test_inputs) else over.test_targets
    them = examples(over, trace.output, tested, links.show, moment.present, moment.left_out)
    maps = sheet(sizes) if over.kind == "map" else None
    answers = [over.inputs, *(record.a for record in trace.layers)]

    def drawn(layer: int, n: int) -> Tile:
        return tile(moment, links, plan, seen, maps, (layer, n), answers[layer][:, n - 1])

    def placed(n: int) -> Points:
        return points(them, moment.symbols, n, seen.scales[plan.last], plan.tiles[plan.last, n])

    single, bulk, top = wires(moment, links, plan)
    return TrainPicture(
        plan, over.kind, _words(moment), links.maps if maps else "", maps,
        tuple(drawn(layer, n) for layer in range(plan.last) for n in range(1, sizes[layer] + 1)),
        tuple((drawn(plan.last, n), placed(n)) for n in range(1, sizes[-1] + 1)),
        single, bulk, ports(plan) if bulk else "",
        tuple(scale_bar(moment, plan, seen, layer) for layer in range(len(sizes))),
        text(top), tuple((text(low), text(high)) for low, high in zip(over.low, over.high, strict=True)),
        (
            " ".join(f"{data(low)} {data(high)}" for low, high in zip(over.low, over.high, strict=True)),
            " ".join(f"{data(scale.middle)} {data(scale.half)}" for scale in seen.scales),
        ),
        _axes(moment, plan), large(moment, seen, maps, them),
        _(", ").join(moment.names.inputs) if moment.names.standardised else "",
        _key(moment, over), them.ways, _notes(over, them),
    )  # fmt: skip


_SEEN = {
    "map": N_("each tile is a neuron’s activation a over the plane of x₁ and x₂"),
    "curve": N_("each tile is a neuron’s activation a along x₁"),
    "bar": N_("each tile is a neuron’s activation a over the training examples: least, mean and greatest"),
}


def _words(moment: TrainMoment) -> str:
    """The whole in words."""
    seen = _SEEN[ground(moment.recipe).kind]
    sizes = "-".join(map(str, moment.recipe.sizes))
    return _("The network {sizes} after {n:,} updates: {tiles}", sizes=sizes, n=moment.updates, tiles=seen)


def _axes(moment: TrainMoment, plan: TrainLayout) -> tuple[str, ...]:
    """The inputs by their symbols, and by their columns' names as far as these fit between the numbers of an axis."""
    side = plan.tiles[plan.last, 1].width if plan.axes else BOX.width
    room = side / (WIDEST * plan.metrics.text) - AXIS_NUMBERS
    names: Sequence[str] = moment.names.inputs if room > SHORTEST else ()
    names = names or [""] * moment.recipe.sizes[0]
    return tuple(
        f"{moment.symbols.neuron(0, n)} {clipped(name, room)}".strip() for n, name in enumerate(names, start=1)
    )


def _key(moment: TrainMoment, over: Ground) -> tuple[tuple[str, str, str], ...]:
    """The shape of each class, as path data and classes, and its name."""
    if over.middle is None:
        return ((f"M8 8{shape(0, 5)}", "pt train plus s4 number", _("an example, shaded by its target")),)
    named = classes(over.targets)
    count = max(2, over.targets.shape[1])
    if named is None or not count <= len(SHAPES):
        return ()
    names = list(moment.names.classes) or [_("class {n}", n=number) for number in range(count)]
    return tuple(
        (f"M8 8{shape(kind, 5)}", f"pt train {colour(kind, over.targets.shape[1])}", names[kind])
        for kind in range(count)
    )


def _notes(over: Ground, them: Examples) -> tuple[tuple[str, str, str], ...]:
    """The other marks of points that there are: path data, classes, words."""
    notes, own = [], colour(1, over.targets.shape[1]) if over.middle is not None else "plus s8"
    if len(over.test_inputs) and over.kind != "bar":
        notes.append((f"M8 8{shape(0, 5)}", f"pt test {own}", _("hollow: a test example")))
    if over.middle is not None:
        notes.append((f"M8 8{shape(0, 5)}", f"pt train {own} wrong", _("bold outline: taken for another class")))
    if them.present:
        words = _("ringed: example {n}, which is stepped through", n=them.present)
        notes.append((f"M8 8{shape(0, 7)}", "ring", words))
    if them.left_out:
        notes.append((f"M8 8{shape(0, 5)}", f"pt train {own} out", _("pale: left out")))
    return tuple(notes)
