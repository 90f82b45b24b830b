"""The settings: network, functions, data, initialisation, learning rate and what is frozen; folded away at first."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from app.address.table import BY_NAME
from app.language import _
from app.lesson import Lesson
from app.lesson_data import DEFAULT_COUNT, DEFAULT_NOISE, Prepared, write_data
from app.lesson_url import query
from app.limits import MAX_LEARNING_RATE, MAX_LESSON_LAYERS, MAX_LESSON_WIDTH, MAX_SEED
from app.moment import Moment
from app.numbers import plain
from app.setting_fields import ALLOWED, LABELS
from engine.activations import ACTIVATIONS
from engine.datasets import DATASETS
from engine.losses import LOSSES, allowed_losses
from engine.network import SCHEMES
from engine.optimisers import Optimiser

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
        when: with which choice it means something, ``count`` or so; "" with all. The style sheet hides it elsewhere.
        placeholder: what an empty field stands for.
    """

    name: str
    label: str
    value: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    numeric: bool = False
    when: str = ""
    placeholder: str = ""


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
    shown = ("layers", "x", "target", "frozen")
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
    kept = (("test_seed", str(lesson.split.seed)),) if lesson.split.seed else ()
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
        hidden=(*hidden, ("fit", written["layers"]), *slopes, *kept),
        network=(
            _line(
                "layers",
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
            _line("loss", choices=losses),
            *_data(lesson),
            *(() if lesson.data else _examples(written)),
            _line(
                "reduction",
                choices=(
                    Choice("sum", _("sum"), recipe.reduction == "sum"),
                    Choice("mean", _("mean"), recipe.reduction == "mean"),
                ),
            ),
        ),
        learning=(
            _line("init", choices=_choices(SCHEMES, scheme.scheme)),
            _line(
                "value",
                plain(scheme.value),
                _("of normal: the standard deviation; of constant: the constant"),
                numeric=True,
                when="value",
            ),
            _line("seed", str(recipe.seed), _("a whole number from 0 to {most}", most=MAX_SEED), numeric=True),
            _line(
                "lr",
                plain(recipe.learning_rate),
                _("above 0, at most {most:g}", most=MAX_LEARNING_RATE),
                numeric=True,
            ),
            *_optimiser(recipe.optimiser),
            _line(
                "batch",
                str(recipe.batch_size or ""),
                _("how many examples one update learns from; empty: all"),
                numeric=True,
                placeholder=_("all"),
            ),
            _line("frozen", written["frozen"], _("biases, layer2, w3, b1 … by comma")),
            _line(
                "dx",
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


def _line(name: str, value: str = "", help_: str = "", **more: Any) -> Line:
    return Line(name, _(LABELS[name]), value, help_, **more)


def _part(name: str, value: str, when: str) -> Line:
    """A number that makes a parameter together with a choice."""
    return _line(name, value, _(ALLOWED[name]), numeric=True, when=when)


def _data(lesson: Lesson) -> tuple[Line, ...]:
    """Which examples: a choice, what scales it, and how much of it is kept for testing."""
    data = lesson.data
    own = data is not None and not isinstance(data, Prepared)
    prepared = data.name if isinstance(data, Prepared) else ""
    choices = [
        Choice("", _("none: a single example") if data else _("none: the inputs and targets below"), data is None),
        *(Choice(name, _(kind.label), name == prepared) for name, kind in DATASETS.items()),
        *([Choice(write_data(data), _("Your data"), chosen=True)] if own else []),
    ]
    drawn = data if isinstance(data, Prepared) else Prepared("", DEFAULT_COUNT, DEFAULT_NOISE, 1)
    return (
        _line("data", choices=tuple(choices)),
        _part("count", str(drawn.count), "count"),
        _part("noise", plain(drawn.noise), "noise"),
        _part("data_seed", str(drawn.seed), "noise"),
        _line("test", plain(lesson.split.share), _("a share of the data, 0 to 0.9"), numeric=True, when="test"),
    )


def _optimiser(it: Optimiser) -> tuple[Line, ...]:
    names = {"gd": _("gradient descent"), "momentum": _("momentum"), "adam": "Adam"}
    momentum, adam = (it if it.name == name else Optimiser() for name in ("momentum", "adam"))
    return (
        _line("opt", choices=tuple(Choice(name, words, name == it.name) for name, words in names.items())),
        _part("beta", plain(momentum.beta), "momentum"),
        _part("beta1", plain(adam.beta), "adam"),
        _part("beta2", plain(adam.beta2), "adam"),
    )


def _examples(written: dict[str, str]) -> tuple[Line, ...]:
    return (
        _line("x", written["x"], _("numbers by comma, examples by semicolon"), when="given"),
        _line("target", written["target"], _("in the same order"), when="given"),
    )


def _choices(names: "tuple[str, ...] | list[str]", chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, _words(name), name == chosen) for name in names)


def _words(name: str) -> str:
    return name.replace("_", " ")
