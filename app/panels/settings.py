"""The settings: network, functions, data, initialisation, learning rate and what is frozen; folded away at first."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from app.address.table import BY_NAME
from app.language import _
from app.lesson_url import query
from app.limits import MAX_LEARNING_RATE, MAX_LESSON_LAYERS, MAX_LESSON_WIDTH, MAX_SEED
from app.moment import Moment
from app.numbers import plain
from engine.activations import ACTIVATIONS
from engine.datasets import DATASETS
from engine.losses import LOSSES, allowed_losses
from engine.network import SCHEMES

_SHOWN = (
    "layers", "act", "loss", "data", "test", "x", "target", "init", "seed", "lr", "opt", "batch", "reduction", "frozen",
    "dx", "dropped", "guide",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a choice."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A field of the form.

    Attributes:
        name: of the parameter that it sends.
        label: as printed.
        value: what it holds.
        help: what it may hold, in words.
        choices: the options, when it is a choice.
        numeric: whether it holds one number.
    """

    name: str
    label: str
    value: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The form.

    Attributes:
        hidden: what the address holds besides, sent along unchanged.
        network: the lines about the network.
        data: the lines about the examples and the loss.
        learning: the lines about parameters and learning.
        drawn: whether every weight is drawn from the seed already.
    """

    hidden: tuple[tuple[str, str], ...]
    network: tuple[Line, ...]
    data: tuple[Line, ...]
    learning: tuple[Line, ...]
    drawn: bool


def settings(moment: Moment) -> Settings:
    """The settings of a moment."""
    lesson = moment.lesson
    recipe, spec = lesson.recipe, lesson.recipe.spec
    shown = ("layers", "x", "target", "frozen", "data", "test", "opt", "batch")
    written = {name: BY_NAME[name].write(lesson) for name in shown}
    hidden = [(name, value) for name, value in parse_qsl(query(lesson), keep_blank_values=True) if name not in _SHOWN]
    last = len(spec.layers)
    activations = tuple(
        Line(
            f"act{number}",
            _layer_title(moment, number),
            choices=_choices([a for a in ACTIVATIONS if number == last or a != "softmax"], layer.activation.name),
        )
        for number, layer in enumerate(spec.layers, 1)
    )
    slopes = tuple(
        (f"slope{number}", plain(layer.activation.negative_slope))
        for number, layer in enumerate(spec.layers, 1)
        if layer.activation.name == "leaky_relu"
    )
    allowed = allowed_losses(spec.layers[-1].activation.name)
    losses = tuple(
        Choice(
            name,
            words if name in allowed else _("{loss} (not with this output)", loss=words),
            name == recipe.loss,
        )
        for name, words in ((name, _words(name)) for name in LOSSES)
    )
    scheme = recipe.initialisation
    return Settings(
        hidden=(*hidden, ("fit", written["layers"]), *slopes),
        network=(
            Line(
                "layers",
                _("Layers"),
                written["layers"],
                _(
                    "sizes joined by -, input first: up to {layers} layers of {neurons} neurons",
                    layers=MAX_LESSON_LAYERS,
                    neurons=MAX_LESSON_WIDTH,
                ),
            ),
            *activations,
        ),
        data=(
            Line("loss", _("Loss"), choices=losses),
            Line(
                "data",
                _("Data"),
                written["data"],
                _("{names}: name:count:noise:seed; empty: as below", names=", ".join(DATASETS)),
            ),
            Line("test", _("Kept for testing"), written["test"], _("a share of the data, 0 to 0.9")),
            *(() if lesson.data else _examples(written)),
            Line(
                "reduction",
                _("Over the examples"),
                choices=(
                    Choice("sum", _("sum"), recipe.reduction == "sum"),
                    Choice("mean", _("mean"), recipe.reduction == "mean"),
                ),
            ),
        ),
        learning=(
            Line("init", _("Initialisation"), choices=_choices(SCHEMES, scheme.scheme)),
            Line(
                "value",
                _("its value"),
                plain(scheme.value),
                _("of normal: the standard deviation; of constant: the constant"),
                numeric=True,
            ),
            Line(
                "seed",
                _("Seed"),
                str(recipe.seed),
                _("a whole number from 0 to {most}", most=MAX_SEED),
                numeric=True,
            ),
            Line(
                "lr",
                _("Learning rate η"),
                plain(recipe.learning_rate),
                _("above 0, at most {most:g}", most=MAX_LEARNING_RATE),
                numeric=True,
            ),
            Line("opt", _("Optimiser"), written["opt"], _("gd, momentum:0.9 or adam:0.9:0.999")),
            Line("batch", _("Batch"), written["batch"], _("all, or how many examples an update learns from")),
            Line("frozen", _("Frozen"), written["frozen"], _("biases, layer2, w3, b1 … by comma")),
            Line(
                "dx",
                "∂C/∂x",
                choices=(
                    Choice("0", _("not asked for"), not lesson.view.with_dC_dx),
                    Choice("1", _("asked for"), lesson.view.with_dC_dx),
                ),
            ),
        ),
        drawn=all(values is None for values in recipe.weights) and not lesson.edits,
    )


def _layer_title(moment: Moment, layer: int) -> str:
    return _("Output layer") if layer == moment.last else _("Layer {n}", n=layer)


def _examples(written: dict[str, str]) -> tuple[Line, ...]:
    return (
        Line("x", _("Inputs"), written["x"], _("numbers by comma, examples by semicolon")),
        Line("target", _("Targets"), written["target"], _("in the same order")),
    )


def _choices(names: "tuple[str, ...] | list[str]", chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, _words(name), name == chosen) for name in names)


def _words(name: str) -> str:
    return name.replace("_", " ")
